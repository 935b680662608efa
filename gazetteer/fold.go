package gazetteer

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// words is a text cut into words and folded: its words in their plainest form,
// one space apart, so that any run of words is a slice of one string.
type words struct {
	text   string
	folded string
	toks   []token
	buf    []byte // what folded is made in, kept for the next text
}

// A token is one word: its bytes in the text and in the folded string, whether
// the letters that have case are capitals, and whether the first is a small one.
type token struct {
	start, end           int
	foldStart, foldEnd   int
	caps, lower, letters bool
}

// key is the folded form of the words from i up to j: what the index is keyed by.
func (w *words) key(i, j int) string {
	if i >= j {
		return ""
	}
	return w.folded[w.toks[i].foldStart:w.toks[j-1].foldEnd]
}

// Fold gives the words of a text in their plainest form, one space apart: small
// letters without accents, Arabic letters that are written either way as one. Two
// texts that a reader takes for the same fold to the same.
func Fold(text string) string { return cut(text).folded }

// cut finds the words of a text. Letters and digits make a word, a Han
// character is one by itself, "&" is and, and anything else (an apostrophe too)
// parts words: "Côte d’Ivoire" is cote d ivoire, "U.S.-led" is u s led.
func cut(text string) *words {
	w := &words{}
	w.cut(text)
	return w
}

// cut replaces what w held by the words of another text.
func (w *words) cut(text string) {
	w.text, w.toks, w.buf = text, w.toks[:0], w.buf[:0]
	inside := false
	for i, r := range text {
		switch {
		case isHan(r):
			w.finish(inside, i)
			w.begin(i)
			w.buf = utf8.AppendRune(w.buf, r)
			w.finish(true, i+utf8.RuneLen(r))
			inside = false
		case r == '&':
			w.finish(inside, i)
			w.begin(i)
			w.buf = append(w.buf, "and"...)
			w.finish(true, i+1)
			inside = false
		case isWord(r):
			if !inside {
				w.begin(i)
				w.toks[len(w.toks)-1].lower = unicode.IsLower(r)
				inside = true
			}
			t := &w.toks[len(w.toks)-1]
			t.letters = t.letters || unicode.IsUpper(r)
			t.caps = t.caps && !unicode.IsLower(r)
			w.buf = appendFold(w.buf, r)
		case inside && r >= utf8.RuneSelf && (r == tatweel || unicode.In(r, unicode.Mn, unicode.Cf)):
			// combining marks, joiners and lengthening strokes change no word
		default:
			w.finish(inside, i)
			inside = false
		}
	}
	w.finish(inside, len(text))
	w.folded = string(w.buf)
}

// begin opens a word at a byte of the text.
func (w *words) begin(at int) {
	if len(w.buf) > 0 {
		w.buf = append(w.buf, ' ')
	}
	w.toks = append(w.toks, token{start: at, foldStart: len(w.buf), caps: true})
}

// finish closes the open word, when there is one, at a byte of the text.
func (w *words) finish(open bool, at int) {
	if open {
		t := &w.toks[len(w.toks)-1]
		t.end, t.foldEnd, t.caps = at, len(w.buf), t.caps && t.letters
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != tatweel && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func isHan(r rune) bool { return r >= 0x2e80 && unicode.Is(unicode.Han, r) }

const tatweel = '\u0640' // the Arabic lengthening stroke

// plain says which letters count as another one: what readers of a language
// leave out or write either way. Marks that stand apart are dropped by cut.
var plain = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th"}
	for _, group := range []string{
		"aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệə", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ",
		"lĺļľł", "nñńņňŋ", "oòóôõöøōŏőọỏốồổỗộớờởỡợơ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưụủ", "wŵ", "yýÿŷỳỵ", "zźżž",
		"её", "ий", // Cyrillic
		"اأإآٱ", "يىیئ", "كک", "هةۀہھ", "وؤ", // Arabic, Persian, Urdu
	} {
		base := ""
		for _, r := range group {
			if base == "" {
				base = string(r)
			}
			m[r] = base
		}
	}
	return m
})

// appendFold appends one letter in its plainest form.
func appendFold(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	}
	r = unicode.ToLower(r)
	if s, ok := plain()[r]; ok {
		return append(b, s...)
	}
	return utf8.AppendRune(b, r)
}
