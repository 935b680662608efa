package act

// The kinds by which actors take a stand: proposals, invitations, positions,
// objections, pledges, commitments and what national bodies answered.

// Strength is how much a condition weighs.
type Strength string

// The strengths. An Unsettled strength is contested between requirement and
// reservation: both readings are computed.
const (
	Mandatory   Strength = "requirement" // unmet, the actor stays out
	Reservation Strength = "reservation" // unmet, the actor stays in under protest: a concession
	Preference  Strength = "preference"  // unmet, the actor is in and less pleased
	Unsettled   Strength = "unknown"
)

// Proposal puts the initiative, or a text, forward.
type Proposal struct {
	Of       string     `json:"of" doc:"what is proposed"`
	Modality string     `json:"modality,omitempty" enum:"float|proposal|offer|request" doc:"how firmly: floated, proposed, offered, requested"`
	With     []ActorRef `json:"with,omitempty" doc:"co-sponsors"`
	To       []ActorRef `json:"to,omitempty" doc:"to whom"`
	If       Condition  `json:"if,omitempty" doc:"on which condition"`
}

// Sounding is confidential and not yet answered.
type Sounding struct {
	To    []ActorRef `json:"to" doc:"who was sounded"`
	About string     `json:"about,omitempty" doc:"on what"`
}

// Invitation asks others to take part.
type Invitation struct {
	To       []ActorRef `json:"to" doc:"who was asked"`
	Into     string     `json:"into,omitempty" doc:"what they were asked to join; the initiative when left out"`
	Channel  string     `json:"channel,omitempty" doc:"how it was carried"`
	AnswerBy Date       `json:"answer_by,omitempty" doc:"when an answer is due"`
}

// Exclusion leaves another out. It is a record of what was done; what bars an
// actor from joining is an objection or a rule.
type Exclusion struct {
	Of     []ActorRef `json:"of" doc:"who was left out"`
	From   string     `json:"from,omitempty" doc:"of what; the initiative when left out"`
	Ground string     `json:"ground,omitempty" doc:"the ground given"`
}

// Position is an actor's own declared stand. On the initiative (no clause, no
// issue) the latest that counts moves the actor's standing.
type Position struct {
	Stance      string    `json:"stance" enum:"supports|opposes|undecided|demands|denies" doc:"supports (would join), opposes (will not), undecided, demands (would join if), denies (says it never joined)"`
	InPrinciple bool      `json:"in_principle,omitempty" doc:"agreed in principle only: the final decision is still open"`
	Clause      ClauseRef `json:"clause,omitempty" doc:"the clause it is about, when not the initiative as a whole"`
	Option      string    `json:"option,omitempty" doc:"the option supported, demanded or opposed"`
	Issue       string    `json:"issue,omitempty" doc:"another issue it is about; then it is shown and not computed"`
	If          Condition `json:"if,omitempty" doc:"the condition under which it joins"`
	Strength    Strength  `json:"strength,omitempty" enum:"requirement|reservation|preference|unknown" doc:"what the condition weighs; requirement when left out"`
	Terms       []Term    `json:"terms,omitempty" doc:"further conditions, each with a strength of its own"`
}

// Term is one condition of a position.
type Term struct {
	If       Condition `json:"if" doc:"the condition"`
	Strength Strength  `json:"strength,omitempty" enum:"requirement|reservation|preference|unknown" doc:"requirement when left out"`
	Says     string    `json:"says,omitempty" doc:"what the actor said, in our own words"`
}

// Objection is one actor's stand against another's participation. Unless its
// effect is stated, what it does follows from who holds it: it bars when the
// holder's consent is required, it keeps a contributing holder out, and else it is
// shown and counts as contested.
type Objection struct {
	Against []ActorRef `json:"against" doc:"whose participation is objected to"`
	Effect  string     `json:"effect,omitempty" enum:"blocks|advisory|contested" doc:"stated effect; derived from the holder's standing when left out"`
	Unless  Condition  `json:"unless,omitempty" doc:"the objection falls while this holds"`
	Ground  string     `json:"ground,omitempty" doc:"the ground given"`
	Hard    int        `json:"difficulty,omitempty" doc:"how hard it is to have it lifted, 1 to 9; 5 when left out"`
}

// MaxUnits is how many units one pledge can be of, and MaxPledged how many all pledges
// of a case: each unit is matched by itself.
const (
	MaxUnits   = 1_000
	MaxPledged = 20_000
)

