package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/marking"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// around are the operations on what stands around the acts of a case: their history,
// the texts of their sources, the words of conditions, two answers side by side.
func (a *api) around() {
	ask := func(id, path, summary string) huma.Operation {
		return operation(site.ScopeRead, id, http.MethodPost, path, summary)
	}
	read := func(id, path, summary string) huma.Operation {
		return operation(site.ScopeRead, id, http.MethodGet, path, summary)
	}
	answers(a, read("get-history", "/v1/cases/{case}/acts/{act}/history", "Who put an act on record, what refers to it since, what read otherwise before, and who looked at it"), getHistory)
	answers(a, read("list-questions", "/v1/cases/{case}/questions", "What conditions of a case can ask: facts, who joins, which options"), listQuestions)
	answers(a, ask("say-condition", "/v1/condition", "A condition built, and said back in words"), askCondition)
	answers(a, ask("assess-compare", "/v1/assess/compare", "Two packages, two scenarios or two days side by side"), askSideBySide)
	answers(a, read("list-kinds", "/v1/kinds", "The kinds of act that can be filed, with the keys of each"), listKinds)
}

// HistoryShown is everything that happened to an act.
type HistoryShown struct {
	Marking string      `json:"marking"`
	Steps   []StepShown `json:"steps" doc:"the newest first"`
	Looks   []LookShown `json:"looks" doc:"who was shown it while it was marked: everybody's looks for officers and for the actor whose act it is, else your own"`
}

// StepShown is one entry of the record that makes, corrects or names an act.
type StepShown struct {
	Recorded time.Time   `json:"recorded"`
	Act      string      `json:"act"`
	Kind     act.Kind    `json:"kind"`
	Itself   bool        `json:"itself,omitempty" doc:"the act; else one that refers to it"`
	Signer   string      `json:"signer"`
	As       register.As `json:"as" enum:"own,deposited,reported"`
	Changed  []FieldDiff `json:"changed,omitempty" doc:"what reads otherwise since"`
}

// FieldDiff is one field that reads otherwise.
type FieldDiff struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// LookShown is one time somebody was shown an act.
type LookShown struct {
	Name    string    `json:"name"`
	How     string    `json:"how" enum:"page,case,list,export,proof,import,api"`
	Marking string    `json:"marking"`
	At      time.Time `json:"at"`
}

func getHistory(v *visit, _ *InAct) (*of[HistoryShown], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	h, shown, err := v.history(c)
	if err != nil {
		return nil, err
	}
	v.showsActs(shown)
	x := HistoryShown{Marking: site.Joined(shown).String(), Steps: []StepShown{}, Looks: []LookShown{}}
	for _, s := range h.steps {
		y := StepShown{s.e.Receipt.Recorded.UTC(), s.e.Act.ID, s.e.Heading.Kind, s.itself, s.e.Heading.Signer, s.e.Heading.As, nil}
		for _, d := range s.diff {
			y.Changed = append(y.Changed, FieldDiff{d[0], d[1], d[2]})
		}
		x.Steps = append(x.Steps, y)
	}
	for _, l := range h.readings {
		x.Looks = append(x.Looks, LookShown{l.Name, how(l.How), l.Marking, l.At.UTC()})
	}
	return body(x), nil
}

// QuestionGroup is a group of what conditions can ask.
type QuestionGroup struct {
	Name string          `json:"name"`
	Asks []QuestionShown `json:"asks"`
}

// QuestionShown is one thing a condition can ask.
type QuestionShown struct {
	CEL   string `json:"cel"`
	Words string `json:"words"`
}

func listQuestions(v *visit, _ *InCase) (*of[[]QuestionGroup], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.showsCase(c)
	all := []QuestionGroup{}
	for _, g := range questions(v, c) {
		x := QuestionGroup{g.name, []QuestionShown{}}
		for _, q := range g.all {
			x.Asks = append(x.Asks, QuestionShown{q.cel, q.words})
		}
		all = append(all, x)
	}
	return body(all), nil
}

