package decide

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"entente/act"
	"entente/dossier"
)

// A Procedure is how a body decides: adopted, dated data with its reference. The
// json, doc and enum tags are the format of the files in procedures/, one a
// procedure, which are written to be read by a lawyer.
type Procedure struct {
	ID           string     `json:"procedure" doc:"its short name"`
	Title        string     `json:"title" doc:"the body and the sort of matter"`
	Body         string     `json:"body,omitempty" doc:"the body's code"`
	Reference    string     `json:"reference" doc:"the text that lays the rule down"`
	From         act.Date   `json:"from,omitempty" doc:"in force since"`
	Until        act.Date   `json:"until,omitempty" doc:"the last day in force"`
	Replaces     string     `json:"replaces,omitempty" doc:"the procedure in force before it"`
	Verified     string     `json:"verified" enum:"text|secondary|unverified" doc:"how the rule was read: in its text, in a secondary source, or not yet checked"`
	Sources      []string   `json:"sources,omitempty" doc:"where it was read"`
	Electorate   Electorate `json:"electorate" doc:"who decides"`
	Quorum       Quorum     `json:"quorum,omitempty" doc:"how many must be present"`
	Stages       []Stage    `json:"stages" doc:"how it is decided, in order: when one fails the next is tried"`
	Vetoes       []Veto     `json:"vetoes,omitempty" doc:"who can block"`
	Recusal      []Recusal  `json:"recusal,omitempty" doc:"who may not take part"`
	Binding      Binding    `json:"binding,omitempty" doc:"whom the decision binds"`
	Effect       string     `json:"takes_effect,omitempty" doc:"when it takes effect"`
	Reservations string     `json:"reservations,omitempty" enum:"allowed|not_allowed|unsaid" doc:"whether a member may reserve and still let it pass"`
	Practice     []string   `json:"practice,omitempty" doc:"what is done, as distinct from what is written"`
	Forums       []Forum    `json:"other_forum,omitempty" doc:"where a matter that failed here can be taken"`
	Readings     []Reading  `json:"readings,omitempty" doc:"how else the rule is read, where sources disagree"`
	Note         string     `json:"note,omitempty" doc:"a remark"`

	places *dossier.Places
}

// Electorate is who decides, as of a day.
type Electorate struct {
	Of       string   `json:"members_of,omitempty" doc:"the members of this organisation on the day, by the gazetteer"`
	Members  []string `json:"members,omitempty" doc:"the members by code, where no dated list is kept"`
	Without  []string `json:"without,omitempty" doc:"members that have no seat here"`
	Count    int      `json:"count,omitempty" doc:"how many they are; it holds where the list of a day is not complete"`
	Weights  []Weight `json:"weights,omitempty" doc:"what each vote weighs, where votes are weighed"`
	Total    int64    `json:"weights_sum,omitempty" doc:"what the weights sum to, by the source"`
	Weighing string   `json:"weighing,omitempty" doc:"what the weights are, such as inhabitants in thousands, of which day and source"`
	Note     string   `json:"note,omitempty" doc:"a remark"`
}

// Weight is one member's.
type Weight struct {
	Member string `json:"member" doc:"code"`
	Weight int64  `json:"weight" doc:"what its vote weighs"`
}

// Quorum is the presence a decision needs; a share is one of the members.
type Quorum struct {
	Need      act.Share `json:"need,omitempty" doc:"such as 2/3 or 10"`
	Reference string    `json:"reference,omitempty" doc:"where it stands"`
}

// Stage is one way to decide.
type Stage struct {
	Stage      string    `json:"stage" enum:"consensus|silence|vote" doc:"how it is decided"`
	Threshold  act.Share `json:"threshold,omitempty" doc:"the votes in favour a vote needs: 9, 2/3, majority, all"`
	Base       string    `json:"base,omitempty" enum:"members|present|voting" doc:"of whom: all members, those present, or those who vote yes or no"`
	Counting   string    `json:"counting,omitempty" enum:"votes|weights" doc:"one vote a member (the default), or weights"`
	Also       []Need    `json:"also,omitempty" doc:"further majorities it needs at the same time"`
	Abstention string    `json:"abstention,omitempty" enum:"leaves_base|not_in_favour|constructive" doc:"what an abstention does: it leaves the base; it stays in the base and is not in favour; or it may be declared"`
	Absence    string    `json:"absence,omitempty" enum:"leaves_base|not_in_favour|blocks" doc:"what absence does"`
	Blocked    []Need    `json:"blocked_by_declared,omitempty" doc:"declared abstentions block when they reach all of these"`
	BrokenBy   []string  `json:"broken_by,omitempty" enum:"objection|amendment|extension" doc:"what breaks consensus or silence; an objection when left out"`
	Bears      int       `json:"bears,omitempty" doc:"so many objections do not break it: 1 in consensus minus one"`
	Hours      int       `json:"hours,omitempty" doc:"the least time a text lies under silence"`
	Form       string    `json:"form,omitempty" doc:"the form an objection needs"`
	Reference  string    `json:"reference,omitempty" doc:"where it stands"`
}

