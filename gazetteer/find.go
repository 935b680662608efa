package gazetteer

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// How says what of an entry a text named.
type How string

const (
	ByCode    How = "code"    // "PAK", "PK"
	ByName    How = "name"    // "Pakistan", "باكستان"
	ByAlias   How = "alias"   // "Ivory Coast", "U.S."
	ByDemonym How = "demonym" // "Pakistani", "Frenchmen"
	ByCapital How = "capital" // "Islamabad", used for the government or for the city
	BySeat    How = "seat"    // "Foggy Bottom", "Tel Aviv"
)

// rank orders the ways of naming when one word names an entry in several.
var rank = map[How]int{ByCode: 0, ByName: 1, ByAlias: 2, ByDemonym: 3, ByCapital: 4, BySeat: 5}

// Match is one naming of one entry in a text.
type Match struct {
	Start     int    `json:"start"` // bytes from the beginning of the text
	End       int    `json:"end"`
	Text      string `json:"text"` // as written: "Turks"
	Code      string `json:"code"` // "TUR"
	How       How    `json:"how"`
	Form      string `json:"form"`                // the gazetteer's own spelling: "Turk"
	Lang      string `json:"lang,omitempty"`      // of a name; aliases, demonyms and capitals have none
	Ambiguous bool   `json:"ambiguous,omitempty"` // the same words name another entry too, which has its own Match
}

// Find gives the entries that a running text names, in the order of the text,
// longest name first where names overlap. Words that name several entries
// ("Congo", "Korean") give one Match each, marked ambiguous.
//
// Capitals and small letters, accents and apostrophes do not matter, with two
// exceptions: an abbreviation of up to three letters (US, IS) counts only in
// capitals, and a name that is also an ordinary word (Turkey, Polish, Malé) only
// as it is spelt, with a capital. English names are found, those in the languages
// given, and when none is given those in Arabic, Persian, Urdu, Russian and Chinese, whose
// letters cannot be mistaken for English.
//
// It knows no grammar: an Arabic word with a prefix and a Russian name in an
// oblique case are not found, and a city is found whether or not it stands for
// its government.
func Find(text string, langs ...string) []Match {
	if len(langs) == 0 {
		langs = []string{"ar", "fa", "ur", "ru", "zh"}
	}
	ix, w := index(), cut(text)
	shouting := !slices.ContainsFunc(w.toks, func(t token) bool { return t.lower })
	var out []Match
	for i := 0; i < len(w.toks); {
		n, found := ix.longest(w, i, langs, shouting)
		out = append(out, found...)
		i += max(n, 1)
	}
	return out
}

// Resolve gives the entries that the whole of a text names: what a person typed
// in a field. Case never matters here, all languages count, and so do codes; an
// ISO alpha-2 code counts when nothing else does. Best first; empty when nothing fits:
// then ask Suggest.
func Resolve(text string) []Match {
	ix, w := index(), cut(text)
	n := len(w.toks)
	if n == 0 {
		return nil
	}
	found := ix.under(w.folded)
	if len(found) == 0 && w.key(0, 1) == "the" {
		found = ix.under(w.key(1, n))
	}
	code := strings.ToUpper(strings.TrimSpace(text))
	if e, ok := Lookup(code); ok {
		found = append([]ref{{code: code, how: ByCode, form: e.Code}}, found...)
	} else if len(found) == 0 && len(code) == 2 {
		for _, e := range table().all {
			if e.ISO2 == code {
				found = []ref{{code: e.Code, how: ByCode, form: code}}
			}
		}
	}
	return matches(text, w.toks[0].start, w.toks[n-1].end, found)
}

// A ref is one form under which the index knows an entry.
type ref struct {
	code string
	how  How
	form string
	lang string
	care care
	next int32 // the next ref with the same key, 0 for none
}

// care is what a form asks of the way it is written in running text.
type care uint8

const (
	asWritten  care = iota // nothing
	inCapitals             // a short abbreviation
	spelt                  // also an ordinary word
)

// finder is the index. The refs of a key are a list within one slice: a slice a
// key would be thousands of allocations on the first use.
type finder struct {
	refs  []ref            // the first is unused
	first map[string]int32 // by key: its first ref
	most  map[string]int8  // by first word: the most words of a form
	w     words            // for cutting forms while the index is built
}

// under gives the refs of a key, those entered first first.
func (ix *finder) under(key string) []ref {
	var out []ref
	for i := ix.first[key]; i != 0; i = ix.refs[i].next {
		out = append(out, ix.refs[i])
	}
	return out
}

// ordinary are forms that are also words of English. Reviewed by hand.
var ordinary = map[string]bool{
	"china": true, "chad": true, "dane": true, "danes": true, "finn": true, "guinea": true, "islamic state": true, "jersey": true, "lima": true,
	"male": true, "pole": true, "poles": true, "polish": true, "reunion": true, "swede": true, "swedes": true, "turkey": true,
}

// unlikely are abbreviations that a text written all in capitals cannot show.
var unlikely = map[string]bool{"IS": true, "CAR": true, "LAS": true}

