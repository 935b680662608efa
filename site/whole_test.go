package site_test

import (
	"runtime"
	"testing"
	"weak"

	"entente/register"
	"entente/site"
)

// What is let go of is let go of by all: no view, fold or answer holds the acts of a case
// that there is no room for, however many people have looked at it.
func TestNobodyHoldsWhatIsLetGo(t *testing.T) {
	s, people := demonstration(t)
	s.KeepRoom(1) // the case looked at last, and no other
	held := map[string][]weak.Pointer[register.Entry]{}
	var last string
	for _, p := range people {
		r := s.Reader(p)
		cases, err := r.Cases()
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range cases {
			c, err := r.Case(h.ID, site.When{})
			if err != nil {
				t.Fatal(err)
			}
			c.Glance()
			for _, e := range c.Entries {
				if e.Heading.Kind != "initiative" { // the list of cases holds these
					held[h.ID] = append(held[h.ID], weak.Make(e))
				}
			}
			last = h.ID
		}
	}
	runtime.GC()
	runtime.GC()
	for id, all := range held {
		n := 0
		for _, p := range all {
			if p.Value() != nil {
				n++
			}
		}
		switch {
		case id != last && n > 0:
			t.Errorf("%s: %d of its %d acts are held", id, n, len(all))
		case id == last && n == 0:
			t.Errorf("%s was looked at last, and nothing of it is held", id)
		}
	}
	runtime.KeepAlive(s)
}
