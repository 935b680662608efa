package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/site"
)

// accounts are the operations on who one is, and on one's ways in.
func (a *api) accounts() {
	account := func(id, method, path, summary string, marks ...string) huma.Operation {
		return operation(site.ScopeAccount, id, method, path, summary, marks...)
	}
	answers(a, operation(site.ScopeRead, "who-am-i", http.MethodGet, "/v1/me", "Who you are here, and what you may do"), getMe)
	answers(a, account("list-sessions", http.MethodGet, "/v1/sessions", "Your sessions"), listSessions)
	answers(a, change(account("end-session", http.MethodDelete, "/v1/sessions/{id}", "End a session of yours"), "/v1/sessions"), deleteSession)
	answers(a, change(account("end-other-sessions", http.MethodDelete, "/v1/sessions", "End your sessions but this one"), "/v1/sessions"),
		func(v *visit, _ *struct{}) (*struct{}, error) { return nil, v.s.site.EndAll(v.who(), v.session.ID) })
	answers(a, account("list-tokens", http.MethodGet, "/v1/tokens", "Your tokens; their secrets are not kept"), listTokens)
	issue := change(account("issue-token", http.MethodPost, "/v1/tokens", "Issue a token that may do no more than you; its secret is shown this once: under an Idempotency-Key the same is answered without it", secret), "/v1/tokens")
	issue.DefaultStatus = http.StatusCreated
	answers(a, issue, issueToken)
	answers(a, change(account("end-token", http.MethodDelete, "/v1/tokens/{id}", "End a token of yours"), "/v1/tokens"), deleteToken)
}

// Me is the person who asks.
type Me struct {
	Name   string    `json:"name"`
	Title  string    `json:"title,omitempty"`
	Actor  string    `json:"actor,omitempty" doc:"for whom it reads and files"`
	Office string    `json:"office,omitempty"`
	Role   site.Role `json:"role" enum:"officer,delegate,observer"`
	Level  string    `json:"level" doc:"it reads and files nothing above this"`
	Scopes []string  `json:"scopes" doc:"what this token may do; a browser's session may do all"`
}

func getMe(v *visit, _ *struct{}) (*of[Me], error) {
	p := v.who()
	return body(Me{p.Name, p.Title, p.Actor, p.Office, p.Role, p.Level.String(), scopeWords(v.scopes())}), nil
}

// scopes is what the visit may do.
func (v *visit) scopes() []site.Scope {
	if v.token != nil {
		return v.token.Scopes
	}
	return site.Scopes
}

func scopeWords(scopes []site.Scope) []string {
	words := []string{}
	for _, x := range scopes {
		words = append(words, string(x))
	}
	return words
}

// SessionShown is somebody signed in at one browser.
type SessionShown struct {
	ID    string    `json:"id"`
	Agent string    `json:"agent" doc:"the browser, as it names itself"`
	Made  time.Time `json:"made"`
	Used  time.Time `json:"used"`
	This  bool      `json:"this,omitempty" doc:"the one this request came by"`
}

func listSessions(v *visit, _ *struct{}) (*of[[]SessionShown], error) {
	all, err := v.s.site.Sessions(v.who())
	shown := []SessionShown{}
	for _, x := range all {
		shown = append(shown, SessionShown{x.ID, x.Agent, x.Made, x.Used, x.ID == v.session.ID})
	}
	return body(shown), err
}

// mine names something of one's own in the path.
type mine struct {
	ID string `path:"id"`
}

func deleteSession(v *visit, in *mine) (*struct{}, error) { return nil, v.s.site.End(v.who(), in.ID) }

// TokenShown is a token, without its secret.
type TokenShown struct {
	ID     string     `json:"id"`
	Label  string     `json:"label" doc:"what it is for"`
	Scopes []string   `json:"scopes"`
	Made   time.Time  `json:"made"`
	Until  time.Time  `json:"until"`
	Used   *time.Time `json:"used,omitempty" doc:"when it was last used, to the minute"`
}

func tokenShown(t *site.Token) TokenShown {
	x := TokenShown{ID: t.ID, Label: t.Label, Scopes: scopeWords(t.Scopes), Made: t.Made, Until: t.Until}
	if !t.Used.IsZero() {
		x.Used = &t.Used
	}
	return x
}

func listTokens(v *visit, _ *struct{}) (*of[[]TokenShown], error) {
	all, err := v.s.site.Tokens(v.who().Name)
	shown := []TokenShown{}
	for _, t := range all {
		shown = append(shown, tokenShown(t))
	}
	return body(shown), err
}

// TokenAsked is a token to be issued.
type TokenAsked struct {
	Label  string   `json:"label" doc:"what it is for" minLength:"1" maxLength:"80" example:"nightly report"`
	Scopes []string `json:"scopes" doc:"what it may do; no more than you" minItems:"1" enum:"read,file,account"`
	Days   int      `json:"days,omitempty" doc:"how long it works" default:"90" minimum:"1" maximum:"366"`
}

// TokenIssued is a token with its secret.
type TokenIssued struct {
	TokenShown
	Secret string `json:"secret,omitempty" doc:"send it as Authorization: Bearer SECRET; it is not kept and not shown again"`
}

func issueToken(v *visit, in *struct{ Body TokenAsked }) (*of[TokenIssued], error) {
	var scopes []site.Scope
	for _, x := range in.Body.Scopes {
		if !slices.Contains(v.scopes(), site.Scope(x)) {
			return nil, errScope(x)
		}
		scopes = append(scopes, site.Scope(x))
	}
	secret, t, err := v.s.site.Issue(v.who().Name, in.Body.Label, scopes, time.Duration(in.Body.Days)*24*time.Hour)
	if err != nil {
		return nil, wrongPart("body", err)
	}
	return body(TokenIssued{tokenShown(t), secret}), nil
}

func deleteToken(v *visit, in *mine) (*struct{}, error) {
	return nil, v.s.site.EndToken(v.who().Name, in.ID)
}
