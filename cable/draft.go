package cable

import (
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
	"entente/phrase"
)

// A Draft is a telegram as an officer writes it; see docs/cable.md. The json, doc
// and enum tags are the format of the file. What the handbook adds (spacing,
// numbers, lines, sections, the filing line, the end) is made of it by Compose.
type Draft struct {
	Version        int            `json:"cable" doc:"version of this format: 1"`
	From           string         `json:"from" doc:"the sender's address: AMEMBASSY ISLAMABAD"`
	Station        string         `json:"station,omitempty" doc:"its routing indicator: RUEHIL; with it the filing line is written"`
	Post           string         `json:"post" doc:"the post as its telegrams are numbered: ISLAMABAD"`
	Serial         int            `json:"serial" doc:"the number of the telegram in the post's series of the year"`
	Sent           act.Instant    `json:"sent" doc:"the moment of release with its offset: 2007-03-20 13:00 Z"`
	Precedence     string         `json:"precedence" enum:"flash|niact immediate|immediate|priority|routine" doc:"how fast, for action"`
	InfoPrecedence string         `json:"info_precedence,omitempty" enum:"flash|niact immediate|immediate|priority|routine" doc:"how fast for information, where it differs; never faster than for action"`
	To             []DraftAddress `json:"to" doc:"who is to act"`
	Info           []DraftAddress `json:"info,omitempty" doc:"who is only informed"`
	Exempt         []string       `json:"exempt,omitempty" doc:"members of a collective that are left out"`
	Classification string         `json:"classification" enum:"unclassified|sensitive but unclassified|limited official use|restricted|confidential|secret|top secret" doc:"of the whole"`
	Captions       []string       `json:"captions,omitempty" doc:"SIPDIS, EXDIS …; the most restrictive first"`
	For            []string       `json:"for,omitempty" doc:"lines that say for whom it is: DEPT FOR NEA/PAB"`
	Order          string         `json:"order,omitempty" doc:"the executive order: 12958; N/A is written for an unclassified telegram"`
	Declassify     string         `json:"declassify,omitempty" doc:"the day its marking ends, or the rule: 2017-03-20, 25X1"`
	ClassifiedBy   string         `json:"classified_by,omitempty" doc:"who classified it and why: Ambassador Crocker, Reasons 1.4 (b) and (d)"`
	Tags           []string       `json:"tags" doc:"subjects and States: PREL, PK"`
	Names          []string       `json:"names,omitempty" doc:"persons named on the TAGS line"`
	Subject        string         `json:"subject" doc:"what it is about"`
	SubjectMark    string         `json:"subject_mark,omitempty" doc:"portion mark of the subject"`
	References     []string       `json:"references,omitempty" doc:"telegrams it refers to, in order: the first is Ref A"`
	Text           []DraftBlock   `json:"text" doc:"paragraphs and headings, in order"`
	Signature      string         `json:"signature" doc:"the name it is signed with"`
}

// DraftAddress is one addressee of a draft.
type DraftAddress struct {
	Name       string `json:"name" doc:"plain-language address: SECSTATE WASHDC"`
	Indicator  string `json:"indicator,omitempty" doc:"routing indicator: RUEHC; the address book knows it when left out"`
	Precedence string `json:"precedence,omitempty" enum:"flash|niact immediate|immediate|priority|routine" doc:"how fast to this one; the telegram's when left out"`
	Serial     int    `json:"serial,omitempty" doc:"its number in the series of telegrams to that station"`
}

// DraftBlock is one paragraph, or a heading.
type DraftBlock struct {
	Heading string `json:"heading,omitempty" doc:"a heading over the paragraphs below it"`
	Mark    string `json:"mark,omitempty" doc:"portion mark: U, SBU, C, S, TS, S//NF"`
	Summary string `json:"summary,omitempty" doc:"a paragraph that sums the telegram up"`
	Report  string `json:"report,omitempty" doc:"a paragraph of what is reported or asked"`
	Comment string `json:"comment,omitempty" doc:"a paragraph of the sender's own judgement"`
	Note    string `json:"note,omitempty" doc:"a paragraph of explanation"`
}

// A Fault is one thing wrong with a draft. Path is its key, as to.0.precedence.
type Fault struct {
	Path, Code, Text, Hint string
	Warning                bool
	Said                   *phrase.Said // how text and hint were made
}

