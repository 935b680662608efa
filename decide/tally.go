package decide

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/phrase"
)

// TallyAnswer is what [Tally] returns. It is its own JSON
// ("entente":"decide-tally/1").
type TallyAnswer struct {
	Entente     string          `json:"entente"`
	File        string          `json:"file"`
	Procedure   string          `json:"procedure"`
	Rows        int             `json:"rows"`
	Votes       int64           `json:"votes"` // member-votes counted, where the file has a roll
	Outcomes    map[Outcome]int `json:"outcomes"`
	Agree       int             `json:"agree"`       // rows whose published outcome and totals are those computed
	Unpublished int             `json:"unpublished"` // rows that publish nothing to hold the sum against
	Uncounted   int             `json:"uncounted"`   // rows adopted without a count
	Idle        []string        `json:"idle_vetoes"` // texts that failed anyway with a permanent member against
	Differences []Difference    `json:"differences"`
	Rules       map[string]int  `json:"rules"`           // rows by the procedure in force on their day
	Texts       int             `json:"texts,omitempty"` // rows held against the text of the resolution
	Notes       []string        `json:"notes,omitempty"`

	counts []counted
	said   *phrase.Said
}

// Said remembers how the texts of the tally were said.
func (ans *TallyAnswer) Said() *phrase.Said { return ans.said }

// counted is a row with its count, kept to be held against texts.
type counted struct {
	line    int
	id, day string
	c       Count
}

// Difference is one row whose published figures are not those computed.
type Difference struct {
	Line      int    `json:"line"`
	ID        string `json:"id"`
	On        string `json:"on,omitempty"`
	Sort      string `json:"sort"` // outcome, totals, roll, several
	Published string `json:"published"`
	Computed  string `json:"computed"`
	Says      string `json:"says"`
}

// Tally decides every row of a table of votes by a procedure, each by the rule in
// force on its day, and lists where the published column differs. It reads three
// layouts, told apart by the first line: a column a member with Y, N and A; columns
// yes, no and abstain with counts; columns that list names. Problems are rows that
// cannot be read.
func Tally(name string, src []byte, p *Procedure) (*TallyAnswer, act.Problems) {
	said := phrase.New()
	t := &table{name: name, rest: src, said: said}
	head, ok := t.record(nil)
	if !ok {
		return nil, act.Problems{act.Wrong(said, act.Place{File: name, Line: 1}, "empty", "it needs a line of column names", "the file is empty")}
	}
	cols := columnsOf(head)
	ans := &TallyAnswer{said: said, Entente: "decide-tally/1", File: name, Procedure: p.ID, Outcomes: map[Outcome]int{}, Rules: map[string]int{}, Differences: []Difference{}}
	if !cols.wide() && cols.yes < 0 {
		return nil, act.Problems{act.Wrong(said, act.Place{File: name, Line: 1}, "no-votes",
			"name columns yes, no and abstain with counts or names; or one column a member with Y, N and A", "no column says who voted how")}
	}
	if !slices.ContainsFunc(p.Stages, func(st Stage) bool { return st.Stage == "vote" }) {
		return nil, act.Problems{act.Wrong(said, act.Place{File: name, Line: 1}, "no-vote", "choose a procedure with a voting stage", "%s knows no vote", p.ID)}
	}
	if cols.dayAt < 0 && cols.yearAt < 0 {
		ans.Notes = append(ans.Notes, said.Say("no column says the day: every row is decided by {rule}, with the members it has now", p.ID))
	}
	if cols.wide() {
		for _, h := range cols.twice {
			t.refuse("double-column", "%s has two columns: its votes would count twice", h)
		}
		if len(cols.unknown) > 0 {
			ans.Notes = append(ans.Notes, said.Say("counted, though nobody is known by these letters: {letters}", said.List(cols.unknown)))
		}
	}
	x := &tallier{ans: ans, cols: cols, base: p, rules: map[string]*Rule{}, seatings: map[*Rule]seating{}, t: t}
	var fields [][]byte
	for {
		fields, ok = t.record(fields[:0])
		if !ok {
			break
		}
		if len(fields) == 1 && len(fields[0]) == 0 {
			continue
		}
		if len(fields) != len(head) {
			t.refuse("short-row", "this row has %d cells, the first line names %d columns", len(fields), len(head))
			continue
		}
		x.row(fields)
	}
	slices.SortStableFunc(ans.Differences, func(a, b Difference) int { return cmp.Compare(a.Line, b.Line) })
	if x.unchecked > 0 {
		ans.Notes = append(ans.Notes, said.Say("in {n} rows the list of members of the day is not complete: the quorum was not checked", x.unchecked))
	}
	return ans, t.problems
}

