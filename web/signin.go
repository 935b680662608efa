package web

import (
	"errors"
	"time"

	"entente/site"
)

// form is what a form shows again when it was refused: what was typed, and what was
// wrong with it.
type form struct {
	values map[string]string
	wrong  string
}

// lasts is how long the cookie of a session is kept; the session itself ends sooner.
const lasts = 7 * 24 * time.Hour

// signedIn gives the browser its session.
func (v *visit) signedIn(secret string) { v.setCookie(sessionCookie, secret, lasts) }

// signInPage is where people sign in by whatever way they have.
func signInPage(v *visit) (*page, error) {
	to := local(v.r.URL.Query().Get("to"), "/")
	if v.session != nil {
		return goTo(to), nil
	}
	return &page{title: v.say("sign.title"), body: signInBody(v, to, form{})}, nil
}

func signIn(v *visit) (*page, error) {
	name, to := v.r.PostFormValue("name"), local(v.r.PostFormValue("to"), "/")
	if !v.s.limits.allowName(name) {
		return nil, errTooMany
	}
	secret, err := v.s.site.SignIn(name, v.r.PostFormValue("password"), v.r.UserAgent())
	if errors.Is(err, site.ErrSignIn) {
		again := form{values: map[string]string{"name": name}, wrong: v.say("sign.wrong")}
		return &page{title: v.say("sign.title"), status: 401, body: signInBody(v, to, again)}, nil
	}
	if err != nil {
		return nil, err
	}
	v.signedIn(secret)
	return goTo(to), nil
}

func signOut(v *visit) (*page, error) {
	v.setCookie(sessionCookie, "", -time.Second)
	return goTo("/sign-in"), v.s.site.End(v.who(), v.session.ID)
}

// welcomePage is where a one-time link leads: to the first officer's name, or to a
// password for somebody invited.
func welcomePage(v *visit) (*page, error) {
	name, err := v.s.site.Invited(v.r.PathValue("secret"))
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("welcome.title"), body: welcomeBody(v, name, form{})}, nil
}

func welcome(v *visit) (*page, error) {
	secret := v.r.PathValue("secret")
	name, err := v.s.site.Invited(secret)
	if err != nil {
		return nil, err
	}
	p, err := v.s.site.Accept(secret, site.Person{Name: v.r.PostFormValue("name"), Title: v.r.PostFormValue("title")}, v.r.PostFormValue("password"))
	var refused site.Refusal
	switch {
	case errors.As(err, &refused):
		again := form{values: map[string]string{"name": v.r.PostFormValue("name"), "title": v.r.PostFormValue("title")}, wrong: v.fault(err)}
		return &page{title: v.say("welcome.title"), status: 422, body: welcomeBody(v, name, again)}, nil
	case err != nil:
		return nil, err
	}
	session, err := v.s.site.Begin(p.Name, v.r.UserAgent())
	if err != nil {
		return nil, err
	}
	v.signedIn(session)
	return goTo("/"), nil
}

func sessionsPage(v *visit) (*page, error) {
	all, err := v.s.site.Sessions(v.who())
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("sessions.title"), body: sessionsBody(v, all)}, nil
}

func endSession(v *visit) (*page, error) {
	return goTo("/sessions"), v.s.site.End(v.who(), v.r.PostFormValue("id"))
}

// endOthers ends every session of the person but this one.
func endOthers(v *visit) (*page, error) {
	return goTo("/sessions"), v.s.site.EndAll(v.who(), v.session.ID)
}
