package source

import (
	"strings"
	"unicode/utf8"

	"entente/phrase"
)

// contextRunes is how much of the text before and after the words an anchor keeps.
const contextRunes = 32

// An Anchor fixes a span of one text: the selectors TextQuoteSelector and
// TextPositionSelector of the W3C Web Annotation Data Model (2017), and the hashes
// of the document and of the text they count in.
//
//	{"sha256":"7b05e713…","text":"c41f…","start":1204,"end":1247,
//	 "exact":"…","prefix":"…","suffix":"…"}
type Anchor struct {
	SHA256 string `json:"sha256"` // of the document's bytes
	Text   string `json:"text"`   // hash of the reading
	Start  int    `json:"start"`  // in characters (code points), as W3C counts
	End    int    `json:"end"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// Anchor fixes a span. The words before and after are those of its own paragraphs: what
// stands in another has a marking of its own.
func (d *Document) Anchor(s Span) Anchor {
	text := d.Reading.Text
	from, to := s.Start, s.End
	first, last := d.Reading.around(s)
	for range contextRunes {
		_, size := utf8.DecodeLastRuneInString(text[first:from])
		from -= size
		_, size = utf8.DecodeRuneInString(text[to:last])
		to += size
	}
	start := utf8.RuneCountInString(text[:s.Start])
	return Anchor{d.SHA256, d.Reading.Hash(), start, start + utf8.RuneCountInString(s.Of(text)), s.Of(text), text[from:s.Start], text[s.End:to]}
}

// around is where the paragraphs that a span stands in begin and end.
func (r *Reading) around(s Span) (first, last int) {
	first, last = s.Start, s.End
	for _, p := range r.Paragraphs {
		if p.Start < s.End && s.Start < p.End {
			first, last = min(first, p.Start), max(last, p.End)
		}
	}
	return first, last
}

// Locate finds the span an anchor fixed, exactly where it was, or says why it
// cannot be there. It never answers with another place, however alike.
func (d *Document) Locate(a Anchor) (Span, error) {
	switch {
	case a.SHA256 != d.SHA256:
		return Span{}, noPlace(phrase.New(), "a new version of a page is a new source; carry the place over with entente source carry", "the anchor stands in another document: the bytes differ")
	case a.Text != d.Reading.Hash():
		return Span{}, noPlace(phrase.New(), "read it with the reading that was kept beside it", "the anchor counts in another text of this document")
	}
	text := d.Reading.Text
	start := byteOf(text, 0, a.Start)
	end := byteOf(text, start, a.End-a.Start)
	if start < 0 || end < 0 || a.End < a.Start {
		return Span{}, noPlace(phrase.New(), "the anchor was altered: take it from the act again", "the anchor ends at character %d, beyond the text", a.End)
	}
	s := Span{start, end}
	if s.Of(text) != a.Exact || !strings.HasSuffix(text[:start], a.Prefix) || !strings.HasPrefix(text[end:], a.Suffix) {
		return Span{}, noPlace(phrase.New(), "the anchor was altered: take it from the act again", "other words stand where the anchor points")
	}
	return s, nil
}

// byteOf is the byte that n characters after byte from begin at; -1 when the text
// ends before.
func byteOf(text string, from, n int) int {
	if from < 0 || n < 0 {
		return -1
	}
	for range n {
		if from >= len(text) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
	}
	return from
}

// Annotation is an anchor as the W3C Web Annotation Data Model writes it, body
// being the address of what was taken from the words.
func (a Anchor) Annotation(id, body string) map[string]any {
	return map[string]any{
		"@context": "http://www.w3.org/ns/anno.jsonld",
		"id":       id,
		"type":     "Annotation",
		"body":     body,
		"target": map[string]any{
			"source": "urn:sha256:" + a.SHA256,
			"state":  map[string]any{"type": "State", "value": "urn:sha256:" + a.Text},
			"selector": []any{
				map[string]any{"type": "TextQuoteSelector", "exact": a.Exact, "prefix": a.Prefix, "suffix": a.Suffix},
				map[string]any{"type": "TextPositionSelector", "start": a.Start, "end": a.End},
			},
		},
	}
}

// Quote finds words within a span, however their quotation marks, dashes, spaces
// and capitals were typed. They must stand there exactly once.
func (r *Reading) Quote(within Span, words string) (Span, error) {
	want := Fold(words)
	if want == "" {
		return Span{}, noPlace(phrase.New(), "give the few words that decide, or none", "the quote is empty")
	}
	folded, back := foldBack(within.Of(r.Text))
	at := strings.Index(folded, want)
	if at < 0 {
		hint := phrase.Key("copy the words from the text; they are compared without regard to capitals, quotation marks and spaces")
		if whole, _ := foldBack(r.Text); strings.Contains(whole, want) {
			hint = phrase.Key("they do stand elsewhere in the document: correct the place")
		}
		return Span{}, noPlace(phrase.New(), hint, "the words %.60q do not stand there", words)
	}
	if strings.Contains(folded[at+1:], want) {
		return Span{}, noPlace(phrase.New(), "quote a few words more, or cite the sentence", "the words %.60q stand there more than once", words)
	}
	return Span{within.Start + back[at], within.Start + back[at+len(want)-1] + runeLen(within.Of(r.Text)[back[at+len(want)-1]:])}, nil
}

func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// foldBack folds a text and says for each byte of the result at which byte the
// character it came from begins. A normal text folds character by character.
func foldBack(text string) (string, []int) {
	var b strings.Builder
	var back []int
	space := true
	for i, r := range text {
		f := foldRune(r)
		if f == ' ' && space || f < 0 {
			continue
		}
		space = f == ' '
		n := b.Len()
		b.WriteRune(f)
		for range b.Len() - n {
			back = append(back, i)
		}
	}
	return b.String(), back
}

// Fold makes words comparable however they were typed: straight quotation marks
// and dashes, small letters, one space for any white space, none at the ends.
func Fold(s string) string {
	folded, _ := foldBack(s)
	return strings.TrimSuffix(folded, " ")
}