type tallier struct {
	ans       *TallyAnswer
	cols      columns
	base      *Procedure
	rules     map[string]*Rule
	seatings  map[*Rule]seating // of the columns of a wide table
	t         *table
	unchecked int
}

// rule is the rule in force on the day of a row, made once a day.
func (x *tallier) rule(day string) *Rule {
	if r := x.rules[day]; r != nil {
		return r
	}
	on, err := act.ParseDate(day)
	if err != nil && day != "" {
		x.t.refuse("bad-day", "%q is not a day: the rule and the members of the day cannot be told", day)
	}
	r, err := x.base.InForce(on).Rule(Options{On: on, said: x.t.said})
	if err != nil {
		x.t.refuse("no-rule", "%v", err)
		r, _ = x.base.Rule(Options{said: x.t.said})
	}
	if r.Unnamed > 0 || x.cols.wide() && r.Electorate.Of == "" {
		r.Quorum.Need = ""
	}
	x.rules[day] = r
	return r
}

func (x *tallier) row(f [][]byte) {
	ans := x.ans
	ans.Rows++
	r := x.rule(x.cols.day(f))
	ans.Rules[r.ID]++
	if r.Quorum.Need == "" && r.Unnamed > 0 && x.base.Quorum.Need != "" {
		x.unchecked++
	}
	st := r.stage("vote")
	if st == nil {
		x.t.refuse("no-vote", "%s knows no vote", r.ID)
		return
	}
	var c Count
	var wrong, problem string
	switch {
	case x.cols.wide():
		s, ok := x.seatings[r]
		if !ok {
			s = x.cols.seating(r)
			x.seatings[r] = s
		}
		c, wrong, problem = x.cols.roll(f, r, s)
		ans.Votes += c.Yes.Votes + c.No.Votes + c.Abstain.Votes
	case x.cols.uncounted(f):
		ans.Uncounted++
		ans.Outcomes[Adopted]++
		return
	default:
		c, wrong, problem = x.cols.counts(f, r)
	}
	if problem != "" {
		x.t.refuse("bad-vote", "%s", problem)
		return
	}
	if !x.cols.wide() {
		ans.counts = append(ans.counts, counted{x.t.at, x.cols.id(f), x.cols.day(f), c})
	}
	fill(&c, r)
	got := r.settle(st, &c)
	ans.Outcomes[got]++
	if c.vetoes > 0 && got == NotAdopted {
		ans.Idle = append(ans.Idle, x.cols.id(f))
	}
	x.compare(f, r, &c, got, wrong)
}

// fill takes the members not on the roll as absent.
func fill(c *Count, r *Rule) {
	if left := r.Total().Votes - c.present() - c.Absent.Votes; left > 0 {
		c.Absent.Votes += left
	}
}

// compare holds what was computed against what the row publishes.
func (x *tallier) compare(f [][]byte, r *Rule, c *Count, got Outcome, wrong string) {
	differs := func(sort, published, computed, says string) {
		x.ans.Differences = append(x.ans.Differences, Difference{x.t.at, x.cols.id(f), x.cols.day(f), sort, published, computed, says})
	}
	say := x.t.said.Say
	before, any := len(x.ans.Differences), false
	sum := fmt.Sprintf("%d-%d-%d", c.Yes.Votes, c.No.Votes, c.Abstain.Votes)
	if wrong != "" {
		any = true
		differs("roll", sum, "", wrong)
	}
	if totals, ok := x.cols.totals(f); ok {
		any = true
		if is := [3]int64{c.Yes.Votes, c.No.Votes, c.Abstain.Votes}; is != totals {
			differs("totals", fmt.Sprintf("%d-%d-%d", totals[0], totals[1], totals[2]), sum, say("the roll counted anew does not give the published totals"))
		}
	}
	if published := x.cols.outcome(f); published != "" {
		any = true
		symbols := x.cols.symbols(f)
		switch {
		case published != string(got) && len(symbols) > 1:
			differs("several", published, string(got), say("the row mixes several texts: {symbols}", strings.Join(symbols, ", ")))
		case published != string(got):
			differs("outcome", published, string(got), say("counted {sum} by {rule}", sum, r.ID))
		case got == Vetoed && c.No.Votes < int64(c.vetoes) && len(symbols) > 1:
			differs("several", sum, string(got), say("the row mixes several texts: {symbols}", strings.Join(symbols, ", ")))
		case got == Vetoed && c.No.Votes < int64(c.vetoes):
			differs("roll", sum, string(got), say("{n} vetoes are published and {against} votes against", c.vetoes, c.No.Votes))
		}
	}
	switch {
	case !any:
		x.ans.Unpublished++
	case len(x.ans.Differences) == before:
		x.ans.Agree++
	}
}

