package act

// The kinds that record what bodies decided, what was said, and what happened.

// Decision is a body's act on a text. Adopted, it settles clauses and facts.
type Decision struct {
	Title        string     `json:"title" doc:"what was decided, or the text's symbol"`
	Outcome      string     `json:"outcome" enum:"adopted|not_adopted|vetoed|agreed|pending" doc:"what came out"`
	By           string     `json:"by,omitempty" doc:"the rule it was taken under, and the count"`
	Ballot       ActRef     `json:"ballot,omitempty" doc:"the ballot or silence it was taken by, so that the outcome can be computed anew"`
	InFavour     int        `json:"in_favour,omitempty" doc:"votes in favour"`
	Against      int        `json:"against,omitempty" doc:"votes against"`
	Abstained    int        `json:"abstained,omitempty" doc:"abstentions"`
	Abstainers   []ActorRef `json:"abstainers,omitempty" doc:"who abstained"`
	Participants []ActorRef `json:"participants,omitempty" doc:"who took part"`
	Settles      Choices    `json:"settles,omitempty" doc:"clauses settled, each at an option"`
	Establishes  []FactRef  `json:"establishes,omitempty" doc:"facts it makes true"`
	Refutes      []FactRef  `json:"refutes,omitempty" doc:"facts it makes false"`
	Text         string     `json:"text,omitempty" doc:"the substance, in our own words"`
	Reservations []string   `json:"reservations,omitempty" doc:"reservations kept, and whose"`
}

// Statement is an assertion of fact or opinion by someone. About another actor it
// never moves that actor's standing; about a fact it settles it only if it counts
// and its actor is one whose word settles it.
type Statement struct {
	Topic  string     `json:"topic,omitempty" enum:"fact|stand|motive|cause|forecast|for|risk|perception|evaluation|question|silence|constraint|precedent|lesson|history|definition|hypothesis|obligation|recommendation|condition|criterion|composition|count|process" doc:"what sort of assertion"`
	Fact   FactRef    `json:"fact,omitempty" doc:"the question of fact it answers"`
	Holds  string     `json:"holds,omitempty" enum:"true|false|unclear" doc:"the answer it gives"`
	About  []ActorRef `json:"about,omitempty" doc:"the actors it is about"`
	Stance string     `json:"stance,omitempty" enum:"supports|opposes|undecided|demands|denies|willing|unwilling|excluded" doc:"the stand it ascribes to them"`
	Clause ClauseRef  `json:"clause,omitempty" doc:"the clause it bears on"`
	If     Condition  `json:"if,omitempty" doc:"the condition it names"`
	Then   string     `json:"then,omitempty" doc:"what it says would follow"`
	Amount Quantity   `json:"amount,omitempty" doc:"the number it gives"`
}

// Message is what one actor told another; several channels carry one message. A
// telegram is one: its addressees for action stand under to.
type Message struct {
	To         []ActorRef `json:"to" doc:"to whom; of a telegram those who are to act"`
	Info       []ActorRef `json:"info,omitempty" doc:"who was only informed"`
	Reference  string     `json:"reference,omitempty" doc:"its own number, such as 07ISLAMABAD1279"`
	Sent       Instant    `json:"sent,omitempty" doc:"the moment it was released, with its offset: 2007-03-20 13:00 Z"`
	Precedence string     `json:"precedence,omitempty" enum:"emergency|flash|immediate|priority|routine" doc:"how fast it was carried"`
	Captions   []string   `json:"captions,omitempty" doc:"what limits its distribution: SIPDIS, EXDIS"`
	Tags       []string   `json:"tags,omitempty" doc:"its subjects, by the TAGS of its sender"`
	References []string   `json:"references,omitempty" doc:"the telegrams it refers to, as its reference line has them: A. CAIRO 310"`
	Portions   []Portion  `json:"portions,omitempty" doc:"the marking of each of its paragraphs, where they are marked"`
	Channels   []string   `json:"channels,omitempty" doc:"by which ways it was carried"`
	Carried    []Leg      `json:"carried,omitempty" doc:"the ways it was carried, each with what was answered there"`
	Answer     string     `json:"answer,omitempty" doc:"what was answered"`
	Answers    ActRef     `json:"answers,omitempty" doc:"the message it answers"`
}

// Signal is a deed with an audience and an intended meaning.
type Signal struct {
	Deed     string     `json:"deed" doc:"what was done"`
	Audience []ActorRef `json:"audience" doc:"who was meant to see it"`
	Meaning  string     `json:"meaning" doc:"what they were meant to draw from it"`
	Act      ActRef     `json:"act,omitempty" doc:"the act that carried it"`
}

// Meeting is a session, visit or conference.
type Meeting struct {
	Title        string     `json:"title" doc:"what it was"`
	Body         ActorRef   `json:"body,omitempty" doc:"the body that met"`
	Where        string     `json:"where,omitempty" doc:"the place"`
	Until        Date       `json:"until,omitempty" doc:"the last day"`
	Chair        ActorRef   `json:"chair,omitempty" doc:"who presided or hosted"`
	Participants []ActorRef `json:"participants,omitempty" doc:"who took part"`
	Invited      []ActorRef `json:"invited,omitempty" doc:"who was invited and is not known to have come"`
	NotInvited   []ActorRef `json:"not_invited,omitempty" doc:"who was left out"`
	Membership   int        `json:"membership,omitempty" doc:"how many members the body had"`
	Agenda       []string   `json:"agenda,omitempty" doc:"what it was about"`
	Outcome      string     `json:"outcome,omitempty" doc:"what came of it"`
}

