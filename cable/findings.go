package cable

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/act"
	"entente/phrase"
)

// finding is one doubt while reading; line, col and width are those of the line
// without the spaces around it.
type finding struct {
	code       string
	line       int // index into the reader's lines; -1 for the message as a whole
	col, width int
	seek       string // a word to point at, where no column is given
	text, hint string
	wrong      bool // the message contradicts itself, or cannot be trusted as read
}

const most = 20 // findings of one code in one telegram; the rest are counted

func (r *reader) find(f finding) { r.found = append(r.found, f) }

// Finding is a finding as JSON has it.
type Finding struct {
	Code    string `json:"code"`
	Wrong   bool   `json:"wrong,omitempty"` // it contradicts itself; else it is only doubtful or missing
	Line    int    `json:"line,omitempty"`
	Col     int    `json:"col,omitempty"`
	Text    string `json:"text"`
	Remedy  string `json:"remedy"`
	Excerpt string `json:"excerpt,omitempty"`
}

// Found gives findings as JSON has them.
func Found(ps act.Problems) []Finding {
	out := make([]Finding, len(ps))
	for i, p := range ps {
		out[i] = Finding{p.Code, !p.Warning, p.Line, p.Col, p.Text, p.Hint, p.Excerpt}
	}
	return out
}

// note turns the findings of one transmission into those of its telegram.
func (r *reader) note(t *Telegram, p *part) {
	for _, f := range p.found {
		r.say(t, f)
	}
	p.found = nil
}

// words says a finding, or a part of one, so that it can be said in other languages.
func (r *reader) words(format string, values ...any) string { return r.keep().Sayf(format, values...) }

// keep is what remembers how findings were said: nothing does while nothing is found.
func (r *reader) keep() *phrase.Said { return r.said.Said() }

// say adds one finding with its place.
func (r *reader) say(t *Telegram, f finding) {
	n := 0
	for _, old := range t.Findings {
		if old.Code == f.code {
			n++
		}
	}
	if n >= most {
		return
	}
	problem := act.Wrong(r.keep(), act.Place{File: r.name}, f.code, f.hint, f.text)
	problem.Warning = !f.wrong
	if f.line >= 0 && f.line < len(r.lines) {
		l := r.lines[f.line]
		whole := r.src[l.start:l.end]
		problem.Line, problem.Excerpt = int(l.num), excerpt(whole)
		lead := int(l.from - l.start)
		if f.seek != "" {
			if at := strings.Index(capitals(whole), f.seek); at >= 0 {
				lead, f.col, f.width = at, 0, utf8.RuneCountInString(f.seek)
			}
		}
		problem.Col = utf8.RuneCountInString(whole[:min(lead+f.col, len(whole))]) + 1
		problem.Width = max(1, f.width)
	}
	if n == most-1 {
		problem.Text = r.words("%s; there may be more of the same, which are not listed", problem.Text)
	}
	t.Findings = append(t.Findings, problem)
}

// excerpt is a source line as it is shown; of one without end the beginning.
func excerpt(s string) string {
	const long = 1 << 13
	if len(s) <= long {
		return s
	}
	return strings.ToValidUTF8(s[:long], "") + "…"
}

// index is where the line of a number is among the lines.
func (r *reader) index(num int) int {
	return sort.Search(len(r.lines), func(i int) bool { return int(r.lines[i].num) >= num })
}

func itoa(n int) string { return strconv.Itoa(n) }

// check holds the parts of a telegram against each other, and against what the
// handbooks ask. Everything it says is a finding; it changes nothing.
func (t *Telegram) check(r *reader) {
	c := checker{t, r}
	c.bytes()
	c.header()
	c.precedences()
	c.letterCase()
	c.textHead()
	c.order()
	c.references()
	c.portions()
	c.end()
	t.Findings.Sort()
}

type checker struct {
	*Telegram
	r *reader
}

// at gives the line a part of the message stands on, and what to underline.
func (c checker) at(what spot) (line, col, width int) {
	if !c.places[what].there {
		return -1, 0, 0
	}
	p := c.places[what]
	return int(p.line), int(p.col), int(p.width)
}

