package web

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/act"
	"entente/cable"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// portionShown is a paragraph of a telegram with what was found in it.
type portionShown struct {
	heading  string // a heading of the text; then it is no paragraph
	entry    *register.Entry
	number   string
	mark     string // in full
	passages []passageShown
	findings []findingShown
}

// passageShown is words in one voice, parted where the sender parted them.
type passageShown struct {
	voice string
	parts []string
}

// findingShown is one thing doubtful about a telegram.
type findingShown struct {
	cable.Finding
	excerpt string
}

// talkMarking is that of the subjects and numbers of the conversation.
func (x *telegramShown) talkMarking() marking.Marking {
	var all []marking.Marking
	for _, l := range x.talk.Letters {
		all = append(all, l.Entry.Portions[register.PortionBody].Marking())
	}
	return joined(all)
}

// filledMarks are the markings that say something.
func filledMarks(all ...marking.Marking) []marking.Marking {
	return slices.DeleteFunc(all, func(m marking.Marking) bool { return !m.Marked && m.Unknown == "" })
}

// text lays the paragraphs out that the reader may see, with headings where the file is
// read, and each finding beside the paragraph it stands in.
func (x *telegramShown) text(lang string) {
	t := x.letter.Telegram
	var found []findingShown
	for _, f := range t.Findings(lang) {
		found = append(found, findingShown{f, strings.TrimSpace(f.Excerpt)})
	}
	lines := map[string]cable.Span{}
	heads := map[string][]string{} // above which paragraph a heading stands
	if t.Read != nil {
		for _, p := range t.Read.Portions("") {
			lines[p.Paragraph] = p.Lines
		}
		heads = headingsOf(t.Read)
	}
	for _, e := range t.Paragraphs {
		b := e.Act.Body.(*act.Paragraph)
		p := portionShown{entry: e, number: b.Number, mark: e.Portions[register.PortionBody].Marking().String()}
		for _, h := range heads[b.Number] {
			x.portions = append(x.portions, portionShown{heading: h})
		}
		for _, w := range b.Passages {
			parts := flowed(w.Words)
			if len(parts) == 1 { // whose voice it is is said beside it
				parts[0] = cable.Passage{Voice: cable.Voice(w.Voice), Text: w.Words}.Words()
			}
			if len(parts) > 0 {
				p.passages = append(p.passages, passageShown{w.Voice, parts})
			}
		}
		at := lines[b.Number]
		found = slices.DeleteFunc(found, func(f findingShown) bool {
			inside := f.Line > 0 && f.Line >= at.From && f.Line <= at.To
			if inside {
				p.findings = append(p.findings, f)
			}
			return inside
		})
		x.portions = append(x.portions, p)
	}
	x.findings = found
}

// headingsOf are the headings of a text by the number of the paragraph below them.
func headingsOf(t *cable.Telegram) map[string][]string {
	out := map[string][]string{}
	var held []string
	for k, b := range t.Body {
		switch {
		case b.Heading:
			held = append(held, b.Text)
		case b.Number > 0:
			out[fmt.Sprint(b.Number)], held = held, nil
		case b.After == 0:
			out[fmt.Sprintf("p%d", k+1)], held = held, nil
		}
	}
	return out
}

// fall takes from the diary what concerns this telegram.
func (x *telegramShown) fall(m *site.Mail, lang string) {
	number := x.letter.Message.Reference
	for _, d := range m.Diary.Due {
		if d.ID == number && number != "" {
			d.Rule = m.Diary.Said().In(lang, d.Rule)
			x.due = append(x.due, d)
		}
	}
}

// flowed gives the words of a passage as they are read: lines that a telegram broke are
// joined, what stands apart or begins an item of a list begins anew.
func flowed(words string) []string {
	var parts []string
	fresh := true
	for line := range strings.SplitSeq(words, "\n") {
		text := strings.TrimSpace(line)
		switch {
		case text == "":
			fresh = true
		case fresh || item(text) || len(parts) == 0:
			parts, fresh = append(parts, text), false
		default:
			parts[len(parts)-1] += " " + text
		}
	}
	return parts
}

// item reports whether a line begins an item of a list: A. (1) -- •
func item(s string) bool {
	switch first := []rune(s)[0]; {
	case first == '-', first == '•', first == '*', first == '—', first == '–':
		return true
	case len(s) > 3 && s[0] == '(' && s[2] == ')':
		return true
	case len(s) > 3 && first < unicode.MaxASCII && unicode.IsLetter(first) && s[1] == '.' && s[2] == ' ':
		return true
	}
	return false
}

// visible shows the characters that turn the direction of text, or that cannot be seen,
// in place of obeying them.
func visible(s string) string {
	if !strings.ContainsFunc(s, turnsText) {
		return s
	}
	var b strings.Builder
	for r := range runsOf(s) {
		b.WriteString(r.text)
	}
	return b.String()
}

// run is a run of text as it is shown: words, or the name of a character that is not
// obeyed, which stands apart so that it is not turned itself.
type run struct {
	text string
	sign bool
}

// runsOf parts a text into runs.
func runsOf(s string) iter.Seq[run] {
	return func(yield func(run) bool) {
		for s != "" {
			at := strings.IndexFunc(s, turnsText)
			if at < 0 {
				yield(run{text: s})
				return
			}
			r, n := utf8.DecodeRuneInString(s[at:])
			if at > 0 && !yield(run{text: s[:at]}) || !yield(run{fmt.Sprintf("[U+%04X]", r), true}) {
				return
			}
			s = s[at+n:]
		}
	}
}

// turnsText reports whether a character turns the direction of text (UAX 9), or is a control
// that no telegram has.
func turnsText(r rune) bool {
	switch {
	case r == '\n', r == '\r', r == '\t':
		return false
	case r == 0x061C, r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return unicode.IsControl(r)
}

// tongue is the language of words in the Arabic script, as far as letters tell: Urdu has
// some that Arabic has not. Of others the page says nothing.
func tongue(s string) string {
	switch arabic := strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }); {
	case arabic < 0 || strings.ContainsFunc(s[:arabic], unicode.IsLetter):
		return ""
	case strings.ContainsAny(s, "ٹڈڑںےھہ"):
		return "ur"
	}
	return "ar"
}
