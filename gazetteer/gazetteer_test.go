package gazetteer

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEveryEntryIsWellFormed(t *testing.T) {
	code := regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)
	kinds := []Kind{KindState, KindDisputed, KindTerritory, KindOrganisation, KindOrgan, KindGroup}
	seen := map[string]bool{}
	if described, named := len(table().byCode), len(All()); described != named {
		t.Errorf("%d codes are described and %d have names", described, named)
	}
	for _, e := range All() {
		if seen[e.Code] || !code.MatchString(e.Code) {
			t.Errorf("%s: code given twice or malformed", e.Code)
		}
		seen[e.Code] = true
		if !slices.Contains(kinds, e.Kind) {
			t.Errorf("%s: kind %q", e.Code, e.Kind)
		}
		if got, ok := Lookup(e.Code); !ok || got.Code != e.Code {
			t.Errorf("%s: Lookup gives %q", e.Code, got.Code)
		}
		for _, d := range []Date{e.Since, e.Until, e.KeptFrom, e.KeptUntil} {
			if d != "" && d.Time().IsZero() {
				t.Errorf("%s: date %q", e.Code, d)
			}
		}
		if e.Until != "" && e.Until <= e.Since {
			t.Errorf("%s: ends %s before it begins %s", e.Code, e.Until, e.Since)
		}
		if _, ok := Lookup(e.Parent); e.Parent != "" && !ok {
			t.Errorf("%s: parent %q is not here", e.Code, e.Parent)
		}
		for _, list := range [][]string{e.Aliases, e.Demonyms, e.Seats} {
			for _, s := range list {
				if s != strings.TrimSpace(s) || s == "" {
					t.Errorf("%s: part of a list %q", e.Code, s)
				}
			}
		}
		if e.Name("en") == e.Code && e.Code != "NATO" {
			t.Errorf("%s: no English name", e.Code)
		}
		if e.ISO3 != "" && (e.ISO3 != e.Code || len(e.ISO2) != 2 || len(e.Numeric) != 3) {
			t.Errorf("%s: ISO codes %s %s %s", e.Code, e.ISO2, e.ISO3, e.Numeric)
		}
		if got, ok := ByNumeric(e.Numeric); e.Numeric != "" && (!ok || got.Code != e.Code) {
			t.Errorf("%s: ByNumeric(%s) gives %q", e.Code, e.Numeric, got.Code)
		}
		if e.Kind == KindDisputed && e.Disputed == "" {
			t.Errorf("%s: disputed, and the dispute is not said", e.Code)
		}
	}
}

func TestThereAre195StatesAndFiveDisputed(t *testing.T) {
	count := map[Kind]int{}
	for _, e := range All() {
		if e.Until == "" {
			count[e.Kind]++
		}
	}
	if count[KindState] != 195 || count[KindDisputed] != 5 {
		t.Errorf("%d States, want 193 UN members and 2 observer States; %d disputed, want 5", count[KindState], count[KindDisputed])
	}
	for _, code := range []string{"PSE", "XKX", "TWN", "ESH", "XNC", "XSO"} {
		if e, ok := Lookup(code); !ok || e.Disputed == "" {
			t.Errorf("%s is not marked disputed", code)
		}
	}
}

func TestEveryStateHasNamesCapitalAndDemonym(t *testing.T) {
	for _, e := range All() {
		if e.Kind == KindState || e.Kind == KindDisputed || e.Kind == KindTerritory {
			for _, lang := range Languages {
				if e.Names[lang] == "" {
					t.Errorf("%s: no name in %s", e.Code, lang)
				}
			}
		}
		if (e.Kind == KindState || e.Kind == KindDisputed) && (e.Capital == "" || len(e.Demonyms) == 0) {
			t.Errorf("%s: capital %q, demonyms %q", e.Code, e.Capital, e.Demonyms)
		}
	}
}

// Names that read as another one are how a wrong State gets into a record.
func TestNamesOfOneLanguageAreDistinct(t *testing.T) {
	for _, lang := range Languages {
		seen := map[string]string{}
		for _, e := range All() {
			n := e.Names[lang]
			if other := seen[n]; n != "" && other != "" && !slices.Contains([]string{"MAF", "SXM"}, e.Code) {
				t.Errorf("%s: %s and %s are both %q", lang, other, e.Code, n)
			}
			seen[n] = e.Code
		}
	}
}

func TestNamesAreThoseTheStatesUse(t *testing.T) {
	for _, c := range []struct{ code, lang, want string }{
		{"TUR", "en", "Türkiye"}, {"CIV", "en", "Côte d'Ivoire"}, {"PSE", "en", "Palestine"}, {"PSE", "ar", "فلسطين"},
		{"SWZ", "en", "Eswatini"}, {"MKD", "en", "North Macedonia"}, {"CPV", "en", "Cabo Verde"}, {"CZE", "en", "Czechia"},
		{"MMR", "en", "Myanmar"}, {"PAK", "ur", "پاکستان"}, {"SAU", "ar", "المملكة العربية السعودية"}, {"IDN", "tr", "Endonezya"},
		{"OIC", "ar", "منظمة التعاون الإسلامي"}, {"ECOWAS", "zh", "Economic Community of West African States"},
		{"PAK", "de", "Pakistan"}, {"ZZZ", "en", "ZZZ"},
	} {
		if got := Name(c.code, c.lang); got != c.want {
			t.Errorf("Name(%s, %s) = %q, want %q", c.code, c.lang, got, c.want)
		}
	}
}

func TestUnknownCodesAreUnknown(t *testing.T) {
	for _, code := range []string{"", "ZZZ", "pak", "PK", "586"} {
		if e, ok := Lookup(code); ok {
			t.Errorf("Lookup(%q) gives %s", code, e.Code)
		}
	}
	if e, ok := ByNumeric(""); ok {
		t.Errorf("ByNumeric of nothing gives %s", e.Code)
	}
}

func TestDateStandsForItsFirstDay(t *testing.T) {
	for _, c := range []struct {
		date Date
		want string
	}{{"1974", "1974-01-01"}, {"2012-08", "2012-08-01"}, {"2012-08-15", "2012-08-15"}, {"", "0001-01-01"}, {"2012-13", "0001-01-01"}, {"19", "0001-01-01"}} {
		if got := c.date.Time().Format(time.DateOnly); got != c.want {
			t.Errorf("%q stands for %s, want %s", c.date, got, c.want)
		}
	}
}
