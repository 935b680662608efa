package site_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// world is a fresh site with a clock of its own.
type world struct {
	*testing.T
	*site.Site
	clock time.Time
	key   *register.Key
	n     int
}

func found(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, clock: time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)}
	dir := filepath.Join(t.TempDir(), "site")
	secret, public, err := register.NewLogKey("test.example/site")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := site.Found(dir, secret, public, site.Founding{Origin: "test.example/site", Keeper: "SECRETARIAT"})
	if err != nil {
		t.Fatal(err)
	}
	if err := reg.Close(); err != nil {
		t.Fatal(err)
	}
	if w.Site, err = site.Open(dir, site.Options{Now: func() time.Time { return w.clock }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.key, err = site.SigningKey(dir, ""); err != nil {
		t.Fatal(err)
	}
	return w
}

// put puts an act on record, deposited by the secretariat.
func (w *world) put(id string, actor act.ActorRef, mark string, body act.Body) {
	w.Helper()
	a := &act.Act{ID: id, Kind: body.Kind(), Initiative: "force", Body: body}
	if register.House(a.Kind) {
		a.Initiative = ""
	}
	a.Actor, a.On, a.Marking = actor, act.MustDate("2026-11-01"), mark
	d, err := w.Register().Draft(a, site.Quality(a, "SECRETARIAT", true), w.key)
	if err != nil {
		w.Fatal(err)
	}
	if r, err := w.Append(w.Context(), d); err != nil || r.Err != nil {
		w.Fatal(err, r.Err)
	}
}

// initiative opens the case of these tests.
func (w *world) initiative() {
	w.Helper()
	w.put("initiative:force", "", "UNCLASSIFIED", &act.Initiative{Title: "A force", Type: "force"})
}

func (w *world) clear(reader act.ActorRef, level string) {
	w.Helper()
	w.n++
	w.put("clearance-"+string(reader)+string(rune('0'+w.n)), "SECRETARIAT", "UNCLASSIFIED", &register.ClearanceAct{Reader: reader, Level: level})
}

// sees lists the acts of the case that a person may see.
func (w *world) sees(p *site.Person) []string {
	w.Helper()
	c, err := w.Reader(p).Case("force", site.When{})
	if errors.Is(err, register.ErrNotFound) {
		return nil
	}
	if err != nil {
		w.Fatal(err)
	}
	var ids []string
	for _, e := range c.Entries {
		ids = append(ids, e.Act.ID)
	}
	return ids
}

func (w *world) want(p *site.Person, ids ...string) {
	w.Helper()
	if got := w.sees(p); !slices.Equal(got, ids) {
		w.Errorf("%s sees %v, want %v", p.Name, got, ids)
	}
}

func TestViewFollowsTheRecord(t *testing.T) {
	w := found(t)
	w.initiative()
	w.clear("PAK", "SECRET")
	p := &site.Person{Name: "rahman", Actor: "PAK", Role: site.Delegate, Level: marking.Secret}
	o := &site.Person{Name: "observer", Role: site.Observer}
	w.want(p, "initiative:force")
	w.put("secret-word", "SAU", "SECRET", &act.Statement{})
	w.want(p, "initiative:force", "secret-word")
	w.want(o, "initiative:force")
	w.clear("PAK", "UNCLASSIFIED")
	w.want(p, "initiative:force")
	w.clear("PAK", "SECRET")
	w.want(p, "initiative:force", "secret-word")
}

// A person reads nothing above its own level, what its actor said itself included;
// and the role gives nothing to read.
func TestPersonIsCapped(t *testing.T) {
	w := found(t)
	w.initiative()
	w.clear("PAK", "TOP SECRET")
	w.clear("SECRETARIAT", "UNCLASSIFIED")
	w.put("own-secret", "PAK", "PAK SECRET//REL TO PAK", &act.Statement{})
	w.want(&site.Person{Name: "high", Actor: "PAK", Level: marking.Secret}, "initiative:force", "own-secret")
	w.want(&site.Person{Name: "low", Actor: "PAK", Level: marking.Restricted}, "initiative:force")
	w.want(&site.Person{Name: "officer", Actor: "SECRETARIAT", Role: site.Officer, Level: marking.TopSecret}, "initiative:force")
	w.want(&site.Person{Name: "nobody", Role: site.Officer, Level: marking.TopSecret}, "initiative:force")
}

func TestSameCaseIsFoldedOnce(t *testing.T) {
	w := found(t)
	w.initiative()
	one, two := &site.Person{Name: "one", Actor: "PAK"}, &site.Person{Name: "two", Actor: "PAK"}
	a, err := w.Reader(one).Case("force", site.When{})
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := w.Reader(two).Case("force", site.When{}); a != b {
		t.Error("two persons with one view have two cases")
	}
	if b, _ := w.Reader(one).Case("force", site.When{At: act.MustDate("2026-11-02")}); a == b {
		t.Error("two days give one case")
	}
	w.put("word", "SAU", "UNCLASSIFIED", &act.Statement{})
	if b, _ := w.Reader(one).Case("force", site.When{}); a == b {
		t.Error("the case does not follow the record")
	}
}

func TestSessions(t *testing.T) {
	w := found(t)
	if err := w.AddPerson(site.Person{Name: "rahman", Actor: "PAK", Role: site.Delegate}, "four or five words"); err != nil {
		t.Fatal(err)
	}
	secret, err := w.SignIn("rahman", "four or five words", "a browser")
	if err != nil {
		t.Fatal(err)
	}
	x, err := w.Session(secret)
	if err != nil || x.Person.Name != "rahman" || x.Since != -1 {
		t.Fatalf("the session is %+v (%v)", x, err)
	}
	w.clock = w.clock.Add(13 * time.Hour)
	if _, err := w.Session(secret); !errors.Is(err, site.ErrExpired) {
		t.Errorf("a session not used for 13 hours is still there (%v)", err)
	}
	again, err := w.SignIn("rahman", "four or five words", "a browser")
	if err != nil {
		t.Fatal(err)
	}
	x, err = w.Session(again)
	if err != nil || x.Since != 1 {
		t.Fatalf("the second visit begins at %+v (%v)", x, err)
	}
	if err := w.End(x.Person, x.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Session(again); !errors.Is(err, site.ErrExpired) {
		t.Errorf("a session that was ended is still there (%v)", err)
	}
}

// Everything wrong with a person is said at once.
func TestPersonIsRefused(t *testing.T) {
	w := found(t)
	err := w.AddPerson(site.Person{Name: "R", Actor: "pak", Role: "king"}, "short")
	const want = `the name "R": use 2 to 40 of a–z, 0–9, point, hyphen and underscore, beginning with a letter or figure
the actor "pak": use a code such as PAK or SECRETARIAT
the role "king": use officer, delegate or observer
the password has 5 characters; use at least 12, such as four or five words`
	if err == nil || err.Error() != want {
		t.Errorf("refused with\n%v\nwant\n%s", err, want)
	}
	ok := site.Person{Name: "rahman", Role: site.Observer}
	if err := w.AddPerson(ok, ""); err != nil {
		t.Fatal(err)
	}
	if err := w.AddPerson(ok, ""); !errors.Is(err, register.ErrConflict) {
		t.Errorf("a second of the same name: %v", err)
	}
	if _, err := w.SignIn("rahman", "", "a browser"); !errors.Is(err, site.ErrSignIn) {
		t.Errorf("who has no password signs in: %v", err)
	}
}
