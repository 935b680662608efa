package cable

import (
	"embed"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"entente/act"
)

// The tables are what bodies have laid down: dated, with their reference, in files
// a person can review. They are read on first use.
//
//go:embed data/*.csv
var data embed.FS

// rows reads a table; a broken one is a mistake in the program, which its tests find.
func rows(name string) []map[string]string {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic("cable: " + err.Error())
	}
	r := csv.NewReader(f)
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		panic("cable: " + name + ": " + err.Error())
	}
	var out []map[string]string
	for _, fields := range all[1:] {
		row := map[string]string{}
		for i, key := range all[0] {
			row[key] = fields[i]
		}
		out = append(out, row)
	}
	return out
}

func day(row map[string]string, key string) act.Date {
	if row[key] == "" {
		return act.Date{}
	}
	return act.MustDate(row[key])
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// captionRule is a caption: it limits or widens distribution.
type captionRule struct {
	Name    string
	Rank    int    // its place where an order is laid down, 1 first; 0 for none
	Control string // what it adds to the marking: ORCON, NOFORN
	Says    string
}

var captions = sync.OnceValue(func() map[string]captionRule {
	all := map[string]captionRule{}
	for _, row := range rows("captions.csv") {
		all[row["caption"]] = captionRule{row["caption"], number(row["rank"]), row["control"], row["says"]}
	}
	return all
})

// captionWords are the words captions begin with: most lines are told by them.
var captionWords = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for name := range captions() {
		first, _, _ := strings.Cut(name, " ")
		all[first] = true
	}
	return all
})

// cutCaption reads a caption of one to three words at the beginning of a line.
func cutCaption(words []string) (string, int) {
	known := captions()
	for n := min(3, len(words)); n > 0; n-- {
		c := strings.Join(words[:n], " ")
		c = strings.TrimRight(strings.Trim(c, "/,;"), "/")
		if _, ok := known[c]; ok {
			return c, n
		}
	}
	return "", 0
}

// tagRule is a subject of the TAGS vocabulary.
type tagRule struct {
	Code, Subject string
	From, Until   act.Date // when it was in use, as far as the reference says
	Reference     string
}

var tags = sync.OnceValue(func() map[string]tagRule {
	all := map[string]tagRule{}
	for _, row := range rows("tags.csv") {
		all[row["code"]] = tagRule{row["code"], row["subject"], day(row, "from"), day(row, "until"), row["reference"]}
	}
	return all
})

// subjects are the codes of the vocabulary, in order.
var subjects = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(tags())) })

// countries are the two-letter geographic TAGS, with the code of the gazetteer.
var countries = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, row := range rows("countries.csv") {
		all[row["tag"]] = row["code"]
	}
	return all
})

// regime is an executive order on classification while it was in force.
type regime struct {
	Number      string
	From, Until act.Date
	Years       int // after so many years it lapses where nothing else is said
	Reference   string
}

var regimes = sync.OnceValue(func() map[string]regime {
	all := map[string]regime{}
	for _, row := range rows("orders.csv") {
		all[row["order"]] = regime{row["order"], day(row, "from"), day(row, "until"), number(row["years"]), row["reference"]}
	}
	return all
})

// fall is what becomes of a marking under a rule of a regime.
type fall struct {
	order, rule, class string
	years              int
	counted            string // from the day, or from the end of the year
	outcome, to        string // lift, downgrade, refer
	reference          string
	read               bool // somebody read it in the order, or in a text that quotes it
}

var falls = sync.OnceValue(func() []fall {
	var all []fall
	for _, row := range rows("declassification.csv") {
		all = append(all, fall{row["order"], row["rule"], row["class"], number(row["years"]), row["counted"], row["outcome"], row["to"], row["reference"], row["read"] != ""})
	}
	return all
})

// marks are portion marks with the marking they stand for.
var portionMarks = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, row := range rows("marks.csv") {
		all[row["mark"]] = row["marking"]
	}
	return all
})
