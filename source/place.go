package source

import (
	"strconv"
	"strings"

	"entente/phrase"
)

// A place names a part of a document as an act cites it, behind the #:
//
//	3          paragraph 3, or the one whose own number is 3
//	3.2        its second sentence
//	3.2-4      its sentences 2 to 4
//	3-5        paragraphs 3 to 5
//	p12.1      the twelfth paragraph in order, where paragraphs have numbers of their own
//	header     what has this label
//
// A place without sentence is the whole paragraph.
type place struct {
	label    string // "3", "header", "p12"
	to       string // "5" in 3-5
	from, up int    // sentences, from 1; 0 where the whole is meant
}

func parsePlace(s string) (p place, ok bool) {
	head, tail, dotted := strings.Cut(s, ".")
	p.label = head
	if from, to, ranged := strings.Cut(head, "-"); ranged && number(from) > 0 && number(to) > 0 {
		p.label, p.to = from, to
		if dotted || number(to) < number(from) {
			return p, false
		}
	}
	if p.label == "" {
		return p, false
	}
	if dotted {
		from, to, ranged := strings.Cut(tail, "-")
		p.from, p.up = number(from), number(from)
		if ranged {
			p.up = number(to)
		}
		if p.from <= 0 || p.up < p.from {
			return p, false
		}
	}
	return p, true
}

// number is a small whole number, or 0.
func number(s string) int {
	n, err := strconv.ParseUint(s, 10, 20)
	if err != nil {
		return 0
	}
	return int(n)
}

// A NoPlace says that a document has not the place an act cites, and what it has.
type NoPlace struct {
	Text, Hint string
	said       *phrase.Said
}

func (e *NoPlace) Error() string { return e.Text }

// In is what is not there, said in a language.
func (e *NoPlace) In(lang string) string { return e.said.In(lang, e.Text) }

// Remedy is what to do about it, said in a language.
func (e *NoPlace) Remedy(lang string) string { return e.said.In(lang, e.Hint) }

// within keeps what is not there, and the hint, as part of what is said with it.
func (e *NoPlace) within(said *phrase.Said) (text, hint string) {
	in := func(text string) string {
		return said.Keep(text, func(lang string) string { return e.said.In(lang, text) })
	}
	return in(e.Text), in(e.Hint)
}

// noPlace says it; the hint is a sentence of its own, or was said.
func noPlace(said *phrase.Said, hint, format string, values ...any) *NoPlace {
	return &NoPlace{said.Sayf(format, values...), said.Sayf(hint), said}
}

// Find gives the span of a place. The error is a [NoPlace] when there is none.
func (r *Reading) Find(where string) (Span, error) {
	said := phrase.New()
	p, ok := parsePlace(where)
	if !ok {
		return Span{}, noPlace(said, r.has(said), "%q is no place: write 3 for paragraph 3, 3.2 for its second sentence, 3.2-4 for several", where)
	}
	first, last := r.labelled(p.label)
	if p.to != "" {
		_, last = r.labelled(p.to)
	}
	if first < 0 || last < first {
		return Span{}, noPlace(said, r.has(said), "the document has no paragraph %s", where)
	}
	span := Span{r.Paragraphs[first].Start, r.Paragraphs[last].End}
	if p.from == 0 {
		return span, nil
	}
	var all []Span
	for _, para := range r.Paragraphs[first : last+1] {
		all = append(all, para.Sentences...)
	}
	if p.up > len(all) {
		return Span{}, noPlace(said, "entente source show gives the numbers", "paragraph %s has %s, so there is no place %s", p.label, said.Say("{n} sentences", len(all)), where)
	}
	return Span{all[p.from-1].Start, all[p.up-1].End}, nil
}

// Cited gives the span an act cites: its place, or the words of its quote there
// when it has one.
func (r *Reading) Cited(where, quote string) (Span, error) {
	if where == "" {
		return Span{0, len(r.Text)}, nil
	}
	span, err := r.Find(where)
	if err != nil || quote == "" {
		return span, err
	}
	return r.Quote(span, quote)
}

// labelled gives the first and last of the paragraphs with a label, or with a
// number where none has; -1 when there is none. Paragraphs that share a label and
// follow one another are one place.
func (r *Reading) labelled(label string) (first, last int) {
	if ordinal, ok := strings.CutPrefix(label, "p"); ok && number(ordinal) > 0 {
		return r.ordinal(number(ordinal))
	}
	first = -1
	for i, p := range r.Paragraphs {
		if p.Label != label {
			if first >= 0 {
				return first, i - 1
			}
			continue
		}
		if first < 0 {
			first = i
		}
	}
	if first >= 0 {
		return first, len(r.Paragraphs) - 1
	}
	if r.Labelled() {
		return -1, -1
	}
	return r.ordinal(number(label))
}

func (r *Reading) ordinal(n int) (first, last int) {
	if n < 1 || n > len(r.Paragraphs) {
		return -1, -1
	}
	return n - 1, n - 1
}

// Labelled reports whether paragraphs have numbers of their own, which then count.
func (r *Reading) Labelled() bool {
	for _, p := range r.Paragraphs {
		if p.Label != "" {
			return true
		}
	}
	return false
}

// A Sentence is a sentence with the place acts cite it by.
type Sentence struct {
	Span
	Place     string
	Paragraph int // its paragraph's index
}

// Sentences lists every sentence in order. The only one of a paragraph is cited as
// the paragraph.
func (r *Reading) Sentences() []Sentence {
	var out []Sentence
	labelled := r.Labelled()
	for first := 0; first < len(r.Paragraphs); {
		label := r.Paragraphs[first].Label
		last := first
		for label != "" && last+1 < len(r.Paragraphs) && r.Paragraphs[last+1].Label == label {
			last++
		}
		begin := len(out)
		name := label
		switch from, _ := r.labelled(label); {
		case label != "" && from == first:
		case labelled:
			name = "p" + strconv.Itoa(first+1)
			last = first
		default:
			name = strconv.Itoa(first + 1)
		}
		for i := first; i <= last; i++ {
			for _, s := range r.Paragraphs[i].Sentences {
				out = append(out, Sentence{s, name + "." + strconv.Itoa(len(out)-begin+1), i})
			}
		}
		if len(out) == begin+1 {
			out[begin].Place = name
		}
		first = last + 1
	}
	return out
}

func (r *Reading) has(said *phrase.Said) string {
	if !r.Labelled() {
		return said.Sayf("it has paragraphs 1 to %d; entente source show gives the numbers", len(r.Paragraphs))
	}
	var labels []string
	for i, p := range r.Paragraphs {
		if p.Label != "" && (i == 0 || r.Paragraphs[i-1].Label != p.Label) {
			labels = append(labels, p.Label)
		}
	}
	return said.Sayf("its paragraphs are %s, and p1 to p%d in order", strings.Join(labels[:min(len(labels), 20)], ", "), len(r.Paragraphs))
}
