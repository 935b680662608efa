package cable

import (
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
)

// textHead checks captions, TAGS and subject.
func (c checker) textHead() {
	seen := map[string]bool{}
	rank := 0
	for k, name := range c.Captions {
		i := -1
		if k < len(c.captionAt) {
			i = c.captionAt[k]
		}
		caption := captions()[name]
		switch {
		case seen[name]:
			c.r.say(c.Telegram, finding{code: "caption-twice", line: i, width: len(name), text: c.r.words("the caption %s stands twice", name), hint: "one is enough; see whether another caption was meant"})
		case caption.Rank > 0 && caption.Rank < rank:
			c.r.say(c.Telegram, finding{code: "caption-order", line: i, width: len(name), text: c.r.words("%s limits distribution more than the caption above it", name), hint: "the most restrictive stands first"})
		}
		seen[name] = true
		rank = max(rank, caption.Rank)
	}
	if len(c.Sections) > 0 && c.Sections[0].Number > 1 {
		return // section one has these lines
	}
	if c.Tags == nil && c.Names == nil {
		c.doubt(atTags, "tags-missing", "at least one subject is required (5 FAH-3); the message will not be found by subject", "there are no TAGS")
	}
	for _, tag := range c.Tags {
		if _, known := tags()[tag]; known || len(tag) < 4 || len(tag) > 5 || !alphabetic(tag) {
			continue
		}
		if near := nearSubject(tag); near != "" {
			c.r.say(c.Telegram, finding{code: "tag-unknown", line: c.line(atTags), seek: tag, text: c.r.words("%s is no subject of the vocabulary (did you mean %s?)", tag, near), hint: "the names of organisations may stand on the line too; it was kept as it stands"})
		}
	}
	if c.Subject == nil || c.Subject.Text == "" {
		c.doubt(atSubject, "subject-missing", "name it by its serial until another copy is found", "there is no SUBJECT")
	}
}

// nearSubject finds the subject a misspelt one was meant to be: one that begins or
// ends as it does.
func nearSubject(tag string) string {
	var like []string
	for _, s := range subjects() {
		if s[:2] == tag[:2] || s[2:] == tag[len(tag)-2:] {
			like = append(like, s)
		}
	}
	return act.Nearest(tag, like)
}

// order checks the line on declassification.
func (c checker) order() {
	if len(c.Sections) > 0 && c.Sections[0].Number > 1 {
		return
	}
	level, known := marking.ParseLevel(c.Classification)
	classified := known && level >= marking.Confidential
	if c.Order == nil {
		if classified {
			c.doubt(atOrder, "order-missing", "refer it to its originator: nothing says when its marking ends", "it is %s and has no line E.O.", c.Classification)
		}
		return
	}
	o := c.Order
	rule, ok := regimes()[o.Number]
	if !ok {
		c.doubt(atOrder, "order-unknown", "compare the number with 11652, 12065, 12356, 12958 and 13526", "no order on classification has the number %s", o.Number)
		return
	}
	if !c.DTG.Valid() {
		return
	}
	sent := act.MustDate(c.DTG.Date())
	if sent.Last().Before(rule.From.First()) || !rule.Until.IsZero() && sent.After(rule.Until) {
		c.doubt(atOrder, "order-not-in-force", "look which order was in force and whether the day still holds", "E.O. %s was not in force on %s (%s)", o.Number, sent, rule.Reference)
	}
	switch {
	case classified && o.Rule == "":
		c.doubt(atOrder, "declassification-missing", "refer it to its originator: nothing says when its marking ends", "the line names the order and no rule")
	case classified && o.Rule == "N/A":
		c.wrong(atOrder, "order-not-applicable", "refer it to its originator", "it is %s, and the line says that no order applies", c.Classification)
	case !o.On.IsZero() && !o.On.After(sent):
		c.wrong(atOrder, "declassified-before-sent", "the year is probably wrong; ask the originator", "%s does not lie after the day the message was sent", o.On)
	case !o.On.IsZero() && o.kind() == "DECL" && rule.Years > 0 && o.On.Last().Before(sent.First().AddDate(rule.Years, 0, 0)):
		c.doubt(atOrder, "declassification-early", "an earlier day needs a decision or an event of its own; ask the originator before lifting the marking",
			"it is to be declassified on %s, before %d years have passed since it was sent (%s)", o.On, rule.Years, sent.First().AddDate(rule.Years, 0, 0).Format("2006-01-02"))
	}
}

