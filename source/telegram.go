package source

import (
	"regexp"
	"strings"
)

// A telegram is numbered by itself: what stands before paragraph 1 is its header,
// a numbered paragraph goes on until the next, and the name that ends it is the
// signature. The header's own meaning is the business of package cable.

var (
	fromLine  = regexp.MustCompile(`(?m)^\s*(?:FM|FROM:?)\s+\S`)
	toLine    = regexp.MustCompile(`(?mi)^\s*(?:TO:?\s+\S|SUBJECT:|SUBJ:|E\.\s?O\.\s)`)
	subject   = regexp.MustCompile(`(?mi)^SUBJ(?:ECT)?:[ \t]*(\S.*)$`)
	ownNumber = regexp.MustCompile(`^(\d{1,3})\.\s+`)
	portion   = regexp.MustCompile(`^(?:\d{1,3}\.\s+)?\(((?:TS|S|C|R|U|SBU|LOU|FOUO)(?://?[A-Z0-9 ,/+-]{1,60})?)\)\s`)
	signed    = regexp.MustCompile(`^[A-Z][A-Z .'’-]{2,40}$`)
	rule      = regexp.MustCompile(`^[-–—_=* ]{4,}$`)
)

// telegram reports whether a text begins as telegrams do: a line of the sender,
// and one of the addressee, the subject or the classification order.
func telegram(head string) bool {
	from := fromLine.FindStringIndex(head)
	return from != nil && toLine.MatchString(head[from[1]:])
}

// readTelegram reads a telegram's text.
func (d *Document) readTelegram(name string, raw []byte) {
	d.readText(name, raw)
	r := d.Reading
	r.Reader = "telegram"
	label, next, last := "header", 1, -1
	for i := range r.Paragraphs {
		p := &r.Paragraphs[i]
		words := p.Of(r.Text)
		switch m := ownNumber.FindStringSubmatch(words); {
		case m != nil && number(m[1]) == next:
			label, next, last = m[1], next+1, i
		case label == "header":
			p.Role = Header
		case rule.MatchString(words):
			p.Role, label = Furniture, ""
		case label == "" && len(words) < 80 && !strings.HasSuffix(words, "."):
			p.Role = Heading
		case signed.MatchString(words):
			label = "signature"
		case label == "signature":
			label = "after"
		}
		p.Label = label
		if label == "after" {
			p.Label, p.Role = "", Furniture
		}
	}
	if last < 0 {
		// No numbered paragraph: it is a text with a header that has no end.
		for i := range r.Paragraphs {
			r.Paragraphs[i].Label, r.Paragraphs[i].Role = "", Body
		}
	}
	r.marks()
}

// marks finds the portion marks. A single "(C)" at the beginning of a paragraph is
// as likely a copyright sign: two are a habit. What has no mark of its own and
// continues a numbered paragraph has that paragraph's.
func (r *Reading) marks() {
	found := 0
	for i := range r.Paragraphs {
		p := &r.Paragraphs[i]
		if m := portion.FindStringSubmatch(p.Of(r.Text)); m != nil {
			p.Mark = m[1]
			found++
		} else if i > 0 && p.Label != "" && p.Label == r.Paragraphs[i-1].Label {
			p.Mark = r.Paragraphs[i-1].Mark
		}
	}
	if found == 1 && r.Reader != "telegram" {
		for i := range r.Paragraphs {
			r.Paragraphs[i].Mark = ""
		}
	}
}