// Compose makes the telegram of a draft: every fault at once, and a message only
// where none of them forbids it. The address book may be nil.
func (d *Draft) Compose(book *Book) (*Message, []Fault) {
	c := composer{d: d, book: book, m: &Message{}, said: phrase.New()}
	c.header()
	c.head()
	c.body()
	c.check()
	if slices.ContainsFunc(c.faults, func(f Fault) bool { return !f.Warning }) {
		return nil, c.faults
	}
	c.sections()
	if text := c.m.layout(); !c.readsBack(text) {
		return nil, c.faults
	}
	return c.m, c.faults
}

type composer struct {
	d      *Draft
	book   *Book
	m      *Message
	faults []Fault
	said   *phrase.Said
}

func (c *composer) fault(path, code, hint, format string, args ...any) {
	c.faults = append(c.faults, Fault{path, code, c.words(format, args...), c.words(hint), false, c.said})
}

// words says a fault, or a part of one, so that it can be said in other languages.
func (c *composer) words(format string, values ...any) string { return c.said.Sayf(format, values...) }

func (c *composer) remark(path, code, hint, format string, args ...any) {
	c.faults = append(c.faults, Fault{path, code, c.words(format, args...), c.words(hint), true, c.said})
}

// header makes format lines 1 to 11.
func (c *composer) header() {
	d, m := c.d, c.m
	if at, err := d.Sent.Time(); err != nil {
		if d.Sent != "" {
			c.fault("sent", "not-an-instant", "write day, hour and offset from UTC, as in 2007-03-20 13:00 Z", "%s", c.said.Err(err))
		}
	} else {
		at = at.UTC()
		m.DTG = DTG{at.Day(), at.Hour(), at.Minute(), 'Z', at.Month(), at.Year()}
	}
	m.From = capitals(strings.TrimSpace(d.From))
	m.Precedence, m.InfoPrec = ParsePrecedence(d.Precedence), ParsePrecedence(d.InfoPrecedence)
	m.Precedence = letterOf(m.Precedence)
	m.InfoPrec = letterOf(m.InfoPrec)
	m.To, m.Info = c.addresses("to", d.To, ParsePrecedence(d.Precedence)), c.addresses("info", d.Info, ParsePrecedence(cmpOr(d.InfoPrecedence, d.Precedence)))
	if m.InfoPrec == "" {
		for _, a := range m.Info {
			if p := letterOf(a.Precedence); p.Rank() > m.InfoPrec.Rank() {
				m.InfoPrec = p
			}
		}
	}
	if m.InfoPrec == m.Precedence {
		m.InfoPrec = ""
	}
	for i, x := range d.Exempt {
		if strings.TrimSpace(x) == "" {
			c.fault(fmt.Sprintf("exempt.%d", i), "empty", "name the member, or leave the line out", "nothing stands here")
			continue
		}
		m.Exempt = append(m.Exempt, capitals(strings.TrimSpace(x)))
	}
	if s := capitals(d.Station); s != "" {
		if !isIndicator(s) {
			c.fault("station", "indicator-form", "a routing indicator is four to eight letters, as RUEHIL", "%s is no routing indicator", act.Quote(d.Station))
		}
		m.Filed = &Filing{Station: s, Serial: fmt.Sprintf("%04d", d.Serial)}
		if m.DTG.Valid() {
			m.Filed.Day, m.Filed.Time = fmt.Sprintf("%03d", m.DTG.Time().YearDay()), fmt.Sprintf("%02d%02d", m.DTG.Hour, m.DTG.Minute)
		}
		if l := securityLetter(capitals(d.Classification)); l != "" {
			m.Security = "ZNY " + strings.Repeat(l, 5) + " ZZH"
		} else {
			m.Security = "ZNR UUUUU ZZH"
		}
	}
	m.Break = true
}

