package workbook

import (
	_ "embed"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"

	"entente/act"
	"entente/dossier"
	"entente/gazetteer"
	"entente/phrase"
)

// headings is columns.yaml: how others head their tables.
type headings struct {
	Layouts      []layout `json:"layouts" doc:"one for each section"`
	Capabilities []names  `json:"capabilities" doc:"what others call a capability"`
}

type layout struct {
	Section   string   `json:"section" doc:"the section of a dossier"`
	Reference string   `json:"reference" doc:"whose headings they are"`
	Sheets    []string `json:"sheets" doc:"what such a sheet is called"`
	Headings  []names  `json:"headings" doc:"its headings"`
}

type names struct {
	Key   string   `json:"key" doc:"the key of a dossier"`
	Names []string `json:"names" doc:"what it is called"`
}

//go:embed columns.yaml
var columnsFile []byte

var known = sync.OnceValue(func() *headings {
	h := new(headings)
	if _, problems := dossier.Decode("workbook/columns.yaml", columnsFile, h); problems.Refuse() {
		panic(problems) // the file is in the program
	}
	return h
})

// bare is a heading as it is compared: letters and figures.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// sectionOf is the kind a sheet holds, by its name.
func sectionOf(sheet string) (act.Info, bool) {
	for _, info := range act.Kinds() {
		if bare(info.Section) == bare(sheet) {
			return info, true
		}
	}
	for _, lang := range phrase.Languages[1:] {
		for _, info := range act.Kinds() {
			if bare(sheets[lang]()[info.Section]) == bare(sheet) {
				return info, true
			}
		}
	}
	for _, l := range known().Layouts {
		for _, n := range l.Sheets {
			if bare(n) != bare(sheet) {
				continue
			}
			for _, info := range act.Kinds() {
				if info.Section == l.Section {
					return info, true
				}
			}
		}
	}
	return act.Info{}, false
}

// keyOf is the key a heading stands for: a key of the section, or what others call it.
func keyOf(info act.Info, heading string) (string, bool) {
	for _, k := range columns(info) {
		if bare(k.Name) == bare(heading) {
			return k.Name, true
		}
	}
	if key := readHeads()[info.Section][bare(heading)]; key != "" {
		return key, true
	}
	for _, l := range known().Layouts {
		if l.Section != info.Section {
			continue
		}
		for _, h := range l.Headings {
			for _, n := range h.Names {
				if bare(n) == bare(heading) {
					return h.Key, true
				}
			}
		}
	}
	return "", false
}

// others reports whether a heading is what others call a key, not its name in a book of ours.
func others(info act.Info, heading, key string) bool {
	return bare(heading) != bare(key) && readHeads()[info.Section][bare(heading)] != key
}

// codeOf is the code of a State or organisation that others write by its name.
func codeOf(keys []dossier.Key, key, text string) string {
	if keyNamed(keys, key).Type != reflect.TypeFor[act.ActorRef]() {
		return text
	}
	if m := gazetteer.Resolve(text); len(m) == 1 {
		return m[0].Code
	}
	return text
}

func keyNamed(keys []dossier.Key, name string) dossier.Key {
	i := slices.IndexFunc(keys, func(k dossier.Key) bool { return k.Name == name })
	if i < 0 {
		return dossier.Key{}
	}
	return keys[i]
}

// inWords are the keys that say in words what a unit is, by section. Tables of others often have the
// type of unit alone: it is said in their words then.
var inWords = map[string]string{"requires": "need", "pledges": "what"}

// capabilityOf is the capability others call so.
func capabilityOf(word string) string {
	for _, c := range act.Capabilities {
		if bare(c) == bare(word) {
			return c
		}
	}
	for _, n := range known().Capabilities {
		for _, name := range n.Names {
			if bare(name) == bare(word) {
				return n.Key
			}
		}
	}
	return word
}
