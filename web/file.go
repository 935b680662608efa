package web

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/act"
	"entente/dossier"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/situation"
)

// filing is a form for an act of one kind, as somebody fills it in.
type filing struct {
	c     *site.Case
	info  act.Info
	draft string // its id
	form  url.Values
	wrong map[string]act.Problems
	first string // the first field that is wrong
	kept  bool   // on the site, as a draft
	fresh bool   // the case is opened by it
	taken []string

	groups []questionGroup
	beside *textBeside
}

// filePage offers every kind of act, and what the reader is writing.
func filePage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	drafts, err := v.s.site.Drafts(v.who(), c.ID)
	if err != nil {
		return nil, err
	}
	return v.casePage(c, "case.file", fileBody(v, c, drafts)), nil
}

// fileForm is an empty form of a kind, with what can be known already filled in: the
// day, whose act it is, the case's marking; with ?corrects= what an act says now.
func fileForm(v *visit) (*page, error) {
	x, err := v.newFiling(v.r.PathValue("kind"))
	if err != nil {
		return nil, err
	}
	q := v.r.URL.Query()
	x.draft = newDraft()
	if old, err := v.corrected(x.c, q.Get("corrects")); err != nil {
		return nil, err
	} else if old != nil {
		x.form = typed(old)
		x.form.Set("corrects", old.ID)
	} else {
		x.form = v.blank(x)
		for key := range q {
			x.form[key] = q[key]
		}
	}
	if x.info.Shape == act.Listed {
		x.form.Set("id", freshID(x.info.Kind, x.form))
	}
	return v.filingPage(x, 0), nil
}

// blank is a form with what can be known filled in.
func (v *visit) blank(x *filing) url.Values {
	form := url.Values{"marking": {caseMarking(x.c)}}
	if x.info.Shape == act.Listed {
		form.Set("on", v.s.now().UTC().Format("2006-01-02"))
		form.Set("actor", v.who().Actor)
	}
	return form
}

