package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"entente/act"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// Moment are the days any reading operation takes; visit.readMoment has read them.
type Moment struct {
	At    string `query:"at" doc:"what was in force on this day: 2025-11-30, 2025-11 or 2025" example:"2025-11-30"`
	Known string `query:"known" doc:"what was on this register by the end of this day"`
}

// InCase names a case in the path.
type InCase struct {
	Case string `path:"case" doc:"the id of the case" example:"gaza-isf-2025"`
	Moment
}

// InAct names an act in the path.
type InAct struct {
	Act string `path:"act" doc:"the id of the act"`
	InCase
}

// Paged is a part of a list.
type Paged struct {
	Cursor string `query:"cursor" doc:"next of the part before"`
	Limit  int    `query:"limit" default:"100" minimum:"1" maximum:"500" doc:"how many"`
}

// CaseHeading names a case.
type CaseHeading struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Type  string `json:"type,omitempty"`
}

func caseHeading(h site.Heading) CaseHeading { return CaseHeading{h.ID, h.Title, h.Type} }

// CaseState is a case as the reader sees it. Its ETag changes when what the reader
// may see of the case does.
type CaseState struct {
	CaseHeading
	Marking string   `json:"marking" doc:"of everything in it that was read"`
	At      act.Date `json:"at"`
	Acts    int      `json:"acts" doc:"how many the reader may see"`
	Last    string   `json:"last" doc:"the instant the last of them came on record"`
}

// ActShown is an act as the reader may see it. A portion that is not there is empty,
// or not for this reader; nothing tells which.
type ActShown struct {
	Case     string        `json:"case"`
	ID       string        `json:"id"`
	Kind     act.Kind      `json:"kind"`
	Actor    act.ActorRef  `json:"actor,omitempty"`
	On       act.Date      `json:"on,omitzero"`
	Gist     string        `json:"gist" doc:"in a few words"`
	Marking  string        `json:"marking" doc:"of everything shown"`
	Signer   string        `json:"signer" doc:"who put it on record"`
	As       register.As   `json:"as" enum:"own,deposited,reported" doc:"its own act, one deposited with it, or one it reports of another"`
	Recorded string        `json:"recorded" doc:"when it came on this register"`
	Header   *PortionShown `json:"header,omitempty"`
	Body     *PortionShown `json:"body,omitempty"`
	Evidence *PortionShown `json:"evidence,omitempty"`
	Comment  *PortionShown `json:"comment,omitempty"`
}

// PortionShown is a part of an act with its marking.
type PortionShown struct {
	Marking string          `json:"marking"`
	Says    json.RawMessage `json:"says" doc:"exactly as signed"`
}

// ActWhole is an act with what became of it.
type ActWhole struct {
	ActShown
	Gone   string     `json:"gone,omitempty" doc:"the act that took it back, corrected or superseded it"`
	Beside string     `json:"beside,omitempty" doc:"why it is on record and not counted"`
	Also   []ActShown `json:"also,omitempty" doc:"the same act as others put it on record"`
}

func instantOf(e *register.Entry) string {
	return e.Receipt.Recorded.UTC().Format("2006-01-02T15:04:05.000Z")
}

// shownAct makes an entry what a program reads.
func shownAct(e *register.Entry) ActShown {
	portion := func(i int) *PortionShown {
		p := e.Portions[i]
		if p.State != register.Present || len(p.Bytes) == 0 {
			return nil
		}
		return &PortionShown{p.Marking().String(), p.Bytes}
	}
	return ActShown{Case: e.Heading.Initiative, ID: e.Act.ID, Kind: e.Heading.Kind, Actor: e.Act.Actor, On: e.Act.On, Gist: gist(e.Act, phrase.English),
		Marking: site.Joined([]*register.Entry{e}).String(), Signer: e.Heading.Signer, As: e.Heading.As, Recorded: instantOf(e),
		Header: portion(register.PortionHeader), Body: portion(register.PortionBody), Evidence: portion(register.PortionEvidence), Comment: portion(register.PortionComment)}
}

// Page is a part of a list.
type Page[T any] struct {
	Marking string `json:"marking" doc:"of everything in this part"`
	Items   []T    `json:"items"`
	Next    string `json:"next,omitempty" doc:"the cursor of the next part; left out at the end"`
}

