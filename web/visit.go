package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/web/words"
)

// visit is one request: who asks, in which language, as of when.
type visit struct {
	s        *Server
	r        *http.Request
	header   http.Header // of the answer
	id       string      // names the request in the log and on error pages
	session  *site.Session
	token    *site.Token  // by which a program came in; nil for a browser
	reader   *site.Reader // nil until somebody has signed in
	when     site.When
	lang     *words.Language
	theme    string // light, dark, or empty: as the reader's system is set
	digits   words.Digits
	files    bool            // of a visit of nobody: what it lays out is for who files
	shown    site.Shown      // the acts of the record that an answer of the API shows
	marked   marking.Marking // of those
	bookmark string          // of the record before any of it was read
}

// page is what a route answers: something to show, or somewhere to go.
type page struct {
	title   string
	marking marking.Marking // of everything shown; its zero where nothing of the record is
	shown   site.Shown      // the acts of the record it shows, for the log of who read them
	how     string          // how they are shown there: page, case, list
	heading *site.Heading   // of the case the page belongs to
	body    templ.Component
	still   bool   // a form in use: it is not fetched anew when the record changes
	part    bool   // body alone, for a page that is open already
	status  int    // 200 when 0
	to      string // go there instead
}

func goTo(path string) *page { return &page{to: path} }

// shows notes that an answer of the API shows acts of the record, for the log of who
// read them; a page says so itself.
func (v *visit) shows(m marking.Marking, shown site.Shown) {
	if v.marked.String() != "" {
		m = marking.Join(v.marked, m)
	}
	v.marked, v.shown = m, v.shown.And(shown)
}

// showsCase is shows for what is made of a case.
func (v *visit) showsCase(c *site.Case) *site.Case {
	v.shows(c.Marking, c.Shown())
	return c
}

// showsActs is shows for acts.
func (v *visit) showsActs(all []*register.Entry) { v.shows(site.Joined(all), site.ShowsActs(all)) }

// say gives a sentence in the language of the visit.
func (v *visit) say(key string, values ...any) string { return v.lang.SayIn(v.digits, key, values...) }

// who is the person who has signed in; nil when nobody has.
func (v *visit) who() *site.Person {
	if v.session == nil {
		return nil
	}
	return v.session.Person
}

// link leads to a page of the site as of the same moment.
func (v *visit) link(format string, parts ...string) templ.SafeURL {
	escaped := make([]any, len(parts))
	for i, p := range parts {
		escaped[i] = url.PathEscape(p)
	}
	path, anchor, anchored := strings.Cut(fmt.Sprintf(format, escaped...), "#")
	if q := v.moment(); q != "" {
		path += "?" + q
	}
	if anchored {
		path += "#" + anchor
	}
	return templ.SafeURL(path)
}

// moment is the part of an address that says as of when.
func (v *visit) moment() string {
	q := url.Values{}
	if !v.when.At.IsZero() {
		q.Set("at", v.when.At.String())
	}
	if !v.when.Known.IsZero() {
		q.Set("known", v.when.Known.String())
	}
	return q.Encode()
}

// readMoment reads ?at= and ?known=, which any page takes.
func (v *visit) readMoment() error {
	q := v.r.URL.Query()
	for _, m := range []struct {
		name string
		into *act.Date
	}{{"at", &v.when.At}, {"known", &v.when.Known}} {
		text := strings.TrimSpace(q.Get(m.name))
		if text == "" {
			continue
		}
		day, err := act.ParseDate(text)
		if err != nil {
			return badRequest(v.say("error.day", "name", m.name, "text", text))
		}
		*m.into = day
	}
	return nil
}

// openCase opens the case a page is about.
func (v *visit) openCase() (*site.Case, error) { return v.reader.Case(v.r.PathValue("case"), v.when) }

const settingsCookie = "entente-settings"

// readSettings takes language, theme and digits from their cookie, else from the browser.
func (v *visit) readSettings() {
	v.lang, v.digits = words.Match(v.r.Header.Get("Accept-Language")), words.Latin
	c, err := v.r.Cookie(settingsCookie)
	if err != nil {
		return
	}
	code, rest, _ := strings.Cut(c.Value, ".")
	theme, digits, _ := strings.Cut(rest, ".")
	if digits == string(words.Arabic) {
		v.digits = words.Arabic
	}
	if l := words.Find(code); l != nil {
		v.lang = l
	}
	if theme == "light" || theme == "dark" {
		v.theme = theme
	}
}

// settings keeps a choice of language, theme or digits, and goes back to the page it
// was made on.
func settings(v *visit) (*page, error) {
	code, theme, digits := v.lang.Code, v.theme, v.digits
	if l := words.Find(v.r.PostFormValue("language")); l != nil {
		code = l.Code
	}
	switch t := v.r.PostFormValue("theme"); t {
	case "light", "dark":
		theme = t
	case "system":
		theme = ""
	}
	switch d := words.Digits(v.r.PostFormValue("digits")); d {
	case words.Latin, words.Arabic:
		digits = d
	}
	v.setCookie(settingsCookie, code+"."+theme+"."+string(digits), 365*24*time.Hour)
	return goTo(v.back("/")), nil
}

// back is the page of this site a form was sent from.
func (v *visit) back(otherwise string) string {
	return local(v.r.PostFormValue("back"), otherwise)
}

// local lets nobody be led off the site: it takes paths of the site only.
func local(path, otherwise string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return otherwise
	}
	return path
}

func (v *visit) setCookie(name, value string, lasts time.Duration) {
	c := http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: v.s.secure, SameSite: http.SameSiteLaxMode, MaxAge: int(lasts.Seconds())}
	if lasts <= 0 {
		c.MaxAge = -1
	}
	v.header.Add("Set-Cookie", c.String())
}
