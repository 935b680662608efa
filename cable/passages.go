package cable

import "strings"

// Passage is a run of a paragraph in one voice. The passages of a paragraph
// together are its text, byte for byte.
type Passage struct {
	Voice Voice  `json:"voice"`
	Text  string `json:"text"`
}

// Voice says who speaks in a passage: the sender reports, or comments.
type Voice string

// The voices.
const (
	Reported Voice = "reported" // what the sender reports or asks
	Comment  Voice = "comment"  // the sender's own judgement: COMMENT … END COMMENT
	Note     Voice = "note"     // the sender's explanation: (NOTE: … END NOTE.)
	Summary  Voice = "summary"  // SUMMARY … END SUMMARY: what stands below once more
)

// Words is what the passage says, on one line, without the words that open and close
// it: of "(Comment: he left the door open. End comment.)" the sentence.
func (p Passage) Words() string {
	text := oneLine(p.Text)
	if p.Voice == Reported {
		return text
	}
	if inner, ok := strings.CutPrefix(text, "("); ok {
		text = strings.TrimSuffix(inner, ")")
	}
	for _, v := range voices {
		if begins(text, v.open) && v.voice == p.Voice && v.open != "SUMMARY AND COMMENT" {
			text = strings.TrimLeft(text[len(v.open):], ":.- ")
			break
		}
	}
	if at := strings.LastIndex(capitals(text), "END "+strings.ToUpper(string(p.Voice))); at > 0 && at+18 > len(text) {
		text = strings.TrimRight(text[:at], " (")
	}
	return text
}

// voices are the words that open a passage, in capitals, longest first.
var voices = []struct {
	open  string
	voice Voice
}{
	{"SUMMARY AND COMMENT", Summary}, {"BEGIN SUMMARY", Summary}, {"SUMMARY", Summary}, {"BEGIN COMMENT", Comment},
	{"EMBASSY COMMENT", Comment}, {"POST COMMENT", Comment}, {"COMMENT", Comment}, {"BEGIN NOTE", Note}, {"NOTE", Note},
}

// passages parts every paragraph of a message into voices. A comment opened in one
// paragraph and closed in a later one covers all between; one never closed covers
// its own paragraph and no more.
func passages(t *Telegram) {
	one := make([]Passage, len(t.Body)) // most paragraphs have one voice
	for i := 0; i < len(t.Body); i++ {
		b := &t.Body[i]
		if b.Heading || b.Passages != nil {
			continue
		}
		v := voiced(b, one[i:i:i+1])
		if v == Reported {
			continue
		}
		k, end := t.closes(i+1, v)
		if k < 0 {
			continue
		}
		for m := i + 1; m < k; m++ {
			if !t.Body[m].Heading {
				t.Body[m].Passages = []Passage{{v, t.Body[m].Text}}
			}
		}
		c := &t.Body[k]
		c.Passages = runs([]Passage{{v, c.Text[:end]}}, c.Text[end:])
	}
}

// closes finds the paragraph that closes a voice left open, and where in it; -1 where
// another opens before, or none closes it.
func (t *Telegram) closes(from int, v Voice) (k, end int) {
	for k := from; k < len(t.Body); k++ {
		text := t.Body[k].Text
		if t.Body[k].Heading {
			continue
		}
		if end := closeOf(text, v); end >= 0 {
			return k, end
		}
		if opens(text) {
			break
		}
	}
	return -1, 0
}

// voiced parts one paragraph, and gives the voice it was left open in at its end.
func voiced(b *Block, room []Passage) Voice {
	b.Passages = runs(room, b.Text)
	if n := len(b.Passages); n > 0 {
		last := b.Passages[n-1]
		if last.Voice != Reported && endOf(last.Text, last.Voice) < 0 {
			return last.Voice
		}
	}
	return Reported
}

// runs parts a text into passages, after those already out.
func runs(out []Passage, text string) []Passage {
	from := 0
	cues := finder{text: text, pairs: cuePairs[:]}
	for {
		o, v := openOf(&cues, from)
		if o < 0 {
			break
		}
		end := endOf(text[o:], v)
		if end < 0 {
			end = len(text) - o
		}
		if o > from {
			out = append(out, Passage{Reported, text[from:o]})
		}
		out = append(out, Passage{v, text[o : o+end]})
		from = o + end
	}
	if from < len(text) {
		out = append(out, Passage{Reported, text[from:]})
	}
	return out
}