// partOf cuts the part of a list that a cursor asks for. A cursor is the name of the
// last item before it: it tells nothing that the reader has not seen.
func partOf[T any](v *visit, all []T, name func(T) string, in Paged) (some []T, next string, err error) {
	if in.Cursor != "" {
		after, err := base64.RawURLEncoding.DecodeString(in.Cursor)
		i := slices.IndexFunc(all, func(x T) bool { return name(x) == string(after) })
		if err != nil || i < 0 {
			return nil, "", badRequest(v.say("error.cursor"))
		}
		all = all[i+1:]
	}
	if len(all) > in.Limit {
		all = all[:in.Limit]
		next = base64.RawURLEncoding.EncodeToString([]byte(name(all[in.Limit-1])))
	}
	return all, next, nil
}

// reading are the operations that show the record.
func (a *api) reading() {
	answers(a, operation(site.ScopeRead, "list-cases", http.MethodGet, "/v1/cases", "The cases you may see, the newest first"), listCases)
	answers(a, operation(site.ScopeRead, "get-case", http.MethodGet, "/v1/cases/{case}", "One case: what it is, and how far its record goes"), getCase)
	answers(a, operation(site.ScopeRead, "list-acts", http.MethodGet, "/v1/cases/{case}/acts", "The acts of a case, in the order of the record"), listActs)
	answers(a, operation(site.ScopeRead, "get-act", http.MethodGet, "/v1/cases/{case}/acts/{act}", "One act, and what became of it"), getAct)
	answers(a, operation(site.ScopeRead, "today", http.MethodGet, "/v1/today", "What waits for you, and what is at risk"), getToday)
	answers(a, operation(site.ScopeRead, "list-changes", http.MethodGet, "/v1/changes", "What came on record that you may see, the newest first"), listChanges)
	events := operation(site.ScopeRead, "follow", http.MethodGet, "/v1/events", "Acts as they come on record, as server-sent events", streaming)
	events.Responses = map[string]*huma.Response{"200": {Description: "a stream without end", Content: map[string]*huma.MediaType{"text/event-stream": {}}}}
	answers(a, events, follow)
}

func listCases(v *visit, in *struct{ Paged }) (*of[Page[CaseHeading]], error) {
	all, err := v.reader.Cases()
	if err != nil {
		return nil, err
	}
	some, next, err := partOf(v, all, func(h site.Heading) string { return h.ID }, in.Paged)
	if err != nil {
		return nil, err
	}
	v.shows(headingsMarking(some), site.ShowsTitles(some))
	p := Page[CaseHeading]{Marking: headingsMarking(some).String(), Next: next, Items: []CaseHeading{}}
	for _, h := range some {
		p.Items = append(p.Items, caseHeading(h))
	}
	return body(p), nil
}

func getCase(v *visit, in *InCase) (*of[CaseState], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.shows(c.Marking, site.ShowsTitles([]site.Heading{c.Heading}))
	return body(stateOf(c)), nil
}

func stateOf(c *site.Case) CaseState {
	return CaseState{CaseHeading: caseHeading(c.Heading), Marking: c.Marking.String(), At: c.When.At, Acts: len(c.Entries), Last: instantOf(c.Entries[len(c.Entries)-1])}
}

func listActs(v *visit, in *struct {
	InCase
	Paged
	Kind  string `query:"kind" doc:"of this kind only: position, source, decision …"`
	Actor string `query:"actor" doc:"of this actor only" example:"PAK"`
}) (*of[Page[ActShown]], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	var all []*register.Entry
	for _, e := range c.Entries {
		best, _ := c.Entry(e.Act.ID)
		if best == e && (in.Kind == "" || string(e.Heading.Kind) == in.Kind) && (in.Actor == "" || string(e.Act.Actor) == in.Actor) {
			all = append(all, e)
		}
	}
	some, next, err := partOf(v, all, func(e *register.Entry) string { return e.Act.ID }, in.Paged)
	if err != nil {
		return nil, err
	}
	v.showsActs(some)
	return body(Page[ActShown]{Marking: site.Joined(some).String(), Next: next, Items: shownActs(some)}), nil
}

