package act

// The kinds that introduce the nouns of a case: sources, the initiative, its
// actors, questions of fact, clauses, requirements, mandates, rules and gates.

// Source is a document the record rests on.
type Source struct {
	Title     string   `json:"title" doc:"what it is called"`
	File      string   `json:"file,omitempty" doc:"the file it is kept in"`
	Lines     string   `json:"lines,omitempty" doc:"the lines of the file it stands on, as in 15-27, where the file holds several documents"`
	Publisher string   `json:"publisher,omitempty" doc:"who published it"`
	Author    string   `json:"author,omitempty" doc:"who wrote it"`
	Date      Date     `json:"date,omitempty" doc:"the day of publication"`
	Address   string   `json:"address,omitempty" doc:"where it can be found"`
	Reference string   `json:"reference,omitempty" doc:"its own number or symbol, such as 07ISLAMABAD1279"`
	Medium    string   `json:"medium,omitempty" enum:"press|cable|analysis|broadcast|resolution|public_record" doc:"what sort of document it is"`
	Defects   []string `json:"defects,omitempty" doc:"what is wrong with the text as kept"`
	SHA256    string   `json:"sha256,omitempty" doc:"SHA-256 of its exact bytes, in hexadecimal"`
	Text      string   `json:"text,omitempty" doc:"hash of its text as numbered, which places count in; entente source show prints it"`
	Derived   bool     `json:"derived,omitempty" doc:"its text was derived from a layout, as that of a PDF is"`
	Replaces  ActRef   `json:"replaces,omitempty" doc:"the earlier version it replaces, which stays a source of its own"`
}

// Initiative is what is being formed or run.
type Initiative struct {
	Title    string     `json:"title" doc:"its name"`
	Type     string     `json:"type" enum:"force|coalition|alliance|contact_group|exercise|conference" doc:"what is being formed"`
	Sponsors []ActorRef `json:"sponsors,omitempty" doc:"who puts it forward or brokers it"`
	Host     []ActorRef `json:"host,omitempty" doc:"on whose territory it acts"`
	Theatre  string     `json:"theatre,omitempty" doc:"where it is to act"`
	Against  []ActorRef `json:"against,omitempty" doc:"the adversary it is formed against"`
	Aims     []string   `json:"aims,omitempty" doc:"what it is for, as its sponsors state"`
	Part     string     `json:"part_of,omitempty" doc:"the plan, resolution or body it comes from"`
	Lineage  []string   `json:"lineage,omitempty" doc:"what it grew out of, oldest first"`
}

// Actor is anyone who acts. Treaty roles such as signatory or party are derived,
// never written here.
type Actor struct {
	Name      string   `json:"name,omitempty" doc:"its name; for codes of the gazetteer it may be left out"`
	Type      string   `json:"type,omitempty" enum:"state|organisation|organ|faction|office|person|group|media" doc:"what it is; State when the code is a State's"`
	Of        ActorRef `json:"of,omitempty" doc:"the actor it belongs to"`
	Roles     []string `json:"roles,omitempty" enum:"candidate|sponsor|host|consent|patron|contributor|observer|adversary|faction|reporter|neighbour|broker|oversight" doc:"its part in this case; candidates are those whose joining is in question"`
	Consent   string   `json:"consent,omitempty" enum:"required|contested|not_required" doc:"whether its consent to who takes part is needed"`
	Admission string   `json:"admission,omitempty" enum:"invitation|right" doc:"by invitation (the default), or by right once its terms hold"`
	Troops    Quantity `json:"troops,omitempty" doc:"what it could bring, when no pledge says more"`
	Offices   []Office `json:"offices,omitempty" doc:"the offices a person holds, with dates"`
	Aliases   []string `json:"aliases,omitempty" doc:"other names in the sources"`
	Facets    []Facet  `json:"facets,omitempty" doc:"facts about it that matter here, such as the majority confession"`
}

// Office is a post a person holds, so that an act can name the capacity it was
// done in.
type Office struct {
	Post    string   `json:"post" doc:"the office"`
	Of      ActorRef `json:"of,omitempty" doc:"of which State or organisation"`
	From    Date     `json:"from,omitempty" doc:"since when"`
	Until   Date     `json:"until,omitempty" doc:"until when"`
	Serving bool     `json:"active_service,omitempty" doc:"it is a post of active military service"`
}

