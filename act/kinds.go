package act

// Kind names a kind of act. Kinds are a closed set; an act of a kind this
// program does not know is kept as [Unknown] and named in every answer as not
// understood, because it could be a withdrawal.
type Kind string

// Body is what an act of one kind says.
type Body interface{ Kind() Kind }

// Info says how a kind is written in a dossier.
type Info struct {
	Kind    Kind
	Section string      // the dossier's top-level key
	Shape   Shape       // how the section lists its items
	Doc     string      // what it is for, one sentence
	New     func() Body // a new, empty body
}

// Shape is how a dossier section holds its items.
type Shape int

// Shapes: one mapping; a mapping keyed by the id others refer to; a list of
// dated acts, each with an id of its own.
const (
	Single Shape = iota
	Keyed
	Listed
)

// Unknown keeps an act of a kind this program does not know, word for word.
type Unknown struct {
	Name   Kind           `json:"kind"`
	Fields map[string]any `json:"fields,omitempty"`
}

// Kind is the unknown kind's own name.
func (u *Unknown) Kind() Kind { return u.Name }

// Kinds lists every kind in the order a dossier shows them.
func Kinds() []Info { return kinds }

// KindInfo finds a kind by its name.
func KindInfo(k Kind) (Info, bool) {
	for _, i := range kinds {
		if i.Kind == k {
			return i, true
		}
	}
	return Info{}, false
}

