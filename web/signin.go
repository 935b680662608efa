package web

import (
	"errors"
	"time"

	"entente/register"
	"entente/site"
)

// form is what a form shows again when it was refused: what was typed, and what was
// wrong with it.
type form struct {
	values map[string]string
	wrong  string
}

func signInPage(v *visit) (*page, error) {
	to := local(v.r.URL.Query().Get("to"), "/")
	if v.session != nil {
		return goTo(to), nil
	}
	return &page{title: v.say("sign.title"), body: signInBody(v, to, form{})}, nil
}

func signIn(v *visit) (*page, error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, err
	}
	name, to := v.r.PostFormValue("name"), local(v.r.PostFormValue("to"), "/")
	secret, err := v.s.site.SignIn(name, v.r.PostFormValue("password"), v.r.UserAgent())
	if errors.Is(err, site.ErrSignIn) {
		again := form{values: map[string]string{"name": name}, wrong: v.say("sign.wrong")}
		return &page{title: v.say("sign.title"), status: 401, body: signInBody(v, to, again)}, nil
	}
	if err != nil {
		return nil, err
	}
	v.setCookie(sessionCookie, secret, 7*24*time.Hour)
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
	if err := v.r.ParseForm(); err != nil {
		return nil, err
	}
	secret := v.r.PathValue("secret")
	name, err := v.s.site.Invited(secret)
	if err != nil {
		return nil, err
	}
	p, err := v.s.site.Accept(secret, site.Person{Name: v.r.PostFormValue("name"), Title: v.r.PostFormValue("title")}, v.r.PostFormValue("password"))
	switch {
	case errors.Is(err, site.ErrExpired), errors.Is(err, register.ErrConflict):
		return nil, err
	case err != nil:
		again := form{values: map[string]string{"name": v.r.PostFormValue("name"), "title": v.r.PostFormValue("title")}, wrong: err.Error()}
		return &page{title: v.say("welcome.title"), status: 422, body: welcomeBody(v, name, again)}, nil
	}
	session, err := v.s.site.Begin(p.Name, v.r.UserAgent())
	if err != nil {
		return nil, err
	}
	v.setCookie(sessionCookie, session, 7*24*time.Hour)
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
