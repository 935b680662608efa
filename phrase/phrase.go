// Package phrase keeps what Entente says so that it can be said in another language.
//
// An answer is computed once, in English, and its JSON is English. Whoever makes a
// sentence makes it by [Said.Say] from a key and values:
//
//	said.Say("the objection of {holder}, whose consent is required, stands", name)
//
// The key is the English sentence, with the values named in braces, in the order in
// which they are given. What Say returns is the plain English text, and the text is kept
// in Said beside how it was made; so that [Said.In] can later lay the same sentence out
// in French or Arabic, its values too where they were said themselves:
//
//	said.In("fr", text)
//
// What was never said here is an author's: a quotation, the name of a unit, a code. It
// stays in its own language, between U+2068 and U+2069, so that a writer can set it apart.
//
// A book a language, fr.json and ar.json, holds every key; en.json holds the forms of
// those that count ("{n} steps": {"one": "one step", …}, by the number called n, as CLDR
// names plural forms). In a French text {holder:de} is the name with its article after
// de, {holder:le} with its article. The words of the record, kinds, fields and values,
// are in record_fr.json and record_ar.json.
//
// The package knows no State and no act; names come with the values.
package phrase

import (
	"fmt"
	"strings"
	"unicode"
)

// Said remembers how texts were made. It is written by one goroutine, and read by many
// once it is written no more; who has more to say makes a [Said.Child]. All its methods
// work on nil, and then remember nothing.
type Said struct {
	up   *Said
	made map[string]phrase
}

// phrase is a text that can be said in a language; how is what the sentence around it
// asks of a name (see [Said.Name]), else empty.
type phrase interface {
	in(s *Said, lang, how string) string
}

// New remembers nothing yet.
func New() *Said { return (*Said)(nil).Child() }

// Child remembers what s does and more, which s does not learn.
func (s *Said) Child() *Said { return &Said{up: s, made: map[string]phrase{}} }

func (s *Said) keep(text string, p phrase) string {
	if s != nil && text != "" {
		if s.find(text) == nil {
			s.made[text] = p
		}
	}
	return text
}

func (s *Said) find(text string) phrase {
	for ; s != nil; s = s.up {
		if p := s.made[text]; p != nil {
			return p
		}
	}
	return nil
}

// Key marks a key that is said elsewhere, so that the tests look for it in the books.
func Key(key string) string { return key }

// Say says a sentence. There are as many values as the key names, in that order.
func (s *Said) Say(key string, values ...any) string {
	return s.keep(Say(English, key, values...), sentence{key, values})
}

// Name keeps the name of an actor, which in gives in each language.
func (s *Said) Name(name string, in func(lang string) string) string {
	return s.keep(name, named(in))
}

// Keep keeps a text that something else than a book says in other languages.
func (s *Said) Keep(text string, in func(lang string) string) string {
	return s.keep(text, made(in))
}

// Quote keeps the words of an author that stand as a clause: other languages put them in
// quotation marks, but where {words:bare} says that they stand in some.
func (s *Said) Quote(words string) string { return s.keep(words, quoted(words)) }

// As keeps what is left of a text that was said before s was made: in other languages it
// is said whole.
func (s *Said) As(left, whole string) string {
	if left == whole || s == nil {
		return left
	}
	return s.keep(left, made(func(lang string) string { return s.up.In(lang, whole) }))
}

// Upper is the text with a capital at its beginning.
func (s *Said) Upper(text string) string {
	if upper(text) == text {
		return text
	}
	return s.keep(upper(text), made(func(lang string) string { return upper(s.In(lang, text)) }))
}

// Record says a word of the record: not_adopted is "not adopted". One that a language has no
// word for is an author's.
func (s *Said) Record(sort Sort, word string) string {
	text := Record(English, sort, word)
	return s.keep(text, made(func(lang string) string {
		if Has(lang, sort, word) {
			return Record(lang, sort, word)
		}
		return authored(text)
	}))
}

// List joins names, "A, B and C".
func (s *Said) List(texts []string) string { return s.Join(texts, ", ", " and ") }

// Join joins texts by what stands between them and before the last, each of them a key.
func (s *Said) Join(texts []string, between, last string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	j := joined{texts, between, last}
	return s.keep(j.by(between, last, texts), j)
}

// In says a text in a language. In English it is as it is.
func (s *Said) In(lang, text string) string { return s.as(lang, text, "") }

func (s *Said) as(lang, text, how string) string {
	if lang == English || lang == "" || text == "" {
		return text
	}
	if p := s.find(text); p != nil {
		return p.in(s, lang, how)
	}
	return Inflect(lang, authored(text), how)
}

// authored sets a text that was not said here apart; what has no letter reads alike
// everywhere.
func authored(text string) string {
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return text
	}
	return string(Apart) + strings.Map(func(r rune) rune {
		if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= Together {
			return -1
		}
		return r
	}, text) + string(Together)
}

// What stands around a text that reads in its own direction (Unicode's isolates).
const (
	Apart    = '\u2068'
	Together = '\u2069'
)

// sentence is a key and its values.
type sentence struct {
	key    string
	values []any
}

func (p sentence) in(s *Said, lang, how string) string {
	text := say(lang, p.key, p.values, func(value any, how string) string {
		if text, isText := value.(string); isText {
			return s.as(lang, text, how)
		}
		return fmt.Sprint(value)
	})
	if lang == "fr" && (how == "de" || how == "à") {
		return how + " " + text
	}
	return text
}

type named func(lang string) string

func (p named) in(_ *Said, lang, how string) string { return Inflect(lang, p(lang), how) }

type made func(lang string) string

func (p made) in(_ *Said, lang, _ string) string { return p(lang) }

type quoted string

func (p quoted) in(_ *Said, lang, how string) string {
	words := authored(string(p))
	if how == "bare" {
		return words
	}
	return Say(lang, "“{words}”", words)
}

type joined struct {
	texts         []string
	between, last string
}

func (j joined) by(between, last string, texts []string) string {
	if n := len(texts) - 1; n > 0 {
		return strings.Join(texts[:n], between) + last + texts[n]
	}
	return strings.Join(texts, "")
}

func (j joined) in(s *Said, lang, how string) string {
	texts := make([]string, len(j.texts))
	for i, t := range j.texts {
		texts[i] = s.as(lang, t, how)
	}
	return j.by(Say(lang, j.between), Say(lang, j.last), texts)
}

// upper gives a text a capital; what stands apart keeps its letters.
func upper(text string) string {
	for i, r := range text {
		if i == 0 {
			return strings.ToUpper(string(r)) + text[len(string(r)):]
		}
	}
	return text
}
