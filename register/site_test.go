package register_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"entente/act"
	"entente/register"
	"entente/register/sqlite"
)

const origin = "test.example/log"

// site is a register in a folder of its own, with its keys and a clock.
type site struct {
	*register.Register
	t      testing.TB
	dir    string
	secret string
	key    *register.Key // the custodian's
	now    time.Time
}

func newSite(t testing.TB) *site {
	t.Helper()
	secret, _, err := register.NewLogKey(origin)
	must(t, err)
	s := &site{t: t, dir: t.TempDir(), secret: secret, key: register.NewKey(), now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	store, err := sqlite.Create(s.file())
	must(t, err)
	guard, err := register.CreateGuard(filepath.Join(s.dir, "guard"), origin)
	must(t, err)
	s.Register, err = register.Create(store, s.options(guard), s.key, "SECRETARIAT", "")
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func (s *site) file() string { return filepath.Join(s.dir, "register.db") }

func (s *site) options(g *register.Guard) register.Options {
	return register.Options{LogKey: s.secret, Guard: g, Now: func() time.Time { return s.now }}
}

// open opens the site's files, or others in their place, for writing.
func (s *site) open(file string) (*register.Register, error) {
	guard, err := register.OpenGuard(filepath.Join(s.dir, "guard"), origin)
	if err != nil {
		return nil, err
	}
	store, err := sqlite.Open(file)
	if err != nil {
		guard.Close()
		return nil, err
	}
	r, err := register.Open(store, s.options(guard))
	if err != nil {
		store.Close()
		guard.Close()
	}
	return r, err
}

func (s *site) reopen() {
	s.t.Helper()
	must(s.t, s.Close())
	r, err := s.open(s.file())
	must(s.t, err)
	s.Register = r
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// position is an act of an actor that means nothing much.
func position(id, actor string) *act.Act {
	a := &act.Act{ID: id, Kind: "position", Initiative: "case", Body: &act.Position{Stance: "supports"}}
	a.Actor, a.On, a.Says, a.Marking = act.ActorRef(actor), act.MustDate("2025-11-30"), "They are ready.", "UNCLASSIFIED"
	a.Source, a.Note = act.SourceRefs{act.ParseSourceRef("seed-2#3")}, "as heard"
	return a
}

// add puts an act on record by a key, the custodian's when nil.
func (s *site) add(a *act.Act, as register.As, key *register.Key) (register.Result, error) {
	if key == nil {
		key = s.key
	}
	d, err := s.Draft(a, as, key)
	if err != nil {
		return register.Result{}, err
	}
	return s.Append(context.Background(), d)
}

// fill adds n acts.
func (s *site) fill(n int) {
	s.t.Helper()
	var drafts []*register.Draft
	from := s.Head().Size
	for i := range n {
		d, err := s.Draft(position(fmt.Sprintf("act-%d", from+int64(i)), "PAK"), register.Reported, s.key)
		must(s.t, err)
		drafts = append(drafts, d)
	}
	rs, err := s.AppendAll(context.Background(), drafts, nil)
	must(s.t, err)
	for _, r := range rs {
		must(s.t, r.Err)
	}
}

// house puts one of the register's own acts on record.
func (s *site) house(b act.Body, key *register.Key) error {
	if key == nil {
		key = s.key
	}
	k, err := s.Speaks(key.Public.Fingerprint())
	if err != nil {
		return err
	}
	a := &act.Act{ID: fmt.Sprintf("house-%d", s.Head().Size), Kind: b.Kind(), Body: b}
	a.Actor, a.Marking = act.ActorRef(k.For), "UNCLASSIFIED"
	_, err = s.add(a, register.Own, key)
	return err
}

// introduce gives an actor a key.
func (s *site) introduce(actor string) *register.Key {
	s.t.Helper()
	k := register.NewKey()
	must(s.t, s.house(&register.KeyAct{Event: "introduce", For: act.ActorRef(actor), Key: k.Public.String()}, nil))
	return k
}
