package phrase_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/assess"
	"entente/brief"
	"entente/charter"
	"entente/decide"
	"entente/dossier"
	"entente/dossiers"
	"entente/forces"
	"entente/phrase"
	"entente/situation"
)

// Whatever a question answers on the worked cases is said in every language: nothing of
// ours stays English, what stays is an author's and set apart.
func TestAnswersAreSaid(t *testing.T) {
	ctx := context.Background()
	files, _ := fs.Glob(dossiers.Files, "*.yaml")
	for _, name := range files {
		src, err := dossiers.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, problems := dossier.Read(name, src)
		if problems.Refuse() {
			t.Fatal(problems)
		}
		sit, _ := situation.At(d.Acts, situation.When{At: d.AsOf})
		ans, _ := assess.Coalition(ctx, sit, assess.Query{Marking: d.Marking})
		said(t, name+" assess", ans.Brief())
		dec, _, err := decide.Case(sit, decide.Query{Marking: d.Marking})
		if err != nil {
			t.Fatal(err)
		}
		said(t, name+" decide", dec.Brief())
		said(t, name+" charter", charter.Ask(ctx, sit, charter.Query{Marking: d.Marking}).Brief())
		plan, _ := forces.Ask(ctx, sit, forces.Query{Marking: d.Marking})
		said(t, name+" forces", plan.Brief())
		without, _ := forces.Compare(ctx, sit, forces.Query{Marking: d.Marking, Without: sit.Candidates()[:1]})
		said(t, name+" forces compared", without.Brief())
		for _, a := range ans.Actors {
			for _, lang := range phrase.Languages[1:] {
				foreign(t, name+" gist", lang, ans.Gist(lang, a))
			}
		}
	}
}

// said looks at a brief in every language.
func said(t *testing.T, what string, d brief.Document) {
	t.Helper()
	for _, lang := range phrase.Languages[1:] {
		other := d.In(lang)
		if other.Lang != lang {
			t.Errorf("%s is not said in %s", what, lang)
			continue
		}
		n := 0
		for _, text := range texts(t, other) {
			n++
			foreign(t, what, lang, text)
		}
		if n < 5 {
			t.Errorf("%s: only %d texts in %s were looked at", what, n, lang)
		}
	}
}

var (
	setApart = regexp.MustCompile("\u2068[^\u2069]*\u2069")
	latin    = regexp.MustCompile(`\p{Latin}{2,}`)
	// english are words that French does not have.
	english = regexp.MustCompile(`(?i)\b(the|is|are|of|and|with|has|have|by|it|its|not|what|who|which|that|was|were|would|could|nobody|everything|against|from|settled|needed|missing)\b`)
	alike   = []string{"JSON", "Equal", "Earth", "Natural", "Shapley", "Shubik", "Banzhaf"}
)

// foreign reports what is English in a text of another language.
func foreign(t *testing.T, what, lang, text string) {
	t.Helper()
	words := english
	if lang == "ar" {
		words = latin
	}
	for _, w := range words.FindAllString(setApart.ReplaceAllString(text, ""), -1) {
		if !slices.Contains(alike, w) {
			t.Errorf("%s in %s: %q in “%s”", what, lang, w, text)
			return
		}
	}
}

// texts are what a document says: not its marking, codes and quotations.
func texts(t *testing.T, d brief.Document) []string {
	src, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for key, x := range v {
				text, isText := x.(string)
				_, event := v["Lane"]
				if isText && (strings.Contains(" Title Subtitle Name Value Text Caption Head Label Note statement Unit Lane ", " "+key+" ") || key == "Kind" && event) {
					all = append(all, text)
				} else if key != "cites" {
					walk(x)
				}
			}
		}
	}
	var root any
	if err := json.Unmarshal(src, &root); err != nil {
		t.Fatal(err)
	}
	walk(root)
	slices.Sort(all)
	return slices.Compact(all)
}
