package charter

import (
	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// Answer is what [Ask] returns. It is its own JSON ("entente":"charter/1");
// docs/charter.md describes every name.
type Answer struct {
	Entente       string            `json:"entente"`
	Initiative    string            `json:"initiative"`
	Title         string            `json:"title"`
	Marking       string            `json:"marking"`
	At            act.Date          `json:"at"`
	Known         act.Date          `json:"known,omitzero"`
	Names         map[string]string `json:"names,omitempty"` // names this record gives to actors
	Questions     []Question        `json:"questions"`
	Ladder        Ladder            `json:"ladder"`
	Scope         []Finding         `json:"scope_checks"`
	Oversight     []Finding         `json:"oversight_checks"`
	Command       []Finding         `json:"command_checks"`
	Bench         Bench             `json:"definitions"`
	Principles    []Finding         `json:"principles"`
	Beside        []Kept            `json:"beside,omitempty"`
	NotUnderstood []Kept            `json:"not_understood,omitempty"`

	said *phrase.Said // how its sentences were made, for other languages
}

// State is how far a question or a clause is answered.
type State string

// The states.
const (
	Settled       State = "settled"
	Reserved      State = "settled_with_reservations"
	Drafted       State = "drafted"
	Silent        State = "silent"
	Contradictory State = "contradictory"
)

// Question is one of the five.
type Question struct {
	ID      string         `json:"id"` // threat, scope, type, oversight, command
	Asks    string         `json:"asks"`
	State   State          `json:"state"`
	Clauses []Clause       `json:"clauses,omitempty"`
	Left    []string       `json:"left"` // what remains to be done
	Because []brief.Reason `json:"because"`
}

// Clause is one clause of the charter.
type Clause struct {
	ID           string    `json:"id"`
	Asks         string    `json:"asks"`
	State        State     `json:"state"`
	Option       string    `json:"option,omitempty"` // settled, else drafted
	Words        string    `json:"words,omitempty"`
	By           string    `json:"adopted_by,omitempty"` // the act that settled it
	Body         string    `json:"body,omitempty"`
	On           act.Date  `json:"on,omitzero"`
	Brackets     []Bracket `json:"brackets"`
	Dissent      []Stand   `json:"dissent,omitempty"`
	Reservations []Kept    `json:"reservations,omitempty"`
	Versions     []Version `json:"versions,omitempty"`
	Amendments   []Kept    `json:"amendments,omitempty"`
	Review       act.Date  `json:"review,omitzero"`
	Overdue      bool      `json:"review_overdue,omitempty"`
	Taker        string    `json:"taker,omitempty"`
}

// Bracket is one option with those who stand for and against it by their own word.
type Bracket struct {
	Option   string   `json:"option"`
	Words    string   `json:"words,omitempty"`
	Text     string   `json:"text,omitempty"` // its latest wording
	For      []string `json:"for,omitempty"`
	Against  []string `json:"against,omitempty"`
	Brackets bool     `json:"in_brackets,omitempty"`
}

// Stand is one actor's word against a clause as it stands.
type Stand struct {
	Actor  string     `json:"actor"`
	Stance string     `json:"stance"`
	Option string     `json:"option,omitempty"`
	Says   string     `json:"says"`
	Cite   brief.Cite `json:"cite"`
}

// Version is one wording a clause has had.
type Version struct {
	Act      string   `json:"act"`
	On       act.Date `json:"on,omitzero"`
	Option   string   `json:"option,omitempty"`
	Words    string   `json:"words"`
	By       string   `json:"by,omitempty"`
	Brackets bool     `json:"in_brackets,omitempty"`
	Replaced bool     `json:"replaced,omitempty"`
}

// Ladder is how far the initiative goes, and what consent each rung needs and has.
type Ladder struct {
	Rung  string `json:"rung,omitempty"` // the rung settled or drafted
	State State  `json:"state"`
	Rungs []Rung `json:"rungs"`
}

// Rung is one rung of the ladder of type.
type Rung struct {
	Rung     string        `json:"rung"`
	Here     bool          `json:"here,omitempty"`
	Needs    string        `json:"needs"`              // the consent it needs
	Adopted  bool          `json:"by_charter"`         // the charter says so; else it is what is customary
	Share    string        `json:"share,omitempty"`    // of the members
	Need     int64         `json:"need,omitempty"`     // how many members
	Consents []string      `json:"consents,omitempty"` // who said yes to this rung
	Finding  brief.Finding `json:"finding,omitempty"`
}

// Finding is one check and what was found.
type Finding struct {
	Check   string         `json:"check"`
	Finding brief.Finding  `json:"finding"`
	Because []brief.Reason `json:"because,omitempty"`
}

// Bench is the test-bench of definitions.
type Bench struct {
	Definitions []Tried  `json:"definitions,omitempty"`
	Wording     *Wording `json:"wording,omitempty"`
}

// Tried is one definition tried on every incident.
type Tried struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	By        string   `json:"by,omitempty"`
	Says      string   `json:"says"`
	Incidents []Trial  `json:"incidents"`
	Groups    []Group  `json:"groups,omitempty"`
	Flags     []Flag   `json:"flags,omitempty"`
	Accepts   []string `json:"accepts,omitempty"` // actors all of whose demands it meets
	Refuses   []string `json:"refuses,omitempty"`
}

// Trial is a definition applied to one incident.
type Trial struct {
	Incident string   `json:"incident"`
	Title    string   `json:"title"`
	By       []string `json:"by,omitempty"`
	Falls    bool     `json:"falls"`
	Why      string   `json:"why"`
}

// Group is a group whose acts fall under a definition, or that a member lists.
type Group struct {
	Group    string   `json:"group"`
	Falls    bool     `json:"falls"`
	Listed   []string `json:"listed_by,omitempty"`
	Supports []string `json:"supported_by,omitempty"`
}

// Flag is something a definition brings up.
type Flag struct {
	Sort string       `json:"sort"` // own_conduct, supported_and_listed, supports_what_falls, listed_and_does_not_fall
	Says string       `json:"says"`
	Who  []string     `json:"who"`
	Case []brief.Cite `json:"cites,omitempty"`
}

// Wording is the wording that meets the demands of most, made of the elements on the
// table.
type Wording struct {
	All       bool       `json:"all_accept"`
	Accepts   []string   `json:"accepts"`
	Refuses   []string   `json:"refuses,omitempty"`
	Elements  Elements   `json:"elements"`
	Says      string     `json:"says"`
	Optimal   bool       `json:"optimal"`             // proved: no wording of these elements is accepted by more
	Conflicts [][]string `json:"conflicts,omitempty"` // minimal groups of actors whose demands no wording can meet together
	Complete  bool       `json:"complete"`
}

// Elements are the lists of a definition.
type Elements struct {
	Acts    []string `json:"acts,omitempty"`
	Intents []string `json:"intents,omitempty"`
	Targets []string `json:"targets,omitempty"`
	Authors []string `json:"authors,omitempty"`
	Except  []string `json:"except,omitempty"`
}

// Kept is an act shown beside the answer.
type Kept struct {
	Act  string     `json:"act"`
	Who  string     `json:"who,omitempty"`
	Says string     `json:"says"`
	Why  string     `json:"why,omitempty"`
	Cite brief.Cite `json:"cite,omitzero"`
}