// columns says what the columns of a table are; -1 is a column it does not have.
type columns struct {
	names                                       []string
	idAt, dayAt, yearAt                         int
	yes, no, abstain, absent, vetoed, status    int
	mode, text, published                       int
	publishedYes, publishedNo, publishedAbstain int
	members                                     []int    // columns of members, in a wide table
	codes                                       []string // whose they are; empty where the gazetteer knows nobody by it
	twice                                       []string // members that have two columns
	unknown                                     []string // columns of nobody the gazetteer knows
}

func columnsOf(head [][]byte) columns {
	c := columns{}
	find := func(names ...string) int {
		for _, n := range names {
			for i, h := range head {
				if strings.EqualFold(strings.TrimSpace(string(h)), n) {
					return i
				}
			}
		}
		return -1
	}
	c.idAt, c.dayAt, c.yearAt = find("symbol", "unres", "resolution", "draft", "voting on", "rcid", "id"), find("date", "day"), find("year")
	c.yes, c.no, c.abstain = find("yes", "in_favour", "in favor", "in favour", "for"), find("no", "against"), find("abstain", "abstained", "abstentions")
	c.absent, c.vetoed, c.status, c.mode, c.text = find("absent"), find("vetoed_by", "vetoes"), find("status", "outcome"), find("mode"), find("published_text")
	c.published = find("for,abstain,against")
	c.publishedYes, c.publishedNo, c.publishedAbstain = find("published_yes"), find("published_no"), find("published_abstain")
	iso2 := codesByISO2()
	for i, h := range head {
		c.names = append(c.names, string(h))
		if !member.Match(h) {
			continue
		}
		code := iso2[string(h)]
		if e, ok := gazetteer.Lookup(string(h)); ok && code == "" {
			code = e.Code
		}
		if code != "" && slices.Contains(c.codes, code) || slices.Contains(c.names[:i], string(h)) {
			c.twice = append(c.twice, string(h))
		}
		if code == "" {
			c.unknown = append(c.unknown, string(h))
		}
		c.members, c.codes = append(c.members, i), append(c.codes, code)
	}
	if c.wide() {
		c.yes, c.no, c.abstain, c.absent = -1, -1, -1, -1 // the column NO is Norway's
	}
	return c
}

// wide reports whether the table has a column a member.
func (c *columns) wide() bool { return len(c.members) >= 5 }

func (c *columns) id(f [][]byte) string {
	if c.idAt < 0 {
		return ""
	}
	return string(f[c.idAt])
}

// day is the row's date, or its year.
func (c *columns) day(f [][]byte) string {
	if c.dayAt >= 0 && len(f[c.dayAt]) == 10 && f[c.dayAt][4] == '-' {
		return string(f[c.dayAt])
	}
	if c.yearAt >= 0 {
		return string(f[c.yearAt])
	}
	if c.dayAt >= 0 {
		return string(f[c.dayAt])
	}
	return ""
}

func (c *columns) uncounted(f [][]byte) bool { return c.yes >= 0 && len(f[c.yes]) == 0 }

// totals are the published totals of a roll, where the row has them.
func (c *columns) totals(f [][]byte) (out [3]int64, ok bool) {
	if c.published >= 0 {
		var a, b, d int64
		if n, _ := fmt.Sscanf(string(f[c.published]), "(%d, %d, %d)", &a, &b, &d); n == 3 {
			return [3]int64{a, d, b}, true
		}
		return out, false
	}
	for i, col := range []int{c.publishedYes, c.publishedNo, c.publishedAbstain} {
		if col < 0 {
			return out, false
		}
		n, err := strconv.ParseInt(string(f[col]), 10, 64)
		if err != nil {
			return out, false
		}
		out[i] = n
	}
	return out, true
}

// outcome is the published outcome in our words.
func (c *columns) outcome(f [][]byte) string {
	if c.status < 0 {
		return ""
	}
	return strings.ReplaceAll(strings.TrimSpace(string(f[c.status])), " ", "_")
}

var symbol = regexp.MustCompile(`S/(?:RES/|PV\.)?[0-9]+(?:/[0-9]+)?`)

// symbols are the texts named by a row's own description.
func (c *columns) symbols(f [][]byte) []string {
	if c.text < 0 {
		return nil
	}
	all := symbol.FindAllString(string(f[c.text]), -1)
	slices.Sort(all)
	return slices.Compact(all)
}
