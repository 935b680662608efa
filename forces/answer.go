package forces

import (
	"entente/act"
	"entente/assess"
	"entente/brief"
	"entente/phrase"
	"entente/sourcing"
)

// Answer is what [Ask] returns. It is its own JSON ("entente":"forces/1");
// docs/forces.md describes every name. Strengths are counted by the low end of what
// was said; at_most is what the high ends would come to.
type Answer struct {
	Entente    string   `json:"entente"`
	Initiative string   `json:"initiative"`
	Title      string   `json:"title"`
	Marking    string   `json:"marking"`
	At         act.Date `json:"at,omitzero"`
	Known      act.Date `json:"known,omitzero"`
	Assumed    []string `json:"assumed,omitempty"`

	Complete    bool                `json:"complete"` // every line that must be filled is
	Full        bool                `json:"full"`     // every line is filled
	Coverage    float64             `json:"coverage"` // part of all lines filled, by priority and day, 0 to 1
	AtMost      float64             `json:"at_most"`  // coverage if every strength came to the high end of what was said
	Reach       float64             `json:"reach"`    // the same in the best case over everything open
	Presumes    []assess.Step       `json:"presumes,omitempty"`
	Members     []string            `json:"members"` // candidates that take part in this assignment
	Concessions []assess.Concession `json:"concessions,omitempty"`
	Unmet       []Must              `json:"unmet"` // musts that are not met

	Lines        []Line        `json:"lines"`
	Units        []Unit        `json:"units"`
	Contributors []Contributor `json:"contributors"`
	Caveats      []Caveat      `json:"caveats"`
	Ways         []Way         `json:"ways"` // minimal sets of steps that complete the force
	Periods      []Period      `json:"periods"`
	Balance      []Rule        `json:"balance"`
	Posts        []Post        `json:"posts,omitempty"`
	Record       []Service     `json:"record,omitempty"`
	Exercises    []Exercise    `json:"exercises,omitempty"`

	Beside        []Kept   `json:"beside,omitempty"`
	NotUnderstood []Kept   `json:"not_understood,omitempty"`
	Incomplete    []string `json:"incomplete,omitempty"`
	Notes         []string `json:"notes,omitempty"`

	Names map[string]string `json:"names"`

	said *phrase.Said // how its sentences were made, for other languages
}

func (ans *Answer) lines() bool { return len(ans.Lines) > 0 }

// Must is a must of the initiative that is not met.
type Must struct {
	ID   string `json:"id"`
	Says string `json:"says"`
}

// Line is one line of the statement of requirements, and what fills it.
type Line struct {
	ID         string         `json:"id"`
	Line       string         `json:"line,omitempty"` // its number in the statement
	Says       string         `json:"says"`
	Capability act.Capability `json:"capability"`
	Task       string         `json:"task,omitempty"`
	Place      string         `json:"place,omitempty"`
	Must       bool           `json:"must"`
	Priority   int64          `json:"priority"`
	From       string         `json:"from"`
	Until      string         `json:"until"`
	Needs      []Need         `json:"needs"`
	Filled     bool           `json:"filled"`
	Coverage   float64        `json:"coverage"`
	InReach    bool           `json:"filled_in_reach"` // filled in the best case
	By         []Assigned     `json:"by"`
	Gaps       []Gap          `json:"gaps"`
	Ways       []Way          `json:"ways,omitempty"` // what the gap needs: minimal sets of steps that fill the line
	Cites      []brief.Cite   `json:"cites,omitempty"`
}

// Need is one measure of a line's need.
type Need struct {
	Of     string `json:"of"` // people or units
	Need   int64  `json:"need"`
	Least  int64  `json:"there"`             // the least there is on any day
	AtMost int64  `json:"at_most,omitempty"` // the same by the high ends; 0 when one has no upper end
}

// Assigned is a unit that fills a line.
type Assigned struct {
	Unit  string `json:"unit"`
	Owner string `json:"owner"`
	What  string `json:"what"`
	Low   int64  `json:"low"`
	High  int64  `json:"high,omitempty"`
	Words string `json:"words,omitempty"` // the source's words for its strength
	Level string `json:"readiness,omitempty"`
	From  string `json:"from"`
	Until string `json:"until"`
}

// Gap is what a line lacks, on the days from From to Until.
type Gap struct {
	From    string   `json:"from"`
	Until   string   `json:"until"`
	Of      string   `json:"of"`
	Missing int64    `json:"missing"`
	Causes  []Caused `json:"causes"` // the greatest first
}

