package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// filing are the operations that put single acts on record, by way of a draft: the same
// checks, the same caps and the same ten seconds as on the pages.
func (a *api) filing() {
	file := func(id, method, path, summary, subject string, marks ...string) huma.Operation {
		return change(operation(site.ScopeFile, id, method, path, summary, marks...), subject)
	}
	created := func(op huma.Operation) huma.Operation { op.DefaultStatus = http.StatusCreated; return op }
	accepted := func(op huma.Operation) huma.Operation { op.DefaultStatus = http.StatusAccepted; return op }
	read := func(id, path, summary string) huma.Operation {
		return operation(site.ScopeFile, id, http.MethodGet, path, summary)
	}
	answers(a, accepted(file("file-act", http.MethodPost, "/v1/acts", "File an act: held for ten seconds, or at once", "/v1/cases/{body.case}")), postAct)
	answers(a, operation(site.ScopeFile, "try-act", http.MethodPost, "/v1/acts/try", "What would be filed, and who would see it; nothing is kept"), tryAct)
	answers(a, read("list-drafts", "/v1/drafts", "What you are writing, and what waits to be filed"), listDrafts)
	answers(a, created(file("save-draft", http.MethodPost, "/v1/drafts", "Keep an act that is being written; it is not filed", "/v1/cases/{body.case}")), postDraft)
	answers(a, read("get-draft", "/v1/drafts/{draft}", "A draft: what it says, what is not right yet, who would see it"), getDraft)
	answers(a, file("change-draft", http.MethodPut, "/v1/drafts/{draft}", "Write a draft anew", "/v1/drafts/{draft}"), putDraft)
	answers(a, file("drop-draft", http.MethodDelete, "/v1/drafts/{draft}", "Delete a draft", "/v1/drafts/{draft}"), deleteDraft)
	answers(a, accepted(file("file-draft", http.MethodPost, "/v1/drafts/{draft}/file", "File a draft, signed with the key the site holds, or by signatures of one's own", "/v1/drafts/{draft}")), postDraftFile)
	answers(a, file("lay-out", http.MethodPost, "/v1/drafts/{draft}/stubs", "Lay a draft out, to be signed with a key of one's own (ssh-keygen -Y sign)", "/v1/drafts/{draft}"), postStubs)
	answers(a, file("undo", http.MethodPost, "/v1/drafts/{draft}/undo", "Take back what waits to be filed; it is a draft again", "/v1/drafts/{draft}"), postUndo)
	answers(a, file("undo-several", http.MethodPost, "/v1/drafts/undo", "Take back several at once, as far as it is not too late", "/v1/drafts"), postUndoSeveral)
}

// ItemAsked is an act to be written.
type ItemAsked struct {
	Case     string         `json:"case" doc:"the id of the case it belongs to, or that it opens" example:"gaza-isf-2025" minLength:"1"`
	Kind     act.Kind       `json:"kind,omitempty" doc:"of the act; of a correction, that of the act it corrects" example:"position"`
	ID       string         `json:"id,omitempty" doc:"the id it will have; one is drawn when left out" maxLength:"200"`
	Corrects string         `json:"corrects,omitempty" doc:"the id of an act of yours whose place it takes: what the item does not name stays as it is there"`
	Item     map[string]any `json:"item" doc:"what it says, by the keys of its kind (GET /v1/kinds), as in a dossier; actor, on and marking are filled in when left out"`
}

// FileAsked says how an act is filed.
type FileAsked struct {
	Deposited bool `json:"deposited,omitempty" doc:"as the actor's own instrument, deposited with the custodian, by whoever files for the custodian; else as reported"`
	Now       bool `json:"now,omitempty" doc:"at once: it cannot be taken back; else it is held for ten seconds"`
}

// Filing is what is filed, or would be.
type Filing struct {
	Draft   string      `json:"draft,omitempty" doc:"by this it can be taken back while it is held"`
	State   string      `json:"state" enum:"draft,held,filed" doc:"held: on record when its time comes, unless it is taken back"`
	Until   *time.Time  `json:"until,omitempty" doc:"held until then"`
	Marking string      `json:"marking"`
	Signer  string      `json:"signer" doc:"in whose name"`
	As      register.As `json:"as" enum:"own,deposited,reported"`
	Acts    []ActFiled  `json:"acts" doc:"the act, and where it corrects another the correction"`
	Seen    []Seer      `json:"seen" doc:"the people of the site who will see all of it"`
}

// ActFiled is one act of a filing.
type ActFiled struct {
	ID   string   `json:"id"`
	Kind act.Kind `json:"kind"`
}

// Seer is somebody who will see an act.
type Seer struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Actor string `json:"actor,omitempty" doc:"for whom it reads"`
}

func filingOf(r *review, state string) Filing {
	f := Filing{Draft: r.d.ID, State: state, Marking: marking.Parse(r.acts[0].Marking).Owned(r.signer).String(), Signer: r.signer, As: r.as, Seen: []Seer{}}
	for _, a := range r.acts {
		f.Acts = append(f.Acts, ActFiled{a.ID, a.Kind})
	}
	for _, p := range r.who {
		f.Seen = append(f.Seen, Seer{p.Name, p.Title, p.Reader()})
	}
	return f
}

