// Package situation folds acts into what was in force, and known, at an instant:
// the waist of the house. Readers bring acts to it, questions read from it.
//
// Call [At]. The rule it keeps is [act.Act.Counts]: standings move only on an
// actor's own official act; personal opinions, anonymous words and what others
// say are kept in Beside, with the reason, and never counted. Where words that
// count contradict each other nothing is chosen: the input is contested.
//
// It computes no answers, and it knows no condition language: conditions stay the
// texts their actors gave.
package situation

import (
	"cmp"
	"slices"

	"entente/act"
	"entente/phrase"
)

// When asks for a point in the two times of an act: in force at, on record at.
// A date not given sets no limit.
type When struct {
	At    act.Date // in force: done on or before this day
	Known act.Date // on record: recorded on or before this day
}

// Situation is the record as of When. All lists are in order of day, then of the
// record; the maps are keyed by the id conditions use.
type Situation struct {
	When
	Initiative *act.Act
	Sources    map[string]*act.Act
	Actors     map[string]*act.Act
	Facts      map[string]*Fact
	Clauses    map[string]*Clause
	Gates      []*Gate
	Words      map[string][]*Word // an actor's own official words, one entry a topic
	Committed  map[string]*act.Act
	Claims     map[string][]*act.Act // what others said of an actor's stand; it moves nothing
	Excluded   map[string][]*act.Act // by actor: the acts that left it out
	Objections []*act.Act
	Pledges    []*act.Act
	Requires   []*act.Act
	Rules      []*act.Act
	Mandates   []*act.Act
	Caveats    []*act.Act
	Record     []*act.Act // experiences, exercises and appointments: what there was before, and who holds a post

	Texts        []*act.Act // texts and amendments put before bodies
	Ballots      []*Ballot  // votes and silence procedures
	Reservations []*act.Act // reservations and declarations made as a text was adopted
	Charter      []*act.Act // wordings, provisions, definitions with their trials, sanctions and reports

	Acts          []*act.Act          // every act in force, whatever it moves
	Beside        []Beside            // acts kept beside and not counted, with the reason
	NotUnderstood []*act.Act          // acts of kinds this program does not know
	Gone          map[string]*act.Act // id of an act withdrawn, corrected or superseded → the act that did it

	byID  map[string]*act.Act
	units int64 // pledged, all together
}

// Beside is an act that is on record and moves nothing, with the reason why.
type Beside struct {
	Act   *act.Act
	Why   string
	about string // the act it is about, where that is why
}

// Says is Why, kept to be said in other languages.
func (b Beside) Says(said *phrase.Said) string {
	if b.about != "" {
		return said.Say(notCounted, b.about)
	}
	return said.Say(b.Why)
}

var notCounted = phrase.Key("what it is about, {act}, does not count itself")

// Value is what is on record about a question of fact or a gate.
type Value string

// The values.
const (
	Open      Value = "open"
	True      Value = "true"
	False     Value = "false"
	Contested Value = "contested"
)

// Fact is a question of fact with the words that answer it.
type Fact struct {
	ID      string
	Act     *act.Act
	Body    *act.Fact
	For     []*act.Act // words that count and say it holds, one an actor
	Against []*act.Act // words that count and say it does not
	Value   Value
}

// Clause is a clause with the decision that settled it, if any.
type Clause struct {
	ID      string
	Act     *act.Act
	Body    *act.Clause
	Settled string   // the option settled; empty while open
	By      *act.Act // the decision that settled it
}

// Gate is a step of national approval with its result.
type Gate struct {
	ID      string
	Act     *act.Act
	Body    *act.Gate
	Value   Value
	Result  *act.Act // the approval that decided it; nil while open
	Against *act.Act // when contested: the approval that says otherwise
}

// MustApprove reports whether the gate can stop its actor.
func (g *Gate) MustApprove() bool { return g.Body.Mode == "" || g.Body.Mode == "approve" }

// Word is what an actor officially says on one topic now. More than one act
// stands when the actor contradicts itself.
type Word struct {
	Topic string     // "" the initiative; "clause:ID"; "issue:WORDS"
	Acts  []*act.Act // the latest, or the latest contradicting ones
}

// Contested reports whether the actor's own official words contradict each other.
func (w *Word) Contested() bool { return len(w.Acts) > 1 }

// At folds the acts into the situation at w. Problems are acts that the one gate,
// [Situation.Apply], refused; the rest of the situation stands without them.
func At(acts []*act.Act, w When) (*Situation, act.Problems) {
	s := &Situation{When: w,
		Sources: map[string]*act.Act{}, Actors: map[string]*act.Act{}, Facts: map[string]*Fact{}, Clauses: map[string]*Clause{},
		Words: map[string][]*Word{}, Committed: map[string]*act.Act{},
		Claims: map[string][]*act.Act{}, Excluded: map[string][]*act.Act{}, Gone: map[string]*act.Act{}, byID: map[string]*act.Act{},
	}
	inForce := make([]*act.Act, 0, len(acts))
	for _, a := range acts {
		if !a.On.After(w.At) && !recorded(a).After(w.Known) {
			inForce = append(inForce, a)
		}
	}
	slices.SortStableFunc(inForce, func(a, b *act.Act) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), a.On.Compare(b.On))
	})
	var problems act.Problems
	for _, a := range inForce {
		problems = append(problems, s.Apply(a)...)
	}
	s.settle()
	return s, problems
}

func recorded(a *act.Act) act.Date {
	if a.Recorded.IsZero() {
		return a.On
	}
	return a.Recorded
}

// rank puts the acts that introduce nouns before those that speak of them.
func rank(a *act.Act) int {
	switch a.Body.(type) {
	case *act.Source, *act.Initiative, *act.Actor, *act.Fact, *act.Clause, *act.Gate:
		return 0
	}
	return 1
}

// Find returns the act in force with this id.
func (s *Situation) Find(id string) (*act.Act, bool) {
	a, ok := s.byID[id]
	return a, ok
}

// Candidates lists the codes of the actors whose joining is in question, in the
// order they were introduced.
func (s *Situation) Candidates() []string {
	var codes []string
	for _, a := range s.Acts {
		if b, ok := a.Body.(*act.Actor); ok && slices.Contains(b.Roles, "candidate") {
			codes = append(codes, a.ID)
		}
	}
	return codes
}
