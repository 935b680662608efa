package logic

import (
	"context"
	"testing"
)

// bytesSource makes the choices of a world from bytes, and zero when they are used up.
type bytesSource struct{ b []byte }

func (s *bytesSource) IntN(n int) int {
	if len(s.b) == 0 {
		return 0
	}
	v := int(s.b[0]) % n
	s.b = s.b[1:]
	return v
}

// FuzzBest builds a small form from bytes and compares every question with trying all assignments.
func FuzzBest(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{7, 9, 2, 3, 200, 14, 5, 9, 1, 77, 23, 90, 4, 4, 4, 61, 2, 18, 250, 33, 7, 3, 9})
	f.Add([]byte("a form may be made of any bytes at all, and these are as good as others"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 400 {
			return
		}
		src := &bytesSource{b}
		w := randomWorld(src, 8)
		assume := randomLits(src, w.n, 3)
		checkBest(t, w, assume)
		checkMinimal(t, w, assume, randomLits(src, w.n, w.n))
		checkConflicts(t, w, assume, randomLits(src, w.n, w.n))
		s, _, err := NewSession(context.Background(), w.form, Options{Assume: assume})
		if err != nil {
			t.Fatal(err)
		}
		checkWhatIf(t, w, s, assume, randomLits(src, w.n, 2))
	})
}