// typedItem types what was sent into the form of its kind.
func (v *visit) typedItem(q ItemAsked) (*filing, error) {
	v.r.SetPathValue("case", q.Case)
	kind := q.Kind
	var old *act.Act
	if q.Corrects != "" {
		c, err := v.openCase()
		if err != nil {
			return nil, err
		}
		if old, err = v.corrected(c, q.Corrects); err != nil {
			return nil, err
		}
		kind = old.Kind
	}
	info, known := act.KindInfo(kind)
	if !known || info.Shape == act.Single && q.Corrects != "" || q.Kind != "" && q.Kind != kind {
		return nil, act.Problems{{Place: act.Place{File: "body.kind"}, Code: "unknown-kind", Text: "no act of this kind is filed here", Hint: "GET /v1/kinds lists the kinds"}}
	}
	if info.Shape == act.Single {
		if err := v.mayOpen(q); err != nil {
			return nil, err
		}
	}
	x, err := v.newFiling(string(kind))
	if err != nil {
		return nil, err
	}
	if old != nil {
		x.form = typed(old)
		x.form.Set("corrects", old.ID)
	} else {
		x.form = v.blank(x)
	}
	wrong := typeItem(x.form, formKeys(kind), q.Item, "", "body.item")
	if q.ID != "" {
		x.form.Set("id", q.ID)
	} else if x.info.Shape == act.Listed {
		x.form.Set("id", freshID(kind, x.form))
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	x.draft = newDraft()
	return x, nil
}

// newDraft draws the id of a draft.
func newDraft() string { return strings.ToLower(rand.Text()[:16]) }

// mayOpen says what is wrong with the name of a case that an act is to open.
func (v *visit) mayOpen(q ItemAsked) error {
	problem := func(part, code, text, hint string) error {
		return act.Problems{{Place: act.Place{File: "body." + part}, Code: code, Text: text, Hint: hint}}
	}
	if q.ID != "" {
		return problem("id", "bad-value", "an act that opens a case has the name of the case", "leave id out")
	}
	if _, err := v.s.site.Unopened(q.Case); err != nil {
		return problem("case", "bad-value", v.say("new.wrong", "id", q.Case), "")
	}
	switch _, err := v.openCase(); {
	case errors.Is(err, register.ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	return problem("case", "bad-value", "this case is open already", "choose another name")
}

// saved keeps what was typed as a draft, and makes it the draft of the visit.
func (v *visit) saved(x *filing) error {
	err := v.s.site.SaveDraft(v.who(), site.Draft{ID: x.draft, Initiative: x.c.ID, Kind: x.info.Kind, Form: x.form})
	v.r.SetPathValue("draft", x.draft)
	return err
}

// rightReview opens the draft of the visit as the act it makes; what is not right yet
// is the error.
func (v *visit) rightReview(deposited bool) (*review, error) {
	r, err := v.openReview(deposited)
	if err != nil || r != nil {
		return r, err
	}
	x, _, err := v.openDraft()
	if err != nil {
		return nil, err
	}
	_, wrong := v.readFiling(x)
	return nil, itemProblems(wrong)
}

// filed files the draft of the visit: signed with the key the site holds, or with the
// signatures that were sent over what was laid out.
func (v *visit) filed(q FileAsked, signatures []string) (*of[Filing], error) {
	r, err := v.rightReview(q.Deposited)
	if err != nil {
		return nil, err
	}
	all, err := v.signedDrafts(r, signatures)
	if err != nil {
		return nil, err
	}
	if q.Now {
		if err := v.s.site.Put(v.r.Context(), v.who(), r.d.ID, all); err != nil {
			return nil, err
		}
		f := filingOf(r, "filed")
		f.Draft = ""
		return body(f), nil
	}
	if err := v.s.site.Hold(v.who(), r.d.ID, all); err != nil {
		return nil, err
	}
	f := filingOf(r, "held")
	until := v.s.now().Add(site.Hold).UTC()
	f.Until = &until
	return body(f), nil
}

func (v *visit) signedDrafts(r *review, signatures []string) ([]*register.Draft, error) {
	if len(signatures) == 0 {
		key, err := v.s.site.Key(v.r.Context(), v.who())
		if err != nil {
			return nil, err
		}
		return v.laidOut(r, key)
	}
	all, err := v.s.site.Laid(v.who(), r.d.ID)
	if err != nil {
		return nil, err
	}
	if len(signatures) != len(all) {
		return nil, act.Problems{{Place: act.Place{File: "body.signatures"}, Code: "bad-value", Text: "there is to be one signature for each of the acts that were laid out, in their order"}}
	}
	for i, d := range all {
		if err := v.s.site.Sign(v.who(), d, []byte(signatures[i])); err != nil {
			return nil, wrongPart("body.signatures", err)
		}
	}
	return all, nil
}

// FilingAsked is an act to be filed.
type FilingAsked struct {
	ItemAsked
	FileAsked
}

func postAct(v *visit, in *struct{ Body FilingAsked }) (*of[Filing], error) {
	x, err := v.typedItem(in.Body.ItemAsked)
	if err != nil {
		return nil, err
	}
	if err := v.saved(x); err != nil {
		return nil, err
	}
	return v.filedOrDropped(x.draft, in.Body.FileAsked)
}

func tryAct(v *visit, in *struct{ Body FilingAsked }) (*of[Filing], error) {
	x, err := v.typedItem(in.Body.ItemAsked)
	if err != nil {
		return nil, err
	}
	a, wrong := v.readFiling(x)
	if len(wrong) > 0 {
		return nil, itemProblems(wrong)
	}
	r, err := v.reviewOf(x, site.Draft{}, a, in.Body.Deposited)
	if err != nil {
		return nil, err
	}
	return body(filingOf(r, "draft")), nil
}