// letterOf is the precedence format line 5 has: night action is an order to a post.
func letterOf(p Precedence) Precedence {
	if p == NightImmediate {
		return Immediate
	}
	return p
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// addresses makes format lines 7 or 8.
func (c *composer) addresses(key string, list []DraftAddress, of Precedence) []Addressee {
	var out []Addressee
	for i, x := range list {
		path := fmt.Sprintf("%s.%d", key, i)
		a := Addressee{Name: capitals(strings.Join(strings.Fields(x.Name), " ")), Indicator: capitals(x.Indicator), Precedence: of}
		if p := ParsePrecedence(x.Precedence); p != "" {
			a.Precedence = p
		}
		if x.Serial > 0 {
			a.Serial = fmt.Sprintf("%04d", x.Serial)
		}
		switch known, there := c.book.named(a.Name); {
		case a.Indicator == "" && there:
			a.Indicator = known.Indicator
		case a.Indicator != "" && !isIndicator(a.Indicator):
			c.fault(path+".indicator", "indicator-form", "a routing indicator is four to eight letters, as RUEHC", "%s is no routing indicator", act.Quote(x.Indicator))
		case a.Indicator != "" && there && known.Indicator != a.Indicator:
			c.remark(path+".indicator", "indicator-differs", "one of the two is wrong", "the address book has %s for %s", known.Indicator, a.Name)
		case a.Indicator != "" && c.book != nil && c.book.whole && !there:
			if _, ok := c.book.Station(a.Indicator); !ok {
				c.remark(path+".indicator", "indicator-unknown", "add the station to the address book, or correct it", "the address book knows no station %s", a.Indicator)
			}
		}
		if key == "info" && a.Precedence.Rank() > ParsePrecedence(c.d.Precedence).Rank() {
			c.fault(path, "precedence-order", "raise the precedence for action, or lower this one", "%s for information would be more urgent than %s for action", a.Precedence.Word(), ParsePrecedence(c.d.Precedence).Word())
		}
		out = append(out, a)
	}
	return out
}

// head makes what stands between the classification line and the text.
func (c *composer) head() {
	d, m := c.d, c.m
	m.Classification, m.Post = capitals(d.Classification), capitals(strings.Join(strings.Fields(d.Post), " "))
	m.Serial = fmt.Sprintf("%06d", d.Serial)
	for _, x := range d.Captions {
		m.Captions = append(m.Captions, capitals(strings.Join(strings.Fields(x), " ")))
	}
	for _, x := range d.For {
		if x = strings.Join(strings.Fields(x), " "); x != "" {
			m.Passing = append(m.Passing, capitals(x))
		}
	}
	m.Order = c.order()
	for _, x := range d.Tags {
		m.Tags = append(m.Tags, capitals(strings.TrimSpace(x)))
	}
	m.Names = d.Names
	m.Subject = &Subject{Mark: capitals(d.SubjectMark), Text: capitals(strings.Join(strings.Fields(d.Subject), " "))}
	for i, x := range d.References {
		r := Ref{Text: capitals(strings.Join(strings.Fields(x), " "))}
		if len(d.References) > 1 {
			r.Label = string(rune('A' + i))
		}
		r.read()
		m.Refs = append(m.Refs, r)
	}
	m.ClassifiedBy = strings.Join(strings.Fields(d.ClassifiedBy), " ")
	m.Signature = capitals(strings.Join(strings.Fields(d.Signature), " "))
	m.End = End{Break: true, Serial: fmt.Sprintf("#%04d", d.Serial), Mark: "NNNN"}
}

// order makes the line on the executive order.
func (c *composer) order() *Order {
	d := c.d
	number := d.Order
	level, _ := marking.ParseLevel(d.Classification)
	if level < marking.Confidential {
		if number == "" {
			number = c.inForce()
		}
		if number == "" {
			return nil
		}
		return &Order{Number: number, Rule: "N/A", Text: "N/A"}
	}
	if number == "" {
		number = c.inForce()
	}
	text := "DECL: " + d.Declassify
	if day, err := act.ParseDate(d.Declassify); err == nil && len(d.Declassify) == 10 {
		text = "DECL: " + day.First().Format("01/02/2006")
	}
	return parseOrder(number, strings.TrimRight(text, " "), c.m.DTG)
}

// inForce is the order in force on the day the telegram is sent.
func (c *composer) inForce() string {
	if !c.m.DTG.Valid() {
		return ""
	}
	day := act.MustDate(c.m.DTG.Date())
	for _, r := range regimes() {
		if !day.Last().Before(r.From.First()) && (r.Until.IsZero() || !day.After(r.Until)) {
			return r.Number
		}
	}
	return ""
}
