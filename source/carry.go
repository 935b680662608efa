package source

import (
	"cmp"
	"slices"
	"strings"
)

// A Candidate is a place in another version of a document where words may have gone.
type Candidate struct {
	Place string
	Words string
	Same  bool    // the same words, letter for letter once folded
	Alike float64 // the share of words in common, 0 to 1
}

// Carry suggests where a span of one version stands in another, the likeliest first,
// at most three. It decides nothing: a person looks, and carries the place over by an
// act.
func Carry(from *Reading, span Span, to *Reading) []Candidate {
	want := Fold(span.Of(from.Text))
	words := countWords(want)
	var out []Candidate
	for _, s := range to.Sentences() {
		text := s.Of(to.Text)
		folded := Fold(text)
		c := Candidate{Place: s.Place, Words: text, Same: folded == want, Alike: alike(words, countWords(folded))}
		if c.Same || c.Alike >= 0.3 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		if a.Same != b.Same {
			if a.Same {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Alike, a.Alike)
	})
	return out[:min(len(out), 3)]
}

func countWords(folded string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.Fields(folded) {
		m[strings.Trim(w, `.,;:!?"'()`)]++
	}
	return m
}

// alike is twice the number of words in common over the number of all (Dice).
func alike(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(common) / float64(max(all, 1))
}
