package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"entente/marking"
	"entente/register"
	"entente/site"
)

// levels are those a person can be given.
var levels = []marking.Level{marking.Unclassified, marking.Restricted, marking.Confidential, marking.Secret, marking.TopSecret}

// peoplePage lists who may sign in, and lets somebody in.
func peoplePage(v *visit) (*page, error) { return v.people(form{}, 0) }

func (v *visit) people(f form, status int) (*page, error) {
	here, err := v.s.site.People()
	if err != nil {
		return nil, err
	}
	gone, err := v.s.site.Gone()
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("people.title"), status: status, body: peopleBody(v, here, gone, f)}, nil
}

// personOf reads the person a form describes.
func (v *visit) personOf(name string) (p site.Person, f form) {
	value := v.r.PostFormValue
	f.values = map[string]string{"name": name}
	for _, key := range []string{"title", "actor", "office", "role", "level", "rel-to"} {
		f.values[key] = strings.TrimSpace(value(key))
	}
	p = site.Person{Name: name, Title: f.values["title"], Actor: strings.ToUpper(f.values["actor"]), Office: f.values["office"],
		Role: site.Role(f.values["role"]), RelTo: strings.FieldsFunc(strings.ToUpper(f.values["rel-to"]), func(r rune) bool { return r == ',' || r == ' ' })}
	slices.Sort(p.RelTo)
	p.RelTo = slices.Compact(p.RelTo)
	level, ok := marking.ParseLevel(f.values["level"])
	if !ok {
		f.wrong = v.say("people.level.wrong", "level", f.values["level"])
	}
	p.Level = level
	return p, f
}

// letIn lets somebody in, and shows the one-time link, which is shown once.
func letIn(v *visit) (*page, error) {
	p, f := v.personOf(strings.TrimSpace(v.r.PostFormValue("name")))
	if f.wrong != "" {
		return v.people(f, 422)
	}
	secret, err := v.s.site.LetIn(v.who(), p)
	var refused site.Refusal
	switch {
	case errors.As(err, &refused):
		f.wrong = v.fault(err)
		return v.people(f, 422)
	case errors.Is(err, register.ErrConflict):
		f.wrong = v.say("people.taken", "name", p.Name)
		return v.people(f, 409)
	case err != nil:
		return nil, err
	}
	return v.showLink(p.Name, secret)
}

// showLink shows a one-time link.
func (v *visit) showLink(name, secret string) (*page, error) {
	p, err := v.s.site.Person(name)
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("people.link.title", "name", name), body: oneTimeLink(v, p, cmp.Or(v.origin(), "http://"+v.r.Host)+"/welcome/"+secret)}, nil
}

// terms says what a person may do.
func (v *visit) terms(p *site.Person) string {
	said := []string{v.say("role." + string(p.Role))}
	if p.Actor != "" {
		said[0] = v.say("people.for", "role", said[0], "actor", p.Actor)
	}
	said = append(said, v.say("sessions.level", "level", p.Level.String()))
	if len(p.RelTo) > 0 {
		said = append(said, v.say("people.releases", "codes", strings.Join(p.RelTo, ", ")))
	}
	return v.several(said...)
}

func personPage(v *visit) (*page, error) { return v.person(form{}, 0) }

func (v *visit) person(f form, status int) (*page, error) {
	p, err := v.s.site.Person(v.r.PathValue("person"))
	if err != nil {
		return nil, err
	}
	deeds, err := v.s.site.Deeds(p.Name)
	if err != nil {
		return nil, err
	}
	if f.values == nil {
		f.values = map[string]string{"title": p.Title, "actor": p.Actor, "office": p.Office, "role": string(p.Role), "level": p.Level.String(), "rel-to": strings.Join(p.RelTo, ", ")}
	}
	return &page{title: cmp.Or(p.Title, p.Name), status: status, body: personBody(v, p, deeds, f)}, nil
}

func changePerson(v *visit) (*page, error) {
	p, f := v.personOf(v.r.PathValue("person"))
	if f.wrong != "" {
		return v.person(f, 422)
	}
	err := v.s.site.Change(v.who(), p)
	var refused site.Refusal
	if errors.As(err, &refused) {
		f.wrong = v.fault(err)
		return v.person(f, 422)
	}
	return goTo("/people/" + p.Name), err
}

func relink(v *visit) (*page, error) {
	name := v.r.PathValue("person")
	secret, err := v.s.site.Relink(v.who(), name)
	if err != nil {
		return nil, err
	}
	return v.showLink(name, secret)
}

// endPerson asks for the name typed again: it cannot be undone.
func endPerson(v *visit) (*page, error) {
	name := v.r.PathValue("person")
	if v.r.PostFormValue("again") != name {
		return v.person(form{wrong: v.say("people.end.again", "name", name)}, 422)
	}
	return goTo("/people"), v.s.site.EndPerson(v.who(), name)
}
