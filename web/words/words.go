// Package words holds what pages say, in every language of the site: one JSON file
// a language, a key a sentence.
//
// A text may name values in braces, "{n} acts"; where a number decides the form it
// is an object of plural forms as CLDR names them:
//
//	"start.acts": {"one": "{n} act", "other": "{n} acts"}
//
// The tests demand every key in every language, every plural form its language has,
// and the same values named in all. What answers and briefs say is in package phrase,
// and so are the words of the record.
package words

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"entente/phrase"
)

//go:embed *.json
var files embed.FS

// Language is the words of one language.
type Language struct {
	Code  string // BCP 47: "en"
	texts func() map[string]phrase.Forms
}

// Digits are the figures that numbers and days are written with. A reader chooses
// them: newspapers of one language use either, by country.
type Digits string

// The digits the site writes: those of this line, and ٠١٢٣٤٥٦٧٨٩. Their names are those
// of CLDR's numbering systems.
const (
	Latin  Digits = "latn"
	Arabic Digits = "arab"
)

// Write writes the figures of a text in these digits.
func (d Digits) Write(text string) string {
	if d != Arabic {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '٠' + r - '0'
		}
		return r
	}, text)
}

// Languages are those the site speaks, the first is spoken when nothing else is
// asked for.
var Languages = func() (all []*Language) {
	books := phrase.Read(files)
	for _, code := range phrase.Languages {
		all = append(all, &Language{code, books[code]})
	}
	return all
}()

// Order gives what sets texts in the order of a dictionary of the language: "États-Unis"
// under E. It is for one goroutine.
func (l *Language) Order() func(a, b string) int {
	return collate.New(language.Make(l.Code)).CompareString
}

// Name is the name of the language in itself: "English".
func (l *Language) Name() string { return l.Say("language") }

// Find gives the language of a code; nil when the site does not speak it.
func Find(code string) *Language {
	for _, l := range Languages {
		if l.Code == code {
			return l
		}
	}
	return nil
}

// Match chooses by what a browser asks for (Accept-Language).
func Match(header string) *Language {
	var tags []language.Tag
	for _, l := range Languages {
		tags = append(tags, language.Make(l.Code))
	}
	asked, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(asked) == 0 {
		return Languages[0]
	}
	_, i, _ := language.NewMatcher(tags).Match(asked...)
	return Languages[i]
}

// Say gives the sentence of a key. Values come in pairs, a name and what to put in
// its place; n, if it is a whole number, chooses the plural form. A key that is not
// there is said as it is, so that a page shows what is missing.
func (l *Language) Say(key string, values ...any) string { return l.SayIn(Latin, key, values...) }

// SayIn is Say with the numbers among the values written in some digits; texts are put
// in as they are.
func (l *Language) SayIn(digits Digits, key string, values ...any) string {
	forms, ok := l.texts()[key]
	if !ok {
		return "⟨" + key + "⟩"
	}
	said := forms[""]
	for i := 0; i+1 < len(values); i += 2 {
		if n, isNumber := values[i+1].(int); isNumber && values[i] == "n" && len(forms) > 1 {
			said = forms[phrase.Form(l.Code, n)]
		}
	}
	for i := 0; i+1 < len(values); i += 2 {
		value := fmt.Sprint(values[i+1])
		if _, isText := values[i+1].(string); !isText {
			value = digits.Write(value)
		}
		said = strings.ReplaceAll(said, "{"+fmt.Sprint(values[i])+"}", value)
	}
	return said
}

// Keys lists the keys of a language in order.
func (l *Language) Keys() []string { return slices.Sorted(maps.Keys(l.texts())) }
