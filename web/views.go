package web

import (
	"errors"
	"net/http"

	"entente/marking"
	"entente/site"
)

// views is the page of the addresses a person has named.
type views struct {
	all  []site.View
	form form
}

func viewsPage(v *visit) (*page, error) { return v.views(form{}, 0) }

func (v *visit) views(f form, status int) (*page, error) {
	all, err := v.s.site.Views(v.who())
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("views.title"), marking: viewsMarking(all), status: status, body: viewsBody(v, &views{all, f})}, nil
}

// viewsMarking is the marking of the titles of views.
func viewsMarking(all []site.View) marking.Marking {
	var marks []marking.Marking
	for _, x := range all {
		marks = append(marks, x.Marking)
	}
	return joined(marks)
}

// keepView names the page it was sent from.
func keepView(v *visit) (*page, error) {
	value := v.r.PostFormValue
	x := site.View{Title: value("title"), Path: local(value("path"), ""), Marking: marking.Parse(value("marking")), Shared: value("shared") != "", Start: value("start") != ""}
	_, err := v.s.site.KeepView(v.who(), x)
	var refused site.Refusal
	if errors.As(err, &refused) {
		return v.views(form{wrong: v.fault(err), values: map[string]string{"title": x.Title, "path": x.Path, "marking": value("marking")}}, http.StatusUnprocessableEntity)
	}
	return goTo("/views"), err
}

// changeView shares, shows on the start page or deletes one view.
func changeView(v *visit) (*page, error) {
	s, me, id := v.s.site, v.who(), v.r.PostFormValue("id")
	var err error
	switch v.r.PostFormValue("do") {
	case "share":
		err = s.ShareView(me, id, true)
	case "unshare":
		err = s.ShareView(me, id, false)
	case "pin":
		err = s.PinView(me, id, true)
	case "unpin":
		err = s.PinView(me, id, false)
	case "drop":
		err = s.DropView(me, id)
	}
	return goTo("/views"), err
}

// keepable reports whether the page in hand can be named: one that is asked for again.
func (v *visit) keepable(p *page) bool {
	return v.who() != nil && v.r.Method == http.MethodGet && !p.still && p.status == 0 && v.r.URL.Path != "/" && v.r.URL.Path != "/views"
}
