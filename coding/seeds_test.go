package coding

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/dossier"
	"entente/source"
)

// seeds opens the worked cases with the document each was coded from.
func seeds(t *testing.T, each func(d *dossier.Dossier, on *act.Act, doc *source.Document)) {
	files, _ := filepath.Glob("../dossiers/*.yaml")
	found := 0
	for _, f := range files {
		d, problems := dossier.ReadFile(f)
		if problems.Refuse() {
			t.Fatal(problems)
		}
		for _, a := range d.Acts {
			b, ok := a.Body.(*act.Source)
			if !ok || b.File == "" {
				continue
			}
			docs, _, err := ReadFile("../../shared/seeds/" + b.File)
			if err != nil {
				continue
			}
			found++
			each(d, a, docs[0])
		}
	}
	if found == 0 {
		t.Skip("LOUD: ../shared/seeds is absent, so the evidence of the dossiers was not looked up")
	}
}

// TestEvidenceOfTheDossiersIsExact looks up every place and quote that the worked
// cases cite, in the very bytes and the very text they were anchored in.
func TestEvidenceOfTheDossiersIsExact(t *testing.T) {
	places, quotes := 0, 0
	seeds(t, func(d *dossier.Dossier, on *act.Act, doc *source.Document) {
		e, problems := source.Check(d.Acts, map[string]*source.Document{on.ID: doc})
		if len(problems) > 0 {
			t.Errorf("%s: %v", d.ID, problems)
		}
		places, quotes = places+e.Places, quotes+e.Quotes
	})
	if places < 600 || quotes < 22 {
		t.Errorf("%d places and %d quotes were looked up; there were 613 and 22", places, quotes)
	}
}

// TestSeedsThroughTheWorkbench codes the five seeds as a person would, act by act,
// with the keys of the workbench, and gets the acts of the dossiers.
func TestSeedsThroughTheWorkbench(t *testing.T) {
	var codings []*act.Act
	cases, acts := 0, 0
	seeds(t, func(d *dossier.Dossier, on *act.Act, doc *source.Document) {
		var given, wanted []*act.Act
		for _, a := range d.Acts {
			info, known := act.KindInfo(a.Kind)
			cites := slices.ContainsFunc(a.Source, func(r act.SourceRef) bool { return r.Source == on.ID && r.Paragraph != "" })
			if known && info.Shape == act.Listed && cites {
				wanted = append(wanted, a)
			} else {
				given = append(given, a)
			}
		}
		s := NewSession(doc, on, given, true)
		coded := map[string]*act.Act{}
		for round := 0; len(wanted) > 0; round++ {
			var later []*act.Act
			for _, a := range wanted {
				got, c, err := typeIn(s, a)
				switch {
				case err != nil && strings.Contains(err.Error(), "undeclared act") && round < 5:
					later = append(later, a) // it speaks of an act that is coded later
				case err != nil:
					t.Errorf("%s: %s: %v", d.ID, a.ID, err)
				default:
					coded[a.ID] = got
					codings = append(codings, c)
					if diff := differ(a, got); diff != "" {
						t.Errorf("%s: %s came out otherwise: %s", d.ID, a.ID, diff)
					}
				}
			}
			wanted = later
		}
		cases, acts = cases+1, acts+len(coded)
	})
	if cases == 0 {
		return
	}
	score := Tally(codings)
	t.Logf("%d acts of %d dossiers; in-sample, the lists were written beside these texts: %+v", acts, cases, score)
	if acts < 298 || cases != 5 {
		t.Errorf("%d acts of %d dossiers were coded; there were 298 of 5", acts, cases)
	}
}

