package coding

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/source"
)

// rate counts how often something is right.
type rate struct{ right, of int }

func (r *rate) count(right bool) {
	r.of++
	if right {
		r.right++
	}
}

func (r rate) String() string {
	return fmt.Sprintf("%d of %d (%.1f %%)", r.right, r.of, 100*float64(r.right)/float64(max(r.of, 1)))
}

// score is how the lists did on texts that were coded by hand.
type score struct {
	holderFirst, holderIn, stanceFirst, stanceIn, speakerFirst, speakerIn, attribution, conditionFound, conditionRight rate
}

func (s score) String() string {
	return fmt.Sprintf("holder first %v, in list %v; stance first %v, in list %v; speaker first %v, in list %v; attribution first %v; conditions found %v, flags right %v",
		s.holderFirst, s.holderIn, s.stanceFirst, s.stanceIn, s.speakerFirst, s.speakerIn, s.attribution, s.conditionFound, s.conditionRight)
}

// coded is a line of coding.tsv.
type coded struct {
	holders                      []string
	stance, attribution, speaker string
	condition                    bool
}

func readCoding(t *testing.T, name string) map[string]map[string]coded {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]coded{}
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 7 || strings.HasPrefix(line, "#") {
			continue
		}
		if all[f[0]] == nil {
			all[f[0]] = map[string]coded{}
		}
		all[f[0]][f[1]] = coded{strings.Split(f[2], "|"), f[3], f[5], f[6], f[4] == "yes"}
	}
	return all
}

// measure runs the lists on coded texts. Sentences with nothing to code count for
// conditions only.
func measure(t *testing.T, dir string) (s score, sentences int) {
	for name, gold := range readCoding(t, filepath.Join(dir, "coding.tsv")) {
		d, _, err := source.ReadFile(filepath.Join(dir, name+".txt"))
		if errors.Is(err, fs.ErrNotExist) {
			t.Logf("LOUD: %s is not kept here, so the lists were not run on it", name)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, p := range Propose(d.Reading, Known{}) {
			g, ok := gold[p.Place]
			if !ok {
				continue
			}
			seen++
			s.sentence(p, g)
		}
		if seen != len(gold) {
			t.Errorf("%s: %d of %d coded sentences are in the text", name, seen, len(gold))
		}
		sentences += seen
	}
	return s, sentences
}

func (s *score) sentence(p Picks, g coded) {
	if g.condition {
		s.conditionFound.count(p.Condition != nil)
	}
	if p.Condition != nil {
		s.conditionRight.count(g.condition)
	}
	if g.holders[0] != "-" {
		at := slices.IndexFunc(p.Holders, func(h Pick) bool { return slices.Contains(g.holders, h.Value) })
		s.holderFirst.count(at == 0)
		s.holderIn.count(at >= 0)
		s.attribution.count(len(p.How) > 0 && p.How[0].Value == g.attribution)
	}
	if g.stance != "-" {
		at := slices.IndexFunc(p.Stances, func(h Pick) bool { return h.Value == g.stance })
		s.stanceFirst.count(at == 0)
		s.stanceIn.count(at >= 0)
	}
	if g.speaker != "-" {
		at := slices.IndexFunc(p.Speakers, func(h Pick) bool { return strings.Contains(strings.ToLower(h.Value), strings.ToLower(g.speaker)) })
		s.speakerFirst.count(at == 0)
		s.speakerIn.count(at >= 0)
	}
}

// TestListsOnUnseenTexts runs the lists on ten texts that were coded by hand before
// the lists were ever run on them. Version 1 of the lists met them then: holder first
// 50.5 %, in the list 76.7 %; stance first 55.1 %, in the list 66.7 %; speaker first
// 83.9 %; attribution first 50.5 %; conditions found 4 of 6, 4 of 8 flags right. Since
// then they have been looked at, and only keep a change from doing worse.
func TestListsOnUnseenTexts(t *testing.T) {
	s, sentences := measure(t, "testdata/unseen")
	t.Logf("%d sentences of ten texts: %v", sentences, s)
	if sentences != 138 {
		t.Errorf("%d sentences were coded, not 138", sentences)
	}
	for _, x := range []struct {
		what  string
		is    rate
		floor int
	}{{"holder first", s.holderFirst, 73}, {"holder in the list", s.holderIn, 90}, {"stance first", s.stanceFirst, 57}, {"stance in the list", s.stanceIn, 64},
		{"speaker first", s.speakerFirst, 48}, {"attribution first", s.attribution, 86}, {"conditions found", s.conditionFound, 6}} {
		if x.is.right < x.floor {
			t.Errorf("%s: %v; it was %d", x.what, x.is, x.floor)
		}
	}
}

// TestListsOnSecondTexts runs them on six further texts, where they are at hand.
// Version 2 of the lists, frozen, met them first: holder first 84.6 %, in the list
// 95.4 %; stance first 60.0 %, in the list 74.0 %; speaker first 78.1 %; attribution
// first 78.5 %; conditions found 7 of 13, 7 of 10 flags right.
func TestListsOnSecondTexts(t *testing.T) {
	if texts, _ := filepath.Glob("testdata/second/*.txt"); len(texts) == 0 {
		t.Skip("LOUD: the six texts of testdata/second are not kept here, so the lists were not run on them")
	}
	s, sentences := measure(t, "testdata/second")
	t.Logf("%d sentences of six texts: %v", sentences, s)
	if sentences != 76 {
		t.Errorf("%d sentences were coded, not 76", sentences)
	}
}

// TestListsOnThirdTexts runs them on seven texts, of which three are kept here.
// Version 3 of the lists, frozen, met all seven first: holder first 63.4 %, in the list
// 95.8 %; stance first 54.4 %, in the list 67.6 %; speaker first 83.3 %; attribution
// first 74.6 %; conditions found 6 of 12, 6 of 9 flags right. Version 2 found 5 of 12.
func TestListsOnThirdTexts(t *testing.T) {
	s, sentences := measure(t, "testdata/third")
	t.Logf("%d sentences of the third texts: %v", sentences, s)
	if sentences < 36 {
		t.Errorf("%d sentences were coded, not 36 or more", sentences)
	}
}
