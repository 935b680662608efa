package condition

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/act"
)

var update = flag.Bool("update", false, "write the golden files anew")

// world is the scope of all golden conditions.
var world = &Scope{
	Facts:      []string{"un_mandate", "ceasefire", "parliament_informed", "hamas_consents"},
	Actors:     []string{"SAU", "TUR", "EGY", "PAK", "IDN", "ISR", "USA", "BHR", "KWT", "mahdi_army"},
	Candidates: []string{"SAU", "TUR", "EGY", "PAK", "IDN"},
	Options: map[string][]string{
		"disarmament": {"palestinian_police", "force", "nobody"},
		"command":     {"us", "un", "joint"},
		"scope":       {"limited", "wide"},
	},
	Groups: func(name string) ([]string, bool) {
		m, ok := map[string][]string{
			"OIC": {"SAU", "TUR", "EGY", "PAK", "IDN", "BHR", "KWT"}, "GCC": {"SAU", "BHR", "KWT"}, "NATO": {"TUR", "USA"}, "AU": nil,
		}[name]
		return m, ok
	},
	GroupNames: []string{"OIC", "GCC", "NATO", "AU"},
}

// cases reads a golden file: blocks "== sentence", the condition, "--", what is wanted.
func cases(t testing.TB, file string) [][3]string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cs [][3]string
	for block := range strings.SplitSeq("\n"+string(src), "\n== ") {
		title, rest, ok := strings.Cut(block, "\n")
		if !ok || title == "" {
			continue
		}
		text, want, ok := strings.Cut("\n"+rest, "\n--\n")
		if !ok {
			t.Fatalf("%s: %q has no --", file, title)
		}
		cs = append(cs, [3]string{title, strings.TrimPrefix(text, "\n"), strings.TrimRight(want, "\n")})
	}
	return cs
}

