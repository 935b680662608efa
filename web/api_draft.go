package web

import (
	"net/url"
	"time"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// DraftShown is an act that is being written.
type DraftShown struct {
	ID       string         `json:"id"`
	Case     string         `json:"case"`
	Kind     act.Kind       `json:"kind"`
	ActID    string         `json:"act,omitempty" doc:"the id the act will have"`
	Corrects string         `json:"corrects,omitempty"`
	Item     map[string]any `json:"item" doc:"what it says so far"`
	Changed  time.Time      `json:"changed"`
	State    string         `json:"state" enum:"draft,held"`
	Until    *time.Time     `json:"until,omitempty" doc:"held until then"`
	Refused  string         `json:"refused,omitempty" doc:"why it was refused when its time came"`
}

// DraftWhole is a draft with what would come of it.
type DraftWhole struct {
	DraftShown
	Errors []Wrong `json:"errors" doc:"what is not right yet"`
	Filing *Filing `json:"filing,omitempty" doc:"what would be filed, and who would see it"`
}

func shownDraft(d site.Draft) DraftShown {
	form := url.Values(d.Form)
	x := DraftShown{ID: d.ID, Case: d.Initiative, Kind: d.Kind, ActID: form.Get("id"), Corrects: form.Get("corrects"),
		Item: valuesOf(formKeys(d.Kind), form, ""), Changed: d.Changed, State: "draft", Refused: d.Wrong}
	if !d.Due.IsZero() {
		x.State, x.Until = "held", &d.Due
	}
	return x
}

// InDraft names a draft in the path.
type InDraft struct {
	Draft string `path:"draft" doc:"the id of the draft"`
}

func listDrafts(v *visit, in *struct {
	Case string `query:"case" doc:"of this case only"`
	Paged
}) (*of[Page[DraftShown]], error) {
	all, err := v.s.site.Drafts(v.who(), in.Case)
	if err != nil {
		return nil, err
	}
	some, next, err := partOf(v, all, func(d site.Draft) string { return d.ID }, in.Paged)
	p := Page[DraftShown]{Marking: marking.Unclassified.String(), Items: []DraftShown{}, Next: next}
	var marks []marking.Marking
	for _, d := range some {
		p.Items = append(p.Items, shownDraft(d))
		marks = append(marks, marking.Parse(url.Values(d.Form).Get("marking")))
	}
	if len(marks) > 0 {
		p.Marking = joined(marks).String()
	}
	return body(p), err
}

func getDraft(v *visit, in *InDraft) (*of[DraftWhole], error) {
	x, d, err := v.openDraft()
	if err != nil {
		return nil, err
	}
	v.showsCase(x.c)
	w := DraftWhole{DraftShown: shownDraft(d), Errors: []Wrong{}}
	a, wrong := v.readFiling(x)
	if len(wrong) > 0 {
		w.Errors = wrongs(itemProblems(wrong))
		return body(w), nil
	}
	r, err := v.reviewOf(x, d, a, false)
	if err != nil {
		return nil, err
	}
	f := filingOf(r, w.State)
	w.Filing = &f
	return body(w), nil
}

func postDraft(v *visit, in *struct{ Body ItemAsked }) (*of[DraftWhole], error) {
	x, err := v.typedItem(in.Body)
	if err != nil {
		return nil, err
	}
	if err := v.saved(x); err != nil {
		return nil, err
	}
	return getDraft(v, &InDraft{x.draft})
}

func putDraft(v *visit, in *struct {
	InDraft
	Body ItemAsked
}) (*of[DraftWhole], error) {
	d, err := v.s.site.Draft(v.who(), in.Draft)
	if err != nil {
		return nil, err
	}
	if in.Body.ID == "" {
		in.Body.ID = url.Values(d.Form).Get("id")
	}
	x, err := v.typedItem(in.Body)
	if err != nil {
		return nil, err
	}
	if x.c.ID != d.Initiative || x.info.Kind != d.Kind {
		return nil, act.Problems{{Place: act.Place{File: "body"}, Code: "bad-value", Text: "a draft keeps its case and its kind; save another draft"}}
	}
	x.draft = d.ID
	if err := v.saved(x); err != nil {
		return nil, err
	}
	return getDraft(v, &InDraft{x.draft})
}

func deleteDraft(v *visit, in *InDraft) (*struct{}, error) {
	if _, err := v.s.site.Draft(v.who(), in.Draft); err != nil {
		return nil, err
	}
	return nil, v.s.site.DropDraft(v.who(), in.Draft)
}

func postDraftFile(v *visit, in *struct {
	InDraft
	Body struct {
		FileAsked
		Signatures []string `json:"signatures,omitempty" doc:"armored signatures of ssh-keygen -Y sign over what was laid out, in its order; the site's key signs when there are none" maxItems:"2"`
	}
}) (*of[Filing], error) {
	return v.filed(in.Body.FileAsked, in.Body.Signatures)
}

// Stub is what an author signs of an act.
type Stub struct {
	Name  string `json:"name" doc:"of the file to sign"`
	Bytes []byte `json:"bytes" doc:"in base64: write them to the file, exactly"`
}

// Stubs are what an author signs.
type Stubs struct {
	Namespace string `json:"namespace" doc:"ssh-keygen -Y sign -n NAMESPACE -f KEY FILE"`
	Stubs     []Stub `json:"stubs" doc:"in the order in which the signatures are sent"`
}

func postStubs(v *visit, _ *InDraft) (*of[Stubs], error) {
	r, err := v.rightReview(false)
	if err != nil {
		return nil, err
	}
	all, err := v.toSign(r)
	if err != nil {
		return nil, err
	}
	s := Stubs{Namespace: register.Namespace}
	for i, d := range all {
		s.Stubs = append(s.Stubs, Stub{stubName(i), register.Signed(d.Stub)})
	}
	return body(s), nil
}

// TakenBack says of what could be taken back, and of what not any more.
type TakenBack struct {
	Back []string `json:"back" doc:"these are drafts again"`
	Late []string `json:"late" doc:"these are on record, or about to be, or not yours"`
}

func postUndoSeveral(v *visit, in *struct {
	Body struct {
		Drafts []string `json:"drafts" doc:"by their ids" minItems:"1" maxItems:"100"`
	}
}) (*of[TakenBack], error) {
	back, late, err := v.takeBack(in.Body.Drafts)
	if err != nil {
		return nil, err
	}
	return body(TakenBack{back, append([]string{}, late...)}), nil
}

func postUndo(v *visit, in *InDraft) (*of[DraftWhole], error) {
	if err := v.s.site.TakeBack(v.who(), in.Draft); err != nil {
		return nil, err
	}
	return getDraft(v, in)
}
