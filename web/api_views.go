package web

import (
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// viewing are the operations on the addresses a person has named, such as a search it
// makes every morning.
func (a *api) viewing() {
	account := func(id, method, path, summary string) huma.Operation {
		return operation(site.ScopeAccount, id, method, path, summary)
	}
	answers(a, account("list-views", http.MethodGet, "/v1/views", "The pages of the site you have named, then those shared with you"), listViews)
	keep := change(account("keep-view", http.MethodPost, "/v1/views", "Name a page of the site"), "/v1/views")
	keep.DefaultStatus = http.StatusCreated
	answers(a, keep, postView)
	answers(a, change(account("change-view", http.MethodPut, "/v1/views/{id}", "Share a view of yours, or show it on your start page"), "/v1/views"), putView)
	answers(a, change(account("drop-view", http.MethodDelete, "/v1/views/{id}", "Delete a view of yours"), "/v1/views"),
		func(v *visit, in *mine) (*struct{}, error) { return nil, v.s.site.DropView(v.who(), in.ID) })
}

// Shelved says where a view stands.
type Shelved struct {
	Shared bool `json:"shared,omitempty" doc:"those who read for the same actor and are cleared as high see its name; its rows are for each as for anybody"`
	Start  bool `json:"start,omitempty" doc:"on your start page"`
}

// ViewAsked is a page to be named.
type ViewAsked struct {
	Title   string `json:"title" doc:"what it is called" minLength:"1" maxLength:"80" example:"What Pakistan has pledged"`
	Path    string `json:"path" doc:"the address on this site" minLength:"1" maxLength:"2000" example:"/search?q=actor:PAK+kind:pledge"`
	Marking string `json:"marking" doc:"of what the title tells" minLength:"1" maxLength:"300" example:"UNCLASSIFIED"`
	Shelved
}

// ViewShown is a page that somebody has named.
type ViewShown struct {
	ID      string `json:"id"`
	Owner   string `json:"owner" doc:"who named it"`
	Title   string `json:"title"`
	Path    string `json:"path"`
	Marking string `json:"marking" doc:"of the title"`
	Shelved
}

func viewShown(x site.View) ViewShown {
	return ViewShown{x.ID, x.Owner, x.Title, x.Path, x.Marking.String(), Shelved{x.Shared, x.Start}}
}

func listViews(v *visit, in *struct{ Paged }) (*of[Page[ViewShown]], error) {
	all, err := v.s.site.Views(v.who())
	if err != nil {
		return nil, err
	}
	some, next, err := partOf(v, all, func(x site.View) string { return x.ID }, in.Paged)
	p := Page[ViewShown]{Marking: viewsMarking(some).String(), Items: []ViewShown{}, Next: next}
	for _, x := range some {
		p.Items = append(p.Items, viewShown(x))
	}
	return body(p), err
}

func postView(v *visit, in *struct{ Body ViewAsked }) (*of[ViewShown], error) {
	q := in.Body
	mark := marking.Parse(q.Marking)
	if !mark.Known() {
		return nil, act.Problems{{Place: act.Place{File: "body.marking"}, Code: "bad-marking", Text: "the marking is not understood", Hint: "write it as the page that is named says it"}}
	}
	id, err := v.s.site.KeepView(v.who(), site.View{Title: q.Title, Path: local(q.Path, ""), Marking: mark, Shared: q.Shared, Start: q.Start})
	var refused site.Refusal
	if errors.As(err, &refused) {
		return nil, wrongPart("body", err)
	}
	if err != nil {
		return nil, err
	}
	return v.viewOf(id)
}

// viewOf shows a view of one's own.
func (v *visit) viewOf(id string) (*of[ViewShown], error) {
	all, err := v.s.site.Views(v.who())
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		if x.ID == id && x.Owner == v.who().Name {
			return body(viewShown(x)), nil
		}
	}
	return nil, register.ErrNotFound
}

func putView(v *visit, in *struct {
	ID   string `path:"id"`
	Body Shelved
}) (*of[ViewShown], error) {
	if err := v.s.site.ShareView(v.who(), in.ID, in.Body.Shared); err != nil {
		return nil, err
	}
	if err := v.s.site.PinView(v.who(), in.ID, in.Body.Start); err != nil {
		return nil, err
	}
	return v.viewOf(in.ID)
}
