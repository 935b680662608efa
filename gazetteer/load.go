package gazetteer

import (
	"cmp"
	"embed"
	"encoding/csv"
	"fmt"
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

type entries struct {
	entries   []Entry
	byCode    map[string]int
	byNumeric map[string]int
}

// row gives the fields of one line by the names in the header.
type row map[string]string

func (r row) list(column string) []string {
	if r[column] == "" {
		return nil
	}
	list := strings.Split(r[column], ";")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
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
	records, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("gazetteer: %s: %v", name, err))
	}
	fields := make(row, len(records[0]))
	for _, rec := range records[1:] {
		for i, column := range records[0] {
			fields[column] = rec[i]
		}
		each(fields)
	}
}

var table = sync.OnceValue(func() *entries {
	t := &entries{byCode: map[string]int{}, byNumeric: map[string]int{}}
	described := map[string]Entry{}
	read("states.csv", func(r row) {
		described[r["code"]] = Entry{
			Kind: Kind(r["kind"]), Aliases: r.list("aliases"), Demonyms: r.list("demonyms"),
			Capital: r["capital"], Seats: r.list("seats"), Since: Date(r["since"]), Until: Date(r["until"]),
			Parent: r["parent"], Disputed: r["disputed"], Note: r["note"],
		}
	})
	read("names.csv", func(r row) {
		e := described[r["code"]]
		e.Code, e.Official, e.ISO2, e.ISO3, e.Numeric = r["code"], r["official"], r["iso2"], r["iso3"], r["numeric"]
		e.Names = namesOf(r)
		t.entries = append(t.entries, e)
	})
	read("organisations.csv", func(r row) {
		t.entries = append(t.entries, Entry{
			Code: r["code"], Kind: Kind(r["kind"]), Names: namesOf(r), Official: r["official"],
			Aliases: r.list("aliases"), Demonyms: r.list("demonyms"), Capital: r["seat"],
			Since: Date(r["since"]), Until: Date(r["until"]), Parent: r["parent"],
			Disputed: r["disputed"], Note: r["note"],
			KeptFrom: Date(r["kept_from"]), KeptUntil: Date(r["kept_until"]),
		})
	})
	slices.SortFunc(t.entries, func(a, b Entry) int { return cmp.Compare(a.Code, b.Code) })
	for i, e := range t.entries {
		t.byCode[e.Code] = i
		if e.Numeric != "" {
			t.byNumeric[e.Numeric] = i
		}
	}
	return t
})

func namesOf(r row) map[string]string {
	names := make(map[string]string, len(Languages))
	for _, lang := range Languages {
		if n := r[lang]; n != "" {
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
			Org: org, Code: r["code"], From: Date(r["from"]), Until: Date(r["until"]),
			Status: Status(r["status"]), Source: r["source"], Note: r["note"],
		})
	})
	slices.SortFunc(out, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.From, b.From))
	})
	return out
}