// Facet is one attribute of an actor, with its source.
type Facet struct {
	Name   string     `json:"name" doc:"what it is about, such as majority_confession"`
	Value  string     `json:"value" doc:"what it is"`
	Source SourceRefs `json:"source,omitempty" doc:"where it stands"`
}

// Fact is a question of fact. Conditions name it fact.ID. It is true or false
// only when a statement or decision that counts says so; until then it is open.
type Fact struct {
	Asks      string     `json:"asks" doc:"the question, answerable by yes or no"`
	True      string     `json:"true,omitempty" doc:"how to say it when it holds: there is a UN mandate"`
	False     string     `json:"false,omitempty" doc:"how to say it when it does not"`
	SettledBy []ActorRef `json:"settled_by,omitempty" doc:"whose word settles it; anybody's official word when left out"`
	Step      string     `json:"step,omitempty" doc:"the step that would establish it: the Security Council adopts a mandate"`
	Hard      int        `json:"difficulty,omitempty" doc:"how hard that step is, 1 (easy) to 9; 5 when left out"`
}

// Clause is a negotiable piece of the charter. Conditions name it option.ID.
type Clause struct {
	Asks     string   `json:"asks" doc:"the question the clause answers"`
	Question string   `json:"question,omitempty" enum:"threat|scope|type|oversight|command|other" doc:"which of the five questions of a charter it belongs to"`
	Options  []Option `json:"options" doc:"the alternatives"`
	Draft    string   `json:"draft,omitempty" doc:"the option in the present draft"`
	Text     string   `json:"text,omitempty" doc:"the wording of the draft, in our own words"`
	Taker    ActorRef `json:"taker,omitempty" doc:"who can settle it"`
	Review   Date     `json:"review,omitempty" doc:"when it is to be looked at again"`
	Hard     int      `json:"difficulty,omitempty" doc:"how hard it is to settle it otherwise than drafted, 1 to 9; 5 when left out"`
}

// Values lists the short names of the clause's options, in the order offered.
func (c *Clause) Values() []string {
	out := make([]string, len(c.Options))
	for i, o := range c.Options {
		out[i] = o.Value
	}
	return out
}

// Option is one alternative of a clause.
type Option struct {
	Value string `json:"value" doc:"its short name in conditions"`
	Words string `json:"words,omitempty" doc:"how to say it"`
	Rung  string `json:"rung,omitempty" enum:"intelligence_sharing|training|exercises|standby|peacekeeping|enforcement|collective_defence" doc:"the rung of the ladder of type it stands on"`
}

// Requirement is one thing the initiative needs to come about; it is viable when
// every must is met. With a capability it is a line of the statement of requirements,
// and the columns of a UN Statement of Unit Requirement and of a NATO Combined Joint
// Statement of Requirements both find their place:
//
//	requires:
//	  - id: sector-west
//	    need: an infantry battalion for sector west
//	    capability: infantry
//	    place: sector west
//	    strength: 850
//	    priority: 1
type Requirement struct {
	Need    string    `json:"need" doc:"the need in words"`
	Must    string    `json:"weight,omitempty" enum:"must|should" doc:"must (the default) or should"`
	Members int64     `json:"members,omitempty" doc:"at least so many candidates join"`
	Troops  int64     `json:"troops,omitempty" doc:"at least so many troops are pledged by those who join, by the low end of each pledge"`
	If      Condition `json:"if,omitempty" doc:"a condition that must hold of the outcome"`

	Capability Capability `json:"capability,omitempty" doc:"the capability asked for; it makes the requirement a line of the statement of requirements"`
	Line       string     `json:"line,omitempty" doc:"its number in the statement, such as SUR 3 or CJSOR 1.2"`
	Task       string     `json:"task,omitempty" doc:"the task it is for, by its id in a mandate"`
	Place      string     `json:"place,omitempty" doc:"where"`
	Number     int64      `json:"number,omitempty" doc:"how many units"`
	Strength   int64      `json:"strength,omitempty" doc:"how many people, all units of the line together"`
	Readiness  string     `json:"readiness,omitempty" enum:"1|2|3|rdl" doc:"the readiness level a unit must have reached, at least"`
	Priority   int64      `json:"priority,omitempty" doc:"1 (first) to 9; 5 when left out"`
	From       Date       `json:"from,omitempty" doc:"needed from; the day of the answer when left out"`
	Until      Date       `json:"until,omitempty" doc:"needed until; the end of the mandate when left out, or twelve months"`
	Command    ActorRef   `json:"command,omitempty" doc:"under whose command"`
	Version    string     `json:"version,omitempty" doc:"the version of the statement"`
	Replaces   ActRef     `json:"replaces,omitempty" doc:"the line of an earlier version that this one replaces"`
}

