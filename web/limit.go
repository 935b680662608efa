package web

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits slows down who asks too often, address by address: attempts to sign in,
// which cost much and can be guesses, more than the rest; and guesses at one name,
// from wherever they come.
type limits struct {
	now     func() time.Time
	proxies []netip.Prefix
	mu      sync.Mutex
	all     map[string]*rate.Limiter
}

// mostAddresses is how many addresses are remembered; then all begin anew.
const mostAddresses = 10_000

func newLimits(now func() time.Time, proxies []netip.Prefix) *limits {
	return &limits{now: now, proxies: proxies, all: map[string]*rate.Limiter{}}
}

// allow reports whether a request may go on.
func (l *limits) allow(r *http.Request) bool {
	from := l.client(r)
	guess := strings.HasPrefix(r.URL.Path, "/welcome/") // whoever has the link asks once
	if guess || r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/sign-in") {
		return l.take("sign-in "+from, rate.Every(3*time.Second), 10)
	}
	return l.take("any "+from, 50, 200)
}

// allowName reports whether a password for a name may be tried. Whoever is kept out
// by others' guesses still has passkeys, and tries again after a minute.
func (l *limits) allowName(name string) bool {
	return l.take("name "+name[:min(len(name), 64)], rate.Every(6*time.Second), 30)
}

func (l *limits) take(what string, every rate.Limit, burst int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	x := l.all[what]
	if x == nil {
		if len(l.all) >= mostAddresses {
			clear(l.all)
		}
		x = rate.NewLimiter(every, burst)
		l.all[what] = x
	}
	return x.AllowN(l.now(), 1)
}

// client is the address a request comes from. X-Forwarded-For is believed from the
// proxies the site was told of alone, and read from its end: the last address that is
// no proxy of ours is the one our outermost proxy saw; what stands before it the
// client wrote itself. Of an IPv6 address the network counts: who has one has a
// million.
func (l *limits) client(r *http.Request) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr := from.Addr().Unmap()
	if l.proxy(addr) {
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0; i-- {
			hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
			if err != nil {
				break
			}
			if addr = hop.Unmap(); !l.proxy(addr) {
				break
			}
		}
	}
	if addr.Is6() {
		if network, err := addr.WithZone("").Prefix(64); err == nil {
			return network.String()
		}
	}
	return addr.String()
}

func (l *limits) proxy(addr netip.Addr) bool {
	for _, p := range l.proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}
