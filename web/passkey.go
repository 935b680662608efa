package web

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"

	"entente/site"
)

// origin is the address the site is reached by: the one it was told, or, where it was
// told none, this machine's own. What a request calls the site is not believed.
func (v *visit) origin() string {
	if v.s.url != "" {
		return v.s.url
	}
	host := (&url.URL{Host: v.r.Host}).Hostname()
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return "http://" + v.r.Host
	}
	return ""
}

// passkeys reports whether passkeys can be used: they are bound to a name, which a
// bare number is not.
func (v *visit) passkeys() bool {
	u, err := url.Parse(v.origin())
	return err == nil && Scripted() && u.Hostname() != "" && net.ParseIP(u.Hostname()) == nil
}

// question goes to navigator.credentials, and the ceremony comes back with the answer.
type question struct {
	Options  json.RawMessage `json:"options"`
	Ceremony string          `json:"ceremony"`
}

// reply is what a device answered.
type reply struct {
	Ceremony string          `json:"ceremony"`
	Label    string          `json:"label"`
	Answer   json.RawMessage `json:"answer"`
	To       string          `json:"to"`
}

// done tells the page where to go.
type done struct {
	To string `json:"to"`
}

func offerPasskey(v *visit, w http.ResponseWriter) error {
	return v.question(w, func(origin string) ([]byte, string, error) { return v.s.site.OfferPasskey(v.who(), origin) })
}

func askPasskey(v *visit, w http.ResponseWriter) error {
	return v.question(w, v.s.site.AskPasskey)
}

func (v *visit) question(w http.ResponseWriter, ask func(origin string) ([]byte, string, error)) error {
	if !v.passkeys() {
		return badRequest(v.say("passkey.nowhere"))
	}
	options, ceremony, err := ask(v.origin())
	if err != nil {
		return err
	}
	return answerJSON(w, question{options, ceremony})
}

func keepPasskey(v *visit, w http.ResponseWriter) error {
	x, err := v.reply()
	if err != nil {
		return err
	}
	if err := v.s.site.KeepPasskey(v.who(), v.origin(), x.Ceremony, x.Label, x.Answer); err != nil {
		return err
	}
	return answerJSON(w, done{"/account"})
}

func usePasskey(v *visit, w http.ResponseWriter) error {
	x, err := v.reply()
	if err != nil {
		return err
	}
	secret, err := v.s.site.SignInByPasskey(v.origin(), x.Ceremony, x.Answer, v.r.UserAgent())
	if err != nil {
		return err
	}
	v.signedIn(secret)
	return answerJSON(w, done{local(x.To, "/")})
}

func (v *visit) reply() (x reply, err error) {
	if !v.passkeys() {
		return x, badRequest(v.say("passkey.nowhere"))
	}
	text, err := io.ReadAll(v.r.Body)
	if err != nil {
		return x, err
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if err = json.Unmarshal(text, &x); errors.As(err, &syntax) || errors.As(err, &kind) || len(x.Answer) == 0 {
		err = site.ErrProof
	}
	return x, err
}

func answerJSON(w http.ResponseWriter, x any) error {
	text, err := json.Marshal(x)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(text)
	return err
}
