package site

import (
	"math/rand/v2"
	"strings"
	"testing"

	"entente/gazetteer"
)

// What is sorted is found as what lies loose: words by their beginning, Arabic ones by any
// part, several in a row, and none across two texts.
func TestSortedIsFoundAsLoose(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	vocabulary := strings.Fields("in process proces pro troops a an and mandate mandated 国 国民 قوات وقوات باكستان بباكستان x1 12 123 été ete")
	some := func(n int) string {
		var all []string
		for range n {
			all = append(all, vocabulary[r.IntN(len(vocabulary))])
		}
		return strings.Join(all, " ")
	}
	found, looked := 0, 0
	for range 40 {
		var slips []slip
		for i := range 1 + r.IntN(60) {
			text := ""
			for range r.IntN(4) {
				text += said(some(r.IntN(7)))
			}
			slips = append(slips, slip{uint32(i * 3), text})
			if r.IntN(5) == 0 { // one act again
				slips = append(slips, slip{uint32(i * 3), said(some(3))})
			}
		}
		s := sortSlips(slips)
		for range 200 {
			asked := gazetteer.Fold(some(1 + r.IntN(3)))
			if letters := []rune(asked); r.IntN(2) == 0 { // a part of it
				from := r.IntN(len(letters))
				asked = gazetteer.Fold(string(letters[from : from+1+r.IntN(len(letters)-from)]))
			}
			if asked == "" {
				continue
			}
			term := termOf(asked)
			loose, sorted := make(acts, 4), make(acts, 4)
			(&drawer{loose: slips}).find(&term, loose)
			s.find(&term, sorted)
			for i := range loose {
				if loose[i] != sorted[i] {
					t.Fatalf("%q is found in %v loose and in %v sorted, of %+v", asked, loose, sorted, slips)
				}
				if loose[i] != 0 {
					found++
				}
			}
			looked++
		}
	}
	if found < looked/2 {
		t.Errorf("of %d terms little is found, %d times: the test says little", looked, found)
	}
}