// newFiling opens a form for a kind of act in the case of the path.
func (v *visit) newFiling(kind string) (*filing, error) {
	if !v.when.Now() {
		return nil, errPast
	}
	info, known := act.KindInfo(act.Kind(kind))
	c, err := v.openCase()
	fresh := known && info.Shape == act.Single && errors.Is(err, register.ErrNotFound)
	if fresh {
		c, err = v.s.site.Unopened(v.r.PathValue("case"))
	}
	if err != nil {
		return nil, err
	}
	if !known || info.Shape == act.Single && !fresh {
		return nil, fmt.Errorf("the kind %s: %w", kind, register.ErrNotFound)
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	return &filing{c: c, info: info, form: url.Values{}, fresh: fresh}, nil
}

// freshID proposes an id that nothing on record has, also nothing the reader may not
// see.
func freshID(kind act.Kind, form url.Values) string {
	actor := strings.ToLower(cmp.Or(form.Get("actor"), "case"))
	return fmt.Sprintf("%s-%s-%s", strings.ReplaceAll(actor, "_", "-"), strings.ReplaceAll(string(kind), "_", "-"), strings.ToLower(rand.Text()[:6]))
}

// caseMarking is what an act of a case is marked with unless somebody says otherwise.
func caseMarking(c *site.Case) string {
	if in := c.Sit.Initiative; in != nil && in.Marking != "" {
		return in.Marking
	}
	return marking.Unclassified.String()
}

// corrected finds the act that is to be put right, if one is, and that the reader may.
func (v *visit) corrected(c *site.Case, id string) (*act.Act, error) {
	if id == "" {
		return nil, nil
	}
	e, here := c.Entry(id)
	if !here || e.Act.Body == nil {
		return nil, register.ErrNotFound
	}
	if !v.mayCorrect(e) {
		return nil, site.ErrNotPermitted
	}
	return e.Act, nil
}

// mayCorrect reports whether an act is the reader's to put right: its actor's own, or
// put on record by it. Nouns keep their ids; a new one is introduced instead.
func (v *visit) mayCorrect(e *register.Entry) bool {
	info, known := act.KindInfo(e.Heading.Kind)
	who := v.who()
	return known && info.Shape == act.Listed && who.Role != site.Observer && who.Actor != "" && v.when.Now() &&
		(string(e.Act.Actor) == who.Actor || e.Heading.Signer == who.Actor)
}

// postFiling takes a form: to keep it, to add to it, or to look at what would be filed.
func postFiling(v *visit) (*page, error) {
	x, err := v.newFiling(v.r.PathValue("kind"))
	if err != nil {
		return nil, err
	}
	if err := v.r.ParseForm(); err != nil {
		return nil, badRequest(v.say("file.unread"))
	}
	x.form = url.Values{}
	do := v.r.PostForm.Get("do")
	for key, values := range v.r.PostForm {
		if key != "do" && key != "draft" && !strings.HasPrefix(key, "build:") {
			x.form[key] = values
		}
	}
	x.draft = v.r.PostForm.Get("draft")
	if len(x.draft) != 16 {
		return nil, badRequest(v.say("file.unread"))
	}
	verb, rest, _ := strings.Cut(do, ":")
	switch verb {
	case "build":
		name, join, _ := strings.Cut(rest, ":")
		x.form.Set(name, build(v.r.PostForm, name, join))
	case "cite":
		place, words, _ := strings.Cut(rest, "|")
		x.form.Set("source", place)
		x.form.Set("quote", words)
	}
	if verb != "save" {
		x.resolve(v)
	}
	if err := v.s.site.SaveDraft(v.who(), site.Draft{ID: x.draft, Initiative: x.c.ID, Kind: x.info.Kind, Form: x.form}); err != nil {
		return nil, err
	}
	x.kept = true
	switch verb {
	case "save": // by a page that is open already
		return &page{part: true, body: templ.Raw(v.say("file.saved", "when", v.s.now().UTC().Format("15:04:05")))}, nil
	case "keep":
		return goTo("/draft/" + x.draft), nil
	case "review":
		if _, wrong := v.readFiling(x); len(wrong) > 0 || len(x.taken) > 0 {
			if x.wrong = wrong; len(wrong) == 0 {
				return v.filingPage(x, 0), nil // what was taken for what is looked at first
			}
			return v.filingPage(x, http.StatusUnprocessableEntity), nil
		}
		return goTo("/draft/" + x.draft + "/file"), nil
	}
	return v.filingPage(x, 0), nil
}

// draftPage shows a draft to go on with.
func draftPage(v *visit) (*page, error) {
	x, d, err := v.openDraft()
	if err != nil {
		return nil, err
	}
	if !d.Due.IsZero() {
		return goTo("/draft/" + d.ID + "/file"), nil
	}
	if d.Wrong != "" {
		x.wrong = map[string]act.Problems{"": {{Text: d.Wrong}}}
	}
	return v.filingPage(x, 0), nil
}

// openDraft opens the draft of the path with its case.
func (v *visit) openDraft() (*filing, site.Draft, error) {
	d, err := v.s.site.Draft(v.who(), v.r.PathValue("draft"))
	if err != nil {
		return nil, d, err
	}
	v.r.SetPathValue("case", d.Initiative)
	x, err := v.newFiling(string(d.Kind))
	if err != nil {
		return nil, d, err
	}
	x.draft, x.form, x.kept = d.ID, d.Form, true
	return x, d, nil
}

func dropDraft(v *visit) (*page, error) {
	d, err := v.s.site.Draft(v.who(), v.r.PathValue("draft"))
	if err != nil {
		return nil, err
	}
	return goTo(string(v.link("/case/%s/file", d.Initiative))), v.s.site.DropDraft(v.who(), d.ID)
}

func (v *visit) filingPage(x *filing, status int) *page {
	x.groups = questions(v, x.c)
	x.beside = v.sourceBeside(x)
	x.first = x.firstWrong()
	p := v.casePage(x.c, "case.file", filingBody(v, x))
	p.title = v.say("file.title", "kind", v.kind(x.info.Kind)) + " – " + x.c.Title
	p.status, p.still = status, true
	if x.fresh {
		p.heading = nil
	}
	return p
}

// newCase asks for the short name of a case that is to be opened, and leads to the form
// that opens it.
func newCase(v *visit) (*page, error) {
	if !v.mayFile() {
		return nil, site.ErrNotPermitted
	}
	id := strings.TrimSpace(v.r.URL.Query().Get("id"))
	wrong := ""
	if id != "" {
		if _, err := v.s.site.Unopened(id); err == nil {
			return goTo(string(v.link("/case/%s/file/initiative", id))), nil
		}
		wrong = v.say("new.wrong", "id", id)
	}
	p := &page{title: v.say("new.title"), body: newCaseBody(v, id, wrong)}
	if wrong != "" {
		p.status = http.StatusUnprocessableEntity
	}
	return p, nil
}

// readFiling reads the form as an act, by the rules of a dossier, of the record it
// would join, and of what the person may file. What is wrong is by field.
func (v *visit) readFiling(x *filing) (*act.Act, map[string]act.Problems) {
	a, wrong := readAlone(x, v.who().Actor)
	add := func(field, text string) { wrong[field] = append(wrong[field], act.Problem{Text: text}) }
	if err := v.who().MayMark(marking.Parse(cmp.Or(x.form.Get("marking"), caseMarking(x.c)))); err != nil {
		for _, said := range v.faults(err) {
			add("marking", said)
		}
	}
	if a == nil || len(wrong) > 0 {
		return nil, wrong
	}
	a.Initiative = x.c.ID
	a.Marking = cmp.Or(a.Marking, caseMarking(x.c))
	if said := x.notThere(v, a); said != "" {
		add("quote", said)
	}
	_, problems := situation.At(append(slices.Clone(x.c.Acts), a), situation.When{At: act.MustDate(v.s.now().UTC().Format("2006-01-02"))})
	for _, p := range problems {
		if !p.Warning && p.Place == a.Place {
			add("", v.wrong(p))
		}
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return a, nil
}

// readAlone reads the form by the rules of a dossier alone. Who files may speak in a
// case that does not introduce it, as the keeper of the register does.
func readAlone(x *filing, who string) (*act.Act, map[string]act.Problems) {
	among := x.c.Acts
	if who != "" && !slices.ContainsFunc(among, func(a *act.Act) bool { return a.ID == who }) {
		among = append(slices.Clone(among), &act.Act{ID: who, Kind: "actor", Body: &act.Actor{Name: who}})
	}
	id := strings.TrimSpace(x.form.Get("id"))
	if x.info.Shape == act.Single {
		id = x.c.ID
	}
	return dossier.ReadItem(among, x.c.When.At, x.info.Kind, id, valuesOf(formKeys(x.info.Kind), x.form, ""))
}

// notThere says that the words quoted do not stand where they are said to, in a source
// whose text is kept here.
func (x *filing) notThere(v *visit, a *act.Act) string {
	for _, ref := range a.Source {
		e, here := x.c.Entry(ref.Source)
		if !here {
			continue
		}
		doc, err := v.reader.Document(e)
		if err != nil || ref.Paragraph == "" {
			continue
		}
		if _, err := doc.Reading.Cited(ref.Paragraph, a.Quote); err != nil {
			return v.fault(err)
		}
	}
	return ""
}

// firstWrong is the field the reader is led to.
func (x *filing) firstWrong() string {
	for _, k := range formKeys(x.info.Kind) {
		for path := range x.wrong {
			if path == k.Name || strings.HasPrefix(path, k.Name+".") {
				return k.Name
			}
		}
	}
	return ""
}

// said are the messages beside a field: those about it, and about what is inside it
// where nothing there shows them.
func (x *filing) said(v *visit, name string, inside bool) []string {
	var all []string
	for path, problems := range x.wrong {
		if path == name || inside && strings.HasPrefix(path, name+".") {
			for _, p := range problems {
				all = append(all, v.wrong(p))
			}
		}
	}
	slices.Sort(all)
	return all
}
