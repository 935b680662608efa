package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"entente/marking"
	"entente/site"
)

// people are the operations of officers on people.
func (a *api) people() {
	people := func(id, method, path, summary string, marks ...string) huma.Operation {
		return operation(site.ScopePeople, id, method, path, summary, marks...)
	}
	made := change(people("let-in", http.MethodPost, "/v1/people", "Let somebody in; the secret of its link is shown this once: under an Idempotency-Key the same is answered without it", secret), "/v1/people")
	made.DefaultStatus = http.StatusCreated
	answers(a, people("list-people", http.MethodGet, "/v1/people", "Everybody who may sign in"), officers(listPeople))
	answers(a, made, officers(letSomebodyIn))
	answers(a, people("get-person", http.MethodGet, "/v1/people/{name}", "One person, and what was done about it"), officers(getPerson))
	answers(a, change(people("change-person", http.MethodPut, "/v1/people/{name}", "Change what somebody is called and may do"), "/v1/people/{name}"), officers(putPerson))
	answers(a, change(people("link-person", http.MethodPost, "/v1/people/{name}/link", "Make a new link for somebody; its secret is shown this once", secret), "/v1/people/{name}"), officers(linkPerson))
	answers(a, people("list-vouching", http.MethodGet, "/v1/vouching", "For whom you may vouch"), listVouching)
	answers(a, change(people("vouch", http.MethodPost, "/v1/people/{name}/vouch", "Say for somebody that it is who it is said to be"), "/v1/vouching"),
		func(v *visit, in *Somebody) (*struct{}, error) { return nil, v.s.site.Vouch(v.who(), in.Name) })
	answers(a, change(people("end-person", http.MethodDelete, "/v1/people/{name}", "End somebody: it signs in no more, and its tokens work no more"), "/v1/people/{name}"),
		func(v *visit, in *Somebody) (*struct{}, error) { return nil, v.s.site.EndPerson(v.who(), in.Name) })
}

// officers lets officers only ask an operation.
func officers[I, O any](f func(*visit, *I) (*O, error)) func(*visit, *I) (*O, error) {
	return func(v *visit, in *I) (*O, error) {
		if v.who().Role != site.Officer {
			return nil, site.ErrNotPermitted
		}
		return f(v, in)
	}
}

// Somebody names somebody in the path.
type Somebody struct {
	Name string `path:"name" doc:"what the person types to sign in"`
}

// PersonAsked says what somebody is called and may do.
type PersonAsked struct {
	Title  string    `json:"title,omitempty" doc:"how it is called" maxLength:"200"`
	Actor  string    `json:"actor,omitempty" doc:"for whom it reads and files"`
	Office string    `json:"office,omitempty" doc:"its office in that actor" maxLength:"200"`
	Role   site.Role `json:"role" enum:"officer,delegate,observer"`
	Level  string    `json:"level" doc:"it reads and files nothing above this" example:"UNCLASSIFIED"`
	RelTo  []string  `json:"rel_to,omitempty" doc:"it files nothing released beyond these"`
}

// PersonNamed is a person to be let in.
type PersonNamed struct {
	Name string `json:"name" doc:"what it types to sign in"`
	PersonAsked
}

// PersonShown is a person.
type PersonShown struct {
	PersonNamed
	Awaits bool        `json:"awaits,omitempty" doc:"until somebody vouches it reads for nobody"`
	Deeds  []DeedShown `json:"deeds" doc:"what was done about it, the latest first"`
}

// DeedShown is something an officer did about a person.
type DeedShown struct {
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	What  string    `json:"what"`
	Terms string    `json:"terms"`
}

// PersonLinked is a person with the secret of its link.
type PersonLinked struct {
	PersonShown
	Secret string `json:"secret,omitempty" doc:"of the one-time link /welcome/SECRET"`
}

// named makes a person of what was sent.
func (q PersonAsked) named(name string) (site.Person, error) {
	level, ok := marking.ParseLevel(q.Level)
	if !ok {
		return site.Person{}, wrongPart("body.level", errors.New("use UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET"))
	}
	return site.Person{Name: name, Title: strings.TrimSpace(q.Title), Actor: q.Actor, Office: q.Office, Role: q.Role, Level: level, RelTo: q.RelTo}, nil
}

func (v *visit) personShown(p *site.Person) (PersonShown, error) {
	deeds, err := v.s.site.Deeds(p.Name)
	x := PersonShown{PersonNamed: PersonNamed{p.Name, PersonAsked{p.Title, p.Actor, p.Office, p.Role, p.Level.String(), p.RelTo}}, Awaits: p.Awaits, Deeds: []DeedShown{}}
	for _, d := range deeds {
		x.Deeds = append(x.Deeds, DeedShown{d.At, d.By, d.What, d.Terms})
	}
	return x, err
}

func listPeople(v *visit, _ *struct{}) (*of[[]PersonNamed], error) {
	all, err := v.s.site.People()
	return body(peopleNamed(all)), err
}

func listVouching(v *visit, _ *struct{}) (*of[[]PersonNamed], error) {
	all, err := v.s.site.AwaitVouching(v.who())
	return body(peopleNamed(all)), err
}

func peopleNamed(all []*site.Person) []PersonNamed {
	shown := []PersonNamed{}
	for _, p := range all {
		shown = append(shown, PersonNamed{p.Name, PersonAsked{p.Title, p.Actor, p.Office, p.Role, p.Level.String(), p.RelTo}})
	}
	return shown
}

func getPerson(v *visit, in *Somebody) (*of[PersonShown], error) {
	p, err := v.s.site.Person(in.Name)
	if err != nil {
		return nil, err
	}
	x, err := v.personShown(p)
	return body(x), err
}

// refusal makes a refusal of a site what is wrong with a request.
func refusal(err error) error {
	var refused site.Refusal
	if errors.As(err, &refused) {
		return wrongPart("body", err)
	}
	return err
}

func letSomebodyIn(v *visit, in *struct{ Body PersonNamed }) (*of[PersonLinked], error) {
	p, err := in.Body.named(in.Body.Name)
	if err != nil {
		return nil, err
	}
	secret, err := v.s.site.LetIn(v.who(), p)
	if err != nil {
		return nil, refusal(err)
	}
	return v.linked(p.Name, secret)
}

func (v *visit) linked(name, secret string) (*of[PersonLinked], error) {
	p, err := v.s.site.Person(name)
	if err != nil {
		return nil, err
	}
	x, err := v.personShown(p)
	return body(PersonLinked{x, secret}), err
}

func linkPerson(v *visit, in *Somebody) (*of[PersonLinked], error) {
	secret, err := v.s.site.Relink(v.who(), in.Name)
	if err != nil {
		return nil, err
	}
	return v.linked(in.Name, secret)
}

func putPerson(v *visit, in *struct {
	Name string `path:"name"`
	Body PersonAsked
}) (*of[PersonShown], error) {
	p, err := in.Body.named(in.Name)
	if err != nil {
		return nil, err
	}
	if err := v.s.site.Change(v.who(), p); err != nil {
		return nil, refusal(err)
	}
	return getPerson(v, &Somebody{in.Name})
}