// others are phrases that hold a name and speak of something else.
var others = []string{
	"Central America", "Central American", "East China Sea", "Gulf of Guinea", "Gulf of Mexico", "Gulf of Oman", "Indian Ocean",
	"Jordan River", "Jordan Valley", "Lake Chad", "Latin America", "Latin American", "National Security Council", "Native American",
	"New England", "New Mexico", "Niger River", "North America", "North American", "Pakistani Taliban", "River Jordan", "Sea of Japan",
	"South America", "South American", "South China Sea", "Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan",
}

var index = sync.OnceValue(buildIndex)

// buildIndex takes the living first: a State that has ceased to exist is not
// found by a capital or demonym that a present one has (Moscow, Serbian).
func buildIndex() *finder {
	ix := &finder{refs: make([]ref, 1, 6000), first: make(map[string]int32, 5000), most: make(map[string]int8, 3500)}
	for _, e := range table().all {
		if e.Until == "" {
			ix.enter(e)
		}
	}
	for _, e := range table().all {
		if e.Until != "" {
			ix.enter(e)
		}
	}
	for _, o := range others {
		ix.add(ref{form: o})
	}
	return ix
}

// enter adds every form of an entry.
func (ix *finder) enter(e *Entry) {
	for _, lang := range Languages {
		ix.add(ref{code: e.Code, how: ByName, form: e.Names[lang], lang: lang})
	}
	ix.add(ref{code: e.Code, how: ByName, form: e.Official, lang: "en"})
	for _, a := range e.Aliases {
		ix.add(ref{code: e.Code, how: ByAlias, form: a})
	}
	add := func(how How, form string) {
		if e.Until != "" {
			if ix.w.cut(form); ix.first[ix.w.folded] != 0 {
				return
			}
		}
		ix.add(ref{code: e.Code, how: how, form: form})
	}
	for _, d := range e.Demonyms {
		one, many, irregular := strings.Cut(d, "/")
		if !irregular {
			many = one + "s"
		}
		add(ByDemonym, one)
		if many != one {
			add(ByDemonym, many)
		}
	}
	if e.Kind == KindState || e.Kind == KindDisputed {
		add(ByCapital, e.Capital)
	}
	for _, s := range e.Seats {
		add(BySeat, s)
	}
}

func (ix *finder) add(r ref) {
	w := &ix.w
	w.cut(r.form)
	n := len(w.toks)
	if n == 0 {
		return
	}
	if short := strings.ReplaceAll(r.form, ".", ""); len(short) <= 3 && short == strings.ToUpper(short) {
		r.care = inCapitals
	} else if ordinary[w.folded] {
		r.care = spelt
	}
	here := int32(len(ix.refs))
	ix.refs = append(ix.refs, r)
	if i := ix.first[w.folded]; i == 0 {
		ix.first[w.folded] = here
	} else {
		for ix.refs[i].next != 0 {
			i = ix.refs[i].next
		}
		ix.refs[i].next = here
	}
	if word := w.key(0, 1); ix.most[word] < int8(n) {
		ix.most[word] = int8(n)
	}
}

// longest gives the most words from the i-th on that name something, and what
// they name.
func (ix *finder) longest(w *words, i int, langs []string, shouting bool) (int, []Match) {
	for n := min(int(ix.most[w.key(i, i+1)]), len(w.toks)-i); n > 0; n-- {
		toks := w.toks[i : i+n]
		start, end := toks[0].start, toks[n-1].end
		var found []ref
		for _, r := range ix.under(w.key(i, i+n)) {
			if r.code == "" {
				return n, nil
			}
			if r.fits(w.text[start:end], toks, langs, shouting) {
				found = append(found, r)
			}
		}
		if len(found) > 0 {
			return n, matches(w.text, start, end, found)
		}
	}
	return 0, nil
}

// fits says whether the form may be meant by words written this way.
func (r ref) fits(text string, toks []token, langs []string, shouting bool) bool {
	if r.how == ByName && r.lang != "en" && !slices.Contains(langs, r.lang) {
		return false
	}
	switch r.care {
	case inCapitals:
		if shouting && unlikely[r.form] {
			return false
		}
		return !slices.ContainsFunc(toks, func(t token) bool { return !t.caps })
	case spelt:
		return !toks[0].lower && strings.EqualFold(text, r.form)
	default:
		return true
	}
}

// matches makes one Match an entry of the forms found for the same words, the
// best way of naming first.
func matches(text string, start, end int, found []ref) []Match {
	best := map[string]ref{}
	for _, r := range found {
		if b, ok := best[r.code]; r.code != "" && (!ok || rank[r.how] < rank[b.how]) {
			best[r.code] = r
		}
	}
	var out []Match
	for _, r := range best {
		out = append(out, Match{
			Start: start, End: end, Text: text[start:end], Code: r.code, How: r.how,
			Form: r.form, Lang: r.lang, Ambiguous: len(best) > 1,
		})
	}
	slices.SortFunc(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(rank[a.How], rank[b.How]), cmp.Compare(a.Code, b.Code))
	})
	return out
}
