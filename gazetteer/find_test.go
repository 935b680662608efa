package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// naming writes matches as "words=CODE(how)", one after another.
func naming(ms []Match) string {
	var out []string
	for _, m := range ms {
		s := fmt.Sprintf("%s=%s(%s)", m.Text, m.Code, m.How)
		if m.Ambiguous {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Islamabad’s ties with Washington", "Islamabad=PAK(capital) Washington=USA(capital)"},
		{"the U.S.-led war; American envoys; he told us", "U.S=USA(alias) American=USA(demonym)"},
		{"IS hideouts in Syria using bases in Turkey; that is all", "IS=ISIL(alias) Syria=SYR(name) Turkey=TUR(alias)"},
		{"57-member Organization of Islamic Conference (OIC)", "Organization of Islamic Conference=OIC(alias) OIC=OIC(alias)"},
		{"a roast turkey and the male voter, polish it", ""},
		{"in Malé, the Maldivians; Poles and Polish troops", "Malé=MDV(capital) Maldivians=MDV(demonym) Poles=POL(demonym) Polish=POL(demonym)"},
		{"Cote d'Ivoire, Côte d’Ivoire, COTE D IVOIRE", "Cote d'Ivoire=CIV(name) Côte d’Ivoire=CIV(name) COTE D IVOIRE=CIV(name)"},
		{"Congolese and Koreans", "Congolese=COD(demonym)? Congolese=COG(demonym)? Koreans=KOR(demonym)? Koreans=PRK(demonym)?"},
		{"Guinea-Bissau, Equatorial Guinea, Papua New Guinea, Guinea", "Guinea-Bissau=GNB(name) Equatorial Guinea=GNQ(name) Papua New Guinea=PNG(name) Guinea=GIN(name)"},
		{"South Sudan and Sudan; South Sudanese", "South Sudan=SSD(name) Sudan=SDN(name) South Sudanese=SSD(demonym)"},
		{"Democratic Republic of the Congo", "Democratic Republic of the Congo=COD(name)"},
		{"the National Security Council and the UN Security Council", "UN Security Council=UNSC(alias)"},
		{"Latin America, the Indian Ocean and India", "India=IND(name)"},
		{"THE PAKISTANI POSITION IS CLEAR. TURKEY AGREES", "PAKISTANI=PAK(demonym) TURKEY=TUR(alias)"},
		{"قالت باكستان", "باكستان=PAK(name)"},
		{"巴基斯坦和土耳其", "巴基斯坦=PAK(name) 土耳其=TUR(name)"},
		{"Frenchmen, a Frenchwoman, Ni-Vanuatu", "Frenchmen=FRA(demonym) Frenchwoman=FRA(demonym) Ni-Vanuatu=VUT(demonym)"},
		{"Dominique and Maurice", ""},
		{"", ""},
	} {
		if got := naming(Find(c.text)); got != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestFindInALanguage(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"tr", "Türkiye, Mısır ve Ürdün", "Türkiye=TUR(name) Mısır=EGY(name) Ürdün=JOR(name)"},
		{"fr", "La Côte d’Ivoire et Maurice", "Côte d’Ivoire=CIV(name) Maurice=MUS(name)"},
		{"ru", "Пакистан и Турция", "Пакистан=PAK(name) Турция=TUR(name)"},
		{"fa", "ایران و هنگ\u200cکنگ", "ایران=IRN(name) هنگ\u200cکنگ=HKG(name)"},
		{"ur", "پاکستان اور سعودی عرب", "پاکستان=PAK(name) سعودی عرب=SAU(name)"},
	} {
		if got := naming(Find(c.text, c.lang)); got != c.want {
			t.Errorf("Find(%q, %s)\n got %s\nwant %s", c.text, c.lang, got, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Turkey", "Turkey=TUR(alias)"},
		{"türkiye", "türkiye=TUR(name)"},
		{"TURQUIE", "TURQUIE=TUR(name)"},
		{"pak", "pak=PAK(code)"},
		{"PK", "PK=PAK(code)"},
		{"us", "us=USA(alias)"},
		{"AU", "AU=AU(code)"},
		{"the Gambia", "the Gambia=GMB(name)"},
		{"Trinidad & Tobago", "Trinidad & Tobago=TTO(name)"},
		{"الإمارات العربية المتحدة", "الإمارات العربية المتحدة=ARE(name)"},
		{"Congo", "Congo=COG(name)? Congo=COD(alias)?"},
		{"Kosovo", "Kosovo=XKX(name)"},
		{"Sahrawi Arab Democratic Republic", "Sahrawi Arab Democratic Republic=ESH(alias)"},
		{"Moscow", "Moscow=RUS(capital)"},
		{"Soviet Union", "Soviet Union=SUN(name)"},
		{"Palestinian Authority", "Palestinian Authority=PNA(name)"},
		{"Palestine and more", ""},
		{"  Egypt ", "Egypt=EGY(name)"},
		{"", ""},
		{"the", ""},
	} {
		if got := naming(Resolve(c.text)); got != c.want {
			t.Errorf("Resolve(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Every form names one entry, but for these, which everybody must be asked about.
func TestEveryFormNamesOneEntry(t *testing.T) {
	ambiguous := map[string]string{
		"congo": "COD COG", "congolese": "COD COG", "dominican": "DMA DOM", "dominicans": "DMA DOM",
		"korea": "KOR PRK", "korean": "KOR PRK", "koreans": "KOR PRK",
	}
	ix := index()
	for k := range ix.first {
		var codes []string
		for _, r := range ix.under(k) {
			if r.code != "" && !slices.Contains(codes, r.code) {
				codes = append(codes, r.code)
			}
		}
		slices.Sort(codes)
		if got := strings.Join(codes, " "); len(codes) > 1 && got != ambiguous[k] {
			t.Errorf("%q names %s", k, got)
		} else if len(codes) < 2 && ambiguous[k] != "" {
			t.Errorf("%q is not ambiguous", k)
		}
	}
}

// Whatever the gazetteer says of an entry leads back to it, typed or in a sentence.
func TestEveryFormIsFoundAgain(t *testing.T) {
	for _, e := range All() {
		forms := append([]string{e.Official}, e.Aliases...)
		for _, n := range e.Names {
			forms = append(forms, n)
		}
		if e.Until == "" && e.Kind != KindTerritory && e.Kind != KindOrganisation && e.Kind != KindOrgan {
			forms = append(append(forms, e.Capital), e.Seats...)
			for _, d := range e.Demonyms {
				one, _, _ := strings.Cut(d, "/")
				forms = append(forms, one)
			}
		}
		for _, f := range forms {
			if f == "" {
				continue
			}
			if !names(e.Code, f) {
				t.Errorf("%s: Resolve(%q) gives %q", e.Code, f, naming(Resolve(f)))
			}
			text := "aa " + f + ", bb"
			hit := slices.ContainsFunc(Find(text, Languages...), func(m Match) bool { return m.Code == e.Code })
			if !hit {
				t.Errorf("%s: Find(%q) gives %q", e.Code, text, naming(Find(text, Languages...)))
			}
		}
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"Pakstan", "PAK"}, {"EGP", "EGY"}, {"NTAO", "NATO"}, {"Saudi Arabai", "SAU"}, {"Indonesa", "IDN"}, {"Azerb", "AZE"},
		{"islamic mil", "IMCTC"}, {"Turky", "TUR"}, {"", ""}, {"qqqqqqqq", ""},
	} {
		var got []string
		for _, e := range Suggest(c.typed, 3) {
			got = append(got, e.Code)
		}
		for _, want := range strings.Fields(c.want) {
			if !slices.Contains(got, want) {
				t.Errorf("Suggest(%q) = %q, want %s among them", c.typed, got, want)
			}
		}
		if c.want == "" && len(got) > 0 {
			t.Errorf("Suggest(%q) = %q, want none", c.typed, got)
		}
	}
	if n := len(Suggest("an", 4)); n != 4 {
		t.Errorf("%d suggestions, want no more and no fewer than 4", n)
	}
}

// slowEdits is the definition of the distance, letter by letter from the end.
func slowEdits(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	x, y := a[:len(a)-1], b[:len(b)-1]
	cost := 1
	if a[len(a)-1] == b[len(b)-1] {
		cost = 0
	}
	best := min(slowEdits(x, b)+1, slowEdits(a, y)+1, slowEdits(x, y)+cost)
	if len(a) > 1 && len(b) > 1 && a[len(a)-1] == b[len(b)-2] && a[len(a)-2] == b[len(b)-1] {
		best = min(best, slowEdits(a[:len(a)-2], b[:len(b)-2])+1)
	}
	return best
}

func TestEditsAgainstTheDefinition(t *testing.T) {
	var all [][]rune
	for n := range 4 {
		for i := range 1 << (2 * n) { // every word of n letters out of four
			var w []rune
			for j := range n {
				w = append(w, rune('a'+i>>(2*j)&3))
			}
			all = append(all, w)
		}
	}
	for _, a := range all {
		for _, b := range all {
			if got, want := edits(a, b, 9), slowEdits(a, b); got != want {
				t.Fatalf("%q to %q: %d, want %d", string(a), string(b), got, want)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Islamabad’s ties with the U.S.", "Côte d’Ivoire", "قالت باكستان", "巴基斯坦", "IS\u200f\u0301", "\xff&&St. Lucia", "İstanbul ŉ ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for i, m := range Find(text) {
			if m.Start < end && (i == 0 || !m.Ambiguous) || m.End <= m.Start || m.End > len(text) || m.Text != text[m.Start:m.End] {
				t.Fatalf("%q: %+v after byte %d", text, m, end)
			}
			if _, ok := Lookup(m.Code); !ok {
				t.Fatalf("%q: %+v names nobody", text, m)
			}
			if !names(m.Code, m.Text) {
				t.Fatalf("%q: found %+v, which does not resolve by itself", text, m)
			}
			end = m.End
		}
		Resolve(text)
		if len(text) < 200 {
			Suggest(text, 3)
		}
	})
}
