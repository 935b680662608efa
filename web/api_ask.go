package web

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/assess"
	"entente/charter"
	"entente/decide"
	"entente/dossier"
	"entente/forces"
	"entente/site"
	"entente/situation"
)

// longestQuestion is how long a question may take; what was not settled by then the
// answer names as not settled.
const longestQuestion = 20 * time.Second

// asking are the questions: one word each, as on the command line. They change
// nothing, so asking twice is asking once.
func (a *api) asking() {
	ask := func(id, path, summary string) huma.Operation {
		return operation(site.ScopeRead, id, http.MethodPost, path, summary)
	}
	answers(a, ask("assess", "/v1/assess", "Who is in, contingent or out, on what terms, what blocks and what unlocks"), askAssess)
	answers(a, ask("decide", "/v1/decide", "Was it adopted, by whose rule, how far from it, and who decides"), askDecide)
	answers(a, ask("charter", "/v1/charter", "The five questions: what is settled, by whom, who dissents, what is left"), askCharter)
	answers(a, ask("forces", "/v1/forces", "Is the force complete, who fills what, what is missing and what would help"), askForces)
	answers(a, ask("forces-compare", "/v1/forces/compare", "What leaving costs, and what a further pledge brings"), askCompare)
	answers(a, ask("power", "/v1/power", "The power of each member by a rule, exact"), askPower)
	answers(a, ask("check", "/v1/check", "Everything that is wrong with the text of a dossier"), askCheck)
	answers(a, operation(site.ScopeRead, "list-procedures", http.MethodGet, "/v1/procedures", "The procedures shipped"),
		func(*visit, *struct{}) (*of[[]*decide.Procedure], error) { return body(decide.Procedures()), nil })
}

// Asked is the case a question is put to, and the moment.
type Asked struct {
	Case  string `json:"case" doc:"the id of the case" example:"gaza-isf-2025" minLength:"1"`
	At    string `json:"at,omitempty" doc:"what was in force on this day: 2025-11-30, 2025-11 or 2025"`
	Known string `json:"known,omitempty" doc:"what was on this register by the end of this day"`
}

// when reads the days of a question.
func (q Asked) when(v *visit) (when site.When, wrong act.Problems) {
	when = site.When{At: v.day(q.At, "body.at", &wrong), Known: v.day(q.Known, "body.known", &wrong)}
	return when, wrong
}

// Resolve says what is wrong with the days together with all else that is wrong.
func (q *Asked) Resolve(ctx huma.Context, _ *huma.PathBuffer) (errs []error) {
	_, wrong := q.when(ctx.Context().Value(visitKey{}).(*visit))
	for _, p := range wrong {
		errs = append(errs, &huma.ErrorDetail{Location: p.File, Message: p.Text})
	}
	return errs
}

// open opens the case a question is put to.
func (q Asked) open(v *visit) (*site.Case, error) {
	when, wrong := q.when(v)
	if len(wrong) > 0 {
		return nil, wrong
	}
	c, err := v.reader.Case(q.Case, when)
	if err != nil {
		return nil, err
	}
	return v.showsCase(c), nil
}

// limited is the time a question has.
func (v *visit) limited() (context.Context, context.CancelFunc) {
	return context.WithTimeout(v.r.Context(), longestQuestion)
}

// AssessAsked is a question to assess.
type AssessAsked struct {
	Asked
	Assume []string `json:"assume,omitempty" doc:"what if: fact.un_mandate=true, joins.TUR=false" maxItems:"200"`
	Choose []string `json:"choose,omitempty" doc:"what if: settle a clause, disarmament=palestinian_police" maxItems:"200"`
}

func askAssess(v *visit, in *struct{ Body AssessAsked }) (*of[*assess.Answer], error) {
	c, err := in.Body.open(v)
	if err != nil {
		return nil, err
	}
	if len(in.Body.Assume)+len(in.Body.Choose) == 0 {
		ans, err := c.Assess()
		return body(ans), err
	}
	ctx, cancel := v.limited()
	defer cancel()
	ans, problems := assess.Coalition(ctx, c.Sit, assess.Query{Assume: in.Body.Assume, Choose: in.Body.Choose, Marking: c.Marking.String()})
	return body(ans), refused(problems)
}

// refused is what refuses a question, if anything does.
func refused(problems act.Problems) error {
	if problems.Refuse() {
		return problems
	}
	return nil
}

func askCharter(v *visit, in *struct{ Body Asked }) (*of[*charter.Answer], error) {
	c, err := in.Body.open(v)
	if err != nil {
		return nil, err
	}
	return body(c.Charter()), nil
}

// ForcesAsked is a question to forces.
type ForcesAsked struct {
	AssessAsked
	Without []string `json:"without,omitempty" doc:"what if: these actors provide nothing, and do not join" example:"IDN" maxItems:"200"`
	With    []string `json:"with,omitempty" doc:"what if: a further pledge each, EGY: 2 infantry battalions, level 2" maxItems:"50"`
}

func (q ForcesAsked) query(c *site.Case) forces.Query {
	return forces.Query{Assume: q.Assume, Choose: q.Choose, Without: q.Without, With: q.With, Marking: c.Marking.String()}
}

func askForces(v *visit, in *struct{ Body ForcesAsked }) (*of[*forces.Answer], error) {
	return withForces(v, in.Body, forces.Ask)
}

func askCompare(v *visit, in *struct{ Body ForcesAsked }) (*of[*forces.Comparison], error) {
	if len(in.Body.Without)+len(in.Body.With) == 0 {
		return nil, act.Problems{{Place: act.Place{File: "body"}, Code: "nothing-to-compare", Text: "compare takes without or with, or both"}}
	}
	return withForces(v, in.Body, forces.Compare)
}

func withForces[T any](v *visit, q ForcesAsked, f func(context.Context, *situation.Situation, forces.Query) (T, act.Problems)) (*of[T], error) {
	c, err := q.open(v)
	if err != nil {
		return nil, err
	}
	ctx, cancel := v.limited()
	defer cancel()
	ans, problems := f(ctx, c.Sit, q.query(c))
	return body(ans), refused(problems)
}

// Text is a text that was sent, as it is.
type Text struct {
	RawBody []byte `contentType:"application/yaml"`
}

// Checked is what was found in a text.
type Checked struct {
	Acts   int     `json:"acts" doc:"how many acts the dossier holds"`
	Errors []Wrong `json:"errors" doc:"warnings; what refuses a dossier is answered as a problem"`
}

func askCheck(_ *visit, in *Text) (*of[Checked], error) {
	d, problems := dossier.Read("body", in.RawBody)
	if problems.Refuse() {
		return nil, problems
	}
	return body(Checked{len(d.Acts), wrongs(problems)}), nil
}