// references checks that what the text refers to is in the list of references.
func (c checker) references() {
	labels := map[string]bool{}
	for _, r := range c.Refs {
		labels[r.Label] = true
	}
	partial := len(c.Sections) > 0 && c.Sections[0].Number > 1
	said := map[string]bool{}
	for k, b := range c.Body {
		for _, m := range mentions(b.Text) {
			if said[m.label] || labels[m.label] || partial || m.label == "A" && len(c.Refs) == 1 {
				continue
			}
			if m.label == "" && len(c.Refs) > 0 {
				continue
			}
			said[m.label] = true
			what := c.r.words("Ref %s", m.label)
			if m.label == "" {
				what = c.r.words("a reference telegram")
			}
			c.r.say(c.Telegram, finding{code: "dangling-reference", line: c.lineOf(k, m.at), seek: capitals(m.words), text: c.r.words("the text refers to %s, and no reference line names it", what),
				hint: "ask the sender which message is meant"})
		}
	}
}

// lineOf finds the line a place in the k-th block stands on.
func (c checker) lineOf(k, at int) int {
	down := strings.Count(c.Body[k].Text[:at], "\n")
	for i := c.r.index(c.Where[k].From); i < len(c.r.lines); i++ {
		if c.r.lines[i].role == Text {
			if down == 0 {
				return i
			}
			down--
		}
	}
	return -1
}

type mention struct {
	label, words string
	at           int
}

// mentions finds Ref A, Refs A and B, reftel in a text.
func mentions(text string) []mention {
	var out []mention
	for ef := pair(text, 0, 'e', 'f'); ef >= 0; ef = pair(text, ef+1, 'e', 'f') {
		at := ef - 1 // of REF
		if at < 0 || !begins(text[at:], "REF") || at > 0 && letterOrDigit(text[at-1]) {
			continue
		}
		rest := text[at+3:]
		switch {
		case begins(rest, "TEL"):
			n := 6
			if len(rest) > 3 && upper(rest[3]) == 'S' {
				n++
			}
			label := ""
			if after := text[min(at+n, len(text)):]; len(after) > 2 && after[0] == ' ' && after[1] >= 'A' && after[1] <= 'Z' && !letterOrDigit(after[2]) && after[1] != 'A' {
				label = after[1:2]
			}
			out = append(out, mention{label, text[at : at+n], at})
		default:
			k := at + 3
			if k < len(text) && upper(text[k]) == 'S' {
				k++
			}
			if k < len(text) && text[k] == '.' {
				k++
			}
			if k+1 < len(text) && text[k] == ' ' && text[k+1] >= 'A' && text[k+1] <= 'H' && (k+2 == len(text) || !letterOrDigit(text[k+2]) && text[k+2] != '\'') {
				out = append(out, mention{text[k+1 : k+2], text[at : k+2], at})
			}
		}
	}
	return out
}