// Pledge is a unit, service or sum offered, on a rung of the commitment ladder.
//
//	pledges:
//	  - id: egy-battalions
//	    actor: EGY
//	    what: infantry
//	    capability: infantry
//	    number: 2
//	    amount: 2 battalions
//	    readiness: "2"
type Pledge struct {
	What       string     `json:"what" doc:"what is offered"`
	Capability Capability `json:"capability,omitempty" doc:"the sort of contribution"`
	Amount     Quantity   `json:"amount,omitempty" doc:"how much, in the source's words"`
	Rung       string     `json:"rung,omitempty" enum:"float|proposal|offer|pledge|commitment|deployed" doc:"how firm it is"`
	If         Condition  `json:"if,omitempty" doc:"its own condition"`
	From       Date       `json:"from,omitempty" doc:"available from"`
	Until      Date       `json:"until,omitempty" doc:"lapses on"`
	Tasks      []string   `json:"tasks,omitempty" doc:"the only tasks it is offered for, by the ids of mandates"`

	Unit      string     `json:"unit,omitempty" doc:"the unit's own name; no unit can be in two places"`
	Number    int64      `json:"number,omitempty" doc:"how many such units; the amount is theirs together; 1 when left out"`
	Places    []string   `json:"places,omitempty" doc:"the only places it is offered for"`
	Readiness string     `json:"readiness,omitempty" enum:"1|2|3|rdl" doc:"the level reached in the UN readiness system (PCRS)"`
	Renewed   Date       `json:"renewed,omitempty" doc:"the last day the pledge was renewed"`
	Rotations []Rotation `json:"rotations,omitempty" doc:"the periods it is there, where it is not there all the time"`
	AsLeaves  ActRef     `json:"as_leaves,omitempty" doc:"coupled: it enters only as the unit of this pledge leaves"`
	Needs     []Enabler  `json:"needs,omitempty" doc:"what others must provide before it can serve: lift, medical, protection"`
	Serves    int64      `json:"serves,omitempty" doc:"how many units can lean on it; any number when left out"`
	Equipment []string   `json:"equipment,omitempty" doc:"the major equipment it brings"`
}

// Rotation is one period a pledged unit is there.
type Rotation struct {
	From  Date `json:"from" doc:"the first day"`
	Until Date `json:"until" doc:"the last day"`
}

// Enabler is something a unit needs from another.
type Enabler struct {
	Capability Capability `json:"capability" doc:"what it needs"`
	From       ActRef     `json:"from,omitempty" doc:"the pledge that must provide it; any that can when left out"`
}

// Caveat is a national restriction on the use of forces (AAP-06). It is not a
// condition of joining. What it refuses is computed from its lists; in words alone it
// is shown.
type Caveat struct {
	Restricts string   `json:"restricts" enum:"task|place|time|command|other" doc:"what is restricted"`
	Words     string   `json:"words" doc:"the restriction"`
	Declared  string   `json:"declared,omitempty" enum:"declared|undeclared|discovered" doc:"how it is known"`
	LiftedBy  ActorRef `json:"lifted_by,omitempty" doc:"who can lift it"`

	Binds    []ActRef   `json:"pledges,omitempty" doc:"the pledges it binds; all of its actor when left out"`
	Tasks    []string   `json:"tasks,omitempty" doc:"the tasks refused, by the ids of mandates"`
	Places   []string   `json:"places,omitempty" doc:"the places refused"`
	Only     []string   `json:"only,omitempty" doc:"the only tasks or places accepted"`
	Under    []ActorRef `json:"under,omitempty" doc:"under whose command it does not serve"`
	From     Date       `json:"from,omitempty" doc:"restricted from this day"`
	Until    Date       `json:"until,omitempty" doc:"restricted until this day"`
	Unless   Condition  `json:"unless,omitempty" doc:"the caveat falls while this holds"`
	Days     int        `json:"days_to_lift,omitempty" doc:"how many days it takes to have it lifted"`
	Hard     int        `json:"difficulty,omitempty" doc:"how hard it is to have it lifted, 1 to 9; 5 when left out"`
	FoundOut ActRef     `json:"discovered_by,omitempty" doc:"the act of refusal by which it was discovered"`
}

// Computed reports whether the caveat says in its lists what it refuses.
func (c *Caveat) Computed() bool {
	return len(c.Tasks)+len(c.Places)+len(c.Only)+len(c.Under) > 0 || !c.From.IsZero() || !c.Until.IsZero()
}

// Commitment binds its actor: from then on it is decided.
type Commitment struct {
	By     string   `json:"by,omitempty" enum:"signature|ratification|accession|exchange|deployment|announcement" doc:"how it was given"`
	To     string   `json:"to,omitempty" doc:"to what; the initiative when left out"`
	Troops Quantity `json:"troops,omitempty" doc:"what it brings"`
}

// Approval is the result of a gate.
type Approval struct {
	Gate   GateRef `json:"gate" doc:"which gate"`
	Result string  `json:"result" enum:"approved|refused|consulted|informed" doc:"what came out"`
}

func (*Proposal) Kind() Kind   { return "proposal" }
func (*Sounding) Kind() Kind   { return "sounding" }
func (*Invitation) Kind() Kind { return "invitation" }
func (*Exclusion) Kind() Kind  { return "exclusion" }
func (*Position) Kind() Kind   { return "position" }
func (*Objection) Kind() Kind  { return "objection" }
func (*Pledge) Kind() Kind     { return "pledge" }
func (*Caveat) Kind() Kind     { return "caveat" }
func (*Commitment) Kind() Kind { return "commitment" }
func (*Approval) Kind() Kind   { return "approval" }