func shownActs(entries []*register.Entry) []ActShown {
	all := []ActShown{}
	for _, e := range entries {
		all = append(all, shownAct(e))
	}
	return all
}

func getAct(v *visit, in *InAct) (*of[ActWhole], error) {
	x, err := openAct(v)
	if err != nil {
		return nil, err
	}
	w := ActWhole{ActShown: shownAct(x.e), Beside: x.beside}
	if x.gone != nil {
		w.Gone = x.gone.ID
	}
	for _, e := range x.all {
		if e.Seq != x.e.Seq {
			w.Also = append(w.Also, shownAct(e))
		}
	}
	v.showsActs(x.all)
	return body(w), nil
}

// Matter is one thing that waits for the reader, or is at risk.
type Matter struct {
	Case  string   `json:"case"`
	Kind  string   `json:"kind" enum:"deadline,lapsed,condition,gate,silence,ballot"`
	On    act.Date `json:"on,omitzero" doc:"the day it turns on"`
	Actor string   `json:"actor,omitempty"`
	Says  string   `json:"says"`
	Act   string   `json:"act" doc:"the act that shows it"`
	Late  bool     `json:"late,omitempty" doc:"its day is over"`
}

// Today is what the start page shows beside the changes.
type Today struct {
	Marking string   `json:"marking"`
	Waits   []Matter `json:"waits"`
	Risks   []Matter `json:"risks"`
}

func getToday(v *visit, in *Moment) (*of[Today], error) {
	waits, risks, err := v.reader.Today(v.when)
	if err != nil {
		return nil, err
	}
	t := today{waits: waits, risks: risks}
	v.shows(t.marking(), t.shown())
	matters := func(items []site.Item) []Matter {
		all := []Matter{}
		for _, x := range items {
			all = append(all, Matter{x.Case.ID, x.Kind, x.On, x.Actor, x.Says, x.Act, x.Late})
		}
		return all
	}
	return body(Today{t.marking().String(), matters(waits), matters(risks)}), nil
}

// changeName names an entry among all cases, for cursors.
func changeName(e *register.Entry) string {
	return strings.Join([]string{e.Heading.Initiative, e.Act.ID, e.Heading.Signer}, " ")
}

func listChanges(v *visit, in *struct {
	Paged
	Since time.Time `query:"since" doc:"came on record after this instant" example:"2026-11-28T09:00:00Z"`
}) (*of[Page[ActShown]], error) {
	after, err := base64.RawURLEncoding.DecodeString(in.Cursor)
	if err != nil {
		return nil, badRequest(v.say("error.cursor"))
	}
	skipping := len(after) > 0
	var some []*register.Entry
	var next string
	err = v.reader.Since(0, func(e *register.Entry) bool {
		switch {
		case !in.Since.IsZero() && !e.Receipt.Recorded.After(in.Since):
			return false
		case e.Heading.Initiative == "":
		case skipping:
			skipping = changeName(e) != string(after)
		case len(some) == in.Limit:
			next = base64.RawURLEncoding.EncodeToString([]byte(changeName(some[in.Limit-1])))
			return false
		default:
			some = append(some, e)
		}
		return true
	})
	if err == nil && skipping {
		err = badRequest(v.say("error.cursor"))
	}
	v.showsActs(some)
	return body(Page[ActShown]{Marking: site.Joined(some).String(), Next: next, Items: shownActs(some)}), err
}

// follow answers with the stream that pages have.
func follow(v *visit, in *struct {
	Case  string `query:"case" doc:"of this case only"`
	Since string `query:"since" doc:"a bookmark, the id of an event: what came on record since comes first"`
	Last  string `header:"Last-Event-ID" doc:"the same, as browsers send it"`
}) (*struct{ Body func(huma.Context) }, error) {
	return &struct{ Body func(huma.Context) }{func(ctx huma.Context) {
		_, w := humago.Unwrap(ctx)
		if err := events(v, w); err != nil && !errors.Is(err, http.ErrAbortHandler) {
			v.s.log.Error("events", "id", v.id, "error", withoutContent(err))
		}
	}}, nil
}
