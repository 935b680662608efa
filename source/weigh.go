package source

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
)

// Grade is what one grader gave on one day (Admiralty system, NATO AJP-2.1): two
// judgements, each by itself.
type Grade struct {
	Grader      string   `json:"grader,omitempty"`
	On          act.Date `json:"-"`
	Day         string   `json:"day,omitempty"`
	Reliability string   `json:"reliability"` // A to F; F when not given
	Credibility string   `json:"credibility"` // 1 to 6; 6 when not given
	Ground      string   `json:"ground,omitempty"`
	Act         string   `json:"act,omitempty"`     // the act that gives it
	Reduced     bool     `json:"reduced,omitempty"` // credibility 1 was given with fewer than two independent origins, and stands as 2
}

// String is the grade as people write it: B2.
func (g Grade) String() string { return g.Reliability + g.Credibility }

// Weight is what is on record about how far an act can be relied on.
type Weight struct {
	Chain       []Link     `json:"chain"`
	Grades      []Grade    `json:"grades"`                // the latest of each grader, the newest first; F6 by nobody when there is none
	Origins     [][]string `json:"origins"`               // acts that say the same, by independent origin; the act's own first
	Names       []string   `json:"names"`                 // what each origin is
	Contradicts []string   `json:"contradicts,omitempty"` // acts in unresolved contradiction with it
	Corrected   []string   `json:"corrected,omitempty"`   // acts that correct or supersede it
	Scopes      []string   `json:"scopes,omitempty"`      // acts that narrow it
	Competes    []string   `json:"competes,omitempty"`    // other explanations of the same

	said *phrase.Said // how its words were made, for other languages
}

// Independent is the number of independent origins.
func (w Weight) Independent() int { return len(w.Origins) }

// Record is a case's acts, prepared for weighing.
type Record struct {
	acts    map[string]*act.Act
	related map[string][]*act.Act // relations, by both ends
	graded  map[string][]*act.Act // gradings, by what they grade
	undone  map[string]bool
}

// NewRecord takes the acts of a case.
func NewRecord(acts []*act.Act) *Record {
	r := &Record{map[string]*act.Act{}, map[string][]*act.Act{}, map[string][]*act.Act{}, map[string]bool{}}
	for _, a := range acts {
		r.acts[a.ID] = a
		switch b := a.Body.(type) {
		case *act.Relation:
			for _, end := range []act.ActRef{b.Act, b.To} {
				if end != "" {
					r.related[string(end)] = append(r.related[string(end)], a)
				}
			}
			if b.Relation == "supersedes" || b.Relation == "corrects" {
				r.undone[string(b.To)] = true
			}
		case *act.Grading:
			r.graded[string(b.Of)] = append(r.graded[string(b.Of)], a)
		case *act.Withdrawal:
			r.undone[string(b.Of)] = true
		case *act.Correction:
			r.undone[string(b.Of)] = true
		}
	}
	return r
}

// Weigh gives what is on record about an act. ok is false when there is no such act.
func (r *Record) Weigh(id string) (w Weight, ok bool) {
	a := r.acts[id]
	if a == nil {
		return w, false
	}
	w.said = phrase.New()
	w.Chain = Chain(a, r.source(a))
	w.Origins, w.Names = r.origins(w.said, id)
	for _, rel := range r.related[id] {
		b := rel.Body.(*act.Relation)
		other := string(b.To)
		if other == id {
			other = string(b.Act)
		}
		if other == "" {
			other = b.Outside
		}
		switch {
		case r.undone[rel.ID]:
		case b.Relation == "contradicts" && !r.undone[id] && !r.undone[other]:
			w.Contradicts = append(w.Contradicts, other)
		case (b.Relation == "corrects" || b.Relation == "supersedes") && string(b.To) == id:
			w.Corrected = append(w.Corrected, other)
		case b.Relation == "scopes" && string(b.To) == id:
			w.Scopes = append(w.Scopes, other)
		case b.Relation == "competes":
			w.Competes = append(w.Competes, other)
		}
	}
	w.Grades = r.grades(a, w.Independent())
	return w, true
}

