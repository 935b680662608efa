package cable

import "strings"

// signature takes the sender's name off the end of the text: a line of its own, in
// capitals, after the end of a sentence. In a text of both cases it ends the
// message, and what follows it is not the telegram's: a web page's foot.
func (r *reader) signature(t *Telegram, body []int) []int {
	mixed, lower := 0, true
	for _, i := range body {
		s := r.s(i)
		if mixedCase(s) {
			mixed++
		}
		lower = lower && strings.ToLower(s) == s
	}
	if lower { // the whole was typed in lower case
		mixed = 0
	}
	for n := len(body); n > 1 && strings.HasPrefix(r.s(body[n-1]), "NOTE BY OC"); n = len(body) { // of the ministry's telegraph office
		i := body[n-1]
		r.lines[i].role = Distributed
		t.Distribution = append(t.Distribution, r.s(i))
		body = body[:n-1]
	}
	for k := len(body) - 1; k > 0; k-- {
		i := body[k]
		s := r.s(i)
		if (isName(s) || lower && isName(capitals(s))) && r.signs(t, body, k, mixed*2 > len(body)) {
			t.Signature = s
			r.lines[i].role = SignatureLine
			for _, after := range body[k+1:] {
				r.lines[after].role = Outside
			}
			t.Parts[len(t.Parts)-1].To = int(r.lines[i].num)
			return body[:k]
		}
		if mixed*2 <= len(body) || startsNumbered(s) {
			break
		}
	}
	return body
}

// signs reports whether a name at body[k] is a signature.
func (r *reader) signs(t *Telegram, body []int, k int, mixed bool) bool {
	before := r.s(body[k-1])
	ends := strings.IndexByte(".!?\"'):-", before[len(before)-1]) >= 0 || strings.HasSuffix(before, "”")
	if mixed {
		return r.blankBetween(body[k-1], body[k]) && (k == len(body)-1 || r.blankBetween(body[k], body[k+1])) && !rule(before)
	}
	if t.End.Mark != "" && k == len(body)-1 && strings.IndexByte(r.s(body[k]), ' ') < 0 {
		return true // a word without a stop, alone, before the end
	}
	return ends || r.blankBetween(body[k-1], body[k]) && !rule(before)
}

// blankBetween reports whether nothing but blank lines, and one at least, part two lines.
func (r *reader) blankBetween(a, b int) bool {
	return b > a+1 && r.lines[a+1].role == Empty
}

// isName reports whether a line can be a name: one to three words in capitals.
func isName(s string) bool {
	if len(s) < 3 || len(s) > 30 || !letter(s[0]) {
		return false
	}
	words := 1
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
		case c == ' ':
			words++
		case (c == '.' || c == '-' || c == '\'') && i < len(s)-1:
		default:
			return false
		}
	}
	return words <= 3
}
