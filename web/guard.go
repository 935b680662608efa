package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"entente/site"
	"entente/web/words"
)

// policy lets a page load what the site itself serves, and nothing else.
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

// largestForm is the largest body a form may have, unless its route reads more.
const largestForm = 1 << 20

// largestBody is the largest body of any route.
var largestBody = func() int64 {
	var most int64 = largestForm
	for _, rt := range routes {
		most = max(most, rt.most)
	}
	return most
}()

// writing is how long an answer may take to be sent; a stream, each of its messages.
const writing = 2 * time.Minute

// guard stands before every route: headers, requests forged on other sites, size,
// and what the log keeps of a request. The log never holds content: the pattern of
// the route, not the address, because addresses name cases and acts.
func (s *Server) guard(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	if s.url != "" { // behind a proxy a request's own name for the site may be another
		if err := protection.AddTrustedOrigin(s.url); err != nil {
			panic(err) // whoever gives Options.URL looks at it first
		}
	}
	next = protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.now()
		id := rand.Text()[:12]
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Request-Id", id)
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		seen := &watched{ResponseWriter: w}
		defer func() {
			level := slog.LevelInfo
			if fault := recover(); fault != nil {
				level = slog.LevelError
				s.log.Error("panic", "id", id, "fault", faultWithoutContent(fault), "stack", string(debug.Stack()))
				if seen.status == 0 {
					seen.WriteHeader(http.StatusInternalServerError)
				}
			}
			s.metrics.saw(r.Pattern, seen.status, s.now().Sub(began).Seconds())
			s.log.Log(r.Context(), level, "request", "id", id, "method", r.Method, "route", r.Pattern, "status", seen.status, "ms", s.now().Sub(began).Milliseconds())
		}()
		r.Body = http.MaxBytesReader(seen, r.Body, largestBody)
		http.NewResponseController(seen).SetWriteDeadline(s.now().Add(writing))
		next.ServeHTTP(seen, r)
	})
}

// watched remembers the status of an answer.
type watched struct {
	http.ResponseWriter
	status int
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets [http.ResponseController] reach what is below.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// visit is a request before anybody has been let in.
func (s *Server) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{s: s, r: r, header: w.Header(), id: w.Header().Get("X-Request-Id")}
	v.readSettings()
	return v
}

// serve makes the handler of a route: it finds out who asks, asks the route, and
// writes the page whole or the error in its place.
func (s *Server) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		p, err := v.answer(rt, w)
		if p == nil && err == nil {
			return // a raw answer has been written
		}
		if err != nil {
			p = v.errorPage(err)
		}
		if p.to != "" {
			http.Redirect(w, r, p.to, http.StatusSeeOther)
			return
		}
		shown := layout(v, p)
		if p.part {
			shown = p.body
		}
		var whole sheet
		if err := shown.Render(context.WithoutCancel(r.Context()), &whole); err != nil {
			s.log.Error("page", "id", v.id, "error", withoutContent(err))
			http.Error(w, "The page could not be written. Number of this request: "+v.id, http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		whole.send(w, r, max(p.status, http.StatusOK))
	})
}

// answer lets in whoever may ask for the route, and asks it.
func (v *visit) answer(rt route, w http.ResponseWriter) (*page, error) {
	if !v.s.limits.allow(v.r) {
		return nil, errTooMany
	}
	if err := v.enter(); err != nil {
		return nil, err
	}
	switch {
	case rt.access != anyone && v.session == nil && v.r.Method == http.MethodGet && rt.page != nil:
		return goTo("/sign-in?to=" + queryEscape(v.r.URL.RequestURI())), nil
	case rt.access != anyone && v.session == nil:
		return nil, errNobody
	case rt.access == officer && v.who().Role != site.Officer:
		return nil, site.ErrNotPermitted
	}
	if err := v.readMoment(); err != nil {
		return nil, err
	}
	if v.r.Method != http.MethodGet && !v.when.Now() {
		return nil, errPast
	}
	if err := v.readForm(rt, w); err != nil {
		return nil, err
	}
	if rt.raw != nil {
		return nil, rt.raw(v, w)
	}
	p, err := rt.page(v)
	if err == nil && p.to == "" {
		err = v.reader.Read(p.how, p.marking, p.shown)
	}
	return p, err
}

// readForm reads a form whole, up to the size its route takes, so that no route acts
// on part of one.
func (v *visit) readForm(rt route, w http.ResponseWriter) error {
	v.r.Body = http.MaxBytesReader(w, v.r.Body, cmp.Or(rt.most, largestForm))
	if rt.page == nil || v.r.Method == http.MethodGet {
		return nil
	}
	err := v.r.ParseForm()
	if err == nil {
		err = v.r.ParseMultipartForm(cmp.Or(rt.most, largestForm))
	}
	var tooBig *http.MaxBytesError
	switch {
	case errors.Is(err, http.ErrNotMultipart):
		return nil
	case err == nil, errors.As(err, &tooBig), errors.Is(err, os.ErrDeadlineExceeded):
		return err
	}
	return badRequest(v.say("error.form"))
}

const sessionCookie = "entente-session"

// enter finds the session of the visit, if there is one.
func (v *visit) enter() error {
	v.session, v.reader = nil, nil
	c, err := v.r.Cookie(sessionCookie)
	if err != nil {
		return nil
	}
	x, err := v.s.site.Session(c.Value)
	if errors.Is(err, site.ErrExpired) {
		v.setCookie(sessionCookie, "", -time.Second)
		return nil
	}
	if err != nil {
		return err
	}
	v.session, v.reader = x, v.s.site.Reader(x.Person)
	v.bookmark = v.reader.Bookmark()
	return nil
}

// enterFeed lets a calendar in by its address: it reads the dates of the address's
// person, and nothing else.
func (v *visit) enterFeed(secret string) error {
	f, err := v.s.site.FeedBy(secret)
	if err != nil {
		return err
	}
	if l := words.Find(f.Lang); l != nil {
		v.lang = l
	}
	v.reader = v.s.site.Reader(f.Person)
	return nil
}

// stillIn gives who reads now by the session or token of the visit; nil when it has
// ended.
func (v *visit) stillIn() *site.Reader {
	again := &visit{s: v.s, r: v.r, header: http.Header{}}
	if again.identify() != nil {
		return nil
	}
	return again.reader
}
