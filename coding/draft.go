package coding

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"entente/act"
	"entente/dossier"
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
	{"kind", "k", "kind", func(p Picks) []Pick { return p.Kinds }, "kind"},
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
			near := ""
			if w := act.Nearest(value, codable()); w != "" {
				near = fmt.Sprintf(" (did you mean %s?)", w)
			}
			return fmt.Errorf("there is no kind of act %q%s", value, near)
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

// item writes the draft as an item of a dossier, so that one reader checks it.
func (d *draft) item(s *Session, id string, places []string) string {
	var b strings.Builder
	line := func(key, value string) { fmt.Fprintf(&b, "    %s: %s\n", key, scalar(value)) }
	fmt.Fprintf(&b, "  - kind: %s\n", d.took["kind"])
	line("id", id)
	for _, f := range fields {
		if v := d.took[f.name]; v != "" && f.name != "kind" {
			line(f.into, v)
		}
	}
	if day := s.on.Body.(*act.Source).Date; d.set["on"] == "" && !day.IsZero() {
		line("on", day.String())
	}
	for _, key := range slices.Sorted(maps.Keys(d.set)) {
		if key != "id" && key != "marking" && d.set[key] != "-" {
			line(key, d.set[key])
		}
	}
	refs := make([]string, len(places))
	for i, p := range places {
		refs[i] = act.SourceRef{Source: s.on.ID, Paragraph: p}.String()
	}
	line("source", "["+strings.Join(refs, ", ")+"]")
	mark := d.set["marking"]
	if mark == "" {
		mark = s.markOf(places)
	}
	if mark != "" {
		line("marking", mark)
	}
	return b.String()
}

// scalar writes a value as YAML: lists, mappings, numbers and yes-or-no as they are,
// all else as text.
func scalar(v string) string {
	if v == "true" || v == "false" || strings.HasPrefix(v, "[") || strings.HasPrefix(v, "{") {
		return v
	}
	if _, err := strconv.Atoi(v); err == nil {
		return v
	}
	quoted, err := json.Marshal(v)
	if err != nil {
		return v
	}
	return string(quoted)
}

// act reads the draft as a dossier reads it, on the record it is to join: the same
// checks, the same messages.
func (d *draft) act(s *Session) (*act.Act, error) {
	if d.took["kind"] == "" {
		return nil, errors.New("say what kind of act it is: k 1, or k and a kind")
	}
	places := d.places
	if len(places) == 0 {
		places = []string{s.Now().Place}
	}
	id := d.set["id"]
	if id == "" {
		id = s.newID(places[0])
	}
	item := d.item(s, id, places)
	text := append(dossier.Write(s.around(item)), "\nacts:\n"...)
	first := bytes.Count(text, []byte("\n")) + 1
	record, problems := dossier.Read(s.on.ID+"#"+places[0], append(text, item...))
	var own act.Problems
	for _, p := range problems {
		if p.Line >= first && !p.Warning {
			p.Line, p.Col, p.Excerpt = 0, 0, ""
			own = append(own, p)
		}
	}
	switch {
	case len(own) > 0:
		return nil, own
	case record == nil:
		return nil, fmt.Errorf("the record it is to join has mistakes of its own: %w", problems)
	}
	for _, a := range record.Acts {
		if a.ID == id {
			a.Initiative, a.Place = s.on.Initiative, act.Place{}
			return a, nil
		}
	}
	return nil, errors.New("the act was not read back")
}

// around is the part of the record that a draft can speak of: all that introduces
// something, and what the draft names.
func (s *Session) around(item string) *dossier.Dossier {
	today, _ := act.ParseDate("2100-01-01")
	d := &dossier.Dossier{ID: "record", Title: "record", AsOf: today, Marking: "UNCLASSIFIED"}
	taken := map[*act.Act]bool{}
	for named := item; named != ""; {
		var more []*act.Act
		for _, a := range s.base {
			info, known := act.KindInfo(a.Kind)
			if known && !taken[a] && (info.Shape != act.Listed && a.Kind != "initiative" || strings.Contains(named, a.ID)) {
				taken[a] = true
				more = append(more, a)
			}
		}
		d.Acts = append(d.Acts, more...)
		named = ""
		if len(more) > 0 {
			named = string(dossier.Write(&dossier.Dossier{Acts: more}))
		}
	}
	return d
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
