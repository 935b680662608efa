package site_test

import (
	"errors"
	"testing"
	"time"

	"entente/register"
	"entente/site"
)

func TestTokens(t *testing.T) {
	w := found(t)
	if err := w.AddPerson(site.Person{Name: "rahman", Actor: "PAK", Role: site.Delegate}, "four or five words"); err != nil {
		t.Fatal(err)
	}
	secret, issued, err := w.Issue("rahman", "nightly report", []site.Scope{"read", "file", "read"}, 48*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Token(secret)
	if err != nil || got.Person.Name != "rahman" || !got.May(site.ScopeRead) || got.May(site.ScopeAccount) || len(got.Scopes) != 2 {
		t.Fatalf("the token is %+v (%v)", got, err)
	}
	for _, wrong := range []string{"", "entente_", secret + "x"} {
		if _, err := w.Token(wrong); !errors.Is(err, site.ErrExpired) {
			t.Errorf("%q opens (%v)", wrong, err)
		}
	}
	w.clock = w.clock.Add(49 * time.Hour)
	if _, err := w.Token(secret); !errors.Is(err, site.ErrExpired) {
		t.Errorf("a token works after its day (%v)", err)
	}
	if all, err := w.Tokens("rahman"); err != nil || len(all) != 1 || all[0].Used.IsZero() {
		t.Errorf("the list is %v (%v)", all, err)
	}
	if err := w.EndToken("somebody-else", issued.ID); !errors.Is(err, register.ErrNotFound) {
		t.Errorf("another's token is ended (%v)", err)
	}
	if err := w.EndToken("rahman", issued.ID); err != nil {
		t.Error(err)
	}
}

// Whoever is ended, or comes back by a new link, has no token left.
func TestTokensEndWithTheirPerson(t *testing.T) {
	w := found(t)
	officer := &site.Person{Name: "first", Actor: "SECRETARIAT", Role: site.Officer}
	for _, p := range []site.Person{*officer, {Name: "rahman", Actor: "PAK", Role: site.Delegate}} {
		if err := w.AddPerson(p, "four or five words"); err != nil {
			t.Fatal(err)
		}
	}
	issue := func() string {
		secret, _, err := w.Issue("rahman", "a test", []site.Scope{site.ScopeRead}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	secret := issue()
	link, err := w.Invite("rahman", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Accept(link, site.Person{}, "five or six new words"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Token(secret); !errors.Is(err, site.ErrExpired) {
		t.Errorf("after a new link the old token works (%v)", err)
	}
	secret = issue()
	if err := w.EndPerson(officer, "rahman"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Token(secret); !errors.Is(err, site.ErrExpired) {
		t.Errorf("the token of somebody who was ended works (%v)", err)
	}
}

// The same request again is answered as before; another under its key is refused.
func TestAnswered(t *testing.T) {
	w := found(t)
	if before, err := w.Recall("rahman", "k", []byte("asked")); before != nil || err != nil {
		t.Fatalf("nothing was asked: %v (%v)", before, err)
	}
	if err := w.Remember("rahman", "k", []byte("asked"), site.Answered{Status: 201, Answer: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	if before, err := w.Recall("rahman", "k", []byte("asked")); err != nil || before.Status != 201 {
		t.Errorf("asked again: %v (%v)", before, err)
	}
	if _, err := w.Recall("rahman", "k", []byte("otherwise")); !errors.Is(err, register.ErrConflict) {
		t.Errorf("asked otherwise: %v", err)
	}
	if before, _ := w.Recall("other", "k", []byte("asked")); before != nil {
		t.Error("another person's key is answered")
	}
	w.clock = w.clock.Add(25 * time.Hour)
	if before, _ := w.Recall("rahman", "k", []byte("asked")); before != nil {
		t.Error("it is remembered after a day")
	}
}
