package web

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits slows down who asks too often, address by address: attempts to sign in,
// which cost much and can be guesses, more than the rest.
type limits struct {
	now func() time.Time
	mu  sync.Mutex
	all map[string]*rate.Limiter
}

// mostAddresses is how many addresses are remembered; then all begin anew.
const mostAddresses = 10_000

func newLimits(now func() time.Time) *limits {
	return &limits{now: now, all: map[string]*rate.Limiter{}}
}

// allow reports whether a request may go on.
func (l *limits) allow(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	kind, every, burst := "any ", rate.Limit(50), 200
	if r.Method == http.MethodPost && (r.URL.Path == "/sign-in" || strings.HasPrefix(r.URL.Path, "/welcome/")) {
		kind, every, burst = "sign-in ", rate.Every(3*time.Second), 10
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.all) >= mostAddresses {
		clear(l.all)
	}
	x := l.all[kind+host]
	if x == nil {
		x = rate.NewLimiter(every, burst)
		l.all[kind+host] = x
	}
	return x.AllowN(l.now(), 1)
}