// portions checks the portion marks against the classification of the whole.
func (c checker) portions() {
	if c.Classification == "" || c.DTG.Year < 1996 && !slices.ContainsFunc(c.Body, func(b Block) bool { return b.Mark != "" }) {
		return
	}
	whole := c.Marking()
	var join marking.Marking
	marked, unmarked := 0, 0
	for k, b := range c.Body {
		if b.Heading || b.Number == 0 {
			continue
		}
		if b.Mark == "" {
			unmarked++
			continue
		}
		m := portion(b.Mark)
		if marked == 0 {
			join = m
		} else {
			join = marking.Join(join, m)
		}
		marked++
		if m.Level > whole.Level {
			c.r.say(c.Telegram, finding{code: "portion-above", line: c.lineOf(k, 0), text: c.r.words("paragraph %d is %s, the message %s", b.Number, m.Level, whole.Level),
				hint: c.r.words("handle the whole as %s and tell the sender", m.Level), wrong: true})
		}
	}
	if c.DTG.Year < 1996 || marked == 0 && unmarked == 0 {
		return // portion marks were not yet required
	}
	if unmarked > 0 && whole.Level >= marking.Confidential && !slices.ContainsFunc(c.Body, entireText) {
		c.doubt(atLabel, "portion-unmarked", "an unmarked paragraph is held at the classification of the whole", "%d of %d numbered paragraphs have no portion mark", unmarked, marked+unmarked)
	}
	if unmarked == 0 && join.Level < whole.Level {
		c.doubt(atLabel, "classified-above", "ask the originator whether the subject or an attachment needs it", "the message is %s, and no paragraph is above %s", whole.Level, join.Level)
	}
}

func entireText(b Block) bool { return strings.Contains(b.Mark, "ENTIRE TEXT") }

// end checks the signature, and format lines 13 to 16.
func (c checker) end() {
	for k, b := range c.Body {
		if at := strings.Index(b.Text, "XXXX"); at >= 0 {
			c.r.say(c.Telegram, finding{code: "redacted", line: c.lineOf(k, at), seek: "XXXX", text: "words are struck out", hint: "what stood there is not known; ask who released it"})
		}
	}
	if c.Signature == "" && len(c.Body) > 0 {
		c.doubt(atEnd, "signature-missing", "it may stand at the end of the last line, or the end is lost", "no name signs the text")
	}
	if !c.Break && !c.End.Break {
		c.doubt(atLabel, "bt-absent", "a stored copy may have lost them; if this is the message as received, it may be cut short", "the breaks BT before and after the text are absent")
	}
	for _, x := range c.Sections {
		if x.Ended.Mark == brokenOff {
			c.wrong(atLabel, "cut-short", "ask for it to be sent again", "the operator broke section %d off", x.Number)
		}
	}
	switch {
	case c.End.Mark == "":
		c.doubt(atEnd, "nnnn-absent", "a stored copy may have lost it; if this is the message as received, it may be cut short", "the end of message NNNN is absent")
	case c.End.Mark == brokenOff:
		c.wrong(atEnd, "cut-short", "ask for it to be sent again", "the operator broke the transmission off")
	}
	if n := strings.TrimLeft(strings.TrimPrefix(c.End.Serial, "#"), "0"); n != "" && c.Serial != "" && n != strings.TrimLeft(c.Serial, "0") {
		c.wrong(atEnd, "end-serial", "two messages may have run into each other", "the end repeats serial %s, the text has %s", n, c.Serial)
	}
}

// Marking is the marking of the whole: its classification, and what its captions add.
func (m *Message) Marking() marking.Marking {
	class := m.Classification
	if class == "SENSITIVE BUT UNCLASSIFIED" {
		class = portionMarks()["SBU"]
	}
	return m.controlled(marking.Parse(class))
}

// controlled adds what the captions say to a marking: they hold for every portion.
func (m *Message) controlled(mark marking.Marking) marking.Marking {
	for _, c := range m.Captions {
		switch captions()[c].Control {
		case "ORCON":
			mark.ORCON = true
		case "NOFORN":
			mark.NOFORN = true
		}
	}
	return mark
}

// portion reads a portion mark.
func portion(mark string) marking.Marking {
	mark = strings.Trim(strings.ReplaceAll(mark, "ENTIRE TEXT", ""), " -.,:")
	if m, ok := portionMarks()[strings.ReplaceAll(mark, " ", "")]; ok {
		return marking.Parse(m)
	}
	pieces := strings.Split(strings.TrimPrefix(mark, "//"), "//")
	if m, ok := portionMarks()[pieces[0]]; ok {
		pieces[0] = m
	} else if owner, level, cut := strings.Cut(pieces[0], " "); cut && portionMarks()[level] != "" {
		pieces[0] = owner + " " + portionMarks()[level]
	}
	return marking.Parse(strings.Join(pieces, "//"))
}