// Need is one majority.
type Need struct {
	Threshold act.Share `json:"threshold" doc:"such as 1/3"`
	Base      string    `json:"base,omitempty" enum:"members|present|voting" doc:"of whom"`
	Counting  string    `json:"counting,omitempty" enum:"votes|weights" doc:"votes (the default) or weights"`
}

// Veto is a right of some members to block.
type Veto struct {
	Holders   []string `json:"holders" doc:"who holds it"`
	By        []string `json:"by" enum:"against|abstain|absent" doc:"what blocks: a vote against, an abstention, absence"`
	Reference string   `json:"reference,omitempty" doc:"where it stands"`
}

// Recusal keeps a member from taking part.
type Recusal struct {
	Who       string `json:"who" doc:"whom it touches"`
	When      string `json:"when,omitempty" doc:"in which matters"`
	Effect    string `json:"effect" enum:"abstains|not_counted|does_not_preside" doc:"what follows"`
	Reference string `json:"reference,omitempty" doc:"where it stands"`
}

// Binding is whom a decision binds.
type Binding struct {
	On   string `json:"on" enum:"all|acceptors|body|nobody" doc:"all members, those who accept, the body itself, or nobody"`
	Says string `json:"says,omitempty" doc:"in words, with the reference"`
}

// Forum is another procedure a matter can be taken to.
type Forum struct {
	Procedure string `json:"procedure" doc:"its short name"`
	When      string `json:"when" doc:"in which matters"`
}

// Reading is another way to read the rule: what it says replaces what the file
// says above.
type Reading struct {
	ID        string    `json:"id" doc:"its short name"`
	Says      string    `json:"says" doc:"how it differs, in words"`
	Sources   []string  `json:"sources,omitempty" doc:"who reads it so"`
	Count     int       `json:"count,omitempty" doc:"how many members there are"`
	Members   []string  `json:"members,omitempty" doc:"who they are"`
	Quorum    act.Share `json:"quorum,omitempty" doc:"the presence needed"`
	Threshold act.Share `json:"threshold,omitempty" doc:"the threshold of the vote"`
	Base      string    `json:"base,omitempty" enum:"members|present|voting" doc:"of whom"`
	VetoBy    []string  `json:"veto_by,omitempty" enum:"against|abstain|absent" doc:"what blocks"`
	BrokenBy  []string  `json:"broken_by,omitempty" enum:"objection|amendment|extension" doc:"what breaks a silence"`
}

//go:embed procedures
var files embed.FS

var shipped = sync.OnceValues(func() (map[string]*Procedure, act.Problems) {
	all := map[string]*Procedure{}
	var problems act.Problems
	names, _ := fs.Glob(files, "procedures/*.yaml")
	for _, name := range names {
		src, err := files.ReadFile(name)
		if err != nil {
			panic(err) // the files are in the program
		}
		p, more := ReadProcedure(name, src)
		problems = append(problems, more...)
		if p != nil {
			all[p.ID] = p
		}
	}
	return all, problems
})

// Procedures are the procedures shipped, by their short names.
func Procedures() []*Procedure {
	all, problems := shipped()
	if problems.Refuse() {
		panic(problems) // a test holds the files to the checker
	}
	var list []*Procedure
	for _, p := range all {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b *Procedure) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Find gives the shipped procedure of a short name.
func Find(id string) (*Procedure, error) {
	var names []string
	for _, p := range Procedures() {
		if p.ID == id {
			return p, nil
		}
		names = append(names, p.ID)
	}
	meant := ""
	if n := act.Nearest(id, names); n != "" {
		meant = " (did you mean " + n + "?)"
	}
	return nil, fmt.Errorf("no procedure is called %q%s; there are %s", id, meant, strings.Join(names, ", "))
}

// InForce is the procedure as it stood on a day: the one it replaced, and so on,
// when the day lies before its own.
func (p *Procedure) InForce(on act.Date) *Procedure {
	for p.Replaces != "" && !on.IsZero() && on.Last().Before(p.From.First()) {
		older, err := Find(p.Replaces)
		if err != nil {
			break
		}
		p = older
	}
	return p
}

// ReadProcedure reads a procedure with every problem of it: keys, thresholds
// nobody can reach, weights that do not sum, an electorate of nobody.
func ReadProcedure(name string, src []byte) (*Procedure, act.Problems) {
	p := new(Procedure)
	places, problems := dossier.Decode(name, src, p)
	p.places = places
	problems = append(problems, p.check()...)
	problems.Sort()
	if problems.Refuse() {
		return nil, problems
	}
	return p, problems
}
