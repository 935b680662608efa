package gazetteer

import (
	"cmp"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./gen -iso ../../shared/data/reference/iso_3166-1.json

// The tables are text that a person can review; see data/README.md. They are
// parsed on first use, each by itself, because a command that only looks up a
// code must not pay for the rest.
//
//go:embed data/*.csv data/members/*.csv
var data embed.FS

// entries are held by pointer, ordered by code: to sort and copy them by value
// took a third of the time of the first look-up.
type entries struct {
	all       []*Entry
	byCode    map[string]*Entry
	byNumeric map[string]*Entry
}

// row is one line of a table; its fields go by the names in the header.
type row struct {
	column map[string]int
	fields []string
}

func (r row) get(column string) string {
	i, ok := r.column[column]
	if !ok {
		return ""
	}
	return r.fields[i]
}

// list reads a field whose parts are separated by semicolons.
func (r row) list(column string) []string {
	s := r.get(column)
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// read parses an embedded table. The tables are part of the program and are
// checked by its tests: a broken one is a bug, so it panics.
func read(name string, each func(row)) {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic("gazetteer: " + err.Error())
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	r.ReuseRecord = true
	var column map[string]int
	for {
		fields, err := r.Read()
		switch {
		case err == io.EOF:
			return
		case err != nil:
			panic(fmt.Sprintf("gazetteer: %s: %v", name, err))
		case column == nil:
			column = make(map[string]int, len(fields))
			for i, c := range fields {
				column[c] = i
			}
		default:
			each(row{column, fields})
		}
	}
}

var table = sync.OnceValue(buildTable)

func buildTable() *entries {
	t := &entries{byCode: make(map[string]*Entry, 512), byNumeric: make(map[string]*Entry, 512)}
	read("states.csv", func(r row) {
		t.byCode[r.get("code")] = &Entry{
			Kind: Kind(r.get("kind")), Aliases: r.list("aliases"), Demonyms: r.list("demonyms"),
			Capital: r.get("capital"), Seats: r.list("seats"), Since: Date(r.get("since")), Until: Date(r.get("until")),
			Parent: r.get("parent"), Disputed: r.get("disputed"), Note: r.get("note"),
		}
	})
	read("names.csv", func(r row) {
		e := t.byCode[r.get("code")]
		if e == nil {
			panic("gazetteer: names.csv has " + r.get("code") + ", states.csv has not")
		}
		e.Code, e.Official, e.Names = r.get("code"), r.get("official"), namesOf(r)
		e.ISO2, e.ISO3, e.Numeric = r.get("iso2"), r.get("iso3"), r.get("numeric")
		if e.Numeric != "" {
			t.byNumeric[e.Numeric] = e
		}
		t.all = append(t.all, e)
	})
	read("organisations.csv", func(r row) {
		e := &Entry{
			Code: r.get("code"), Kind: Kind(r.get("kind")), Names: namesOf(r), Official: r.get("official"),
			Aliases: r.list("aliases"), Demonyms: r.list("demonyms"), Capital: r.get("seat"),
			Since: Date(r.get("since")), Until: Date(r.get("until")), Parent: r.get("parent"),
			Disputed: r.get("disputed"), Note: r.get("note"),
			KeptFrom: Date(r.get("kept_from")), KeptUntil: Date(r.get("kept_until")),
		}
		t.byCode[e.Code] = e
		t.all = append(t.all, e)
	})
	slices.SortFunc(t.all, func(a, b *Entry) int { return cmp.Compare(a.Code, b.Code) })
	return t
}

func namesOf(r row) map[string]string {
	names := make(map[string]string, len(Languages))
	for _, lang := range Languages {
		if n := r.get(lang); n != "" {
			names[lang] = n
		}
	}
	return names
}

var loaded sync.Map // organisation → func() []Membership

// roll gives every stretch kept for an organisation, ordered by code and date;
// none for an organisation without a list.
func roll(org string) []Membership {
	load, ok := loaded.Load(org)
	if !ok {
		if e, known := Lookup(org); !known || e.KeptFrom == "" {
			return nil
		}
		load, _ = loaded.LoadOrStore(org, sync.OnceValue(func() []Membership { return readRoll(org) }))
	}
	return load.(func() []Membership)()
}

func readRoll(org string) []Membership {
	var out []Membership
	read("members/"+org+".csv", func(r row) {
		out = append(out, Membership{
			Org: org, Code: r.get("code"), From: Date(r.get("from")), Until: Date(r.get("until")),
			Status: Status(r.get("status")), Source: r.get("source"), Note: r.get("note"),
		})
	})
	slices.SortFunc(out, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.From, b.From))
	})
	return out
}
