package condition

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// FuzzParse: no text makes the reader fall over; every problem lies inside the text; what is accepted can be
// written and read again, and said.
func FuzzParse(f *testing.F) {
	for _, file := range []string{"testdata/good.txt", "testdata/bad.txt"} {
		for _, c := range cases(f, file) {
			f.Add(c[1])
		}
	}
	f.Add(strings.Repeat("(", 300))
	f.Add("\xff\x00`in`")
	env := standard(f)
	f.Fuzz(func(t *testing.T, text string) {
		e, ps := world.ParseText(text)
		lines := strings.Split(text, "\n")
		for _, p := range ps {
			if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Width < 1 {
				t.Fatalf("%q: %+v is outside", text, p)
			}
			if n := len([]rune(lines[p.Line-1])); p.Col+p.Width-1 > max(n, 1) {
				t.Fatalf("%q: %+v is beyond the line's %d characters", text, p, n)
			}
			if p.Text == "" || strings.Contains(p.Text+p.Hint, "%!") || p.Code == refused.stable() {
				t.Fatalf("%q: %+v", text, p)
			}
		}
		if (e == nil) != ps.Refuse() {
			t.Fatalf("%q: expression %v beside %v", text, e, ps)
		}
		if e == nil {
			return
		}
		if _, issues := env.Parse(signsOnly(text)); issues.Err() != nil {
			t.Fatalf("%q is accepted here and refused by CEL: %v", text, issues.Err())
		}
		again, more := world.ParseText(Canonical(e))
		if more.Refuse() || !again.Equal(e) {
			t.Fatalf("%q: %s read again is %v, %v", text, Canonical(e), again, more)
		}
		if Words(e, teller{}) == "" {
			t.Fatalf("%q cannot be said", text)
		}
	})
}

// TestSoup strings the language's own words together at random: whatever CEL cannot read, a stage before it must have
// named.
func TestSoup(t *testing.T) {
	words := strings.Fields(`joins.SAU fact.ceasefire option.scope "limited" candidates members.GCC true 2 -1 at_least all
		and or not && || ! == != in ? : , ( ) [ ] ( [ joins.TUR and or at_least( 2, [ ) ]`)
	r := rand.New(rand.NewPCG(10, 11))
	good := 0
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		e, ps := world.ParseText(b.String())
		if e != nil {
			good++
		}
		if (e == nil) != ps.Refuse() {
			t.Fatalf("%s: expression %v beside %v", b.String(), e, ps)
		}
		for _, p := range ps {
			if p.Code == refused.stable() {
				t.Fatalf("%s: only CEL finds the fault", b.String())
			}
		}
	}
	if good < 150 {
		t.Errorf("only %d of the soups were conditions", good)
	}
}