// typeIn codes one act as the dossier has it.
func typeIn(s *Session, a *act.Act) (got, coding *act.Act, err error) {
	var places []string
	for _, r := range a.Source {
		if r.Source == s.on.ID {
			places = append(places, r.Paragraph)
		}
	}
	span, err := s.doc.Reading.Find(places[0])
	if err != nil {
		return nil, nil, err
	}
	var lines []string
	for _, p := range s.picks {
		if p.Start == span.Start {
			lines = append(lines, "g "+p.Place)
			if len(places) > 1 || p.Place != places[0] {
				lines = append(lines, "at "+strings.Join(places, ", "))
			}
		}
	}
	lines = append(lines, "id "+a.ID, "k "+string(a.Kind))
	for _, f := range []struct{ key, value string }{{"h", string(a.Actor)}, {"s", a.Speaker}, {"w", string(a.Attribution)}, {"c", string(a.Capacity)}} {
		if f.value != "" {
			lines = append(lines, f.key+" "+f.value)
		}
	}
	for _, h := range []struct{ key, value string }{{"on", a.On.String()}, {"told_to", a.ToldTo}, {"says", a.Says}, {"quote", a.Quote},
		{"quality", a.Quality}, {"marking", a.Marking}, {"note", a.Note}} {
		if h.value != "" {
			lines = append(lines, h.key+" "+strings.ReplaceAll(strings.TrimSpace(h.value), "\n", " "))
		}
	}
	if len(a.Grade) == 2 {
		lines = append(lines, "reliability "+a.Grade[:1], "credibility "+a.Grade[1:])
	}
	if len(a.Via) > 0 {
		lines = append(lines, "via "+flow(a.Via))
	}
	lines = append(lines, bodyLines(a)...)
	if a.On.IsZero() {
		lines = append(lines, "on -")
	}
	var all []*act.Act
	for _, l := range append(lines, "ok") {
		if strings.HasSuffix(l, " ") {
			continue
		}
		r, err := s.Do(l)
		if err != nil {
			s.Do("u")
			return nil, nil, fmt.Errorf("%q: %w", l, err)
		}
		all = append(all, r.Acts...)
	}
	if len(a.Grade) == 2 && (len(all) != 3 || all[2].Body.(*act.Grading).Reliability+all[2].Body.(*act.Grading).Credibility != a.Grade) {
		return nil, nil, fmt.Errorf("the grade %s did not come out", a.Grade)
	}
	return all[0], all[1], nil
}

// bodyLines are the keys of a body, as YAML on one line each.
func bodyLines(a *act.Act) (lines []string) {
	v := reflect.ValueOf(a.Body).Elem()
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		f := v.Field(i)
		if f.IsZero() {
			continue
		}
		lines = append(lines, key+" "+flow(f.Interface()))
	}
	return lines
}

// flow writes a value as YAML takes it on one line.
func flow(x any) string {
	switch x := x.(type) {
	case act.Date:
		return x.String()
	case act.Condition:
		return strings.Join(strings.Fields(x.Text), " ")
	case act.Quantity:
		if q, ok := act.ParseQuantity(x.Words); ok && q == x {
			return x.Words
		}
		m := map[string]any{"words": x.Words, "low": x.Low, "high": x.High}
		maps.DeleteFunc(m, func(_ string, v any) bool { return v == int64(0) || v == "" })
		return asJSON(m)
	case string:
		return x
	}
	v := reflect.ValueOf(x)
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool, reflect.Int, reflect.Int64:
		return fmt.Sprint(x)
	}
	return asJSON(plain(v))
}

func plain(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case act.Date, act.Condition, act.Quantity:
		return flow(x)
	}
	switch v.Kind() {
	case reflect.Slice:
		list := []any{}
		for i := range v.Len() {
			list = append(list, plain(v.Index(i)))
		}
		return list
	case reflect.Struct:
		m := map[string]any{}
		for i := range v.NumField() {
			if key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); !v.Field(i).IsZero() {
				m[key] = plain(v.Field(i))
			}
		}
		return m
	case reflect.Map:
		m := map[string]any{}
		for _, k := range v.MapKeys() {
			m[k.String()] = plain(v.MapIndex(k))
		}
		return m
	}
	return v.Interface()
}

func asJSON(x any) string {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// differ says in what two acts differ, their places and markings apart.
func differ(want, got *act.Act) string {
	strip := func(a *act.Act, seed string) string {
		b := *a
		b.Place, b.Marking, b.Initiative, b.Recorded, b.Grade, b.Note = act.Place{}, "", "", act.Date{}, "", strings.Join(strings.Fields(a.Note), " ")
		b.Source = slices.DeleteFunc(slices.Clone(b.Source), func(r act.SourceRef) bool { return r.Source != seed })
		text := string(dossier.Write(&dossier.Dossier{ID: "x", Title: "x", Acts: []*act.Act{&b}}))
		return strings.Join(strings.Fields(text), " ")
	}
	seed := got.Source[0].Source
	a, b := strip(want, seed), strip(got, seed)
	if a == b {
		return ""
	}
	return "\nwant " + a + "\n got " + b
}