// cuePairs are what every opening has in it, COMMENT, SUMMARY or NOTE; the letters
// around them are looked at once one is found.
var cuePairs = [...]string{"mm", "no"}

// openOf finds where the next passage in another voice opens, from a byte on: at the
// beginning of the paragraph, or in parentheses or after a full stop within it.
func openOf(cues *finder, from int) (int, Voice) {
	text := cues.text
	for {
		at := cues.next()
		if at < 0 {
			return -1, ""
		}
		if c := upper(text[at]); c == 'M' { // of COMMENT, SUMMARY
			at -= 2
		}
		if at < from || at > 0 && letterOrDigit(text[at-1]) {
			continue
		}
		for _, lead := range [...]string{"BEGIN ", "EMBASSY ", "POST "} {
			if at-len(lead) >= from && begins(text[at-len(lead):], lead) {
				at -= len(lead)
				break
			}
		}
		start := at
		if at > from && text[at-1] == '(' {
			start = at - 1
		}
		if !opening(text[:start], start < at) {
			continue
		}
		for _, v := range voices {
			if !begins(text[at:], v.open) {
				continue
			}
			rest := text[at+len(v.open):]
			named := rest != "" && (rest[0] == ':' || rest[0] == '.' && v.voice != Note || strings.HasPrefix(rest, " -"))
			if named || begins(v.open, "BEGIN ") && (rest == "" || !letter(rest[0])) || begins(v.open, "SUMMARY AND") {
				return start, v.voice
			}
		}
	}
}

// opening reports whether a passage may open after what stands before it.
func opening(before string, parenthesis bool) bool {
	if parenthesis {
		return true
	}
	before = strings.TrimRight(before, " \n\t\"”")
	if before == "" {
		return true
	}
	switch before[len(before)-1] {
	case '.', '!', '?', ')', '-':
		return true
	}
	return false
}

func opens(text string) bool {
	o, _ := openOf(&finder{text: text, pairs: cuePairs[:]}, 0)
	return o >= 0
}

// endOf finds where a passage that opens a text ends: one in parentheses with them,
// any other with the words that close it; -1 where it is left open.
func endOf(text string, v Voice) int {
	if text[0] != '(' {
		return closeOf(text, v)
	}
	deep := 0
	for at := range len(text) {
		switch text[at] {
		case '(':
			deep++
		case ')':
			if deep--; deep == 0 {
				return at + 1
			}
		}
	}
	return closeOf(text, v)
}

// closeOf finds the end of END COMMENT and the like; -1 where there is none.
func closeOf(text string, v Voice) int {
	word := strings.ToUpper(string(v))
	cue, in := cuePairs[0], 2 // where it stands in the word
	if v == Note {
		cue, in = cuePairs[1], 0
	}
	for mid := pair(text, 0, cue[0], cue[1]); mid >= 0; mid = pair(text, mid+1, cue[0], cue[1]) {
		at := mid - in - len("END ")
		if at < 0 || at > 0 && letterOrDigit(text[at-1]) || !begins(text[at:], "END ") || !begins(text[mid-in:], word) {
			continue
		}
		end := mid - in + len(word)
		for end < len(text) && (text[end] == '.' || text[end] == ')' || text[end] == ':') {
			end++
		}
		return end
	}
	return -1
}

// Once reads the emphasis of telegrams once: "did not/not take part" says what
// "did not take part" says, and so does NOT RPT NOT.
func Once(text string) string {
	words := strings.Fields(text)
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if a, b, ok := strings.Cut(w, "/"); ok && len(a) > 1 && alphabetic(a) && strings.EqualFold(a, strings.TrimRight(b, ".,;:)")) {
			w = a + b[len(a):]
		}
		out = append(out, w)
		if i+2 < len(words) && (words[i+1] == "RPT" || words[i+1] == "REPEAT" || words[i+1] == "rpt") && strings.EqualFold(w, words[i+2]) {
			i += 2
		}
	}
	return strings.Join(out, " ")
}
