package web

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/decide"
	"entente/dossier"
	"entente/phrase"
	"entente/web/words"
)

// Every kind of act, every field of its form and every word a field takes is said in
// every language.
func TestTheRecordIsSaid(t *testing.T) {
	missing := map[string]bool{}
	n := 0
	explain := func(sentence string) {
		n++
		for _, lang := range phrase.Languages[1:] {
			if !phrase.Has(lang, "doc", sentence) {
				missing[lang+" doc "+sentence] = true
			}
		}
	}
	say := func(sort phrase.Sort, word string) {
		n++
		for _, l := range words.Languages {
			if !l.Has(sort, word) {
				missing[l.Code+" "+string(sort)+" "+word] = true
			}
		}
	}
	// What explains a field calls its words as its list does.
	named := func(sentence, word string) {
		whole := regexp.MustCompile(`(^|[^\w])` + regexp.QuoteMeta(word) + `($|[^\w])`)
		for _, lang := range phrase.Languages[1:] {
			if phrase.Record(lang, phrase.Value, word) != word && whole.MatchString(phrase.Doc(lang, sentence)) {
				missing[lang+" doc names "+word+": "+sentence] = true
			}
		}
	}
	var fields func(keys []dossier.Key)
	fields = func(keys []dossier.Key) {
		for _, k := range keys {
			say(phrase.Field, k.Name)
			explain(k.Doc)
			for _, w := range k.Enum {
				if len(w) > 1 { // grades and levels are written alike everywhere
					say(phrase.Value, w)
					named(k.Doc, w)
				}
			}
			if typeOf(k) == asRows {
				fields(dossier.KeysOf(k.Type.Elem()))
			}
		}
	}
	for _, info := range act.Kinds() {
		say(phrase.Kind, string(info.Kind))
		explain(info.Doc)
		fields(formKeys(info.Kind))
	}
	for _, o := range []decide.Outcome{decide.Adopted, decide.NotAdopted, decide.Vetoed, decide.Broken, decide.Pending, decide.Undecidable} {
		say(phrase.Value, string(o))
	}
	if n < 500 || len(missing) > 0 {
		var all []string
		for m := range missing {
			all = append(all, m)
		}
		slices.Sort(all)
		t.Errorf("of %d words are missing:\n%s", n, strings.Join(all, "\n"))
	}
	b := open(t).as("secretary")
	b.post("/settings", "language", "fr")
	b.holds(b.get("/case/gaza-isf-2025/act/pak-minister-in-process"), 200, "indécis", "attitude", "préférence")
	b.holds(b.get("/case/gaza-isf-2025/file/position"), 200, "attitude", ">soutient</option>", "la condition de son adhésion")
	b.holds(b.get("/case/gaza-isf-2025"), 200, "Sur 13 candidats", "L’initiative n’est pas viable en l’état", "Le plus court chemin trouvé demande une étape", "condition")
	b.post("/settings", "language", "ar")
	b.holds(b.get("/case/gaza-isf-2025"), 200, "من مجموع المرشحين (13)", "المبادرة غير قابلة للقيام", "أقصر طريق وُجد خطوة واحدة", "شرط")
	b.holds(b.get("/case/gaza-isf-2025/file/position"), 200, "الموقف", ">يؤيد</option>")
}
