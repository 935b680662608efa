package site_test

import (
	"errors"
	"slices"
	"testing"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// office is a site with an officer of the secretariat and a delegate of Pakistan, who
// were let in at the machine.
func office(t *testing.T) (w *world, officer, delegate *site.Person) {
	t.Helper()
	w = found(t)
	w.initiative()
	w.clear("SECRETARIAT", "CONFIDENTIAL")
	w.clear("PAK", "SECRET")
	w.put("for-pak", "PAK", "PAK SECRET//REL TO PAK", &act.Statement{})
	for _, p := range []site.Person{
		{Name: "officer", Actor: "SECRETARIAT", Role: site.Officer, Level: marking.Secret},
		{Name: "second", Actor: "SECRETARIAT", Role: site.Officer, Level: marking.Secret},
		{Name: "delegate", Actor: "PAK", Role: site.Delegate, Level: marking.Secret},
	} {
		if err := w.AddPerson(p, ""); err != nil {
			t.Fatal(err)
		}
	}
	return w, w.person("officer"), w.person("delegate")
}

func (w *world) person(name string) *site.Person {
	w.Helper()
	p, err := w.Person(name)
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// An officer can send himself the link he makes for somebody else: whoever uses it
// reads nothing for the actor until one of that actor vouches.
func TestOfficerReadsNothingByInviting(t *testing.T) {
	w, officer, delegate := office(t)
	link, err := w.LetIn(officer, site.Person{Name: "mole", Actor: "PAK", Role: site.Delegate, Level: marking.Secret})
	if err != nil {
		t.Fatal(err)
	}
	mole, err := w.Accept(link, site.Person{}, "four or five words")
	if err != nil || !mole.Awaits {
		t.Fatalf("%+v (%v)", mole, err)
	}
	w.want(mole, "initiative:force")
	if err := w.Vouch(officer, "mole"); !errors.Is(err, site.ErrNotPermitted) {
		t.Errorf("the officer vouches himself (%v)", err)
	}
	if err := w.Vouch(w.person("second"), "mole"); !errors.Is(err, site.ErrNotPermitted) {
		t.Errorf("another officer of another actor vouches (%v)", err)
	}
	if err := w.Vouch(delegate, "mole"); err != nil {
		t.Fatal(err)
	}
	w.want(w.person("mole"), "initiative:force", "for-pak")
	deeds, err := w.Deeds("mole")
	if err != nil || len(deeds) != 2 || deeds[0].What != "vouch" || deeds[0].By != "delegate" || deeds[0].Terms != "delegate of PAK, SECRET" || deeds[1].What != "let-in" {
		t.Errorf("what was done is %v (%v)", deeds, err)
	}
}

// Nor by a new link for one who is here, by a change, or by the levels he gives.
func TestOfficerReadsNothingByChanging(t *testing.T) {
	w, officer, delegate := office(t)
	link, err := w.Relink(officer, "delegate")
	if err != nil {
		t.Fatal(err)
	}
	w.want(delegate, "initiative:force", "for-pak") // until the link is used nothing changes
	taken, err := w.Accept(link, site.Person{}, "four or five words")
	if err != nil {
		t.Fatal(err)
	}
	w.want(taken, "initiative:force")

	if _, err := w.LetIn(officer, site.Person{Name: "friend", Actor: "SECRETARIAT", Role: site.Observer, Level: marking.Secret}); err != nil {
		t.Fatal(err)
	}
	friend := w.person("friend")
	if friend.Awaits {
		t.Error("one who reads no more than the officer has to be vouched for")
	}
	friend.Actor = "PAK"
	if err := w.Change(officer, *friend); err != nil {
		t.Fatal(err)
	}
	w.want(w.person("friend"), "initiative:force")
	friend = w.person("friend")
	friend.Actor, friend.Level = "SECRETARIAT", marking.TopSecret
	if err := w.Change(officer, *friend); err != nil {
		t.Fatal(err)
	}
	if !w.person("friend").Awaits {
		t.Error("an officer gives a level above his own")
	}
	friend.Level = marking.Restricted
	if err := w.Change(officer, *friend); err != nil {
		t.Fatal(err)
	}
	if w.person("friend").Awaits {
		t.Error("one who reads less than the officer still has to be vouched for")
	}

	// One who reads for nobody, and whom the register clears by name.
	w.clear("person:cleared", "SECRET")
	if _, err := w.LetIn(officer, site.Person{Name: "cleared", Role: site.Observer, Level: marking.Secret}); err != nil {
		t.Fatal(err)
	}
	if !w.person("cleared").Awaits {
		t.Error("an officer not cleared as high lets in whom the register clears by name")
	}
	if err := w.Vouch(officer, "cleared"); !errors.Is(err, site.ErrNotPermitted) {
		t.Errorf("who let in vouches too (%v)", err)
	}
	if err := w.Vouch(w.person("second"), "cleared"); err != nil {
		t.Error(err)
	}
}

func TestNobodyLooksAfterHimself(t *testing.T) {
	w, officer, delegate := office(t)
	high := *officer
	high.Level = marking.TopSecret
	for what, err := range map[string]error{
		"an officer raises himself":   w.Change(officer, high),
		"an officer ends himself":     w.EndPerson(officer, "officer"),
		"a delegate changes somebody": w.Change(delegate, *officer),
		"a delegate ends somebody":    w.EndPerson(delegate, "second"),
	} {
		if !errors.Is(err, site.ErrNotPermitted) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := w.LetIn(delegate, site.Person{Name: "other", Role: site.Observer}); !errors.Is(err, site.ErrNotPermitted) {
		t.Errorf("a delegate lets somebody in: %v", err)
	}
}

func TestEndPerson(t *testing.T) {
	w, officer, _ := office(t)
	link, err := w.Relink(officer, "second")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Accept(link, site.Person{}, "four or five words"); err != nil {
		t.Fatal(err)
	}
	session, err := w.SignIn("second", "four or five words", "")
	if err != nil {
		t.Fatal(err)
	}
	if link, err = w.Relink(officer, "second"); err != nil {
		t.Fatal(err)
	}
	if err := w.EndPerson(officer, "second"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Session(session); !errors.Is(err, site.ErrExpired) {
		t.Errorf("its session goes on (%v)", err)
	}
	if _, err := w.SignIn("second", "four or five words", ""); !errors.Is(err, site.ErrSignIn) {
		t.Errorf("it signs in (%v)", err)
	}
	if _, err := w.Accept(link, site.Person{}, "four or five words"); !errors.Is(err, site.ErrExpired) {
		t.Errorf("its link works (%v)", err)
	}
	if _, err := w.Person("second"); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("it is here (%v)", err)
	}
	gone, err := w.Gone()
	if err != nil || len(gone) != 1 || gone[0].Ended.IsZero() {
		t.Errorf("gone are %v (%v)", gone, err)
	}
	if err := w.AddPerson(site.Person{Name: "second", Role: site.Observer}, ""); !errors.Is(err, register.ErrConflict) {
		t.Errorf("its name is given again (%v)", err)
	}
}

// What a person may file is capped by level and by REL TO; what it reads is not
// narrowed by the latter.
func TestMayMark(t *testing.T) {
	p := &site.Person{Name: "rahman", Actor: "PAK", Role: site.Delegate, Level: marking.Confidential, RelTo: []string{"SAU", "TUR"}}
	for mark, want := range map[string]bool{
		"PAK CONFIDENTIAL//REL TO SAU":        true,
		"PAK CONFIDENTIAL//REL TO PAK, TUR":   true, // its own actor
		"PAK SECRET//REL TO SAU":              false,
		"PAK CONFIDENTIAL//REL TO SAU, USA":   false,
		"PAK CONFIDENTIAL//REL TO OIC":        false, // a list of others, some of whom are meant
		"PAK CONFIDENTIAL//ORIGINATOR ONLY":   true,
		"PAK CONFIDENTIAL":                    false, // goes to everybody who is cleared
		"UNCLASSIFIED":                        false,
		"CONFIDENTIAL//EYES ONLY//REL TO SAU": false,
		"":                                    false,
	} {
		if err := p.MayMark(marking.Parse(mark)); (err == nil) != want || err != nil && !errors.Is(err, site.ErrNotPermitted) {
			t.Errorf("%q: %v", mark, err)
		}
	}
	p.RelTo = nil
	if err := p.MayMark(marking.Parse("UNCLASSIFIED")); err != nil {
		t.Errorf("without a cap: %v", err)
	}
	if got := p.Levels(); !slices.Equal(got, []marking.Level{marking.Unclassified, marking.Restricted, marking.Confidential}) {
		t.Errorf("levels offered: %v", got)
	}
}

// The gate looks at every portion, at the role, and at whether anybody vouched.
func TestFile(t *testing.T) {
	w, _, _ := office(t)
	draft := func(mark string) *register.Draft {
		a := &act.Act{ID: "word", Kind: "statement", Initiative: "force", Body: &act.Statement{}}
		a.Actor, a.On, a.Says, a.Marking, a.Note = "SECRETARIAT", act.MustDate("2026-11-01"), "A word.", mark, "A remark."
		d, err := w.Register().Draft(a, register.Own, w.key)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	p := site.Person{Name: "x", Actor: "SECRETARIAT", Role: site.Delegate, Level: marking.Restricted, RelTo: []string{"PAK"}}
	observer, awaits := p, p
	observer.Role, awaits.Awaits = site.Observer, true
	const fine = "RESTRICTED//REL TO PAK"
	for _, c := range []struct {
		p    *site.Person
		mark string
		want string
	}{
		{&p, fine + "; comment: SECRET//REL TO PAK", "the comment: SECRET is above RESTRICTED, the highest level x files at: not permitted"},
		{&p, fine + "; body: RESTRICTED", "the body: without a REL TO list it goes to everybody who is cleared, and x releases to no more than PAK: not permitted"},
		{&observer, fine, "an observer reads and files nothing: not permitted"},
		{&awaits, fine, "nobody of SECRETARIAT has vouched for x yet: not permitted"},
	} {
		if _, err := w.File(t.Context(), c.p, draft(c.mark)); err == nil || err.Error() != c.want || !errors.Is(err, site.ErrNotPermitted) {
			t.Errorf("%s: %v\nwant %s", c.mark, err, c.want)
		}
	}
	clear := &act.Act{ID: "clear-myself", Kind: "register_clearance", Body: &register.ClearanceAct{Reader: "SECRETARIAT", Level: "TOP SECRET"}}
	clear.Actor, clear.Marking = "SECRETARIAT", fine
	own, err := w.Register().Draft(clear, register.Own, w.key)
	if err != nil {
		t.Fatal(err)
	}
	officer := p
	officer.Role = site.Officer
	if _, err := w.File(t.Context(), &officer, own); !errors.Is(err, site.ErrNotPermitted) {
		t.Errorf("an officer of the custodian clears himself (%v)", err)
	}
	if r, err := w.File(t.Context(), &p, draft(fine)); err != nil || r.Err != nil || !r.Fresh {
		t.Errorf("%v %v", err, r)
	}
}
