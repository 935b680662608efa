package gazetteer

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A token is one word of a text: its place in bytes, its folded letters, and
// whether the letters that have case are capitals.
type token struct {
	start, end int
	folded     string
	caps       bool // every cased letter is a capital, and there is one
	lower      bool // the first letter is a small one
}

// tokens cuts a text into words. Letters and digits make a word, a Han
// character is one by itself, and anything else (an apostrophe too) parts
// them: "Côte d’Ivoire" is cote, d, ivoire; "U.S.-led" is u, s, led.
func tokens(text string) []token {
	var out []token
	var b strings.Builder
	var t token
	inside, small := false, false
	flush := func(end int) {
		if inside && b.Len() > 0 {
			t.end, t.folded = end, b.String()
			t.caps = t.caps && !small
			out = append(out, t)
		}
		b.Reset()
		inside, small = false, false
	}
	for i, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			flush(i)
			out = append(out, token{start: i, end: i + utf8.RuneLen(r), folded: string(r)})
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inside {
				t = token{start: i, lower: unicode.IsLower(r)}
				inside = true
			}
			small = small || unicode.IsLower(r)
			t.caps = t.caps || unicode.IsUpper(r)
			b.WriteString(fold(r))
		case inside && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == '\u0640'):
			// combining marks, joiners and the Arabic tatweel change no word
		default:
			flush(i)
		}
	}
	flush(len(text))
	return out
}

// key is the folded words of a name, joined by spaces: the form the index uses.
func key(toks []token) string {
	var b strings.Builder
	for i, t := range toks {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.folded)
	}
	return b.String()
}

// letters says which letters count as another one: what readers of a language
// leave out or write either way. Marks that stand apart are dropped by tokens.
var letters = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th"}
	for _, group := range []string{
		"aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệə", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıị",
		"jĵ", "kķ", "lĺļľł", "nñńņňŋ", "oòóôõöøōŏőọỏốồổỗộớờởỡợơ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųưụủ",
		"wŵ", "yýÿŷỳỵ", "zźżž",
		"её", "ий",
		"اأإآٱ", "يىیئ", "كک", "هةۀہھ", "وؤ",
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

// fold is one letter in its plainest form.
func fold(r rune) string {
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return string(r)
	}
	if s, ok := letters()[r]; ok {
		return s
	}
	return string(r)
}
