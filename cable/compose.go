package cable

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"entente/act"
	"entente/marking"
)

var limits = sync.OnceValue(func() map[string]int {
	all := map[string]int{}
	for _, row := range rows("limits.csv") {
		all[row["limit"]] = number(row["lines"])
	}
	return all
})

// body makes the paragraphs: numbered, marked, in lines a teleprinter can take.
func (c *composer) body() {
	n := 0
	for i, b := range c.d.Text {
		path := fmt.Sprintf("text.%d", i)
		kinds := 0
		for _, s := range []string{b.Heading, b.Summary, b.Report, b.Comment, b.Note} {
			if strings.TrimSpace(s) != "" {
				kinds++
			}
		}
		if kinds != 1 {
			c.fault(path, "one-kind", "give one of heading, summary, report, comment, note", "a block is one paragraph or one heading; this has %d", kinds)
			continue
		}
		if b.Heading != "" {
			lines := wrap(oneLine(b.Heading), lineWidth(), lineWidth(), plainLine)
			if len(lines) > 2 {
				c.fault(path+".heading", "heading-long", "say it in two lines", "a heading of %d lines would be read as a paragraph", len(lines))
			}
			c.m.Body = append(c.m.Body, Block{Heading: true, After: n, Ruled: "around", Text: strings.Join(lines, "\n")})
			continue
		}
		n++
		text := oneLine(b.Report)
		switch {
		case b.Summary != "":
			text = "Summary: " + stop(oneLine(b.Summary)) + " End Summary."
		case b.Comment != "":
			text = "Comment: " + stop(oneLine(b.Comment)) + " End Comment."
		case b.Note != "":
			text = "Note: " + stop(oneLine(b.Note)) + " End Note."
		}
		mark := capitals(strings.Trim(strings.TrimSpace(b.Mark), "()"))
		if mark != "" && !knownMark(mark) {
			c.fault(path+".mark", "portion-mark", "write U, SBU, C, S or TS, and what limits release after //", "%s is no portion mark", act.Quote(b.Mark))
			mark = ""
		}
		lead := len(itoa(n)) + 2
		if mark != "" {
			lead += len(mark) + 3
		}
		lines := wrap(text, lineWidth()-lead, lineWidth(), plainLine)
		c.m.Body = append(c.m.Body, Block{Number: n, Mark: mark, Text: strings.Join(lines, "\n")})
	}
	passages(&Telegram{Message: *c.m})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// stop ends a sentence that does not end itself.
func stop(s string) string {
	if s != "" && strings.IndexByte(".!?", s[len(s)-1]) < 0 {
		return s + "."
	}
	return s
}

// plainLine reports whether a line within a paragraph reads as nothing else.
func plainLine(s string, _ []string) bool {
	first, _, _ := strings.Cut(s, " ")
	u := capitals(first)
	if startsNumbered(s) || rule(s) || furniture(s) != Outside || u == "BT" || u == "NNNN" || u == "NNN" || strings.HasPrefix(u, "#") || strings.Contains(u, "ZCZC") || u == "DE" {
		return false
	}
	class, _, _ := cutClass(capitals(s), false)
	return class == ""
}

// check holds the draft against what the handbook asks.
func (c *composer) check() {
	d, m := c.d, c.m
	for _, need := range []struct {
		path, what string
		there      bool
	}{
		{"from", c.words("who sends it"), m.From != ""}, {"post", c.words("the post it is numbered by"), m.Post != ""}, {"subject", c.words("what it is about"), m.Subject.Text != ""},
		{"text", c.words("a paragraph"), len(d.Text) > 0}, {"to", c.words("somebody who is to act"), len(d.To) > 0}, {"tags", c.words("at least one subject"), len(d.Tags) > 0},
		{"signature", c.words("the name it is signed with"), m.Signature != ""},
	} {
		if !need.there {
			c.fault(need.path, "needed", "every telegram has it", "a telegram needs %s", need.what)
		}
	}
	if d.Serial < 1 || d.Serial > 999999 {
		c.fault("serial", "serial", "the post's telegrams of a year are numbered from 1", "%d is no serial", d.Serial)
	}
	if m.Signature != "" && !isName(m.Signature) {
		c.fault("signature", "signature-form", "one to three words in capitals, as CROCKER", "%s cannot stand as a signature", act.Quote(d.Signature))
	}
	c.checkHead()
	c.checkMarks()
	for i, x := range d.Captions {
		name := capitals(oneLine(x))
		known, ok := captions()[name]
		path := fmt.Sprintf("captions.%d", i)
		switch {
		case !ok:
			c.fault(path, "caption-unknown", c.words("captions are %s", act.List(c.said, captionNames())), "%s is no caption%s", act.Quote(x), c.meant(act.Nearest(name, captionNames())))
		case slices.Contains(m.Captions[:i], name):
			c.fault(path, "caption-twice", "one is enough", "the caption %s stands twice", name)
		case known.Rank > 0 && slices.ContainsFunc(m.Captions[:i], func(above string) bool { return captions()[above].Rank > known.Rank }):
			c.fault(path, "caption-order", "the most restrictive stands first", "%s limits distribution more than the caption above it", name)
		}
	}
}

func (c *composer) meant(near string) string {
	if near == "" {
		return ""
	}
	return c.words(" (did you mean %s?)", near)
}

func captionNames() []string {
	var names []string
	for n := range captions() {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// checkHead checks TAGS, order, references.
func (c *composer) checkHead() {
	d, m := c.d, c.m
	subject := false
	for i, tag := range m.Tags {
		rule, known := tags()[tag]
		subject = subject || known
		path := fmt.Sprintf("tags.%d", i)
		switch {
		case known && !rule.Until.IsZero() && m.DTG.Year > rule.Until.Last().Year():
			c.remark(path, "tag-old", "choose one of the present list, 5 FAH-3 H-011", "%s (%s) is known from telegrams up to %s only", tag, rule.Subject, rule.Until)
		case tag == "" || strings.ContainsAny(tag, " ,;()"):
			c.fault(path, "tag-form", "one tag an item", "%s is no tag", act.Quote(d.Tags[i]))
		case !known && len(tag) == 4 && alphabetic(tag):
			c.remark(path, "tag-unknown", "subjects are listed in 5 FAH-3 H-011; the abbreviation of an organisation may stand here too", "%s is no subject of the vocabulary%s", tag, c.meant(nearSubject(tag)))
		}
	}
	if len(m.Tags) > 0 && !subject {
		c.fault("tags", "no-subject", "at least one subject is required (5 FAH-3), as PREL", "no tag is a subject")
	}
	level, known := marking.ParseLevel(d.Classification)
	if !known && m.Classification != "SENSITIVE BUT UNCLASSIFIED" {
		return
	}
	if level >= marking.Confidential {
		if d.Declassify == "" {
			c.fault("declassify", "declassification-missing", "give the day its marking ends, or the rule that defers it, as 25X1", "a classified telegram says when its marking ends")
		}
		if d.ClassifiedBy == "" && m.DTG.Year >= 1996 {
			c.fault("classified_by", "classifier-missing", "name, office and ground: Ambassador Crocker, Reasons 1.4 (b) and (d)", "a classified telegram says who classified it and why")
		}
		if day, err := act.ParseDate(d.Declassify); err == nil && m.DTG.Valid() && !day.After(act.MustDate(m.DTG.Date())) {
			c.fault("declassify", "declassified-before-sent", "give a later day", "%s does not lie after the day it is sent", day)
		}
	} else if d.Declassify != "" {
		c.remark("declassify", "not-classified", "leave it out", "a telegram that is %s has no day of declassification", m.Classification)
	}
	if r, ok := regimes()[d.Order]; d.Order != "" && !ok {
		c.fault("order", "order-unknown", "they are 11652, 12065, 12356, 12958, 13526", "no executive order on classification has the number %s", act.Quote(d.Order))
	} else if d.Order != "" && m.DTG.Valid() && d.Order != c.inForce() {
		c.remark("order", "order-not-in-force", c.words("the order in force that day was %s", c.inForce()), "E.O. %s was not in force on %s (%s)", d.Order, m.DTG.Date(), r.Reference)
	}
	labels := map[string]bool{}
	if len(d.References) > 26 {
		c.fault("references", "too-many-references", "name the telegram that names the others", "%d references have no letters: there are 26", len(d.References))
	}
	for i := range d.References {
		labels[string(rune('A'+i))] = true
		if m.Refs[i].Text == "" {
			c.fault(fmt.Sprintf("references.%d", i), "empty", "name the message, or leave the line out", "nothing stands here")
		}
	}
	for i, b := range d.Text {
		for _, x := range mentions(b.Report + "\n" + b.Summary + "\n" + b.Comment + "\n" + b.Note) {
			if x.label != "" && !labels[x.label] || x.label == "" && len(d.References) == 0 {
				c.fault(fmt.Sprintf("text.%d", i), "dangling-reference", "add it under references, in its place", "the text refers to %s, and no reference has that letter", act.Quote(x.words))
			}
		}
	}
}

// checkMarks rolls the portions up and holds the classification of the whole to it.
func (c *composer) checkMarks() {
	whole := c.m.Marking()
	var top marking.Level
	text, summary, all := 0, false, true
	for i, b := range c.d.Text {
		if b.Heading != "" {
			continue
		}
		text += strings.Count(b.Report+b.Comment+b.Note+b.Summary, " ")/8 + 1
		summary = summary || b.Summary != ""
		path := fmt.Sprintf("text.%d", i)
		if b.Mark == "" {
			all = false
			if whole.Level >= marking.Confidential {
				c.fault(path, "portion-unmarked", "mark each paragraph: (U), (SBU), (C), (S)", "a paragraph of a classified telegram has a portion mark")
			}
			continue
		}
		mark := capitals(strings.Trim(strings.TrimSpace(b.Mark), "()"))
		if !knownMark(mark) {
			continue // said already
		}
		m := portion(mark)
		top = max(top, m.Level)
		if m.Level > whole.Level {
			c.fault(path+".mark", "portion-above", "raise the classification of the whole, or lower the paragraph's", "the paragraph is %s, the telegram %s", m.Level, whole.Level)
		}
	}
	if all && len(c.d.Text) > 0 && top < whole.Level && whole.Level >= marking.Confidential {
		c.remark("classification", "classified-above", "lower the whole, unless the subject needs it", "the telegram is %s, and no paragraph is above %s", whole.Level, top)
	}
	if text > limits()["summary"] && !summary {
		c.remark("text", "summary-missing", "begin with a summary paragraph", "a telegram of more than three pages has a summary")
	}
	for i, b := range c.d.Text {
		for _, s := range []string{b.Heading, b.Summary, b.Report, b.Comment, b.Note} {
			if at := strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }); at >= 0 {
				r, _ := utf8.DecodeRuneInString(s[at:])
				c.remark(fmt.Sprintf("text.%d", i), "not-ascii", "write it in plain letters where the way it goes has no others", "a teleprinter has no %q", r)
				break
			}
		}
	}
}

// sections cuts a long text into sections, at the end of a paragraph where it can.
func (c *composer) sections() {
	l := &layout{m: c.m}
	for _, b := range c.m.Body {
		l.block(b)
	}
	most := limits()["section"]
	if len(l.lines) <= most {
		return
	}
	var cuts []int
	for from := 0; from < len(l.lines); {
		to := min(from+most, len(l.lines))
		if to < len(l.lines) {
			for k := to; k > from+most/2; k-- {
				if l.lines[k].blank && startsNumbered(l.lines[k].text) {
					to = k
					break
				}
			}
		}
		cuts = append(cuts, to-from)
		from = to
	}
	for k, n := range cuts {
		s := Section{Number: k + 1, Of: len(cuts), Lines: n}
		if k > 0 {
			head := c.m.Head
			if c.m.Filed != nil {
				filed := *c.m.Filed
				filed.Section = fmt.Sprintf("%02d", k+1)
				head.Filed = &filed
			}
			s.Head = &head
		}
		if k < len(cuts)-1 {
			s.Ended = c.m.End
		}
		c.m.Sections = append(c.m.Sections, s)
	}
	if c.m.Filed != nil {
		c.m.Filed.Section = "01"
	}
}

// readsBack makes sure that the telegram says what the draft says.
func (c *composer) readsBack(text string) bool {
	ts, _ := Read("", []byte(text))
	if len(ts) == 1 && Same(&ts[0].Message, c.m) {
		return true
	}
	c.fault("", "reads-otherwise", "word it differently: a line in it looks like part of a header", "sent so, the telegram would not be read as it is meant: %s", difference(c.said, ts, c.m))
	return false
}
