package web

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/act"
	"entente/dossier"
	"entente/gazetteer"
	"entente/site"
	"entente/situation"
)

// evidential reports whether a key says where an act is known from, so that it stands
// beside the text of the source.
func evidential(k dossier.Key) bool {
	return k.Of == "header" && !slices.Contains([]string{"actor", "on", "says", "marking", "note"}, k.Name)
}

// attend marks a field that is wrong, and leads to the first of them.
func attend(x *filing, name string, bad bool) templ.Attributes {
	if !bad {
		return nil
	}
	a := templ.Attributes{"aria-invalid": "true", "aria-describedby": "wrong-" + name}
	if first, _, _ := strings.Cut(name, "."); first == x.first {
		a["autofocus"] = true
	}
	return a
}

// nameable is what fields of one sort can name.
type nameable struct {
	id  string
	all []worded
}

// listOf names the list a reference of some type is chosen from; empty for other types.
func listOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[act.ActorRef]():
		return "list-actor"
	case reflect.TypeFor[act.FactRef]():
		return "list-fact"
	case reflect.TypeFor[act.ClauseRef]():
		return "list-clause"
	case reflect.TypeFor[act.GateRef]():
		return "list-gate"
	case reflect.TypeFor[act.ActRef]():
		return "list-act"
	}
	return ""
}

// listFor is the list of a field for one value.
func listFor(k dossier.Key) string {
	switch k.Name {
	case "marking":
		return "list-marking"
	case "procedure":
		return "list-procedure"
	case "unit", "speaker":
		return "list-" + k.Name
	}
	return listOf(k.Type)
}

// listsOf are the lists of a case. Each entry says by its code, its name and its other
// names, so that any of them finds it.
func listsOf(v *visit, c *site.Case) []nameable {
	actors, facts, clauses, gates, acts := nameable{id: "list-actor"}, nameable{id: "list-fact"}, nameable{id: "list-clause"}, nameable{id: "list-gate"}, nameable{id: "list-act"}
	for code, a := range c.Sit.Actors {
		actors.all = append(actors.all, worded{code, strings.Join(namesOf(c, a), ", ")})
	}
	for id, f := range c.Sit.Facts {
		facts.all = append(facts.all, worded{id, f.Body.Asks})
	}
	for id, cl := range c.Sit.Clauses {
		clauses.all = append(clauses.all, worded{id, cl.Body.Asks})
	}
	for _, g := range c.Sit.Gates {
		gates.all = append(gates.all, worded{g.ID, g.Body.Body + " · " + v.name(string(g.Act.Actor), c.Sit.Name(string(g.Act.Actor)))})
	}
	for _, a := range c.Sit.Acts {
		if info, _ := act.KindInfo(a.Kind); info.Shape == act.Listed {
			acts.all = append(acts.all, worded{a.ID, v.kind(a.Kind) + ": " + v.gist(a)})
		}
	}
	marks := nameable{id: "list-marking"}
	for _, l := range v.who().Levels() {
		m := parseMarking(caseMarking(c))
		m.Level = l
		marks.all = append(marks.all, worded{m.String(), ""})
	}
	out := []nameable{saidBefore(c, "unit", func(a *act.Act) string {
		if p, ok := a.Body.(*act.Pledge); ok {
			return p.Unit
		}
		return ""
	}), saidBefore(c, "speaker", func(a *act.Act) string { return a.Speaker }), actors, facts, clauses, gates, acts, marks, proceduresList()}
	for _, l := range out {
		slices.SortFunc(l.all, func(a, b worded) int { return cmp.Compare(a.value, b.value) })
	}
	return out
}

// saidBefore are the names of one sort that acts of the case have.
func saidBefore(c *site.Case, sort string, of func(*act.Act) string) nameable {
	l, seen := nameable{id: "list-" + sort}, map[string]bool{}
	for _, a := range c.Sit.Acts {
		if name := of(a); name != "" && !seen[name] {
			seen[name] = true
			l.all = append(l.all, worded{name, ""})
		}
	}
	return l
}

// namesOf are all the names an actor of a case goes by, in every language of the
// gazetteer, each once: a list of a form is searched by what stands in it, also where
// there is no script.
func namesOf(c *site.Case, a *act.Act) []string {
	b := a.Body.(*act.Actor)
	names := append([]string{c.Sit.Name(a.ID)}, b.Aliases...)
	if e, known := gazetteer.Lookup(a.ID); known {
		for _, lang := range gazetteer.Languages {
			names = append(names, e.Names[lang])
		}
		names = append(append(names, e.Aliases...), e.ISO2)
	}
	var all []string
	for _, n := range names {
		if n != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// resolve puts the code in the place of a name of one actor of the case that was typed
// in full, in any language, and says what it took for what.
func (x *filing) resolve(v *visit) {
	codes := map[string][]string{}
	for _, a := range x.c.Sit.Actors {
		for _, n := range namesOf(x.c, a) {
			folded := gazetteer.Fold(n)
			if !slices.Contains(codes[folded], a.ID) {
				codes[folded] = append(codes[folded], a.ID)
			}
		}
	}
	take := func(typed string) string {
		if found := codes[gazetteer.Fold(typed)]; typed != "" && x.c.Sit.Actors[typed] == nil && len(found) == 1 {
			x.taken = append(x.taken, v.say("file.taken", "typed", typed, "code", found[0], "name", v.name(found[0], x.c.Sit.Name(found[0]))))
			return found[0]
		}
		return typed
	}
	for _, k := range formKeys(x.info.Kind) {
		switch text := strings.TrimSpace(x.form.Get(k.Name)); {
		case text == "":
		case k.Type == reflect.TypeFor[act.ActorRef]():
			x.form.Set(k.Name, take(text))
		case k.Type == reflect.TypeFor[[]act.ActorRef]():
			lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' })
			for i, l := range lines {
				lines[i] = take(strings.TrimSpace(l))
			}
			x.form.Set(k.Name, strings.Join(lines, "\n"))
		}
	}
}

// clausesOf are the clauses of a case in order of their ids.
func clausesOf(c *site.Case) []*situation.Clause {
	var all []*situation.Clause
	for _, id := range slices.Sorted(maps.Keys(c.Sit.Clauses)) {
		all = append(all, c.Sit.Clauses[id])
	}
	return all
}

func optionWords(o act.Option) string { return cmp.Or(o.Words, strings.ReplaceAll(o.Value, "_", " ")) }

func contains(all []string, s string) bool { return slices.Contains(all, s) }

// keptWords says whether what is typed is kept.
func keptWords(v *visit, x *filing) string {
	if x.kept {
		return v.say("file.kept")
	}
	return v.say("file.notkept")
}

// wrongFields counts the fields that something is wrong with.
func wrongFields(x *filing) int {
	n := len(x.wrong)
	if _, whole := x.wrong[""]; whole && n > 1 {
		n--
	}
	return n
}

// draftGist is a draft in a few of its own words.
func draftGist(d site.Draft) string {
	for _, key := range []string{"says", "title", "what", "quote", "id"} {
		if x := d.Form[key]; len(x) > 0 && strings.TrimSpace(x[0]) != "" {
			return "– " + clip(strings.TrimSpace(x[0]), 70)
		}
	}
	return ""
}

// clip cuts a text to so many characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
