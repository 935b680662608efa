package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/act"
	"entente/brief"
	"entente/coding"
	"entente/dossier"
	"entente/phrase"
	"entente/site"
	"entente/source"
)

// paragraphsShown is how many paragraphs of a long document are shown around the sentence
// at hand.
const paragraphsShown = 240

// benchParagraph is one paragraph of the document beside the lists.
type benchParagraph struct {
	mark, role string
	withheld   bool
	sentences  []benchSentence
}

// benchSentence is a sentence with what became of it.
type benchSentence struct {
	place, words, outcome string
	here, condition       bool
}

// text is the document as it stands beside the lists; before and after are places in what
// is not shown of a long one.
func (x *bench) text() (all []benchParagraph, before, after string) {
	r := x.doc.Reading
	conditions := map[string]bool{}
	for _, p := range x.s.All() {
		conditions[p.Place] = p.Condition != nil
	}
	sentences := r.Sentences()
	at := 0
	for _, s := range sentences {
		if s.Place == x.place {
			at = s.Paragraph
		}
	}
	first, last := max(0, at-paragraphsShown/3), min(len(r.Paragraphs), at+paragraphsShown)
	for i, p := range r.Paragraphs[first:last] {
		b := benchParagraph{mark: p.Mark, role: string(p.Role), withheld: p.Role == source.Withheld}
		for _, s := range sentences {
			if s.Paragraph == first+i && !b.withheld {
				b.sentences = append(b.sentences, benchSentence{s.Place, source.Visible(s.Of(r.Text)), coding.Foremost(x.s.Outcomes(s.Place)), s.Place == x.place, conditions[s.Place]})
			}
		}
		all = append(all, b)
	}
	for _, s := range sentences {
		if s.Paragraph < first && r.Shows(s.Span) {
			before = s.Place
		}
		if s.Paragraph >= last && after == "" && r.Shows(s.Span) {
			after = s.Place
		}
	}
	return all, before, after
}

// benchField is one field with its list, and what was chosen in it.
type benchField struct {
	name, key   string
	offered     []benchPick
	took, other string
	list        string // of what can be written in place of the list
	wrong       []string
}

type benchPick struct {
	value, words, why string
	took              bool
}

// fields are the fields that have a list. Nothing is chosen in them but what the reader
// chose.
func (x *bench) fields(v *visit) (all []benchField) {
	for _, f := range x.s.Fields() {
		b := benchField{name: f.Name, key: f.Key, took: x.form.Took[f.Name], list: "list-code-" + f.Name, wrong: x.saidOf(v, f.Name)}
		b.other = b.took
		for _, p := range f.Picks {
			k := benchPick{value: p.Value, words: x.label(v, f.Name, p.Value), why: p.Because(v.lang.Code), took: p.Value == b.took}
			if k.took {
				b.other = ""
			}
			b.offered = append(b.offered, k)
		}
		all = append(all, b)
	}
	return all
}

// label is a word of a list in the words of the page, or as it stands in the text.
func (v *visit) label(word string) string {
	if said := phrase.Say(v.lang.Code, word); said != word {
		return said
	}
	if v.lang.Has(phrase.Value, word) {
		return v.value(word)
	}
	return word
}

// label is what an entry of a list is called, where it is a code.
func (x *bench) label(v *visit, field, value string) string {
	switch {
	case field == "kind":
		return v.kind(act.Kind(value))
	case field != "holder" && field != "object":
		return v.label(value)
	case x.c.Sit.Clauses[value] != nil:
		return x.c.Sit.Clauses[value].Body.Asks
	}
	name := ""
	if x.c.Sit.Actors[value] != nil {
		name = x.c.Sit.Name(value)
	}
	return v.name(value, name)
}

// saidOf is what is wrong with a field, in words.
func (x *bench) saidOf(v *visit, key string) (all []string) {
	for _, k := range keysOf(key) {
		for _, p := range x.wrong[k] {
			all = append(all, wrongWords(v, p))
		}
	}
	return all
}

// wrongWords says what is wrong as a page does: what the keyboard of a terminal would say
// otherwise.
func wrongWords(v *visit, p act.Problem) string {
	if p.Code == "no-kind" {
		return v.say("code.nokind")
	}
	return v.wrong(p)
}

// keysOf are the keys of an act by which a field can be wrong.
func keysOf(field string) []string {
	switch field {
	case "holder":
		return []string{"holder", "actor"}
	case "object":
		return []string{"object", "about", "to", "against", "clause"}
	}
	return []string{field}
}

// saidElse is what is wrong with no field that is shown by itself.
func (x *bench) saidElse(v *visit) (all []string) {
	shown := append(slices.Clone(written), "quote", "says", "if")
	for _, f := range x.s.Fields() {
		shown = append(shown, keysOf(f.Name)...)
	}
	for key := range x.wrong {
		if !slices.Contains(shown, key) {
			all = append(all, x.saidOf(v, key)...)
		}
	}
	slices.Sort(all)
	return append(slices.Clone(x.said), all...)
}