func (r *Record) source(a *act.Act) *act.Act {
	for _, ref := range a.Source {
		if on := r.acts[ref.Source]; on != nil {
			if _, ok := on.Body.(*act.Source); ok {
				return on
			}
		}
	}
	return nil
}

// origins groups the acts that restate or corroborate an act, through whatever
// relations, by independent origin. What restates has the origin of what it
// restates; what corroborates counts as another origin only if it has one.
func (r *Record) origins(said *phrase.Said, id string) (groups [][]string, names []string) {
	same := map[string]string{} // act → the first of its group
	order := []string{id}
	same[id] = id
	for i := 0; i < len(order); i++ {
		for _, rel := range r.related[order[i]] {
			b := rel.Body.(*act.Relation)
			if b.Relation != "restates" && b.Relation != "corroborates" || r.undone[rel.ID] {
				continue
			}
			other := string(b.To)
			if other == order[i] {
				other = string(b.Act)
			}
			if _, seen := same[other]; seen || r.acts[other] == nil || r.undone[other] {
				continue
			}
			same[other] = other
			if b.Relation == "restates" {
				same[other] = same[order[i]]
			}
			order = append(order, other)
		}
	}
	at := map[string]int{}
	for _, x := range order {
		key, words := Origin(said, r.acts[same[x]], r.source(r.acts[same[x]]))
		if _, known := at[key]; !known {
			at[key] = len(groups)
			groups, names = append(groups, nil), append(names, words)
		}
		groups[at[key]] = append(groups[at[key]], x)
	}
	return groups, names
}

// grades gives the latest grade of each grader: of the act, or of its source where
// the grader did not grade the act. The grade written in the act itself is its
// recorder's.
func (r *Record) grades(a *act.Act, independent int) []Grade {
	latest := map[string]Grade{}
	take := func(g Grade) {
		if old, ok := latest[g.Grader]; !ok || !old.On.After(g.On) {
			latest[g.Grader] = g
		}
	}
	for _, of := range []*act.Act{r.source(a), a} {
		if of == nil {
			continue
		}
		if len(of.Grade) == 2 {
			take(Grade{On: of.On, Reliability: of.Grade[:1], Credibility: of.Grade[1:], Act: of.ID})
		}
		for _, g := range r.graded[of.ID] {
			take(gradeOf(g))
		}
	}
	var out []Grade
	for _, g := range latest {
		g.Day = g.On.String()
		if g.Credibility == "1" && independent < 2 {
			g.Credibility, g.Reduced = "2", true
		}
		out = append(out, g)
	}
	slices.SortFunc(out, func(x, y Grade) int { return cmp.Or(y.On.Compare(x.On), strings.Compare(x.Grader, y.Grader)) })
	if len(out) == 0 {
		out = []Grade{{Reliability: "F", Credibility: "6"}}
	}
	return out
}

func gradeOf(a *act.Act) Grade {
	b := a.Body.(*act.Grading)
	return Grade{Grader: string(a.Actor), On: a.On, Reliability: cmp.Or(b.Reliability, "F"), Credibility: cmp.Or(b.Credibility, "6"), Ground: b.Ground, Act: a.ID}
}

// Diagonal says how many of a record's grades pair the first letter with the first
// number, the second with the second and so on (A1, B2, C3 …). Reliability and
// credibility are two questions: where almost all grades lie on the diagonal, only one
// was asked. (In 1,400 reports of an army 87 % did: Baker, McKendry and Mace 1968.)
func (r *Record) Diagonal() (on, of int) {
	count := func(reliability, credibility string) {
		if reliability == "F" && credibility == "6" {
			return // not graded
		}
		of++
		if strings.Index("ABCDEF", reliability) == strings.Index("123456", credibility) {
			on++
		}
	}
	for _, a := range r.acts {
		if len(a.Grade) == 2 {
			count(a.Grade[:1], a.Grade[1:])
		}
		if _, ok := a.Body.(*act.Grading); ok {
			g := gradeOf(a)
			count(g.Reliability, g.Credibility)
		}
	}
	return on, of
}
