package web

import (
	"errors"
	"time"

	"entente/site"
)

// A proof under way with an OpenID provider stays in the browser that began it.
const proofCookie = "entente-proof"

// returning is where providers send a browser back to; each is told it beforehand.
const returning = "/sign-in/back"

// askProvider begins a proof and gives the provider's address.
func (v *visit) askProvider(a site.Ask) (address string, err error) {
	origin := v.origin()
	if origin == "" {
		return "", badRequest(v.say("provider.nowhere"))
	}
	a.Redirect = origin + returning
	address, proof, err := v.s.site.AskProvider(a)
	if err != nil {
		return "", v.unproved(err)
	}
	v.setCookie(proofCookie, proof, site.CeremonyLasts)
	return address, nil
}

// unproved keeps in the log why a proof failed: a provider's words hold nothing of
// the record, and who runs the site needs them.
func (v *visit) unproved(err error) error {
	if errors.Is(err, site.ErrProvider) || errors.Is(err, site.ErrProof) {
		v.s.log.Warn("provider", "id", v.id, "error", err.Error())
	}
	return err
}

// signInWith leads to a provider.
func signInWith(v *visit) (*page, error) {
	address, err := v.askProvider(site.Ask{Provider: v.r.PathValue("provider"), To: local(v.r.URL.Query().Get("to"), "/")})
	if err != nil {
		return nil, err
	}
	return goTo(address), nil
}

// connect and welcomeWith show the way to the provider rather than go there: a form
// may not lead off the site, so that none can be made to.
func connect(v *visit) (*page, error) {
	return v.onward(site.Ask{Provider: v.r.PostFormValue("provider"), Person: v.who(), To: "/account"})
}

func welcomeWith(v *visit) (*page, error) {
	secret := v.r.PathValue("secret")
	if _, err := v.s.site.Invited(secret); err != nil {
		return nil, err
	}
	return v.onward(site.Ask{Provider: v.r.PostFormValue("provider"), Link: secret, To: "/"})
}

func (v *visit) onward(a site.Ask) (*page, error) {
	address, err := v.askProvider(a)
	if err != nil {
		return nil, err
	}
	title := ""
	for _, p := range v.s.site.Providers() {
		if p.Name == a.Provider {
			title = p.Title
		}
	}
	return &page{title: title, body: onwardBody(v, title, address)}, nil
}

// backFromProvider is where the browser returns with the provider's answer.
func backFromProvider(v *visit) (*page, error) {
	c, err := v.r.Cookie(proofCookie)
	if err != nil {
		return nil, site.ErrProof
	}
	v.setCookie(proofCookie, "", -time.Second)
	q := v.r.URL.Query()
	x, err := v.s.site.FromProvider(v.r.Context(), v.who(), c.Value, q.Get("state"), q.Get("code"), q.Get("iss"), v.r.UserAgent())
	if err != nil {
		return nil, v.unproved(err)
	}
	if x.Secret != "" {
		v.signedIn(x.Secret)
	}
	return goTo(x.To), nil
}

func disconnect(v *visit) (*page, error) {
	return goTo("/account"), v.s.site.Disconnect(v.who(), site.Identity{Issuer: v.r.PostFormValue("issuer"), Subject: v.r.PostFormValue("subject")})
}
