package cable

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestEights: what is told of eight bytes at a time is what is told of each.
func TestEights(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const bytes = "MmMmNnOoEeFf @`[{-\r\n\t\x00\x0c\x0e\x0f\x2d\x7f\x80\xc3\xcd\xed"
	for range 50_000 {
		raw := make([]byte, random.IntN(30))
		for i := range raw {
			raw[i] = bytes[random.IntN(len(bytes))]
		}
		s := string(raw)
		if _, clean := split(s); clean != printable(s) {
			t.Fatalf("%q: clean %v", s, clean)
		}
		if want := strings.IndexFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' }) >= 0; mixedCase(s) != want {
			t.Fatalf("%q: a small letter %v", s, !want)
		}
		want := true
		for i := range len(s) {
			want = want && s[i] < 0x80 && (s[i] < 'a' || s[i] > 'z')
		}
		if inCapitals(s) != want {
			t.Fatalf("%q: in capitals %v", s, !want)
		}
		for _, p := range []string{"mm", "no", "ef"} {
			for from := range len(s) + 1 {
				at := -1
				for i := len(s) - 2; i >= from; i-- {
					if letter(s[i]) && letter(s[i+1]) && s[i]|' ' == p[0] && s[i+1]|' ' == p[1] {
						at = i
					}
				}
				if got := pair(s, from, p[0], p[1]); got != at {
					t.Fatalf("%q: %s from %d at %d, not %d", s, p, from, got, at)
				}
			}
		}
	}
}

// TestSplit: lines end at LF, CR LF or CR, wherever eight bytes end.
func TestSplit(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		raw := make([]byte, random.IntN(40))
		for i := range raw {
			raw[i] = "AB \n\r\n\r\t"[random.IntN(8)]
		}
		s := string(raw)
		want := strings.Split(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n")
		if want[len(want)-1] == "" {
			want = want[:len(want)-1]
		}
		lines, _ := split(s)
		if len(lines) != len(want) {
			t.Fatalf("%q: %d lines, not %d", s, len(lines), len(want))
		}
		for i, l := range lines {
			if s[l.start:l.end] != want[i] || s[l.from:l.to] != trim(want[i]) || int(l.num) != i+1 || (l.role == Empty) != (trim(want[i]) == "") {
				t.Fatalf("%q: line %d is %q, %q", s, i+1, s[l.start:l.end], s[l.from:l.to])
			}
		}
	}
}
