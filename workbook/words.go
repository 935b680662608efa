package workbook

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
)

// A book is written in the language of its case: the names of its sheets, its headings and
// the words of its lists. A book in any of the languages is read.

// tongueOf is the language of a book whose case is in a language.
func tongueOf(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if slices.Contains(phrase.Languages, base) {
		return base
	}
	return phrase.English
}

// distinct says words in a language, as far as what is said tells them apart; else they
// stand as they are. English names are those of the dossier.
func distinct(lang string, sort phrase.Sort, words []string) map[string]string {
	said, count := map[string]string{}, map[string]int{}
	for _, w := range words {
		said[w] = w
		if lang != phrase.English && phrase.Has(lang, sort, w) {
			said[w] = phrase.Record(lang, sort, w)
		}
		count[bare(said[w])]++
	}
	for _, w := range words {
		if count[bare(said[w])] > 1 || said[w] == "" {
			said[w] = w
		}
	}
	return said
}

// sheets are the names of the sheets of a language, by section.
var sheets = perLanguage(func(lang string) map[string]string {
	var kinds []string
	for _, info := range act.Kinds() {
		kinds = append(kinds, string(info.Kind))
	}
	words, names := distinct(lang, phrase.Kind, kinds), map[string]string{}
	for _, info := range act.Kinds() {
		names[info.Section] = info.Section
		if word := words[string(info.Kind)]; lang != phrase.English && word != string(info.Kind) && len([]rune(word)) <= 31 && !strings.ContainsAny(word, `[]:*?/\'`) {
			names[info.Section] = word
		}
	}
	return names
})

// heads are the headings of a section in a language, by key.
func heads(lang string, info act.Info) map[string]string {
	var keys []string
	for _, k := range columns(info) {
		keys = append(keys, k.Name)
	}
	return distinct(lang, phrase.Field, keys)
}

// readHeads are the keys of a section by the headings of every language.
var readHeads = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, info := range act.Kinds() {
		all[info.Section] = map[string]string{}
		for _, lang := range phrase.Languages {
			for key, head := range heads(lang, info) {
				if _, taken := all[info.Section][bare(head)]; !taken {
					all[info.Section][bare(head)] = key
				}
			}
		}
	}
	return all
})

// listed reports whether the words of a key are those of a list.
func listed(k dossier.Key) bool {
	return k.Enum != nil && k.Type.Kind() == reflect.String
}

// yesNo are the words of yes and no.
var yesNo = []string{"true", "false"}

// listWords are the words a key can take, as a book in a language says them.
func listWords(lang string, k dossier.Key) map[string]string {
	if k.Type.Kind() == reflect.Bool {
		if lang == phrase.English {
			return map[string]string{"true": "true", "false": "false"}
		}
		return map[string]string{"true": phrase.Record(lang, phrase.Value, "yes"), "false": phrase.Record(lang, phrase.Value, "no")}
	}
	return distinct(lang, phrase.Value, k.Enum)
}

// wordOf is the word of the dossier that a cell means; the cell itself where it is none.
func wordOf(k dossier.Key, cell string) string {
	if !listed(k) && k.Type.Kind() != reflect.Bool || slices.Contains(k.Enum, cell) {
		return cell
	}
	for _, lang := range phrase.Languages {
		for word, said := range listWords(lang, k) {
			if bare(said) == bare(cell) {
				return word
			}
		}
	}
	return cell
}

func perLanguage(of func(lang string) map[string]string) map[string]func() map[string]string {
	all := map[string]func() map[string]string{}
	for _, lang := range phrase.Languages {
		all[lang] = sync.OnceValue(func() map[string]string { return of(lang) })
	}
	return all
}
