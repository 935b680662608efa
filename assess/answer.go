package assess

import (
	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// Answer is what [Coalition] returns. It is its own JSON ("entente":"assess/1");
// docs/assess.md describes every name. Standing, possible and certain are computed
// over every way the open inputs may still go; viable, conflicts, unlocks and
// packages from what stands on record, the draft included.
type Answer struct {
	Entente    string     `json:"entente"`
	Initiative Initiative `json:"initiative"`
	Marking    string     `json:"marking"`
	At         act.Date   `json:"at"`
	Known      act.Date   `json:"known,omitzero"`
	Assumed    []string   `json:"assumed,omitempty"` // what-if: "fact.un_mandate=true"

	Viable       bool           `json:"viable"`
	Because      []brief.Reason `json:"because"`
	Requirements []Need         `json:"requirements"`
	Now          Outcome        `json:"now"`    // those in by themselves
	Stands       Outcome        `json:"stands"` // the best that could be signed as everything stands, by the draft
	Reach        Outcome        `json:"reach"`  // the best case over all open inputs
	Actors       []Actor        `json:"actors"`
	Coalitions   Coalitions     `json:"coalitions"`

	Conflicts []Conflict  `json:"conflicts"`
	Unlocks   []Unlock    `json:"unlocks"`
	Packages  []Package   `json:"packages"`
	Pivotal   []Pivot     `json:"pivotal"`
	Contested []Contested `json:"contested"`
	Charter   []Question  `json:"charter"`

	Beside        []Kept   `json:"beside"`               // on record and not counted, with the reason
	NotUnderstood []Kept   `json:"not_understood"`       // acts of kinds this program does not know
	Incomplete    []string `json:"incomplete,omitempty"` // what was not searched to its end, and how far
	Notes         []string `json:"notes,omitempty"`

	Inputs   []Input `json:"inputs"`
	Timeline []Event `json:"timeline"`

	Names map[string]string `json:"names"` // code: name, of every actor of the case

	explain string
	said    *phrase.Said // how its sentences were made, for other languages
	hosts   []string
}

// Initiative is what is being formed.
type Initiative struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Type  string `json:"type"`
}

// Actor is the answer for one candidate.
type Actor struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Standing brief.Standing `json:"standing"`
	Possible bool           `json:"possible"`       // in some self-consistent coalition, whatever way the open inputs go
	Certain  bool           `json:"certain"`        // in every maximal one
	Wave     int            `json:"wave,omitempty"` // round in which it joins by itself: the order of approach
	With     []string       `json:"with,omitempty"` // the smallest group that must sign at the same moment, itself included
	Because  []brief.Reason `json:"because"`
	Terms    []Finding      `json:"terms,omitempty"`
	Troops   int64          `json:"troops,omitempty"`
}

// Finding is one condition of an actor and what is found of it.
type Finding struct {
	Says     string        `json:"says"`
	If       string        `json:"if,omitempty"`
	Strength string        `json:"strength"`
	Finding  brief.Finding `json:"finding"`
	Act      string        `json:"act"`
	Inputs   []string      `json:"inputs,omitempty"`
}

// Outcome is one coalition with what it brings.
type Outcome struct {
	Viable      bool              `json:"viable"`
	Members     []string          `json:"members"`
	Troops      int64             `json:"troops"`
	Lines       []string          `json:"lines_filled,omitempty"` // lines of the statement of requirements that its units fill
	Coverage    float64           `json:"coverage,omitempty"`     // part of all lines filled, by priority and day, 0 to 1; see entente forces
	Unmet       []string          `json:"unmet,omitempty"`        // musts that are not met
	short       map[string]string // by line that is not filled: what there is of what is needed
	Concessions []Concession      `json:"concessions,omitempty"` // reservations and preferences of members that are not met
	Package     map[string]string `json:"package,omitempty"`     // clause: option
	Presumes    []Step            `json:"presumes,omitempty"`    // what must still happen
	Optimal     bool              `json:"optimal"`               // proved best
	Gap         string            `json:"gap,omitempty"`         // how much better another could be, when not proved best
}

// Concession is a reservation or preference a member joins without.
type Concession struct {
	Actor    string `json:"actor"`
	Strength string `json:"strength"`
	Says     string `json:"says"`
	Act      string `json:"act"`
}

// Need is one requirement of the initiative, as things stand.
type Need struct {
	ID   string `json:"id"`
	Says string `json:"says"`
	Must bool   `json:"must"`
	Met  bool   `json:"met"`
	Gap  string `json:"gap,omitempty"`
}

// Coalitions lists the maximal self-consistent coalitions as everything stands.
type Coalitions struct {
	Maximal  [][]string `json:"maximal"`
	Complete bool       `json:"complete"`
}

