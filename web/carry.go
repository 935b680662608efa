package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/source"
)

// carried is an act on its way to another version of its source.
type carried struct {
	c        *site.Case
	e        *register.Entry
	versions []*act.Act // to which it can be carried
	to       *bench     // the one chosen; nil where none is
	by       *source.Carriage
	before   []*act.Act // by which it was carried over already
	place    string     // as it was typed
	wrong    string
}

// carryPage shows where the words of an act may stand in another version of its source.
// Nothing is carried over by itself.
func carryPage(v *visit) (*page, error) {
	x, err := v.openCarried(v.r.URL.Query().Get("to"))
	if err != nil {
		return nil, err
	}
	return v.carryPage(x, 0), nil
}

func (v *visit) carryPage(x *carried, status int) *page {
	p := v.casePage(x.c, "case.act", carryBody(v, x))
	p.title, p.status, p.still = v.say("carry.title")+" – "+x.c.Title, status, true
	p.marking = marking.Join(p.marking, site.Joined([]*register.Entry{x.e}))
	if x.to != nil {
		p.marking = marking.Join(p.marking, x.to.mark)
	}
	return p
}

// openCarried finds the act of the path, and the version it is to go to.
func (v *visit) openCarried(to string) (*carried, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.showsCase(c)
	x := &carried{c: c}
	var here bool
	if x.e, here = c.Entry(v.r.PathValue("act")); !here {
		return nil, register.ErrNotFound
	}
	for _, e := range c.Entries {
		if b, ok := e.Act.Body.(*act.Carrying); ok && string(b.Of) == x.e.Act.ID {
			x.before = append(x.before, e.Act)
		}
	}
	x.versions = versions(c, x.e.Act)
	if to == "" && len(x.versions) > 0 {
		to = x.versions[0].ID
	}
	if to == "" {
		return x, nil
	}
	if x.to, err = v.openSource(to); err != nil {
		return nil, err
	}
	if x.to.doc == nil {
		x.wrong = v.say("file.notext")
		return x, nil
	}
	x.by, err = source.NewCarriage(x.e.Act, to, x.to.doc, func(id string) *source.Document {
		old, err := v.openSource(id)
		if err != nil {
			return nil
		}
		if old.doc != nil {
			x.to.mark = marking.Join(x.to.mark, old.mark)
		}
		return old.doc
	})
	if errors.Is(err, source.ErrNotAnchored) {
		x.wrong = v.say("carry.notanchored")
	}
	return x, nil
}

// versions are the sources that replace one an act rests on, the newest first; of one
// that is replaced by none, nothing is suggested.
func versions(c *site.Case, a *act.Act) (all []*act.Act) {
	cites := map[string]bool{}
	for _, ref := range a.Source {
		cites[ref.Source] = true
	}
	for grown := true; grown; {
		grown = false
		for id, s := range c.Sit.Sources {
			if old := string(s.Body.(*act.Source).Replaces); old != "" && cites[old] && !cites[id] {
				cites[id], grown = true, true
				all = append(all, s)
			}
		}
	}
	slices.SortFunc(all, func(a, b *act.Act) int {
		return cmp.Or(b.Body.(*act.Source).Date.Compare(a.Body.(*act.Source).Date), cmp.Compare(b.ID, a.ID))
	})
	return all
}

// carryOver carries an act over to a place that somebody looked at.
func carryOver(v *visit) (*page, error) {
	to := act.ParseSourceRef(cmp.Or(v.r.PostFormValue("place"), v.r.PostFormValue("to")))
	x, err := v.openCarried(to.Source)
	if err != nil {
		return nil, err
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	x.place = to.Paragraph
	a, err := v.carry(x, to.Paragraph)
	var none *source.NoPlace
	if errors.As(err, &none) {
		x.wrong = v.several(none.In(v.lang.Code), none.Remedy(v.lang.Code))
	}
	if x.wrong != "" {
		return v.carryPage(x, http.StatusUnprocessableEntity), nil
	}
	if err != nil {
		return nil, err
	}
	return goTo(string(v.link("/case/%s/act/%s", x.c.ID, a.ID))), nil
}

// carry puts on record that the words of an act stand at a place of the other version.
func (v *visit) carry(x *carried, place string) (*act.Act, error) {
	if x.by == nil {
		return nil, badRequest(cmp.Or(x.wrong, v.say("carry.choose")))
	}
	a, err := x.by.To(place)
	if err != nil {
		return nil, err
	}
	base := a.ID
	for n := 2; slices.ContainsFunc(x.c.Entries, func(e *register.Entry) bool { return e.Act.ID == a.ID }); n++ {
		a.ID = fmt.Sprintf("%s.%d", base, n)
	}
	drafts, err := v.layOut([]*act.Act{a}, false)
	if err == nil {
		err = v.s.site.FileAll(v.r.Context(), v.who(), drafts)
	}
	return a, err
}

// anchored are the acts that rest on the version before a source, and were not carried
// over to it yet.
func anchored(c *site.Case, on *act.Act) (all []*act.Act) {
	b := on.Body.(*act.Source)
	if b.Replaces == "" {
		return nil
	}
	done := map[string]bool{}
	for _, e := range c.Entries {
		if x, ok := e.Act.Body.(*act.Carrying); ok && slices.ContainsFunc(x.To, func(r act.SourceRef) bool { return r.Source == on.ID }) {
			done[string(x.Of)] = true
		}
	}
	seen := map[string]bool{}
	for _, e := range c.Entries {
		a := e.Act
		if seen[a.ID] || done[a.ID] || a.Kind == "coding" || a.Body == nil {
			continue
		}
		seen[a.ID] = true
		if slices.ContainsFunc(a.Source, func(r act.SourceRef) bool { return r.Source == string(b.Replaces) && r.Paragraph != "" }) {
			all = append(all, a)
		}
	}
	return all
}