var kinds = []Info{
	{"source", "sources", Keyed, "a document the record rests on", func() Body { return new(Source) }},
	{"initiative", "initiative", Single, "what is being formed: a force, coalition, alliance, contact group", func() Body { return new(Initiative) }},
	{"actor", "actors", Keyed, "anyone who acts: State, organisation, organ, faction, office, person", func() Body { return new(Actor) }},
	{"fact", "facts", Keyed, "a question of fact that conditions turn on", func() Body { return new(Fact) }},
	{"clause", "clauses", Keyed, "a negotiable piece of the charter with its options", func() Body { return new(Clause) }},
	{"requirement", "requires", Listed, "what the initiative needs to come about", func() Body { return new(Requirement) }},
	{"mandate", "mandates", Listed, "what a competent body authorises: tasks, area, end, supervision", func() Body { return new(Mandate) }},
	{"rule", "rules", Listed, "a rule of composition, admission, eligibility or procedure", func() Body { return new(Rule) }},
	{"gate", "gates", Listed, "a step of national approval", func() Body { return new(Gate) }},
	{"proposal", "proposals", Listed, "an actor puts the initiative, or a text, forward", func() Body { return new(Proposal) }},
	{"sounding", "soundings", Listed, "a confidential contact, not yet answered", func() Body { return new(Sounding) }},
	{"invitation", "invitations", Listed, "an actor asks others to take part", func() Body { return new(Invitation) }},
	{"exclusion", "exclusions", Listed, "an actor leaves another out, with the ground given", func() Body { return new(Exclusion) }},
	{"position", "positions", Listed, "an actor's own declared stand on the initiative, a clause or an issue", func() Body { return new(Position) }},
	{"objection", "objections", Listed, "one actor's stand against another's participation", func() Body { return new(Objection) }},
	{"pledge", "pledges", Listed, "a unit, service or sum an actor offers", func() Body { return new(Pledge) }},
	{"caveat", "caveats", Listed, "a national restriction on the use of forces", func() Body { return new(Caveat) }},
	{"commitment", "commitments", Listed, "an actor binds itself: signature, ratification, accession, deployment", func() Body { return new(Commitment) }},
	{"approval", "approvals", Listed, "the result of a gate", func() Body { return new(Approval) }},
	{"text", "texts", Listed, "a text is put before a body, one version of it", func() Body { return new(Text) }},
	{"amendment", "amendments", Listed, "an actor asks for a change of a text", func() Body { return new(Amendment) }},
	{"ballot", "ballots", Listed, "a body is called to decide by consensus or vote", func() Body { return new(Ballot) }},
	{"silence", "silences", Listed, "a text is put under silence until a deadline", func() Body { return new(Silence) }},
	{"break", "breaks", Listed, "an actor objects to a text under silence", func() Body { return new(Break) }},
	{"vote", "votes", Listed, "one member votes, abstains or stays away", func() Body { return new(Vote) }},
	{"explanation", "explanations", Listed, "an actor explains its vote", func() Body { return new(Explanation) }},
	{"decision", "decisions", Listed, "a body adopts, or fails to adopt, a text", func() Body { return new(Decision) }},
	{"reservation", "reservations", Listed, "an actor reserves or declares something as a text is adopted", func() Body { return new(Reserve) }},
	{"wording", "wordings", Listed, "one version of a clause's text, in brackets or agreed", func() Body { return new(Wording) }},
	{"provision", "provisions", Listed, "one rule of a charter that answers can be held to", func() Body { return new(Provision) }},
	{"definition", "definitions", Listed, "a definition of the threat, as a condition over elements", func() Body { return new(Definition) }},
	{"incident", "incidents", Listed, "something a definition can be tried on", func() Body { return new(Incident) }},
	{"verdict", "verdicts", Listed, "an actor demands that an incident fall under the definition, or not", func() Body { return new(Verdict) }},
	{"sanction", "sanctions", Listed, "the body of oversight authorises an operation", func() Body { return new(Sanction) }},
	{"report", "reports", Listed, "the body of oversight is told what was done", func() Body { return new(Report) }},
	{"statement", "statements", Listed, "an assertion by someone: about a fact, another actor, a motive, a risk", func() Body { return new(Statement) }},
	{"message", "messages", Listed, "what one actor told another, and by which channels", func() Body { return new(Message) }},
	{"paragraph", "paragraphs", Listed, "a paragraph of a telegram, released by its own marking", func() Body { return new(Paragraph) }},
	{"receipt", "receipts", Listed, "an addressee has a message, or has read it", func() Body { return new(Receipt) }},
	{"declassification", "declassifications", Listed, "a marking is lifted, lowered, put off or referred on its day", func() Body { return new(Declassification) }},
	{"signal", "signals", Listed, "a deed done so that an audience draws a meaning from it", func() Body { return new(Signal) }},
	{"meeting", "meetings", Listed, "a session, visit or conference", func() Body { return new(Meeting) }},
	{"exercise", "exercises", Listed, "a military exercise", func() Body { return new(Exercise) }},
	{"operation", "operations", Listed, "an operation under way in or near the theatre", func() Body { return new(Operation) }},
	{"deadline", "deadlines", Listed, "a day by which something is due", func() Body { return new(Deadline) }},
	{"appointment", "appointments", Listed, "a person is proposed for, or given, a post", func() Body { return new(Appointment) }},
	{"listing", "listings", Listed, "an actor proscribes a group or person", func() Body { return new(Listing) }},
	{"linkage", "linkages", Listed, "money or favour tied to behaviour", func() Body { return new(Linkage) }},
	{"experience", "experiences", Listed, "a contributor's track record", func() Body { return new(Experience) }},
	{"tie", "ties", Listed, "a lasting relation between two actors", func() Body { return new(Tie) }},
	{"relation", "relations", Listed, "how one act bears on another: contradicts, corrects, restates", func() Body { return new(Relation) }},
	{"grading", "gradings", Listed, "how reliable a source is for what it says, and how credible that is, by one grader on one day", func() Body { return new(Grading) }},
	{"coding", "codings", Listed, "what a person made of one sentence of a source, beside what the program had offered", func() Body { return new(Coding) }},
	{"carrying", "carryings", Listed, "the place of an act is carried over to another version of its source", func() Body { return new(Carrying) }},
	{"withdrawal", "withdrawals", Listed, "an actor takes an act of its own back", func() Body { return new(Withdrawal) }},
	{"correction", "corrections", Listed, "a later act puts an earlier record right", func() Body { return new(Correction) }},
}