// IsLine reports whether the requirement is a line of the statement of requirements,
// to be filled by units.
func (r *Requirement) IsLine() bool { return r.Capability != "" }

// Mandate is what a competent body authorises, or is to authorise.
type Mandate struct {
	Body        ActorRef `json:"body,omitempty" doc:"who authorises"`
	Status      string   `json:"status,omitempty" enum:"drafted|proposed|adopted|expired" doc:"how far it is"`
	Tasks       []Task   `json:"tasks,omitempty" doc:"what the force is to do"`
	Area        string   `json:"area,omitempty" doc:"where"`
	Until       Date     `json:"until,omitempty" doc:"the end date"`
	Supervision ActorRef `json:"supervision,omitempty" doc:"under whose supervision or guidance"`
	Authority   string   `json:"authority,omitempty" doc:"the legal ground and the force allowed"`
}

// Task is one task of a mandate; contributors accept or refuse tasks one by one.
type Task struct {
	ID     string    `json:"id" doc:"short name"`
	Words  string    `json:"words" doc:"what is to be done"`
	Clause ClauseRef `json:"clause,omitempty" doc:"the clause that settles who does it or how"`
}

// Rule is a rule on who may take part, or on how something is decided.
type Rule struct {
	Type   string    `json:"type" enum:"composition|criterion|eligibility|procedure|default|prohibition" doc:"what the rule is about"`
	Words  string    `json:"words" doc:"the rule in words"`
	If     Condition `json:"if,omitempty" doc:"the rule as a condition over the coalition; it then binds"`
	Stands string    `json:"status,omitempty" enum:"adopted|proposed|demanded|practice" doc:"adopted rules bind; others are shown"`

	Group      []ActorRef `json:"group,omitempty" doc:"composition: the actors it speaks of"`
	Members    string     `json:"members_of,omitempty" doc:"composition: the members of this organisation on the day, as its group"`
	Least      Share      `json:"at_least,omitempty" doc:"composition: the part of the force the group provides at least: majority, 2/3"`
	Most       Share      `json:"at_most,omitempty" doc:"composition: the part the group, or each contributor, provides at most"`
	Each       bool       `json:"each,omitempty" doc:"composition: at_most holds for each contributor by itself"`
	Of         string     `json:"of,omitempty" enum:"people|units|posts" doc:"composition: counted in people (the default), units or posts"`
	Neighbours bool       `json:"no_neighbours,omitempty" doc:"composition: neighbours of the host provide no units"`
	Except     []ActorRef `json:"except,omitempty" doc:"composition: whom the rule does not touch"`
}

// Composes reports whether the rule is one of composition that units are held to.
func (r *Rule) Composes() bool { return r.Least != "" || r.Most != "" || r.Neighbours }

// Gate is a step of national approval.
type Gate struct {
	Body  string `json:"body" doc:"who decides: parliament, cabinet, army"`
	Basis string `json:"basis,omitempty" enum:"legal|political" doc:"whether law or politics demands it"`
	Mode  string `json:"mode,omitempty" enum:"approve|consult|inform" doc:"approve (the default) can stop the actor; consult and inform cannot"`
	Order int    `json:"order,omitempty" doc:"its place in the sequence; equal numbers run in parallel"`
	Hard  int    `json:"difficulty,omitempty" doc:"how hard, 1 to 9; 5 when left out"`
}

func (*Source) Kind() Kind      { return "source" }
func (*Initiative) Kind() Kind  { return "initiative" }
func (*Actor) Kind() Kind       { return "actor" }
func (*Fact) Kind() Kind        { return "fact" }
func (*Clause) Kind() Kind      { return "clause" }
func (*Requirement) Kind() Kind { return "requirement" }
func (*Mandate) Kind() Kind     { return "mandate" }
func (*Rule) Kind() Kind        { return "rule" }
func (*Gate) Kind() Kind        { return "gate" }
