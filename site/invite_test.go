package site_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"entente/marking"
	"entente/register"
	"entente/site"
)

// Of many who use the link of the first officer at once, one becomes it.
func TestOneFirstOfficer(t *testing.T) {
	w := found(t)
	link, err := w.Invite("", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	var mu sync.Mutex
	let := map[error]int{}
	for i := range 6 {
		wait.Go(func() {
			_, err := w.Accept(link, site.Person{Name: fmt.Sprintf("officer-%d", i), Title: "An officer"}, "four or five words")
			if err != nil && !errors.Is(err, site.ErrExpired) {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			let[err]++
		})
	}
	wait.Wait()
	if let[nil] != 1 {
		t.Errorf("%d became the first officer", let[nil])
	}
	people, err := w.People()
	if err != nil || len(people) != 1 || people[0].Role != site.Officer || people[0].Actor != "SECRETARIAT" {
		t.Errorf("here are %v (%v)", people, err)
	}
	if _, err := w.Invite("", time.Hour); !errors.Is(err, site.ErrNotPermitted) {
		t.Errorf("a second first officer is invited (%v)", err)
	}
}

// A link works once and in its time; the one sent before it works no more.
func TestLinks(t *testing.T) {
	w := found(t)
	if err := w.AddPerson(site.Person{Name: "rahman", Actor: "PAK", Role: site.Delegate}, "four or five words"); err != nil {
		t.Fatal(err)
	}
	first, err1 := w.Invite("rahman", time.Hour)
	second, err2 := w.Invite("rahman", time.Hour)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Accept(first, site.Person{}, "other four or five words"); !errors.Is(err, site.ErrExpired) {
		t.Errorf("the first of two links works (%v)", err)
	}
	if _, err := w.Accept(second, site.Person{}, "short"); err == nil {
		t.Error("a short password is taken")
	}
	session, err := w.SignIn("rahman", "four or five words", "a browser")
	if err != nil {
		t.Fatal(err)
	}
	if p, err := w.Accept(second, site.Person{Role: site.Officer, Level: marking.TopSecret}, "other four or five words"); err != nil || p.Role != site.Delegate || p.Level != marking.Unclassified {
		t.Errorf("a link gives %+v (%v)", p, err)
	}
	if _, err := w.Session(session); !errors.Is(err, site.ErrExpired) {
		t.Errorf("a session from before the new password goes on (%v)", err)
	}
	late, err := w.Invite("rahman", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	w.clock = w.clock.Add(time.Hour)
	if _, err := w.Accept(late, site.Person{}, "other four or five words"); !errors.Is(err, site.ErrExpired) {
		t.Errorf("a link works after its time (%v)", err)
	}
	if _, err := w.Invite("nobody", time.Hour); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("nobody is invited (%v)", err)
	}
}

func TestChangePassword(t *testing.T) {
	w := found(t)
	if err := w.AddPerson(site.Person{Name: "rahman", Role: site.Observer}, "four or five words"); err != nil {
		t.Fatal(err)
	}
	begin := func() *site.Session {
		secret, err := w.SignIn("rahman", "four or five words", "a browser")
		if err != nil {
			t.Fatal(err)
		}
		x, err := w.Session(secret)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	mine, other := begin(), begin()
	if err := w.ChangePassword(mine, "not the present one", "another four or five words"); !errors.Is(err, site.ErrOldPassword) {
		t.Errorf("a wrong present password is taken (%v)", err)
	}
	if err := w.ChangePassword(mine, "four or five words", "short"); err == nil {
		t.Error("a short password is taken")
	}
	if err := w.ChangePassword(mine, "four or five words", "another four or five words"); err != nil {
		t.Fatal(err)
	}
	left, err := w.Sessions(mine.Person)
	if err != nil || len(left) != 1 || left[0].ID != mine.ID {
		t.Errorf("after the change there are %v, and %s should have ended (%v)", left, other.ID, err)
	}
	if _, err := w.SignIn("rahman", "four or five words", ""); !errors.Is(err, site.ErrSignIn) {
		t.Errorf("the old password signs in (%v)", err)
	}
	if _, err := w.SignIn("rahman", "another four or five words", ""); err != nil {
		t.Error(err)
	}
	if err := w.EndAll(mine.Person, ""); err != nil {
		t.Fatal(err)
	}
	if left, err = w.Sessions(mine.Person); err != nil || len(left) != 0 {
		t.Errorf("all ended, there are %v (%v)", left, err)
	}
}
