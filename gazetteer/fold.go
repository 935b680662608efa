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
}

// A token is one word: its bytes in the text and in the folded string, whether
// the letters that have case are capitals, and whether the first is a small one.
type token struct {
	start, end           int
	foldStart, foldEnd   int
	caps, lower, letters bool
}

// key is the folded form of the words from i up to j: what the index is keyed by.
func (w words) key(i, j int) string {
	if i >= j {
		return ""
	}
	return w.folded[w.toks[i].foldStart:w.toks[j-1].foldEnd]
}

// cut finds the words of a text. Letters and digits make a word, a Han
// character is one by itself, "&" is and, and anything else (an apostrophe too)
// parts words: "Côte d’Ivoire" is cote d ivoire, "U.S.-led" is u s led.
func cut(text string) words {
	w := words{text: text}
	folded := make([]byte, 0, len(text)+8)
	inside := false
	begin := func(at int) {
		if len(folded) > 0 {
			folded = append(folded, ' ')
		}
		w.toks = append(w.toks, token{start: at, foldStart: len(folded), caps: true})
		inside = true
	}
	finish := func(at int) {
		if !inside {
			return
		}
		t := &w.toks[len(w.toks)-1]
		t.end, t.foldEnd, t.caps = at, len(folded), t.caps && t.letters
		inside = false
	}
	for i, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			finish(i)
			begin(i)
			folded = utf8.AppendRune(folded, r)
			finish(i + utf8.RuneLen(r))
		case r == '&':
			finish(i)
			begin(i)
			folded = append(folded, "and"...)
			finish(i + 1)
		case unicode.IsLetter(r) && r != tatweel || unicode.IsDigit(r):
			if !inside {
				begin(i)
				w.toks[len(w.toks)-1].lower = unicode.IsLower(r)
			}
			t := &w.toks[len(w.toks)-1]
			t.letters = t.letters || unicode.IsUpper(r)
			t.caps = t.caps && !unicode.IsLower(r)
			folded = appendFold(folded, r)
		case inside && (r == tatweel || unicode.In(r, unicode.Mn, unicode.Cf)):
			// combining marks, joiners and lengthening strokes change no word
		default:
			finish(i)
		}
	}
	finish(len(text))
	w.folded = string(folded)
	return w
}

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