// Exercise is a military exercise: evidence of interoperability, and a signal.
type Exercise struct {
	Title        string     `json:"title" doc:"its name"`
	Where        string     `json:"where,omitempty" doc:"the place"`
	Until        Date       `json:"until,omitempty" doc:"the last day"`
	Participants []ActorRef `json:"participants,omitempty" doc:"who took part"`
	Observers    []ActorRef `json:"observers,omitempty" doc:"who observed"`
	Contingents  Quantity   `json:"contingents,omitempty" doc:"how many contingents, in the source's words"`
}

// Operation is one under way in or near the theatre.
type Operation struct {
	Title string `json:"title" doc:"what it is"`
	Where string `json:"where,omitempty" doc:"the place"`
	Until Date   `json:"until,omitempty" doc:"when it ended"`
	Type  string `json:"type,omitempty" enum:"military|insurgency|intervention|police|peacekeeping" doc:"what sort"`
}

// Deadline is a day by which something is due; On is the day it was set.
type Deadline struct {
	What string   `json:"what" doc:"what is due"`
	Due  Date     `json:"due,omitempty" doc:"when; left out when the source gives only words"`
	When string   `json:"when,omitempty" doc:"the source's words for the time"`
	Of   ActorRef `json:"of,omitempty" doc:"who is to act"`
}

// Appointment proposes a person for a post or gives it.
type Appointment struct {
	Person   ActorRef `json:"person" doc:"who"`
	Post     string   `json:"post" doc:"which post"`
	Status   string   `json:"status" enum:"proposed|asked|appointed|declined|ended" doc:"how far it is"`
	Eligible string   `json:"eligibility,omitempty" doc:"the rule of eligibility in question"`
}

// Listing proscribes a group or person.
type Listing struct {
	Subject ActorRef `json:"subject" doc:"who is listed"`
	List    string   `json:"list,omitempty" doc:"on which list"`
	Basis   string   `json:"basis,omitempty" doc:"the legal ground"`
}

// Linkage ties money or favour to behaviour.
type Linkage struct {
	Of     string     `json:"of" doc:"the money or favour"`
	To     string     `json:"to" doc:"the behaviour it is tied to"`
	With   []ActorRef `json:"with,omitempty" doc:"who gains or loses by it"`
	Sign   string     `json:"sign,omitempty" enum:"promise|threat|expectation" doc:"promise, threat, or only expected"`
	Amount Quantity   `json:"amount,omitempty" doc:"how much"`
}

// Experience is a contributor's track record.
type Experience struct {
	Of       string   `json:"of" doc:"in what"`
	Troops   Quantity `json:"troops,omitempty" doc:"how many served"`
	Missions Quantity `json:"missions,omitempty" doc:"in how many missions"`
	Where    string   `json:"where,omitempty" doc:"where"`
	Mission  string   `json:"mission,omitempty" doc:"in which mission, by its short name: UNIFIL"`
	Until    Date     `json:"until,omitempty" doc:"the last day"`
}

// Tie is a lasting relation between two actors.
type Tie struct {
	To       ActorRef `json:"to" doc:"the other actor"`
	Relation string   `json:"relation" enum:"ally|rival|member|affiliate|sympathiser|supports|fights|neighbour|patron|creditor" doc:"what ties them"`
	Words    string   `json:"words,omitempty" doc:"more words"`
}

// Relation says how one act bears on another. An unresolved contradiction between
// acts that count makes an input contested.
type Relation struct {
	Act      ActRef `json:"act" doc:"the act that bears"`
	Relation string `json:"relation" enum:"contradicts|restates|corroborates|corrects|supersedes|scopes|competes|explains" doc:"how"`
	To       ActRef `json:"to,omitempty" doc:"the act it bears on"`
	Outside  string `json:"outside,omitempty" doc:"a claim that is not on this record, in words"`
}

// Withdrawal takes an act of the same actor back.
type Withdrawal struct {
	Of ActRef `json:"of" doc:"the act taken back"`
}

// Correction puts an earlier record right; the old act stays readable.
type Correction struct {
	Of   ActRef `json:"of" doc:"the act corrected"`
	Text string `json:"text,omitempty" doc:"what is right"`
}

func (*Decision) Kind() Kind    { return "decision" }
func (*Statement) Kind() Kind   { return "statement" }
func (*Message) Kind() Kind     { return "message" }
func (*Signal) Kind() Kind      { return "signal" }
func (*Meeting) Kind() Kind     { return "meeting" }
func (*Exercise) Kind() Kind    { return "exercise" }
func (*Operation) Kind() Kind   { return "operation" }
func (*Deadline) Kind() Kind    { return "deadline" }
func (*Appointment) Kind() Kind { return "appointment" }
func (*Listing) Kind() Kind     { return "listing" }
func (*Linkage) Kind() Kind     { return "linkage" }
func (*Experience) Kind() Kind  { return "experience" }
func (*Tie) Kind() Kind         { return "tie" }
func (*Relation) Kind() Kind    { return "relation" }
func (*Withdrawal) Kind() Kind  { return "withdrawal" }
func (*Correction) Kind() Kind  { return "correction" }