// golden runs every case of a file through answer, and compares or rewrites.
func golden(t *testing.T, file string, answer func(text string) string) {
	t.Helper()
	var out bytes.Buffer
	for _, c := range cases(t, file) {
		text := c[1]
		if strings.HasPrefix(text, `quoted "`) { // for what an editor would not keep
			var err error
			if text, err = strconv.Unquote(strings.TrimPrefix(text, "quoted ")); err != nil {
				t.Fatalf("%s: %v", c[0], err)
			}
		}
		got := strings.TrimRight(answer(text), "\n")
		if got != c[2] && !*update {
			t.Errorf("%s: %s\n%s\ngives\n%s\nwant\n%s", file, c[0], text, got, c[2])
		}
		out.WriteString("== " + c[0] + "\n" + c[1] + "\n--\n" + got + "\n\n")
	}
	if *update {
		if err := os.WriteFile(file, append(bytes.TrimRight(out.Bytes(), "\n"), '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// printed gives problems as people see them, excerpts filled in.
func printed(ps act.Problems, text string) string {
	var b strings.Builder
	lines := strings.Split(text, "\n")
	for _, p := range ps {
		if p.Line <= len(lines) {
			p.Excerpt = lines[p.Line-1]
		}
		b.WriteString("[" + p.Code + "] ")
		p.Print(&b)
	}
	return b.String()
}

func TestBad(t *testing.T) {
	seen := map[string]bool{}
	golden(t, "testdata/bad.txt", func(text string) string {
		e, ps := world.ParseText(text)
		if len(ps) == 0 {
			t.Errorf("%s: nothing wrong is found", text)
		}
		if (e == nil) != ps.Refuse() {
			t.Errorf("%s: expression %v beside problems %v", text, e, ps)
		}
		for _, p := range ps {
			seen[p.Code] = true
		}
		return printed(ps, text)
	})
	for _, c := range []struct {
		text string
		want code
	}{
		{strings.Repeat("(", 300) + "joins.SAU" + strings.Repeat(")", 300), tooDeep},
		{strings.Repeat("fact.ceasefire ? joins.SAU : ", 300) + "joins.TUR", tooDeep},
		{strings.Repeat("joins.SAU || ", 40_000) + "joins.SAU", tooLong},
		{strings.Repeat("any(members.OIC) || ", 4_000) + "joins.SAU", tooLarge},
		{strings.Repeat("joins.XYZ || ", 100) + "joins.SAU", tooMany},
	} {
		e, ps := world.ParseText(c.text)
		if e != nil || !slices.ContainsFunc(ps, func(p act.Problem) bool { return p.Code == c.want.stable() }) {
			t.Errorf("%.40s… gives %.300v, want %s", c.text, ps, c.want)
		}
		seen[c.want.stable()] = true
	}
	seen[refused.stable()] = true // TestRefused
	for _, c := range Codes() {
		if !seen[c] {
			t.Errorf("no case provokes %s", c)
		}
	}
}

func TestGood(t *testing.T) {
	golden(t, "testdata/good.txt", func(text string) string {
		e, ps := world.ParseText(text)
		if e == nil {
			t.Errorf("%s: %v", text, ps)
			return ""
		}
		again, more := world.ParseText(Canonical(e))
		if more.Refuse() || !again.Equal(e) {
			t.Errorf("%s: %s read again is %v, %v", text, Canonical(e), again, more)
		}
		for lang, own := range map[string]*regexp.Regexp{"fr": regexp.MustCompile(`(?i)\b(and|or|either|if|then|not|join|joins|of|at least|none|hold)\b`), "ar": regexp.MustCompile(`[A-Za-z]`)} {
			if said := WordsIn(lang, e, wordless{}); said == "" || own.MatchString(said) {
				t.Errorf("%s is said in %s as %q", text, lang, said)
			}
		}
		return Canonical(e) + "\n" + Words(e, teller{})
	})
}

// wordless names atoms without a word of any language.
type wordless struct{}

func (wordless) Actor(string) string                { return "①" }
func (wordless) Fact(string, bool) string           { return "②" }
func (wordless) Option(string, string, bool) string { return "③" }

// teller names the atoms of world.
type teller struct{}

var names = map[string]string{
	"SAU": "Saudi Arabia", "TUR": "Türkiye", "EGY": "Egypt", "PAK": "Pakistan", "IDN": "Indonesia", "ISR": "Israel", "USA": "the United States",
	"BHR": "Bahrain", "KWT": "Kuwait", "mahdi_army": "the Mahdi Army",
	"+un_mandate": "there is a UN mandate", "-un_mandate": "there is no UN mandate",
	"+ceasefire": "the ceasefire holds", "-ceasefire": "the ceasefire does not hold",
	"+parliament_informed": "parliament has been informed", "-parliament_informed": "parliament has not been informed",
	"+hamas_consents": "Hamas consents", "-hamas_consents": "Hamas does not consent",
	"+disarmament.palestinian_police": "disarmament is left to the Palestinian police", "-disarmament.palestinian_police": "disarmament is not left to the Palestinian police",
	"+disarmament.force": "the force disarms", "-disarmament.force": "the force does not disarm",
	"+disarmament.nobody": "nobody disarms", "-disarmament.nobody": "somebody disarms",
	"+scope.limited": "the scope is limited", "-scope.limited": "the scope is not limited",
	"+scope.wide": "the scope is wide", "-scope.wide": "the scope is not wide",
}

func sign(b bool) string {
	if b {
		return "+"
	}
	return "-"
}

func (teller) Actor(code string) string       { return names[code] }
func (teller) Fact(id string, is bool) string { return names[sign(is)+id] }
func (teller) Group(name string) string {
	return map[string]string{"members.OIC": "members of the OIC", "members.GCC": "members of the GCC", "candidates": "candidates"}[name]
}
func (teller) Option(clause, value string, is bool) string {
	if s := names[sign(is)+clause+"."+value]; s != "" {
		return s
	}
	if is {
		return "the " + clause + " is " + value
	}
	return "the " + clause + " is not " + value
}
