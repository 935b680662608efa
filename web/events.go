package web

import (
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
//	event: change
//	data: {"case":"gaza-isf-2025","act":"pak-offer","kind":"pledge"}
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
	if err := write("retry: 3000\n\n"); err != nil {
		return nil // the reader has gone
	}
	ctx, cancel := context.WithCancel(v.r.Context())
	defer cancel()
	changes := make(chan site.Change)
	failed := make(chan error, 1)
	only := v.r.URL.Query().Get("case")
	go func() {
		failed <- v.reader.Follow(ctx, func(c site.Change) error {
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
	}()
	v.s.metrics.streams.Inc()
	defer v.s.metrics.streams.Dec()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case c := <-changes:
			text, _ := json.Marshal(c)
			err = write("event: change\ndata: %s\n\n", text)
		case <-beat.C:
			// A session that has ended ends its streams too.
			if v.enter(); v.session == nil {
				return write("event: end\ndata: {}\n\n")
			}
			err = write(": here\n\n")
		case <-v.s.closing:
			return nil
		case err := <-failed:
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
