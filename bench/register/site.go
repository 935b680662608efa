package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"entente/act"
	"entente/register"
	"entente/register/sqlite"
)

const origin = "bench.example/log"

// site is a register with its custodian's key.
type site struct {
	*register.Register
	store *sqlite.Store
	key   *register.Key
}

func newSite(dir string) *site {
	secret, _, err := register.NewLogKey(origin)
	check(err)
	check(os.MkdirAll(dir, 0o700))
	check(os.WriteFile(filepath.Join(dir, "log.key"), []byte(secret), 0o600))
	store, err := sqlite.Create(filepath.Join(dir, "r.db"))
	check(err)
	guard, err := register.CreateGuard(filepath.Join(dir, "guard"), origin)
	check(err)
	key := register.NewKey()
	check(key.Write(filepath.Join(dir, "own.key"), "bench"))
	r, err := register.Create(store, register.Options{LogKey: secret, Guard: guard}, key, "SITE", "")
	check(err)
	return &site{r, store, key}
}

// position is an act of about a kibibyte.
func position(i int) *act.Act {
	a := &act.Act{ID: fmt.Sprintf("act-%d", i), Kind: "position", Initiative: "case-0", Body: &act.Position{Stance: "supports", InPrinciple: true}}
	a.Actor, a.On, a.Marking = "PAK", act.MustDate("2025-11-30"), "UNCLASSIFIED"
	a.Says = strings.Repeat("They are ready to take part when the mandate is settled. ", 5)
	a.Speaker, a.Source, a.Quote, a.Note = "The foreign minister", act.SourceRefs{act.ParseSourceRef("seed-2#3")}, "ready to take part", "as heard on the day"
	return a
}

// admitted makes acts that have passed every check but the writer's.
func (s *site) admitted(from, n int) []*register.Admitted {
	out := make([]*register.Admitted, n)
	parallel(n, func(i int) {
		d, err := s.Draft(position(from+i), register.Reported, s.key)
		check(err)
		out[i], err = s.Admit(d)
		check(err)
	})
	return out
}