func (c checker) line(what spot) int {
	line, _, _ := c.at(what)
	return line
}

// due is the line near which what is absent would stand: the end on the last line,
// what opens the text on the classification line, anything else on the first.
func (c checker) due(what spot) int {
	if len(c.Parts) == 0 {
		return -1
	}
	switch what {
	case atEnd:
		return c.r.index(c.Parts[len(c.Parts)-1].To)
	case atOrder, atTags, atSubject:
		if label := c.line(atLabel); label >= 0 {
			return label
		}
	}
	return c.r.index(c.Parts[0].From)
}

func (c checker) wrong(what spot, code, hint, format string, args ...any) {
	c.find(what, code, hint, true, format, args...)
}

func (c checker) doubt(what spot, code, hint, format string, args ...any) {
	c.find(what, code, hint, false, format, args...)
}

func (c checker) find(what spot, code, hint string, wrong bool, format string, args ...any) {
	line, col, width := c.at(what)
	if line < 0 {
		line = c.due(what)
	}
	c.r.say(c.Telegram, finding{code: code, line: line, col: col, width: width, text: c.r.words(format, args...), hint: hint, wrong: wrong})
}

// bytes looks for what a telegram cannot hold.
func (c checker) bytes() {
	if c.r.clean {
		return
	}
	listed := map[string]int{}
	for _, span := range c.Parts {
		for i := c.r.index(span.From); i < len(c.r.lines) && int(c.r.lines[i].num) <= span.To; i++ {
			l := c.r.lines[i]
			if printable(c.r.src[l.start:l.end]) {
				continue
			}
			whole := c.r.src[l.start:l.end]
			valid := true
			for at, ch := range whole {
				what, code, hint := "", "", ""
				switch {
				case ch == 0:
					what, code, hint = phrase.Key("a NUL byte"), "nul-byte", phrase.Key("ask for another copy: this one was damaged on its way")
				case bidi(ch):
					what, code, hint = phrase.Key("an invisible character that turns the direction of text"), "bidi-control", phrase.Key("read the line in its byte order; it may not say what it shows")
				case ch < ' ' && ch != '\t' && ch != '\f':
					what, code, hint = phrase.Key("a control character"), "control-character", phrase.Key("ask for another copy")
				case ch == utf8.RuneError && valid:
					if _, n := utf8.DecodeRuneInString(whole[at:]); n == 1 {
						valid = false
						what, code, hint = phrase.Key("bytes that are not UTF-8"), "not-utf8", phrase.Key("the bytes are kept; convert the file if it was written in another encoding")
					}
				}
				if what != "" && listed[code] < most {
					listed[code]++
					c.r.say(c.Telegram, finding{code: code, line: i, col: at - int(l.from-l.start), width: 1, text: c.r.words("the line holds %s, U+%04X", c.r.words(what), ch), hint: hint, wrong: code != "not-utf8"})
				}
			}
		}
	}
}

