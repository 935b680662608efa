package source

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
)

// A Carriage is the words an act rests on, on their way to another version of their
// source. Nothing moves but by [Carriage.To], to a place that somebody looked at.
type Carriage struct {
	Of    *act.Act
	From  act.SourceRef // where they are anchored
	Older *Document     // the version they are anchored in
	Words Span
	Newer *Document
	to    string // the id of the other version
}

// ErrNotAnchored is an act that cites no exact place in an earlier document kept here.
var ErrNotAnchored = errors.New("it cites no place in another document kept here")

// NewCarriage finds the first place an act cites exactly in a document other than the
// one it is to go to. Open gives the document of a source, nil where none is kept.
func NewCarriage(a *act.Act, to string, newer *Document, open func(source string) *Document) (*Carriage, error) {
	for _, ref := range a.Source {
		if ref.Source == to {
			continue
		}
		older := open(ref.Source)
		if older == nil {
			continue
		}
		words, err := older.Reading.Cited(ref.Paragraph, a.Quote)
		if err == nil && older.Reading.Shows(words) {
			return &Carriage{a, ref, older, words, newer, to}, nil
		}
	}
	return nil, ErrNotAnchored
}

// Candidates suggests where the words may have gone, the likeliest first.
func (c *Carriage) Candidates() []Candidate { return Carry(c.Older.Reading, c.Words, c.Newer.Reading) }

// To is the act that carries them over to a place of the other version. The error is a
// [NoPlace] where there is no such place.
func (c *Carriage) To(place string) (*act.Act, error) {
	span, err := c.Newer.Reading.Find(place)
	if err != nil {
		return nil, err
	}
	if !c.Newer.Reading.Shows(span) {
		return nil, noPlace(phrase.New(), "choose another place", "%s is not for you", place)
	}
	return &act.Act{ID: "carrying-" + c.Of.ID + "-" + c.to, Kind: "carrying", Initiative: c.Of.Initiative, Header: act.Header{Marking: c.Of.Marking},
		Body: &act.Carrying{Of: act.ActRef(c.Of.ID), From: act.SourceRefs{c.From}, To: act.SourceRefs{{Source: c.to, Paragraph: place}}}}, nil
}

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
