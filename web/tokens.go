package web

import (
	"time"

	"entente/site"
)

// tokens is the page of one's ways in for programs.
type tokens struct {
	all    []*site.Token
	form   form
	scopes []string // chosen in a form that was refused
	secret string   // of the token just issued, shown this once
}

// mostDays and usualDays are how long a token works.
const (
	usualDays = 90
	mostDays  = int(site.LongestToken / (24 * time.Hour))
)

func (v *visit) tokensPage(x tokens, status int) (*page, error) {
	var err error
	x.all, err = v.s.site.Tokens(v.who().Name)
	return &page{title: v.say("tokens.title"), status: status, body: tokensBody(v, &x)}, err
}

func tokensPage(v *visit) (*page, error) {
	return v.tokensPage(tokens{scopes: []string{string(site.ScopeRead)}}, 0)
}

// issueTokenPage issues a token and shows its secret, which no address leads to again.
func issueTokenPage(v *visit) (*page, error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, err
	}
	x := tokens{scopes: v.r.PostForm["scope"], form: form{values: map[string]string{"label": v.r.PostFormValue("label"), "until": v.r.PostFormValue("until")}}}
	var scopes []site.Scope
	for _, s := range x.scopes {
		scopes = append(scopes, site.Scope(s))
	}
	until, err := time.Parse(time.DateOnly, x.form.values["until"])
	if err != nil {
		x.form.wrong = v.say("error.day", "name", v.say("tokens.until"), "text", x.form.values["until"])
		return v.tokensPage(x, 422)
	}
	secret, _, err := v.s.site.Issue(v.who().Name, x.form.values["label"], scopes, until.Add(24*time.Hour).Sub(v.s.now()))
	if err != nil {
		x.form.wrong = v.fault(err)
		return v.tokensPage(x, 422)
	}
	return v.tokensPage(tokens{secret: secret, scopes: []string{string(site.ScopeRead)}}, 0)
}

func endTokenPage(v *visit) (*page, error) {
	return goTo("/tokens"), v.s.site.EndToken(v.who().Name, v.r.PostFormValue("id"))
}

// until is the day a form proposes or keeps.
func (x *tokens) until(v *visit) string {
	if day := x.form.values["until"]; day != "" {
		return day
	}
	return v.s.now().UTC().AddDate(0, 0, usualDays).Format(time.DateOnly)
}