// header checks format lines 1 to 6 and the classification line against each other.
func (c checker) header() {
	switch {
	case c.DTG.IsZero():
		c.doubt(nowhere, "dtg-missing", "the day it was sent is not known without it: look in another copy", "there is no date-time group")
	case !c.DTG.Valid():
		c.wrong(atGroup, "dtg-impossible", "look in the filing line, or in another copy", "%s is no moment of the calendar", c.DTG)
	}
	if c.From == "" {
		c.doubt(nowhere, "from-missing", "look in another copy who sent it", "there is no line FM")
	}
	if len(c.To) == 0 && len(c.Info) == 0 {
		c.doubt(nowhere, "to-missing", "look in another copy whom it was sent to", "there is no line TO or INFO")
	}
	if f := c.Filed; f != nil && c.DTG.Valid() {
		if f.Day != "" && number(f.Day) != c.DTG.Time().YearDay() {
			c.wrong(atFiled, "day-of-year", "one of the two is wrong; the filing line is set by machine", "day %s of the year is not that of the date-time group: %s is day %03d", f.Day, c.DTG, c.DTG.Time().YearDay())
		} else if f.Time != "" && f.Time != fmt.Sprintf("%02d%02d", c.DTG.Hour, c.DTG.Minute) {
			c.wrong(atFiled, "filing-time", "one of the two is wrong", "the filing time %s is not that of the date-time group %s", f.Time, c.DTG)
		}
		if f.Serial != "" && c.Serial != "" && strings.TrimLeft(f.Serial, "0") != strings.TrimLeft(c.Serial, "0") {
			c.wrong(atLabel, "serial-differs", "find out under which number the message is filed", "the text has the serial %s, the filing line %s", c.Serial, f.Serial)
		}
	}
	switch {
	case c.Classification == "":
		c.doubt(nowhere, "classification-missing", "treat it as the highest its portions or its sender could mean, until another copy is found", "there is no classification line")
	case c.Security != "":
		if want := securityLetter(c.Classification); !strings.Contains(c.Security, " "+strings.Repeat(want, 5)) && want != "" {
			c.wrong(atSecurity, "security-differs", "handle it by the higher of the two", "%s does not say %s, which is what the text is", c.Security, c.Classification)
		}
	}
	if c.Serial == "" && c.Classification != "" {
		c.doubt(atLabel, "serial-missing", "without it nothing can refer to this message", "the classification line has no post and serial")
	}
	for _, n := range c.Missing {
		c.doubt(atLabel, "section-missing", "ask the sender or another addressee for it; what stands here may end in the middle",
			"this is section %s of %d, and no header of section %d was found", sectionsHere(c.Sections), c.Sections[0].Of, n)
	}
}

func sectionsHere(ss []Section) string {
	var here []string
	for _, s := range ss {
		here = append(here, itoa(s.Number))
	}
	return strings.Join(here, ", ")
}

// securityLetter is the letter format line 4 repeats five times.
func securityLetter(class string) string {
	switch class {
	case "UNCLASSIFIED", "LIMITED OFFICIAL USE", "SENSITIVE BUT UNCLASSIFIED":
		return "" // UUUUU, or EEEEE where it is encrypted for transmission only
	}
	return class[:1]
}

// precedences checks that information does not go before action.
func (c checker) precedences() {
	if !c.DTG.IsZero() && c.Precedence == "" {
		c.doubt(atGroup, "precedence-missing", "treat it as ROUTINE until another copy is found", "no precedence stands before the date-time group")
	}
	if c.InfoPrec.Rank() > c.Precedence.Rank() && c.Precedence != "" {
		c.wrong(atGroup, "precedence-order", "carry it for action at the higher of the two, and tell the sender",
			"%s for information is more urgent than %s for action", c.InfoPrec.Word(), c.Precedence.Word())
	}
	for _, a := range c.Info {
		if a.Precedence.Rank() > max(c.Precedence.Rank(), c.InfoPrec.Rank()) && c.Precedence != "" {
			c.r.say(c.Telegram, finding{code: "precedence-order", line: c.r.headerLineWith(c.Telegram, a.Name), seek: a.Name, wrong: true,
				text: c.r.words("%s for information to %s is more urgent than %s for action", a.Precedence.Word(), a.Name, c.Precedence.Word()),
				hint: "carry it for action at the higher of the two, and tell the sender"})
		}
	}
	if c.Relay != nil && c.Precedence != "" {
		top := max(c.Precedence.Rank(), c.InfoPrec.Rank())
		if Precedence(c.Relay.Precedence[:1]).Rank() > top {
			c.wrong(atRelay, "relay-precedence", "one of the two is wrong", "%s is more urgent than anything the message says", c.Relay.Precedence)
		}
	}
}

// letterCase says where a header was typed in lower case.
func (c checker) letterCase() {
	if c.r.lower(c.line(atFrom)) || c.r.lower(c.line(atGroup)) {
		c.doubt(atFrom, "lower-case", "telegrams are sent in capitals; what is compared was read in capitals", "the header is in lower case")
	}
}

func (r *reader) lower(i int) bool {
	if i < 0 || i >= len(r.lines) {
		return false
	}
	s := r.s(i)
	return s != "" && strings.ToUpper(s) != s && strings.ToLower(s) == s
}
