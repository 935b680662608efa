// Package words holds what pages say, in every language of the site: one JSON file
// a language, a key a sentence.
//
// A text may name values in braces, "{n} acts"; where a number decides the form it
// is an object of plural forms as CLDR names them:
//
//	"start.acts": {"one": "{n} act", "other": "{n} acts"}
//
// The tests demand every key in every language, every plural form its language has,
// and the same values named in all.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// Language is the words of one language. They are read when the first of them is
// said: most runs of the program show no page.
type Language struct {
	Code  string // BCP 47: "en"
	tag   language.Tag
	texts func() map[string]text
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

// text is one sentence in its plural forms; the only form is "".
type text map[string]string

// Languages are those the site speaks, the first is spoken when nothing else is
// asked for.
var Languages = []*Language{speak("en"), speak("ar"), speak("fr")}

func speak(code string) *Language {
	return &Language{Code: code, tag: language.Make(code), texts: sync.OnceValue(func() map[string]text {
		texts, err := read(code)
		if err != nil {
			panic(err)
		}
		return texts
	})}
}

func read(code string) (map[string]text, error) {
	src, err := files.ReadFile(code + ".json")
	if err != nil {
		return nil, err
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(src, &raw); err != nil {
		return nil, fmt.Errorf("%s.json: %w", code, err)
	}
	texts := map[string]text{}
	for key, value := range raw {
		var one string
		forms := text{}
		if json.Unmarshal(value, &one) == nil {
			forms[""] = one
		} else if err := json.Unmarshal(value, &forms); err != nil {
			return nil, fmt.Errorf("%s.json: %s: %w", code, key, err)
		}
		texts[key] = forms
	}
	return texts, nil
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
		tags = append(tags, l.tag)
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
			said = forms[l.form(n)]
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

var formNames = map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}

func (l *Language) form(n int) string {
	return formNames[plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0)]
}

// Keys lists the keys of a language in order.
func (l *Language) Keys() []string { return slices.Sorted(maps.Keys(l.texts())) }
