package phrase

import (
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// English is the language sentences are made in.
const English = "en"

// Languages are those that are spoken.
var Languages = []string{English, "ar", "fr"}

// Forms is a sentence in its plural forms; the only form is "".
type Forms map[string]string

// Books holds the books of a folder, read when the first sentence of theirs is said.
type Books map[string]func() map[string]Forms

// Read prepares the books of a folder: en.json, ar.json, fr.json.
func Read(folder fs.FS) Books {
	all := Books{}
	for _, lang := range Languages {
		all[lang] = sync.OnceValue(func() map[string]Forms {
			book, err := read(folder, lang)
			if err != nil {
				panic(err) // a book is part of the program
			}
			return book
		})
	}
	return all
}

func read(folder fs.FS, lang string) (map[string]Forms, error) {
	src, err := fs.ReadFile(folder, lang+".json")
	if err != nil {
		return nil, err
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(src, &raw); err != nil {
		return nil, fmt.Errorf("%s.json: %w", lang, err)
	}
	book := map[string]Forms{}
	for key, value := range raw {
		var one string
		forms := Forms{}
		if json.Unmarshal(value, &one) == nil {
			forms[""] = one
		} else if err := json.Unmarshal(value, &forms); err != nil {
			return nil, fmt.Errorf("%s.json: %s: %w", lang, key, err)
		}
		book[key] = forms
	}
	return book, nil
}

var books = Read(files)

// Of is the form a number takes.
func (f Forms) Of(lang string, n int) string {
	if said, ok := f[Form(lang, n)]; ok {
		return said
	}
	if said, ok := f["other"]; ok {
		return said
	}
	return f[""]
}

var tags = sync.OnceValue(func() map[string]language.Tag {
	all := map[string]language.Tag{}
	for _, l := range Languages {
		all[l] = language.Make(l)
	}
	return all
})

var formNames = map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}

// Form is the plural form of a number in a language, as CLDR names it: "few".
func Form(lang string, n int) string {
	return formNames[plural.Cardinal.MatchPlural(tags()[lang], n, 0, 0, 0, 0)]
}

// Say says a sentence of the books in a language, where the values are in it already. A
// key that no book has is said as it is.
func Say(lang, key string, values ...any) string {
	return say(lang, key, values, func(value any, _ string) string { return fmt.Sprint(value) })
}

func say(lang, key string, values []any, put func(value any, how string) string) string {
	forms, ok := books[lang]()[key]
	if !ok {
		forms = Forms{"": key}
	}
	names := templateOf(key).names
	value := func(name string) (any, bool) {
		for i, n := range names {
			if n == name && i < len(values) {
				return values[i], true
			}
		}
		return nil, false
	}
	text := forms[""]
	if n, counts := value("n"); counts && len(forms) > 1 {
		text = forms.Of(lang, whole(n))
	}
	var b strings.Builder
	for _, p := range templateOf(text).parts {
		v, ok := value(p.name)
		switch {
		case p.name == "":
			b.WriteString(p.text)
		case ok:
			b.WriteString(put(v, p.how))
		default:
			b.WriteString("{" + p.name + "}")
		}
	}
	return b.String()
}

// whole is a value that counts: any whole number, however it is written.
func whole(n any) int {
	if v := reflect.ValueOf(n); v.CanInt() {
		return int(v.Int())
	}
	return 0
}

// template is a text with its values named: "{n} acts of {who:de}".
type template struct {
	parts []part
	names []string // each once, in order
}

type part struct{ text, name, how string }

var templates sync.Map // text: *template

func templateOf(text string) *template {
	if t, ok := templates.Load(text); ok {
		return t.(*template)
	}
	t := &template{}
	for rest := text; rest != ""; {
		before, after, open := strings.Cut(rest, "{")
		name, more, closed := strings.Cut(after, "}")
		if !open || !closed {
			t.parts = append(t.parts, part{text: rest})
			break
		}
		if before != "" {
			t.parts = append(t.parts, part{text: before})
		}
		name, how, _ := strings.Cut(name, ":")
		t.parts, t.names = append(t.parts, part{name: name, how: how}), add(t.names, name)
		rest = more
	}
	templates.Store(text, t)
	return t
}

func add(names []string, name string) []string {
	for _, n := range names {
		if n == name {
			return names
		}
	}
	return append(names, name)
}

// Sort tells the words of the record apart: one word may be a kind of act, a field of
// it and a value in a field, and another in each in another language.
type Sort string

// The sorts.
const (
	Kind  Sort = "kind"  // pledge
	Field Sort = "field" // answer_by
	Value Sort = "value" // not_adopted
	doc   Sort = "doc"   // see [Doc]
)

// record are the words of the record in languages that do not write them as the dossier
// does: record_ar.json.
var record = func() map[string]func() map[Sort]map[string]string {
	all := map[string]func() map[Sort]map[string]string{}
	for _, lang := range Languages {
		all[lang] = sync.OnceValue(func() map[Sort]map[string]string {
			src, err := files.ReadFile("record_" + lang + ".json")
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			var words map[Sort]map[string]string
			if err == nil {
				err = json.Unmarshal(src, &words)
			}
			if err != nil {
				panic(fmt.Errorf("record_%s.json: %w", lang, err))
			}
			return words
		})
	}
	return all
}()

// Record says a word of the record in a language. One that the language has no word
// for, because a register brought it, is said as it is written.
func Record(lang string, sort Sort, word string) string {
	if said := record[lang]()[sort][word]; said != "" {
		return said
	}
	return strings.ReplaceAll(word, "_", " ")
}

// Doc says the sentence that explains a kind of act or a field of one.
func Doc(lang, sentence string) string {
	return cmp.Or(record[lang]()[doc][sentence], sentence)
}

// Has reports whether a language has a word of its own for one of the record; the
// language of the dossier has them all.
func Has(lang string, sort Sort, word string) bool {
	words := record[lang]()
	return words == nil || words[sort][word] != ""
}
