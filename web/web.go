// Package web shows a site to people: pages, events and, under /v1, the same verbs
// for other programs.
//
// Call [New] with an open site. What there is to see stands in routes.go, one line a
// page; a concern has one file, named after it, with its templates beside it in
// NAME.templ (run go generate ./web after a change). A page is a function from a
// [visit] to a [page]: the visit knows who reads, in which language and as of when;
// the server lays the page out, marks it and writes it whole, or the error in its
// place.
//
// The package decides nothing about who may read what: everything comes from
// visit.reader, which is the record as that person may see it. Pages work without
// script; custom elements in web/src add to what is there.
package web

//go:generate go tool -modfile=../tools/go.mod templ generate -path .

import (
	"cmp"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"entente/site"
)

// Options say how a site is shown.
type Options struct {
	Log     *slog.Logger     // nothing is logged when nil
	URL     string           // the origin people reach the site by, https://entente.example; cookies are secure with https
	Proxies []netip.Prefix   // where the machines are whose word for a client's address is taken
	Now     func() time.Time // time.Now when nil

	Patience time.Duration // how long a page waits for an exact answer before it says that one is sought; three seconds when 0
}

// Server shows one site. It is an [http.Handler].
type Server struct {
	site    *site.Site
	log     *slog.Logger
	url     string // without a slash at its end; empty when none was told
	secure  bool
	now     func() time.Time
	limits  *limits
	keys    underWay
	readers turns // of documents that come in
	api     *api
	metrics *metrics
	handler http.Handler
	closing chan struct{}

	patience time.Duration
}

// New makes a server of a site.
func New(s *site.Site, o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.NewJSONHandler(io.Discard, nil))
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	x := &Server{site: s, log: o.Log, url: strings.TrimSuffix(o.URL, "/"), now: o.Now, limits: newLimits(o.Now, o.Proxies), closing: make(chan struct{}), readers: make(turns, 2), metrics: newMetrics()}
	x.patience = cmp.Or(o.Patience, usualPatience)
	x.secure = strings.HasPrefix(x.url, "https://")
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, x.serve(r))
	}
	x.api = x.mount(mux)
	mux.Handle("/", x.serve(route{pattern: "/", access: person, page: nothingHere}))
	x.handler = x.guard(mux)
	s.ReadAhead()
	return x
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// HTTP is the server that listens for the site: whoever sends slowly, or reads
// slowly, gives his place up.
func (s *Server) HTTP() *http.Server {
	return &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)}
}

// Stop ends what would not end by itself, such as streams of events; call it before
// [http.Server.Shutdown].
func (s *Server) Stop() { close(s.closing) }

// Scripted reports whether the bundle of scripts was built in; without it every page
// reads, and none moves.
func Scripted() bool { return script != nil }
