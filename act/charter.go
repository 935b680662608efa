package act

// The kinds that make a charter: wordings in brackets, provisions, definitions of
// the threat with the incidents they are tried on, and what the body of oversight
// sanctioned and was told.

// Wording is one version of a clause's text. Who supports it is said by positions
// on the clause and the option.
type Wording struct {
	Clause   ClauseRef `json:"clause" doc:"the clause"`
	Option   string    `json:"option,omitempty" doc:"the option it words"`
	Words    string    `json:"words" doc:"the text, or its substance in our own words"`
	Brackets bool      `json:"in_brackets,omitempty" doc:"it stands in brackets: proposed and not agreed"`
	Replaces ActRef    `json:"replaces,omitempty" doc:"the version it replaces"`
}

// Provision is one rule of a charter that answers can be held to.
type Provision struct {
	Clause ClauseRef  `json:"clause" doc:"the clause it belongs to"`
	Option string     `json:"option,omitempty" doc:"the option it comes with; the clause whatever its option when left out"`
	Sort   string     `json:"sort" enum:"negative|prohibited_task|consent|sanction_before|report_after|eligibility|balance|succession|limit_of_force" doc:"what it lays down"`
	Words  string     `json:"words" doc:"the rule in words"`
	Of     []ActorRef `json:"of,omitempty" doc:"whom it protects (negative), or whose consent it needs"`
	Tasks  []string   `json:"tasks,omitempty" doc:"the tasks it prohibits, by the ids of mandates and sanctions"`
	Rung   string     `json:"rung,omitempty" enum:"intelligence_sharing|training|exercises|standby|peacekeeping|enforcement|collective_defence" doc:"the rung of the ladder the consent is needed for"`
	Share  Share      `json:"share,omitempty" doc:"how many of the members must consent: all, 2/3, majority"`
	Body   ActorRef   `json:"body,omitempty" doc:"who sanctions, or is reported to"`
	Days   int        `json:"days,omitempty" doc:"within how many days a report is due"`
	Post   string     `json:"post,omitempty" doc:"the post it is about"`
	Needs  string     `json:"needs,omitempty" enum:"active_service" doc:"what the holder of the post needs"`
	Most   int        `json:"most,omitempty" doc:"how many top posts one State may hold"`
	Next   string     `json:"next,omitempty" doc:"who follows when the post falls vacant"`
}

// Definition is a definition of the threat: a condition over elements. Something
// falls under it when it has one of the acts, one of the intents, one of the targets
// and one of the authors named (a list left out asks for nothing), and none of the
// exclusions.
//
//	definitions:
//	  - id: broad
//	    actor: SAU
//	    acts: [violence, threat_of_violence]
//	    intents: [spread_terror]
//	    except: [struggle_against_occupation]
type Definition struct {
	Title   string    `json:"title" doc:"its name, or the text it comes from"`
	Clause  ClauseRef `json:"clause,omitempty" doc:"the clause it would fill"`
	Option  string    `json:"option,omitempty" doc:"the option that stands for it"`
	Acts    []string  `json:"acts,omitempty" doc:"what is done"`
	Intents []string  `json:"intents,omitempty" doc:"to what end"`
	Targets []string  `json:"targets,omitempty" doc:"against whom or what"`
	Authors []string  `json:"authors,omitempty" doc:"by what sort of author: state, non_state"`
	Except  []string  `json:"except,omitempty" doc:"circumstances that take it out"`
	Words   string    `json:"words,omitempty" doc:"its wording"`
}

// Incident is something a definition can be tried on: what a group or a State did,
// as somebody describes it.
type Incident struct {
	Title         string     `json:"title" doc:"what happened"`
	By            []ActorRef `json:"by,omitempty" doc:"who is said to have done it"`
	Acts          []string   `json:"acts,omitempty" doc:"what was done"`
	Intents       []string   `json:"intents,omitempty" doc:"to what end"`
	Targets       []string   `json:"targets,omitempty" doc:"against whom or what"`
	Authors       []string   `json:"authors,omitempty" doc:"by what sort of author"`
	Circumstances []string   `json:"circumstances,omitempty" doc:"circumstances a definition may take out"`
}

// Verdict is an actor's demand on any definition: that an incident fall under it,
// or not.
type Verdict struct {
	Of       ActRef   `json:"of" doc:"the incident"`
	Falls    string   `json:"falls" enum:"yes|no" doc:"whether it must fall under the definition"`
	Strength Strength `json:"strength,omitempty" enum:"requirement|reservation|preference|unknown" doc:"what it weighs; requirement when left out"`
}

// Sanction is the political authorisation of an operation by the body of oversight.
type Sanction struct {
	Operation string     `json:"operation" doc:"what is authorised"`
	Tasks     []string   `json:"tasks,omitempty" doc:"the tasks, by the ids of the mandate"`
	Where     string     `json:"where,omitempty" doc:"the place"`
	Against   []ActorRef `json:"against,omitempty" doc:"the adversary"`
	Until     Date       `json:"until,omitempty" doc:"the last day"`
	Due       Date       `json:"report_due,omitempty" doc:"when a report is due"`
}

// Report tells the body of oversight what was done.
type Report struct {
	Of ActRef   `json:"of" doc:"the sanction"`
	To ActorRef `json:"to,omitempty" doc:"the body it was given to"`
}

func (*Wording) Kind() Kind    { return "wording" }
func (*Provision) Kind() Kind  { return "provision" }
func (*Definition) Kind() Kind { return "definition" }
func (*Incident) Kind() Kind   { return "incident" }
func (*Verdict) Kind() Kind    { return "verdict" }
func (*Sanction) Kind() Kind   { return "sanction" }
func (*Report) Kind() Kind     { return "report" }
