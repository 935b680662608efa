package phrase_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/assess"
	"entente/brief"
	"entente/cable"
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

// So are telegrams with what is doubtful in them, what is made of several, tables of votes
// and how good the lists of the workbench were.
func TestBriefsSpeak(t *testing.T) {
	files, _ := filepath.Glob("../site/demo/telegrams/*")
	var all []*cable.Telegram
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ts, _ := cable.Read(filepath.Base(file), src)
		all = append(all, ts...)
	}
	broken, _ := cable.Read("a.txt", []byte("C O N F I D E N T I A L CAIRO 000044\nSIPDIS SIPDIS\nE.O. 12958: N/A\nSUBJECT: ق\nREF: A. X 9\n1. (S) ق\n3. (C) Ref C ق\n"))
	all = append(all, broken...)
	if len(all) < 5 {
		t.Fatalf("only %d telegrams", len(all))
	}
	d, problems := dossier.ReadFile("../dossiers/moderate-states-2007.yaml")
	if problems.Refuse() {
		t.Fatal(problems)
	}
	day := act.MustDate("2026-11-28")
	acts := append(d.Acts, cable.Acts(all, cable.Shipped())...)
	said(t, "telegrams", cable.Brief(all))
	said(t, "a telegram", cable.Brief(broken))
	said(t, "conversations", cable.Thread(all, "", cable.Shipped()).Brief("UNCLASSIFIED"))
	said(t, "calendar", cable.Calendar(all, acts, day).Brief("UNCLASSIFIED"))
	said(t, "demarches", cable.Demarches(acts).Brief("UNCLASSIFIED"))
	said(t, "receipts", cable.Receipts(acts, day).Brief("UNCLASSIFIED"))
	unsc, err := decide.Find("unsc-substantive")
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]string{
		"counts": "id,date,yes,no,abstain,outcome\nS/1,2022-02-25,11,1,3,adopted\nS/2,2022-02-26,15,0,0,adopted\nS/3,x,99,0,0,adopted\nS/4,2022-02-27,8,0,7,adopted\n",
		"roll":   "id,year,USA,GBR,FRA,CHN,RUS,BRA,outcome\nS/1,2022,Y,Y,Y,A,N,Y,adopted\nS/2,2022,Q,Y,Y,A,N,Y,adopted\n",
		"no":     "a,b\n1,2\n",
	} {
		ans, problems := decide.Tally(name+".csv", []byte(src), unsc)
		if ans != nil {
			said(t, "tally of "+name, ans.Brief())
		}
		for _, p := range problems {
			for _, lang := range phrase.Languages[1:] {
				foreign(t, name, lang, p.In(lang).Text)
				foreign(t, name, lang, p.In(lang).Hint)
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
	alike   = []string{"yes", "no", "abstain", "UTC", "TAGS", "SUBJECT", "INFO", "TO", "FM", "BT", "NNNN", "REL", "NOFORN", "ORCON", "TLP", "REF", "FAH", "Ref", "ROUTINE", "JSON", "Equal", "Earth", "Natural", "Shapley", "Shubik", "Banzhaf"}
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
