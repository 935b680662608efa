package web

import (
	"errors"

	"entente/site"
)

// account is by which ways a person can sign in, and who waits for its word.
type account struct {
	hasPassword bool
	passkeys    []site.Passkey
	connected   []connection
	vouch       []*site.Person
	password    form
}

// connection is a provider, and the identities by which it knows the person.
type connection struct {
	provider *site.Provider
	known    []site.Identity
}

func accountPage(v *visit) (*page, error) { return v.account(form{}, 0) }

func (v *visit) account(password form, status int) (*page, error) {
	a := account{password: password}
	var err error
	if a.hasPassword, err = v.s.site.HasPassword(v.who()); err != nil {
		return nil, err
	}
	if a.passkeys, err = v.s.site.Passkeys(v.who()); err != nil {
		return nil, err
	}
	known, err := v.s.site.Identities(v.who())
	if err != nil {
		return nil, err
	}
	for _, p := range v.s.site.Providers() {
		c := connection{provider: p}
		for _, x := range known {
			if x.Issuer == p.Issuer {
				c.known = append(c.known, x)
			}
		}
		a.connected = append(a.connected, c)
	}
	if a.vouch, err = v.s.site.AwaitVouching(v.who()); err != nil {
		return nil, err
	}
	return &page{title: v.say("account.title"), status: status, body: accountBody(v, &a)}, nil
}

func changePassword(v *visit) (*page, error) {
	err := v.s.site.ChangePassword(v.session, v.r.PostFormValue("old"), v.r.PostFormValue("password"))
	var refused site.Refusal
	switch {
	case errors.Is(err, site.ErrOldPassword):
		return v.account(form{wrong: v.say("account.old.wrong")}, 422)
	case errors.As(err, &refused):
		return v.account(form{wrong: v.fault(err)}, 422)
	}
	return goTo("/account"), err
}

func endPasskey(v *visit) (*page, error) {
	return goTo("/account"), v.s.site.EndPasskey(v.who(), v.r.PostFormValue("id"))
}

func vouch(v *visit) (*page, error) {
	return goTo("/account"), v.s.site.Vouch(v.who(), v.r.PostFormValue("name"))
}
