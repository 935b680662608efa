package web

import (
	"net/http"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"
)

// welcomePath is the one-time link a page shows.
func welcomePath(b *browser, r answer) string {
	b.Helper()
	m := regexp.MustCompile(`/welcome/[A-Za-z0-9_-]{43}`).FindString(r.body)
	if m == "" {
		b.Fatal("the page shows no link:\n" + r.body)
	}
	return m
}

// An officer lets a delegate in; it reads for its actor once one of that actor vouched.
func TestLetIn(t *testing.T) {
	h := open(t)
	officer, pakistan := h.as("secretary"), h.as("pakistan")
	r := officer.post("/people", "name", "rahman", "title", "Amb. A. Rahman", "actor", "pak", "role", "delegate", "level", "SECRET", "rel-to", "pak, sau")
	officer.holds(r, 200, "A link for rahman", "Until a delegate or officer of PAK, cleared as high, vouches for them")
	rahman := h.browser()
	if r := rahman.post(welcomePath(officer, r), "password", "four or five words"); r.status != 303 {
		t.Fatalf("the link answers %d\n%s", r.status, r.body)
	}
	const hidden = "/case/alliance-2016/act/overtures"
	rahman.holds(rahman.get("/account"), 200, "nobody of PAK has vouched for you yet")
	rahman.holds(rahman.get(hidden), 404)
	officer.holds(officer.post("/account/vouch", "name", "rahman"), 403)
	pakistan.holds(pakistan.get("/account"), 200, "Amb. A. Rahman (rahman)", "delegate of PAK, SECRET, REL TO PAK, SAU")
	if r := pakistan.post("/account/vouch", "name", "rahman"); r.status != 303 {
		t.Fatalf("vouching answers %d", r.status)
	}
	rahman.holds(rahman.get(hidden), 200)
	officer.holds(officer.get("/people/rahman"), 200, "vouched for by pakistan", "let in by secretary")

	// A lower level holds at once; the name typed again ends the person.
	officer.post("/people/rahman", "title", "Amb. A. Rahman", "actor", "PAK", "role", "delegate", "level", "RESTRICTED")
	rahman.holds(rahman.get(hidden), 404)
	officer.holds(officer.post("/people/rahman/end", "again", "raman"), 422, "Type rahman exactly to end this person; nothing was done.")
	officer.post("/people/rahman/end", "again", "rahman")
	if r := rahman.get("/"); r.status != 303 {
		t.Errorf("who was ended is answered %d", r.status)
	}
	officer.holds(officer.get("/people"), 200, "ended 20")
}

func TestPeopleAreRefused(t *testing.T) {
	h := open(t)
	officer := h.as("secretary")
	r := officer.post("/people", "name", "R", "actor", "p k", "role", "king", "level", "SECRET", "rel-to", "Saudi-Arabia!")
	officer.holds(r, 422, "the name &#34;R&#34;: use 2 to 40", "the actor &#34;P K&#34;", "the role &#34;king&#34;", "REL TO &#34;SAUDI-ARABIA!&#34;", `value="R"`)
	officer.holds(officer.post("/people", "name", "other", "role", "observer", "level", "HIGHEST"), 422, "HIGHEST is no level", `value="other"`)
	officer.holds(officer.post("/people", "name", "observer", "role", "observer", "level", "UNCLASSIFIED"), 409, "observer is here already")
	officer.holds(officer.post("/people/secretary", "actor", "SECRETARIAT", "role", "officer", "level", "TOP SECRET"), 403)
	officer.holds(officer.get("/people/secretary"), 200, "Nobody changes what he may do himself")
	for _, name := range []string{"pakistan", "observer"} {
		b := h.as(name)
		for _, path := range []string{"/people", "/people/secretary"} {
			b.holds(b.get(path), 403, "Your role does not allow this")
		}
		b.holds(b.post("/people/secretary/link"), 403)
		b.holds(b.post("/people", "name", "mole", "role", "officer", "level", "SECRET"), 403)
	}
}

func TestAccount(t *testing.T) {
	h := open(t)
	b, other := h.as("observer"), h.as("observer")
	b.holds(b.post("/account/password", "old", "not the right one", "password", "another four or five"), 422, "The present password is not right")
	b.holds(b.post("/account/password", "old", h.people["observer"], "password", "short"), 422, "the password has 5 characters")
	if r := b.post("/account/password", "old", h.people["observer"], "password", "another four or five"); r.status != 303 {
		t.Fatalf("the change answers %d", r.status)
	}
	b.holds(b.get("/account"), 200)
	if r := other.get("/"); r.status != 303 {
		t.Errorf("another session is answered %d after the password changed", r.status)
	}
	h.people["observer"] = "another four or five"
	other, third := h.as("observer"), h.as("observer")
	b.holds(b.get("/sessions"), 200, "End all others")
	if r := b.post("/sessions/end-others"); r.status != 303 {
		t.Errorf("ending the others answers %d", r.status)
	}
	for _, x := range []*browser{other, third} {
		if r := x.get("/"); r.status != 303 {
			t.Errorf("a session that was ended is answered %d", r.status)
		}
	}
	b.holds(b.get("/sessions"), 200, "this one")
}

// What a proxy says of a client is taken from ours alone, and only what it saw itself.
func TestClientBehindProxies(t *testing.T) {
	l := newLimits(time.Now, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")})
	for _, c := range []struct{ from, forwarded, want string }{
		{"192.0.2.1:99", "", "192.0.2.1"},
		{"192.0.2.1:99", "198.51.100.7", "192.0.2.1"}, // no proxy of ours says so
		{"10.0.0.1:99", "198.51.100.7", "198.51.100.7"},
		{"10.0.0.1:99", "203.0.113.9, 198.51.100.7", "198.51.100.7"}, // the first the client wrote
		{"10.0.0.1:99", "198.51.100.7, 10.0.0.2", "198.51.100.7"},
		{"10.0.0.1:99", "203.0.113.9, nonsense", "10.0.0.1"},
		{"10.0.0.1:99", "", "10.0.0.1"},
		{"[2001:db8::1]:99", "", "2001:db8::/64"},
		{"[::ffff:10.0.0.1]:99", "198.51.100.7", "198.51.100.7"},
	} {
		r, _ := http.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.from
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := l.client(r); got != c.want {
			t.Errorf("%s, forwarded for %q: %s, want %s", c.from, c.forwarded, got, c.want)
		}
	}
}

// Guesses at one name are slowed down from wherever they come.
func TestGuessesAtOneName(t *testing.T) {
	l := newLimits(time.Now, nil)
	allowed := 0
	for range 100 {
		if l.allowName("secretary") {
			allowed++
		}
	}
	if allowed < 30 || allowed > 35 || !l.allowName("other") {
		t.Errorf("%d of 100 guesses at once are allowed", allowed)
	}
}

// The last word of where a link leads is the address the site was told, else its own.
func TestLinksNameTheSite(t *testing.T) {
	h := open(t)
	officer := h.as("secretary")
	r := officer.post("/people/observer/link")
	officer.holds(r, 200, h.url+"/welcome/")
	if strings.Contains(r.header.Get("Cache-Control"), "public") {
		t.Error("the page with the link may be kept")
	}
}
