package act

// The kinds by which bodies decide: a text is proposed and amended, a ballot is
// convened or a silence begun, members vote, abstain, break the silence, explain
// and reserve. The act that records the outcome is a [Decision].

// Text is a text put before a body, one version of it.
type Text struct {
	Title    string     `json:"title" doc:"its title, symbol or document number"`
	Body     ActorRef   `json:"body,omitempty" doc:"the body it is put before"`
	With     []ActorRef `json:"with,omitempty" doc:"co-sponsors"`
	Replaces ActRef     `json:"replaces,omitempty" doc:"the version it replaces"`
	Settles  Choices    `json:"settles,omitempty" doc:"the clauses it would settle, each at an option"`
	Words    string     `json:"words,omitempty" doc:"its wording, or the part that matters"`
}

// Amendment asks for a change of a text before it is decided.
type Amendment struct {
	To     ActRef     `json:"to" doc:"the text to be changed"`
	Words  string     `json:"words" doc:"the change, in words"`
	Clause ClauseRef  `json:"clause,omitempty" doc:"the clause it changes"`
	Option string     `json:"option,omitempty" doc:"the option it would put in"`
	With   []ActorRef `json:"with,omitempty" doc:"co-sponsors"`
}

// Ballot calls a body to decide, by consensus or by vote. The roll may stand in
// the ballot itself, as a record of the meeting prints it, or in votes, each the
// act of the member that cast it.
//
//	ballots:
//	  - id: vote-2803
//	    actor: UNSC
//	    on: 2025-11-17
//	    text: draft-2803
//	    procedure: unsc-substantive
//	    abstained: [CHN, RUS]
type Ballot struct {
	Title     string     `json:"title,omitempty" doc:"what is decided; the text's title when left out"`
	Body      ActorRef   `json:"body,omitempty" doc:"the body that decides; the procedure's when left out"`
	Text      ActRef     `json:"text,omitempty" doc:"the text or amendment decided upon"`
	Procedure string     `json:"procedure" doc:"the rule it is decided by: see entente decide --procedures"`
	Reading   string     `json:"reading,omitempty" doc:"the reading of the rule, where sources disagree"`
	Members   []ActorRef `json:"members,omitempty" doc:"the electorate, where it is not the one the procedure gives for the day"`
	Parties   []ActorRef `json:"parties,omitempty" doc:"parties to the dispute, for rules of recusal"`
	Closes    Instant    `json:"closes,omitempty" doc:"when the vote closes: 2003-02-10 09:00 +01:00"`
	Consensus string     `json:"consensus,omitempty" enum:"sought|reached|not_obtained" doc:"what became of consensus, where the rule seeks it first"`
	Yes       []ActorRef `json:"in_favour,omitempty" doc:"who voted in favour"`
	No        []ActorRef `json:"against,omitempty" doc:"who voted against"`
	Abstain   []ActorRef `json:"abstained,omitempty" doc:"who abstained"`
	Declared  []ActorRef `json:"declared,omitempty" doc:"who abstained with a formal declaration, where the rule knows such"`
	Silent    []ActorRef `json:"not_participating,omitempty" doc:"who was present and did not take part in the vote"`
	Absent    []ActorRef `json:"absent,omitempty" doc:"who was absent"`
	Closed    bool       `json:"closed,omitempty" doc:"the vote is over: whoever is not on the roll did not take part"`
}

// Silence puts a text under a silence procedure: unbroken at the deadline, it is
// adopted.
type Silence struct {
	Title     string     `json:"title,omitempty" doc:"what is decided; the text's title when left out"`
	Body      ActorRef   `json:"body,omitempty" doc:"the body that decides; the procedure's when left out"`
	Text      ActRef     `json:"text,omitempty" doc:"the text put under silence"`
	Procedure string     `json:"procedure" doc:"the rule it is decided by"`
	Reading   string     `json:"reading,omitempty" doc:"the reading of the rule, where sources disagree"`
	Members   []ActorRef `json:"members,omitempty" doc:"the electorate, where it is not the one the procedure gives for the day"`
	Opens     Instant    `json:"opens,omitempty" doc:"when the text was circulated"`
	Until     Instant    `json:"until" doc:"the deadline with its offset from UTC: 2003-02-10 09:00 +01:00 (Brussels)"`
}

// Break is an objection to a text under silence.
type Break struct {
	Of ActRef  `json:"of" doc:"the silence it breaks"`
	At Instant `json:"at,omitempty" doc:"when it arrived; the end of its day when left out"`
	By string  `json:"by,omitempty" enum:"objection|amendment|extension" doc:"by an objection (the default), a proposed amendment, or a request for more time"`
}

// Vote is one member's vote.
type Vote struct {
	In   ActRef  `json:"in" doc:"the ballot"`
	Cast string  `json:"cast" enum:"yes|no|abstain|declared|not_participating|absent" doc:"how it voted; declared is an abstention with a formal declaration"`
	At   Instant `json:"at,omitempty" doc:"when it was cast"`
}

// Explanation explains a vote, or why a silence was not broken. It moves nothing.
type Explanation struct {
	Of ActRef `json:"of" doc:"the ballot or silence"`
}

// Reserve is a reservation or declaration made to a text that is adopted: not a
// position, an act of its own with effects of its own.
type Reserve struct {
	To     ActRef    `json:"to" doc:"the text, ballot, silence or decision"`
	Sort   string    `json:"sort,omitempty" enum:"reservation|interpretative_declaration|freedom_of_action" doc:"what it is; a reservation when left out"`
	Clause ClauseRef `json:"clause,omitempty" doc:"the clause it is about"`
}

func (*Text) Kind() Kind        { return "text" }
func (*Amendment) Kind() Kind   { return "amendment" }
func (*Ballot) Kind() Kind      { return "ballot" }
func (*Silence) Kind() Kind     { return "silence" }
func (*Break) Kind() Kind       { return "break" }
func (*Vote) Kind() Kind        { return "vote" }
func (*Explanation) Kind() Kind { return "explanation" }
func (*Reserve) Kind() Kind     { return "reservation" }