// ConditionAsked is a condition, or what to build one of.
type ConditionAsked struct {
	Asked
	Text string   `json:"text,omitempty" doc:"in CEL; what is built is joined to it" example:"joins.EGY"`
	Of   []string `json:"of,omitempty" doc:"questions to build of (GET /v1/cases/CASE/questions)" maxItems:"200"`
	How  string   `json:"how,omitempty" doc:"how many of them are to hold" enum:"all,any,none,at_least" default:"all"`
	N    int      `json:"n,omitempty" doc:"of at_least" minimum:"1" default:"1"`
	Join string   `json:"join,omitempty" doc:"to the text before" enum:"and,or" default:"and"`
}

// ConditionSaid is a condition said back.
type ConditionSaid struct {
	CEL    string   `json:"cel"`
	Words  string   `json:"words,omitempty"`
	Errors []string `json:"errors" doc:"what is wrong with it"`
}

func askCondition(v *visit, in *struct{ Body ConditionAsked }) (*of[ConditionSaid], error) {
	c, err := in.Body.open(v)
	if err != nil {
		return nil, err
	}
	q := in.Body
	cel := build(url.Values{"if": {q.Text}, "build:if": q.Of, "build:if:how": {q.How}, "build:if:n": {strconv.Itoa(q.N)}}, "if", q.Join)
	said := sayCondition(phrase.English, c, cel)
	x := ConditionSaid{cel, said.words, said.wrong}
	if x.Errors == nil {
		x.Errors = []string{}
	}
	return body(x), nil
}

// SideAsked is one of two sides that are compared.
type SideAsked struct {
	At     string   `json:"at,omitempty" doc:"what was in force on this day"`
	Assume []string `json:"assume,omitempty" doc:"fact.un_mandate=true, joins.TUR=false" maxItems:"200"`
	Choose []string `json:"choose,omitempty" doc:"settle a clause, disarmament=palestinian_police" maxItems:"200"`
}

// SidesAsked are two sides of a case.
type SidesAsked struct {
	Case string    `json:"case" doc:"the id of the case" example:"gaza-isf-2025" minLength:"1"`
	A    SideAsked `json:"a"`
	B    SideAsked `json:"b"`
}

// SideBySide is what two answers say, line by line.
type SideBySide struct {
	Marking   string         `json:"marking"`
	Standings []ContrastLine `json:"standings" doc:"those that differ first"`
	Outcomes  []ContrastLine `json:"outcomes"`
}

// ContrastLine is one line of a comparison.
type ContrastLine struct {
	Says    string `json:"says"`
	A       string `json:"a"`
	B       string `json:"b"`
	Differs bool   `json:"differs,omitempty"`
}

func askSideBySide(v *visit, in *struct{ Body SidesAsked }) (*of[SideBySide], error) {
	var sides [2]*side
	var wrong act.Problems
	for i, s := range []SideAsked{in.Body.A, in.Body.B} {
		letter := string(rune('a' + i))
		x := &side{letter: letter, when: site.When{At: v.day(s.At, "body."+letter+".at", &wrong)}, x: scenario{}}
		wrong = append(wrong, x.x.take(s, "body."+letter)...)
		sides[i] = x
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	v.r.SetPathValue("case", in.Body.Case)
	for _, x := range sides {
		if err := v.answerSide(x); err != nil {
			return nil, err
		}
		v.showsCase(x.c)
	}
	return body(SideBySide{marking.Join(sides[0].c.Marking, sides[1].c.Marking).String(), contrastLines(standingsCompared(v, sides)), contrastLines(outcomesCompared(v, sides))}), nil
}

func contrastLines(all []contrast) []ContrastLine {
	lines := []ContrastLine{}
	for _, x := range all {
		lines = append(lines, ContrastLine{x.says, x.a.words, x.b.words, x.differs()})
	}
	return lines
}