// Conflict is a minimal set of acts, or absences of acts, that cannot all stand:
// take any one away and it is one no longer. The way is open when none is left.
type Conflict struct {
	For      string         `json:"for"` // the initiative's id, or the actor that is kept out
	Parts    []ConflictPart `json:"parts"`
	Complete bool           `json:"complete"` // all conflicts for this subject are listed
}

// ConflictPart is one act, or the absence of one, in a conflict.
type ConflictPart struct {
	ID        string       `json:"id"` // the input, the act of a condition (with # and its number), requirement or rule
	Statement string       `json:"statement"`
	Input     string       `json:"input,omitempty"`
	Actor     string       `json:"actor,omitempty"`
	Absence   bool         `json:"absence,omitempty"`
	Cites     []brief.Cite `json:"cites,omitempty"`
}

// Unlock is a minimal set of steps that makes the initiative viable, or brings an
// actor in.
type Unlock struct {
	For      string `json:"for"`
	Steps    []Step `json:"steps"`
	Then     []Step `json:"then,omitempty"` // final words that are expected to follow, of actors agreed in principle
	Complete bool   `json:"complete"`       // all minimal sets for this subject are listed
}

// Step is one thing somebody can do.
type Step struct {
	ID         string   `json:"id"`   // "option.disarmament=palestinian_police"
	Kind       string   `json:"kind"` // fact, option, gate, word, weight, effect, bar, reading; signature, when several must sign at the same moment
	Says       string   `json:"says"`
	Takers     []string `json:"takers,omitempty"`
	Difficulty int      `json:"difficulty"`
}

// Package is a full choice of options with what it brings.
type Package struct {
	Options map[string]string `json:"options"`
	Draft   bool              `json:"draft,omitempty"`
	Best    bool              `json:"best,omitempty"`
	Pareto  bool              `json:"pareto,omitempty"`
	Horizon string            `json:"horizon"` // "stands": facts and approvals as they stand; "reach": as favourable as they may become
	Outcome Outcome           `json:"outcome"`
	Gains   []string          `json:"gains,omitempty"`  // members it has and the draft has not
	Losses  []string          `json:"losses,omitempty"` // members the draft has and it has not
}

// Pivot says how much turns on one actor, fact or clause.
type Pivot struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"` // actor, fact, option, gate …
	Says     string  `json:"says"`
	Unlocks  float64 `json:"unlocks"`  // share of the initiative's minimal unlocks that contain it
	Critical int     `json:"critical"` // maximal coalitions that lose a further member or a must without it
	Loss     int     `json:"loss"`     // members the best case loses without it, itself not counted; 0 when others take its place
	Breaks   bool    `json:"breaks"`   // without it no coalition is viable
}

// Contested is an input on which words that count contradict each other, with the
// answer under each reading.
type Contested struct {
	Input    string    `json:"input"`
	Says     string    `json:"says"`
	Changes  bool      `json:"changes"` // the readings differ in a standing or in viability
	Readings []Reading `json:"readings"`
}

// Reading is one way to take a contested input.
type Reading struct {
	Value     string                    `json:"value"`
	Says      string                    `json:"says"`
	Viable    bool                      `json:"viable"`
	Standings map[string]brief.Standing `json:"standings"` // of the actors whose standing differs between readings
	Cites     []brief.Cite              `json:"cites,omitempty"`
}

// Question is one of the five questions of a charter.
type Question struct {
	Question string           `json:"question"` // threat, scope, type, oversight, command
	State    string           `json:"state"`    // settled, drafted, silent
	Clauses  []QuestionClause `json:"clauses,omitempty"`
	Because  []brief.Reason   `json:"because"`
}

// QuestionClause is a clause that answers a question.
type QuestionClause struct {
	ID      string   `json:"id"`
	Asks    string   `json:"asks"`
	State   string   `json:"state"`
	Option  string   `json:"option,omitempty"`
	Words   []string `json:"words"` // of the options, in their order
	Options []string `json:"options"`
	By      string   `json:"by,omitempty"`      // the decision that settled it
	Dissent []string `json:"dissent,omitempty"` // actors whose own word is against what is settled or drafted
}

// Kept is an act that moves nothing, with the reason.
type Kept struct {
	Act  string     `json:"act"`
	Says string     `json:"says"`
	Why  string     `json:"why"`
	Cite brief.Cite `json:"cite"`
}

// Input is something the answer turns on, as it stands.
type Input struct {
	ID    string       `json:"id"`
	Kind  string       `json:"kind"`
	State string       `json:"state"` // the value, or open, drafted, contested
	Value string       `json:"value,omitempty"`
	Label string       `json:"label"` // a few words for the head of a column
	Says  string       `json:"says"`
	Cites []brief.Cite `json:"cites,omitempty"`
}

// Event is one dated act for the timeline.
type Event struct {
	On    act.Date `json:"on"`
	Actor string   `json:"actor,omitempty"`
	Kind  string   `json:"kind"`
	Says  string   `json:"says"`
	Act   string   `json:"act"`
}
