package decide

import (
	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// Answer is what [Case] returns. It is its own JSON ("entente":"decide/1");
// docs/decide.md describes every name.
type Answer struct {
	Entente       string            `json:"entente"`
	Initiative    string            `json:"initiative,omitempty"`
	Title         string            `json:"title"`
	Marking       string            `json:"marking"`
	At            act.Date          `json:"at,omitzero"`
	Known         act.Date          `json:"known,omitzero"`
	Names         map[string]string `json:"names,omitempty"` // names this record gives to actors
	Decisions     []Decision        `json:"decisions"`
	Approvals     []Approval        `json:"national_approval,omitempty"`
	Beside        []Kept            `json:"beside,omitempty"`         // of ballots, on record and not counted, with the reason
	NotUnderstood []Kept            `json:"not_understood,omitempty"` // acts of kinds this program does not know

	said *phrase.Said // how its sentences were made, for other languages
}

// Decision is the answer for one text.
type Decision struct {
	ID        string     `json:"id,omitempty"`
	Title     string     `json:"title"`
	On        act.Date   `json:"on,omitzero"`
	Body      string     `json:"body,omitempty"`
	Text      string     `json:"text,omitempty"`
	Procedure Used       `json:"procedure,omitzero"`
	Outcome   Outcome    `json:"outcome"`
	Stage     string     `json:"stage,omitempty"` // the stage that decided it, or where it stands
	Count     *Count     `json:"count,omitempty"`
	Members   int64      `json:"members,omitempty"`
	Majority  []Majority `json:"majorities,omitempty"`
	Quorum    *Quorate   `json:"quorum,omitempty"`
	Distance  *Distance  `json:"distance,omitempty"`
	Decisive  []Decisive `json:"decisive,omitempty"`
	MayDecide []string   `json:"may_still_decide,omitempty"` // who has not spoken
	Vetoes    []string   `json:"vetoes,omitempty"`           // negative votes that blocked
	Idle      []string   `json:"idle_vetoes,omitempty"`      // negative votes of veto holders on a text that failed anyway
	Objectors []string   `json:"objectors,omitempty"`
	Late      []string   `json:"late,omitempty"` // votes and objections after the deadline, in words
	Deadline  string     `json:"deadline,omitempty"`

	Roll         map[string]string `json:"roll,omitempty"`
	Because      []brief.Reason    `json:"because"`
	OtherReading []Otherwise       `json:"other_readings,omitempty"`
	OtherForum   []ForumAnswer     `json:"other_forum,omitempty"`
	Published    string            `json:"published,omitempty"` // the outcome on record
	Differs      string            `json:"differs,omitempty"`   // how the record differs from the sum
	Reservations []Kept            `json:"reservations,omitempty"`
	Explanations []Kept            `json:"explanations,omitempty"`
	Notes        []string          `json:"notes,omitempty"`
}

// Used is the rule an answer was computed by.
type Used struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Reference string   `json:"reference"`
	Reading   string   `json:"reading"` // "text", or the id of another reading
	Says      string   `json:"says,omitempty"`
	Verified  string   `json:"verified"`
	Binds     string   `json:"binds,omitempty"`
	Effect    string   `json:"takes_effect,omitempty"`
	Reserving string   `json:"reservations,omitempty"`
	Practice  []string `json:"practice,omitempty"` // what is done, as distinct from the rule; it decides nothing
}

// Majority is one majority: what it takes, of which base, and what there is.
type Majority struct {
	Says     string `json:"says"`
	Base     int64  `json:"base"`
	Need     int64  `json:"need"`
	Have     int64  `json:"have"`
	Counting string `json:"counting"` // votes or weights
	Met      bool   `json:"met"`
}

// Quorate is the presence needed and had.
type Quorate struct {
	Need    int64 `json:"need"`
	Present int64 `json:"present"`
	Met     bool  `json:"met"`
}

// Distance is how far a text is from adoption, or an adopted one from failing.
type Distance struct {
	Votes  int64    `json:"votes"`            // not adopted: members that would have to come over to it; adopted: votes in favour it can lose
	Lift   []string `json:"lift,omitempty"`   // vetoes or objections that would have to be dropped as well
	Says   string   `json:"says"`             // in words
	Beyond bool     `json:"beyond,omitempty"` // no number of votes would do
}

// Decisive is a member that could have changed the outcome alone.
type Decisive struct {
	Who  string `json:"who"`
	How  string `json:"how"` // vote, veto, objection
	Says string `json:"says"`
}

// Otherwise is the outcome under another reading of the rule.
type Otherwise struct {
	Reading string  `json:"reading"`
	Says    string  `json:"says"`
	Outcome Outcome `json:"outcome"`
	Changes bool    `json:"changes"`
}

// ForumAnswer is another forum the matter can be taken to, and what would become
// of it there.
type ForumAnswer struct {
	Procedure string   `json:"procedure"`
	Title     string   `json:"title"`
	When      string   `json:"when"`
	Outcome   Outcome  `json:"outcome"`
	Left      []string `json:"objectors_left,omitempty"`
}

// Approval is the national approval of one actor.
type Approval struct {
	Actor   string         `json:"actor"`
	Name    string         `json:"name"`
	State   Outcome        `json:"state"`                // adopted (all gates that must approve have), not_adopted, pending
	Final   bool           `json:"final_word,omitempty"` // its own word is final too: it has decided, in assess as well
	Gates   []Gate         `json:"gates"`
	Next    []string       `json:"next,omitempty"` // bodies whose turn it is
	Because []brief.Reason `json:"because"`
}

// Gate is one step of it.
type Gate struct {
	ID    string       `json:"id"`
	Body  string       `json:"body"`
	Basis string       `json:"basis"`
	Mode  string       `json:"mode"`
	Order int          `json:"order"`
	State string       `json:"state"` // approved, refused, pending, contested, waiting (for an earlier step), done (consulted or informed), void (after a refusal)
	Cites []brief.Cite `json:"cites,omitempty"`
}

// Kept is an act shown beside the answer.
type Kept struct {
	Act  string     `json:"act"`
	Who  string     `json:"who,omitempty"`
	Says string     `json:"says"`
	Why  string     `json:"why,omitempty"`
	Cite brief.Cite `json:"cite,omitzero"`
}