// written are the further keys that are asked for by name.
var written = []string{"via", "told_to", "on", "at", "reliability", "credibility", "unless"}

// lists are what can be written in place of the lists.
func (x *bench) lists(v *visit) (all []nameable) {
	enum := func(kind act.Kind, key string) (words []worded) {
		for _, k := range dossier.Keys(kind) {
			if k.Name == key {
				for _, w := range k.Enum {
					words = append(words, worded{w, ""})
				}
			}
		}
		return words
	}
	object := nameable{id: "list-code-object"}
	for _, l := range listsOf(v, x.c) {
		switch l.id {
		case "list-actor":
			all = append(all, nameable{"list-code-holder", l.all})
			object.all = append(object.all, l.all...)
		case "list-clause":
			object.all = append(object.all, l.all...)
		}
	}
	kinds := nameable{id: "list-code-kind"}
	for _, info := range act.Kinds() {
		if info.Shape == act.Listed {
			kinds.all = append(kinds.all, worded{string(info.Kind), v.doc(info.Doc)})
		}
	}
	return append(all, object, kinds, nameable{"list-code-stance", enum("statement", "stance")},
		nameable{"list-code-attribution", enum("position", "attribution")}, nameable{"list-code-capacity", enum("position", "capacity")})
}

// taken are the acts on record that stand on the sentence at hand.
func (x *bench) taken() (acts []*act.Act) {
	r := x.doc.Reading
	here, err := r.Find(x.place)
	if err != nil {
		return nil
	}
	for _, e := range x.c.Entries {
		for _, ref := range e.Act.Source {
			span, err := r.Find(ref.Paragraph)
			if ref.Source == x.on.Act.ID && ref.Paragraph != "" && err == nil && span.Start < here.End && here.Start < span.End && e.Act.Kind != "coding" {
				acts = append(acts, e.Act)
				break
			}
		}
	}
	return acts
}

// outcomeSign says what became of a sentence without colour.
func outcomeSign(outcome string) string {
	return map[string]string{"accepted": "✓", "amended": "±", "rejected": "✕", "nothing": "·"}[outcome]
}

// tallyBlocks show how good the lists were, counted from what people took and turned down.
func (v *visit) tallyBlocks(acts []*act.Act) []brief.Block {
	return coding.Tally(acts).Brief("", "").In(v.lang.Code).Blocks
}

// placeBefore is the place of the sentence before the one at hand.
func (x *bench) placeBefore() string {
	all := x.places()
	if i := slices.Index(all, x.place); i > 0 {
		return all[i-1]
	}
	return ""
}

// furtherOpen reports whether something was written in the further fields.
func (x *bench) furtherOpen() bool {
	return x.typed.Get("more") != "" || slices.ContainsFunc(written, func(key string) bool { return x.typed.Get("set."+key) != "" })
}

// placeWords says a place, and what became of its sentence, to who hears the page.
func placeWords(v *visit, s benchSentence) string {
	outcome := ""
	if s.outcome != "" {
		outcome = v.say("code.outcome." + s.outcome)
	}
	condition := ""
	if s.condition {
		condition = v.say("code.condition")
	}
	return strings.Join(filled(v.say("code.sentence", "place", s.place), outcome, condition), ", ")
}

// gistOfFiled says an act in a few words: of a coding, what it says of its sentence.
func gistOfFiled(v *visit, a *act.Act) string {
	if b, ok := a.Body.(*act.Coding); ok {
		place := ""
		for _, ref := range a.Source {
			place = ref.Paragraph
		}
		return strings.Join(filled(v.say("code.sentence", "place", place), v.say("code.outcome."+b.Outcome)), ": ")
	}
	return strings.Join(filled(v.kind(a.Kind), string(a.Actor), v.gist(a)), " · ")
}

func markWords(m string) string {
	if m == "" {
		return "UNMARKED"
	}
	return m
}

func whoWords(v *visit, who []*site.Person) string {
	var all []string
	for _, p := range who {
		all = append(all, cmp.Or(p.Title, p.Name))
	}
	if len(all) == 0 {
		return v.say("review.nobody")
	}
	return strings.Join(all, ", ")
}

func wrongField(name string, said []string) templ.Attributes {
	if len(said) == 0 {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "wrong-code-" + name}
}

// mayDeposit reports whether the reader files for the custodian, who can hold an actor's
// own instrument.
func (v *visit) mayDeposit() bool { return v.filesFor() == v.s.site.Register().Custodian() }

// codeKeys are what the keyboard does in the workbench; web/src/code.ts does it.
var codeKeys = [][2]string{
	{"h s t o k w c", "list"}, {"1 – 3", "pick"}, {"0", "other"}, {"q y i", "write"}, {"f", "further"}, {"l", "look"},
	{"Enter", "next"}, {"a", "accept"}, {"r", "reject"}, {"n", "nothing"}, {"x", "clear"}, {"b", "back"},
}