// Caused is one cause of a gap, with how much of it the units held back by that
// cause would bring.
type Caused struct {
	Cause   sourcing.Cause `json:"cause"`
	Amount  int64          `json:"amount"`
	Units   []string       `json:"units,omitempty"`
	Because []brief.Reason `json:"because,omitempty"` // one for each unit held back
}

// Unit is one unit pledged and what became of it.
type Unit struct {
	ID        string         `json:"id"`
	Owner     string         `json:"owner"`
	What      string         `json:"what"`
	Name      string         `json:"name,omitempty"`
	Sort      act.Capability `json:"capability,omitempty"`
	Low       int64          `json:"low"`
	High      int64          `json:"high,omitempty"`
	Readiness string         `json:"readiness,omitempty"`
	Lapses    string         `json:"lapses,omitempty"` // the day the pledge is valid no longer, unless renewed
	Fills     []string       `json:"fills"`
	Idle      *brief.Reason  `json:"idle,omitempty"` // why it fills nothing
	Cause     sourcing.Cause `json:"cause,omitempty"`
}

// Contributor is what one actor brings, and what the force would be without it.
type Contributor struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Units     int     `json:"units"`   // assigned
	People    int64   `json:"people"`  // assigned, by the low ends
	Pledged   int64   `json:"pledged"` // people in all its pledges that count
	Worth     float64 `json:"worth"`   // coverage lost without it
	Unmet     int64   `json:"unmet"`   // further musts not met without it
	Exact     bool    `json:"exact"`   // false: the search for its worth was stopped
	TakesPart bool    `json:"takes_part"`
}

// Caveat is one caveat, and what lifting it would bring.
type Caveat struct {
	ID       string     `json:"id"`
	Owner    string     `json:"owner"`
	Says     string     `json:"says"`
	Declared string     `json:"declared,omitempty"`
	LiftedBy string     `json:"lifted_by,omitempty"`
	Days     int        `json:"days_to_lift,omitempty"`
	Computed bool       `json:"computed"` // false: in words alone, shown and not computed
	Worth    float64    `json:"worth"`    // coverage won by lifting it
	Fills    []string   `json:"fills,omitempty"`
	Exact    bool       `json:"exact"`
	Cite     brief.Cite `json:"cite"`
}

// Way is a minimal set of steps: leave one out, and it does not do.
type Way struct {
	Steps    []assess.Step `json:"steps"`
	Complete bool          `json:"complete"` // all minimal sets are listed
}

// Period is a time in which nothing changes.
type Period struct {
	From     string  `json:"from"`
	Until    string  `json:"until"`
	Coverage float64 `json:"coverage"` // of the lines needed then, by priority
	Lines    int     `json:"lines"`
	Filled   int     `json:"filled"`
	People   int64   `json:"people"` // there, by the low ends
}

// Rule is one rule of composition, held against the assignment.
type Rule struct {
	ID    string        `json:"id"`
	Says  string        `json:"says"`
	Binds bool          `json:"binds"`
	Found brief.Finding `json:"found"`
	Share float64       `json:"share"` // the group's part, or the largest contributor's
	Of    string        `json:"of"`    // whose part it is
	Cite  brief.Cite    `json:"cite"`
}

// Post is a post somebody holds.
type Post struct {
	Post   string     `json:"post"`
	Person string     `json:"person"`
	Of     string     `json:"of,omitempty"`
	Status string     `json:"status"`
	Cite   brief.Cite `json:"cite"`
}

// Service is what a contributor has done before.
type Service struct {
	Actor   string     `json:"actor"`
	Of      string     `json:"of"`
	Mission string     `json:"mission,omitempty"`
	Where   string     `json:"where,omitempty"`
	Troops  string     `json:"troops,omitempty"`
	Counts  bool       `json:"counts"` // its own word; else told by another
	Cite    brief.Cite `json:"cite"`
}

// Exercise is an exercise with who took part and who watched.
type Exercise struct {
	Title        string     `json:"title"`
	On           act.Date   `json:"on,omitzero"`
	Where        string     `json:"where,omitempty"`
	Participants []string   `json:"participants"`
	Observers    []string   `json:"observers,omitempty"`
	Together     []string   `json:"together"` // those of this force's contributors that took part
	Cite         brief.Cite `json:"cite"`
}

// Kept is an act that moves nothing, with the reason.
type Kept struct {
	Act  string     `json:"act"`
	Says string     `json:"says"`
	Why  string     `json:"why"`
	Cite brief.Cite `json:"cite"`
}
