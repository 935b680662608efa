package coding

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
)

// Tool names what made the lists, in the acts that say what was taken from them.
const Tool = "entente lists of words, 2"

// field is one list to pick from: its name in a coding, its key on the keyboard and
// the key of an act it fills.
type field struct {
	name, key, word string
	of              func(Picks) []Pick
	into            string
}

var fields = []*field{
	{"holder", "h", "holder", func(p Picks) []Pick { return p.Holders }, "actor"},
	{"speaker", "s", "speaker", func(p Picks) []Pick { return p.Speakers }, "speaker"},
	{"stance", "t", "stance", func(p Picks) []Pick { return p.Stances }, "stance"},
	{"object", "o", "object", func(p Picks) []Pick { return p.Objects }, ""}, // by the kind's own key
	{"kind", "k", "kind", func(p Picks) []Pick { return p.Kinds }, ""},
	{"attribution", "w", "attribution", func(p Picks) []Pick { return p.How }, "attribution"},
	{"capacity", "c", "capacity", func(p Picks) []Pick { return p.Capacity }, "capacity"},
}

func fieldNamed(command string) *field {
	for _, f := range fields {
		if command == f.key || command == f.word {
			return f
		}
	}
	return nil
}

// draft is an act as far as it has been put together.
type draft struct {
	took   map[string]string // by field
	set    map[string]string // other keys
	grades map[string]string // reliability, credibility
	places []string          // where it stands, when not the sentence at hand alone
}

func newDraft() *draft {
	return &draft{took: map[string]string{}, set: map[string]string{}, grades: map[string]string{}}
}

func (d *draft) begun() bool { return len(d.took)+len(d.set)+len(d.grades)+len(d.places) > 0 }

func (d *draft) take(f *field, value string) error {
	if f.name == "kind" {
		info, ok := act.KindInfo(act.Kind(value))
		if !ok || info.Shape != act.Listed {
			if near := act.Nearest(value, codable()); near != "" {
				_, err := wrong("there is no kind of act %q (did you mean %s?)", value, near)
				return err
			}
			_, err := wrong("there is no kind of act %q", value)
			return err
		}
	}
	d.took[f.name] = value
	return nil
}

func codable() []string {
	var out []string
	for _, info := range act.Kinds() {
		if info.Shape == act.Listed {
			out = append(out, string(info.Kind))
		}
	}
	return out
}

// Wrong is what is wrong with an act, by the key each mistake is about; what is about
// the act as a whole has the empty key.
type Wrong map[string]act.Problems

// Problems are all of them, in order of their keys.
func (w Wrong) Problems() (all act.Problems) {
	for _, key := range slices.Sorted(maps.Keys(w)) {
		all = append(all, w[key]...)
	}
	return all
}

func (w Wrong) Error() string { return w.Problems().Error() }

// Unwrap lets errors.As find the problems.
func (w Wrong) Unwrap() error { return w.Problems() }

// values are the keys of the act as a dossier has them.
func (d *draft) values(s *Session, places []string) map[string]any {
	values := map[string]any{}
	for _, f := range fields {
		if v := d.took[f.name]; v != "" && f.into != "" {
			values[f.into] = dossier.Value(v)
		}
	}
	if day := s.on.Body.(*act.Source).Date; !day.IsZero() {
		values["on"] = day.String()
	}
	for key, value := range d.set {
		if key != "id" && key != "marking" {
			values[key] = dossier.Value(value)
		}
		if value == "-" {
			delete(values, key)
		}
	}
	var refs []any
	for _, p := range places {
		refs = append(refs, act.SourceRef{Source: s.on.ID, Paragraph: p}.String())
	}
	values["source"] = refs
	if mark := cmp.Or(d.set["marking"], s.markOf(places)); mark != "" {
		values["marking"] = mark
	}
	return values
}

