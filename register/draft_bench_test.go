package register_test

import (
	"testing"

	"entente/register"
)

// BenchmarkDraft lays an act out and signs it; BenchmarkAdmit checks it.
func BenchmarkDraft(b *testing.B) {
	s := newSite(b)
	a := position("x", "PAK")
	for b.Loop() {
		if _, err := s.Draft(a, register.Reported, s.key); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAdmit(b *testing.B) {
	s := newSite(b)
	d, err := s.Draft(position("x", "PAK"), register.Reported, s.key)
	must(b, err)
	for b.Loop() {
		if _, err := s.Admit(d); err != nil {
			b.Fatal(err)
		}
	}
}
