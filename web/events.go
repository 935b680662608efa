package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"entente/site"
)

// heartbeat keeps what stands between from closing a quiet stream.
const heartbeat = 20 * time.Second

// events tells an open page that acts came on record which its reader may see, of
// one case with ?case=. It says only which; the page asks for what it shows.
//
//	id: 0Zr…
//	event: change
//	data: {"case":"gaza-isf-2025","act":"pak-offer","kind":"pledge"}
//
// The id bookmarks the record. A page that was made at one sends it as ?since=, a browser
// that was cut off as Last-Event-ID, and hears at once of what came meanwhile. What came
// since a bookmark of an earlier run of the site cannot be told: the event is anew, and
// the page is to be asked for again.
func events(v *visit, w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	write := func(format string, args ...any) error {
		out.SetWriteDeadline(v.s.now().Add(writing)) // for each message, not for the stream
		if _, err := fmt.Fprintf(w, format, args...); err != nil {
			return err
		}
		return out.Flush()
	}
	ctx, cancel := context.WithCancel(v.r.Context())
	defer cancel()
	reader, now := v.reader, v.reader.Bookmark()
	since := cmp.Or(v.r.Header.Get("Last-Event-ID"), v.r.URL.Query().Get("since"))
	changes := make(chan site.Change)
	failed := make(chan error, 1)
	only := v.r.URL.Query().Get("case")
	follow := func(since string) {
		failed <- reader.Follow(ctx, since, func(c site.Change) error {
			if only != "" && c.Case != only {
				return nil
			}
			select {
			case changes <- c:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}
	begin := "retry: 3000\n\n"
	if since == "" {
		since = now
		begin = "retry: 3000\nid: " + now + "\n\n"
	}
	if err := write("%s", begin); err != nil {
		return nil // the reader has gone
	}
	go follow(since)
	v.s.metrics.streams.Inc()
	defer v.s.metrics.streams.Dec()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case c := <-changes:
			text, _ := json.Marshal(c)
			err = write("id: %s\nevent: change\ndata: %s\n\n", c.Bookmark, text)
		case <-beat.C:
			// A session that has ended ends its streams too; who may read otherwise than
			// before begins anew.
			switch fresh := v.stillIn(); {
			case fresh == nil:
				return write("event: end\ndata: {}\n\n")
			case !fresh.SeesAs(reader):
				return nil
			}
			err = write(": here\n\n")
		case <-v.s.closing:
			return nil
		case err := <-failed:
			if errors.Is(err, site.ErrExpired) {
				if write("id: %s\nevent: anew\ndata: {}\n\n", now) != nil {
					return nil
				}
				go follow(now)
				continue
			}
			if !errors.Is(err, context.Canceled) {
				v.s.log.Error("events", "id", v.id, "error", withoutContent(err))
			}
			return nil
		}
		if err != nil {
			return nil
		}
	}
}