// act reads the draft as a dossier reads it, beside the record it is to join: the same
// checks, the same messages.
func (d *draft) act(s *Session) (*act.Act, error) {
	if d.took["kind"] == "" {
		return nil, Wrong{"kind": {act.Wrong(phrase.New(), s.here(), "no-kind", "", "say what kind of act it is: k 1, or k and a kind")}}
	}
	places := d.places
	if len(places) == 0 {
		places = []string{s.Now().Place}
	}
	values := d.values(s, places)
	if object := d.took["object"]; object != "" {
		clause := slices.ContainsFunc(s.base, func(a *act.Act) bool { return a.Kind == "clause" && a.ID == object })
		key := objectKey(d.took["kind"], clause)
		switch {
		case key == "":
			said := phrase.New()
			return nil, Wrong{"object": {act.Wrong(said, s.here(), "no-object", "take another kind, such as statement, or name it by the key it belongs to",
				"a %s is not about %s", said.Record(phrase.Kind, d.took["kind"]), object)}}
		case key == "clause":
			values[key] = object
		default:
			values[key] = []any{object}
		}
	}
	id := cmp.Or(d.set["id"], s.newID(places[0]))
	a, wrong := dossier.ReadItem(s.around(values), farDay, act.Kind(d.took["kind"]), id, values)
	if a == nil {
		for _, problems := range wrong {
			for i := range problems {
				problems[i].Place, problems[i].Excerpt = act.Place{File: s.here().File}, ""
			}
		}
		return nil, Wrong(wrong)
	}
	a.Initiative, a.Place = s.on.Initiative, act.Place{}
	return a, nil
}

// farDay is after every act of a record, so that all it introduces is there to be named.
var farDay, _ = act.ParseDate("2100-01-01")

// around is the part of the record that a draft can speak of: all that introduces
// something, and what the draft names.
func (s *Session) around(values map[string]any) (some []*act.Act) {
	named := fmt.Sprint(values)
	for _, a := range s.base {
		info, known := act.KindInfo(a.Kind)
		if known && a.Body != nil && (info.Shape != act.Listed && a.Kind != "initiative" || strings.Contains(named, a.ID)) {
			some = append(some, a)
		}
	}
	return some
}

// outcome says whether all that was taken came from the lists.
func (d *draft) outcome(now Picks) string {
	for _, f := range fields {
		if v := d.took[f.name]; v != "" && !slices.ContainsFunc(f.of(now), func(p Pick) bool { return p.Value == v }) {
			return "amended"
		}
	}
	return "accepted"
}

// picks says field by field what was offered and what was taken.
func (d *draft) picks(now Picks) (out []act.Pick) {
	for _, f := range fields {
		if d.took[f.name] != "" {
			out = append(out, act.Pick{Field: f.name, Offered: values(f.of(now)), Took: d.took[f.name]})
		}
	}
	if now.Condition != nil || d.set["if"] != "" || d.set["unless"] != "" {
		c := act.Pick{Field: "condition", Took: d.set["if"] + d.set["unless"]}
		if now.Condition != nil {
			c.Offered = []string{now.Condition.Value}
		}
		out = append(out, c)
	}
	return out
}

// rejectedPicks are the lists that were turned down.
func rejectedPicks(now Picks, outcome string) (out []act.Pick) {
	if outcome != "rejected" {
		return nil
	}
	for _, f := range fields[:3] {
		if offered := values(f.of(now)); len(offered) > 0 {
			out = append(out, act.Pick{Field: f.name, Offered: offered})
		}
	}
	return out
}

func values(picks []Pick) (out []string) {
	for _, p := range picks {
		out = append(out, p.Value)
	}
	return out
}

// Help lists the commands, a line or more each.
var Help = strings.Split(`h 1, s 1, t 1, k 1   take the first holder, speaker, stance, kind of act offered; or write
                     another value in place of the number: h IDN, t demands, k objection;
                     several by number fit in one line: h1 s2 t1 k1 ok
o 1                  what or whom it is about: a clause of the case, or an actor
w 1, c 1             how the word reached the record, and in what capacity it was said
says WORDS           what it says, in your own words
quote WORDS          the few words that decide, as they stand in the sentence
if CONDITION         on which condition: if fact.truce and joins.EGY
reliability B        how reliable the source is for this, A to F; and apart from that
credibility 3        how credible what it says is, 1 to 6
at 4.1-2, 7          where the act stands, when it is more than this sentence
KEY VALUE            any other key of the act: on 2025-10-28, clause command, option joint;
                     a list as [EGY, IDN]; - leaves out what would be filled in: on -
ok                   put the act on record; a sentence may hold several
n                    on to the next sentence
r                    what was offered is not there; on to the next sentence
u                    drop the fields set so far
b, g PLACE           back one sentence; to a sentence
q                    leave; what is on record stays`, "\n")
