package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts a stretch of the text into sentences. A sentence ends after a
// full stop, question or exclamation mark, with the quotation marks and brackets
// that close behind it, where white space follows and then no small letter. A
// full stop does not end one after an abbreviation, a single capital or a number
// that opens the stretch. Every character but the white space between sentences
// belongs to one.
func sentences(text string, within Span) (out []Span) {
	start := skipSpace(text, within.Start, within.End)
	for i := start; i < within.End; {
		k := strings.IndexFunc(text[i:within.End], stops)
		if k < 0 {
			break
		}
		i += k
		end := closing(text, i, within.End)
		next := skipSpace(text, end, within.End)
		if next < within.End && next > end && !small(text[next:]) && !abbreviated(text, start, i, next) {
			out = append(out, Span{start, end})
			start = next
		}
		i = max(end, next)
	}
	if end := trimEnd(text, start, within.End); end > start {
		out = append(out, Span{start, end})
	}
	return out
}

func stops(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '؟', '۔', '。', '！', '？':
		return true
	}
	return false
}

// closing is the end of the marks that begin at i: more stops, spaced or not, and
// quotation marks and brackets that close.
func closing(text string, i, limit int) int {
	for i < limit {
		r, size := utf8.DecodeRuneInString(text[i:limit])
		if !stops(r) && !strings.ContainsRune("\"'”’»)]}", r) {
			break
		}
		i += size
		if next := skipSpace(text, i, limit); next > i && next < limit && text[next] == '.' {
			i = next
		}
	}
	return i
}

func skipSpace(text string, i, limit int) int {
	for i < limit && (text[i] == ' ' || text[i] == '\n') {
		i++
	}
	return i
}

func trimEnd(text string, start, end int) int {
	for end > start && (text[end-1] == ' ' || text[end-1] == '\n') {
		end--
	}
	return end
}

// small reports whether a text begins with a small letter, or with a mark that
// goes on with a sentence.
func small(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	if r == '–' || r == '—' {
		next, _ := utf8.DecodeRuneInString(text[size:])
		return !unicode.IsUpper(next)
	}
	return unicode.IsLower(r) || r == ',' || r == ';' || r == ':'
}

// abbreviated reports whether the full stop at i belongs to the word before it,
// given that the text goes on at next with no small letter.
func abbreviated(text string, start, i, next int) bool {
	if text[i] != '.' {
		return false
	}
	from := i
	for from > start && text[from-1] != ' ' && text[from-1] != '\n' && text[from-1] != '(' && text[from-1] != '-' {
		r, size := utf8.DecodeLastRuneInString(text[start:from])
		if strings.ContainsRune("\"'“‘[", r) {
			break
		}
		from -= size
	}
	word := text[from:i]
	if word == "" {
		return false
	}
	switch {
	case titles[word]:
		return true
	case from == start && allDigits(word):
		return true // "8. (C) …"
	case len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z':
		return word != "I" // an initial; "So do I." ends
	case strings.Contains(word, ".") || inside[word]:
		// "U.S.", "e.g.", "Inc.": goes on, unless a word follows that opens sentences.
		return !opens(text[next:])
	case word == "No" || word == "Nos" || word == "para" || word == "art" || word == "Art":
		return text[next] >= '0' && text[next] <= '9'
	}
	return false
}

func allDigits(s string) bool {
	return len(s) <= 3 && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// titles stand before a name, so that no sentence ends after them.
var titles = set("Mr Mrs Ms Messrs Dr Prof Gen Lt Col Maj Capt Cmdr Cdr Adm Brig Sgt Cpl Pvt Sen Rep Gov Amb Hon Rev Fr St Mt Ft Pres Sec Min Insp Supt Ayat Ph vs cf viz")

// inside are abbreviations that may also end a sentence.
var inside = set("Inc Ltd Co Corp Jr Sr etc al approx est dept govt intl Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun")

// openers are words that open a sentence more often than they go on with one that
// has an abbreviation before them.
var openers = set("The A An In On At It He She They We You But And This That These Those There Their His Her Its Our If As For By With When While After Before However Meanwhile Asked According Under Since Although Both Some Many Most All Not No So What Who How Why")

func opens(text string) bool {
	text = strings.TrimLeft(text, "\"'“‘([")
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	return openers[text[:end]]
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
