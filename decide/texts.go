package decide

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/gazetteer"
)

// Formula is how a resolution says of itself that it was adopted:
//
//	Adopted at the 1549th meeting by 12 votes to none, with 3 abstentions (France,
//	United Kingdom of Great Britain and Northern Ireland, United States of America).
type Formula struct {
	Yes, No, Abstain int64
	Silent           int64    // did not participate, or was absent, by a footnote
	Against          []string // codes of those named
	Abstainers       []string
	Unnamed          []string // names that the gazetteer does not know
}

var (
	formula = regexp.MustCompile(`by (\w+) votes? to (\w+)\s*(?:\(([^)]*)\))?[.,]?\s*(?:with (\S+) abstentions?\s*\(([^)]*)\))?`)
	silent  = regexp.MustCompile(`members? \(([^)]*)\) (?:did not participate|was absent|were absent)`)
	figures = strings.NewReplacer("I", "1", "l", "1", "]", "1", "O", "0")
)

// ReadFormula finds the formula of adoption at the end of a resolution's text. It
// forgives what scanning does to letters and lines.
func ReadFormula(text string) (Formula, bool) {
	text = strings.NewReplacer("- ", "", "’ ", " ").Replace(strings.Join(strings.Fields(text), " "))
	i := strings.LastIndex(text, "Adopted at the ")
	if i < 0 {
		return Formula{}, false
	}
	m := formula.FindStringSubmatch(text[i:])
	if m == nil {
		return Formula{}, false
	}
	var f Formula
	n := func(s string) (int64, bool) {
		if strings.HasPrefix(s, "none") {
			return 0, true
		}
		v, err := strconv.ParseInt(figures.Replace(s), 10, 64)
		return v, err == nil
	}
	var ok1, ok2 bool
	f.Yes, ok1 = n(m[1])
	f.No, ok2 = n(m[2])
	if !ok1 || !ok2 {
		return Formula{}, false
	}
	f.Against = f.names(m[3])
	f.Abstainers = f.names(m[5])
	f.Abstain = int64(len(f.Abstainers))
	if m := silent.FindStringSubmatch(text[i:]); m != nil {
		f.Silent = int64(len((&Formula{}).names(m[1])))
	}
	if v, ok := n(m[4]); ok {
		f.Abstain = v
	}
	return f, true
}

// names reads a list of States; "and" within a State's name does not part it.
func (f *Formula) names(list string) []string {
	var out []string
	list = strings.ReplaceAll(list, "Great Britain and Northern Ireland", "Great Britain")
	for _, name := range strings.FieldsFunc(strings.ReplaceAll(list, " and ", ","), func(c rune) bool { return c == ',' || c == '.' || c == ';' }) {
		name = strings.Trim(name, " ’'")
		if name == "" {
			continue
		}
		name = strings.Replace(name, "United Kingdom of Great Britain", "United Kingdom", 1)
		m := gazetteer.Resolve(name)
		if len(m) == 0 {
			f.Unnamed = append(f.Unnamed, name)
			continue
		}
		out = append(out, m[0].Code)
	}
	return out
}

// Hold compares the texts of resolutions, by their symbols ("S/RES/282 (1970)"),
// with the rows of the tally. Each difference is added to the answer.
func (ans *TallyAnswer) Hold(texts map[string]string) {
	for _, row := range ans.counts {
		text, ok := texts[row.id]
		if !ok {
			continue
		}
		f, ok := ReadFormula(text)
		if !ok {
			continue
		}
		ans.Texts++
		said := fmt.Sprintf("%d-%d-%d", f.Yes, f.No, f.Abstain)
		counted := fmt.Sprintf("%d-%d-%d", row.c.Yes.Votes, row.c.No.Votes, row.c.Abstain.Votes)
		if f.Silent > 0 && f.Abstain+f.Silent == row.c.Abstain.Votes && f.Yes == row.c.Yes.Votes {
			continue // the table counts those who did not take part as abstaining
		}
		if said != counted {
			ans.Differences = append(ans.Differences, Difference{row.line, row.id, row.day, "text", counted, said,
				ans.said.Say("the text of the resolution says {figures}", ans.dissent(said, f))})
		} else if n := int64(len(f.Against) + len(f.Abstainers) + len(f.Unnamed)); n != f.No+f.Abstain {
			ans.Differences = append(ans.Differences, Difference{row.line, row.id, row.day, "text", counted, said,
				ans.said.Say("the text names {n} dissenters and counts {count}", n, f.No+f.Abstain)})
		}
	}
	slices.SortStableFunc(ans.Differences, func(a, b Difference) int { return a.Line - b.Line })
}

// dissent names who dissented, by the text.
func (ans *TallyAnswer) dissent(figures string, f Formula) string {
	parts := []string{figures}
	if len(f.Against) > 0 {
		parts = append(parts, ans.said.Say("against: {who}", names(ans.said, f.Against)))
	}
	if len(f.Abstainers) > 0 {
		parts = append(parts, ans.said.Say("abstaining: {who}", names(ans.said, f.Abstainers)))
	}
	return ans.said.Join(parts, "; ", "; ")
}
