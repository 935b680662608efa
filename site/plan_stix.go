package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/marking"
	"entente/phrase"
)

// A bundle of STIX 2.1 (OASIS standard, 10 June 2021) is read narrowly. A report goes on record as
// a source, and a note or an opinion as a statement of its maker that cites what it is
// about. Everything else is refused by name, and nothing is made up: who made an object
// must be an actor on record, and its marking must be understood.

// bundle is what is read of a bundle.
type bundle struct {
	Type    string
	ID      string
	Objects []json.RawMessage
}

type stixObject struct {
	Type        string
	ID          string
	SpecVersion string `json:"spec_version"`
	Created     string
	Published   string
	CreatedBy   string `json:"created_by_ref"`
	Name        string
	Description string
	Abstract    string
	Content     string
	Explanation string
	Opinion     string
	Authors     []string
	Revoked     bool
	Refs        []string          `json:"object_refs"`
	Marks       []string          `json:"object_marking_refs"`
	Granular    []json.RawMessage `json:"granular_markings"`
	External    []struct {
		Name string `json:"source_name"`
		URL  string
		ID   string `json:"external_id"`
	} `json:"external_references"`
	MarkType   string `json:"definition_type"`
	Definition struct {
		TLP       string
		Statement string
	}
}

// tlp are the markings the standard itself defines (section 7.2.1.4), and those of TLP
// 2.0 as its extension writes them in names.
var tlp = map[string]marking.TLP{
	"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": marking.Clear,
	"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": marking.Green,
	"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": marking.Amber,
	"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": marking.Red,
	"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": marking.Clear,
	"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": marking.Green,
	"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": marking.Amber,
	"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": marking.AmberStrict,
	"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": marking.Red,
}

// planSTIX reads a bundle object by object.
func (r *Reader) planSTIX(p *Plan, name string, src []byte) (acts []*act.Act, refused []PlanRow, err error) {
	if p.Case == "" {
		return nil, nil, ErrWhichCase
	}
	var b bundle
	if err := json.Unmarshal(src, &b); err != nil {
		p.Problems = act.Problems{act.Wrong(phrase.New(), act.Place{File: name, Line: 1, Col: 1}, "bad-bundle", "a bundle is an object with the type bundle and a list of objects", "the bundle cannot be read: %v", err)}
		return nil, nil, nil
	}
	on, err := r.onRecord(p.Case)
	if err != nil {
		return nil, nil, err
	}
	x := stixReader{on: on, of: p.Case, file: name, byID: map[string]*stixObject{}}
	sum := sha256.Sum256(src)
	x.sum = hex.EncodeToString(sum[:])
	var all []*stixObject
	for i, raw := range b.Objects {
		o := &stixObject{}
		if err := json.Unmarshal(raw, o); err != nil || o.ID == "" {
			row := PlanRow{Act: &act.Act{ID: fmt.Sprintf("objects[%d]", i), Initiative: p.Case}, At: fmt.Sprintf("%s objects[%d]", name, i)}
			refused = append(refused, row.refuse("it is no object of STIX with an id"))
			continue
		}
		x.byID[o.ID] = o
		all = append(all, o)
	}
	for i, o := range all {
		at := fmt.Sprintf("%s objects[%d]", name, i)
		a, err := x.act(o)
		switch {
		case err != nil:
			row := PlanRow{Act: &act.Act{ID: o.ID, Kind: act.Kind(o.Type), Initiative: p.Case}, At: at}
			refused = append(refused, row.wrong(err))
		case a != nil:
			a.Initiative, a.Place = p.Case, act.Place{File: at}
			acts = append(acts, a)
		}
	}
	return acts, refused, nil
}

type stixReader struct {
	on        recorded
	of        string
	file, sum string
	byID      map[string]*stixObject
}

// act makes an act of an object, or says why not; of what only others refer to, an
// identity or a marking, it makes none.
func (x *stixReader) act(o *stixObject) (*act.Act, error) {
	switch o.Type {
	case "identity", "marking-definition":
		return nil, nil
	case "report", "note", "opinion":
	default:
		return nil, phrase.Faultf(nil, "objects of the type %s are not taken over; reports, notes and opinions are", o.Type)
	}
	if o.SpecVersion != "2.1" {
		return nil, phrase.Faultf(nil, "it is of STIX %s, and 2.1 is read", cmp.Or(o.SpecVersion, "before 2.1"))
	}
	if o.Revoked {
		return nil, phrase.Faultf(nil, "its maker has revoked it")
	}
	mark, err := x.marking(o)
	if err != nil {
		return nil, err
	}
	a := &act.Act{ID: "stix-" + strings.ToLower(strings.TrimPrefix(o.ID, o.Type+"--")), Kind: "source"}
	a.Marking = mark.String()
	day, err := act.ParseDate(cmp.Or(o.Published, o.Created)[:min(10, len(cmp.Or(o.Published, o.Created)))])
	if err != nil {
		return nil, phrase.Faultf(nil, "it says no day on which it was made")
	}
	if o.Type == "report" {
		b := &act.Source{Title: o.Name, Reference: o.ID, Date: day, File: x.file, SHA256: x.sum}
		if maker := x.byID[o.CreatedBy]; maker != nil {
			b.Publisher = maker.Name
		}
		if len(o.External) > 0 {
			b.Address = o.External[0].URL
		}
		if b.Title == "" {
			return nil, phrase.Faultf(nil, "it has no name")
		}
		a.Body = b
		return a, nil
	}
	return x.statement(a, o, day)
}

// statement makes an act of a note or an opinion.
func (x *stixReader) statement(a *act.Act, o *stixObject, day act.Date) (*act.Act, error) {
	maker := x.byID[o.CreatedBy]
	if maker == nil || maker.Type != "identity" {
		return nil, phrase.Faultf(nil, "who made it is not in the bundle, so it is nobody's word")
	}
	code := x.actor(maker.Name)
	if code == "" {
		return nil, phrase.Faultf(nil, "its maker, %q, is no actor on record in this case; introduce it first", maker.Name)
	}
	a.Kind, a.Actor, a.On = "statement", act.ActorRef(code), day
	a.Says, a.Quote = cmp.Or(o.Abstract, o.Content, o.Explanation), cmp.Or(o.Content, o.Explanation)
	if o.Type == "opinion" {
		a.Says = strings.TrimSpace(strings.ReplaceAll(o.Opinion, "-", " ") + ": " + o.Explanation)
	}
	if strings.Trim(a.Says, ": ") == "" {
		return nil, phrase.Faultf(nil, "it says nothing")
	}
	if len(o.Authors) > 0 {
		a.Speaker = strings.Join(o.Authors, ", ")
	}
	about, missing := x.refs(o)
	a.Body = &act.Statement{}
	for _, id := range about {
		a.Source = append(a.Source, act.SourceRef{Source: id})
	}
	if len(missing) > 0 {
		a.Note = "It is about " + strings.Join(missing, ", ") + ", which is not on record."
	}
	return a, nil
}

// refs are the reports an object is about, by their ids here, and what else it is about.
func (x *stixReader) refs(o *stixObject) (here, missing []string) {
	for _, ref := range o.Refs {
		id := "stix-" + strings.ToLower(strings.TrimPrefix(ref, "report--"))
		switch about := x.byID[ref]; {
		case strings.HasPrefix(ref, "report--") && (about != nil || x.on.byID[id] != nil):
			here = append(here, id)
		default:
			missing = append(missing, ref)
		}
	}
	return here, missing
}

// actor is the code of the one actor of the case that goes by a name.
func (x *stixReader) actor(name string) string {
	want := gazetteer.Fold(name)
	var found []string
	for _, e := range x.on.byID {
		b, ok := e.Act.Body.(*act.Actor)
		if !ok {
			continue
		}
		names := append([]string{e.Act.ID, b.Name}, b.Aliases...)
		for _, m := range gazetteer.Resolve(name) {
			if m.Code == e.Act.ID {
				names = append(names, name)
			}
		}
		if slices.ContainsFunc(names, func(n string) bool { return n != "" && gazetteer.Fold(n) == want }) {
			found = append(found, e.Act.ID)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// marking is that of an object: what its markings join to. TLP is understood, and a
// statement that is written as markings are here; anything else is not, and what is not
// marked at all nobody has cleared to be shown.
func (x *stixReader) marking(o *stixObject) (m marking.Marking, err error) {
	if len(o.Granular) > 0 {
		return m, phrase.Faultf(nil, "parts of it are marked for themselves (granular_markings), which is not read")
	}
	if len(o.Marks) == 0 {
		return m, phrase.Faultf(nil, "it carries no marking, so nobody could read it; give it object_marking_refs")
	}
	for i, ref := range o.Marks {
		one := marking.Marking{Marked: true}
		def := x.byID[ref]
		level, standard := tlp[ref]
		switch {
		case standard:
			one.TLP = level
		case def != nil && def.MarkType == "tlp":
			if one = marking.Parse("UNCLASSIFIED//TLP:" + strings.ToUpper(strings.ReplaceAll(def.Definition.TLP, "white", "clear"))); !one.Known() {
				return m, phrase.Faultf(nil, "its marking TLP:%s is not understood", def.Definition.TLP)
			}
		case def != nil && def.Definition.Statement != "" && marking.Parse(def.Definition.Statement).Known():
			one = marking.Parse(def.Definition.Statement)
		case def != nil:
			return m, phrase.Faultf(nil, "its marking %q is not understood", cmp.Or(def.Definition.Statement, def.Name, ref))
		default:
			return m, phrase.Faultf(nil, "its marking %s is not in the bundle", ref)
		}
		if i == 0 {
			m = one
		} else {
			m = marking.Join(m, one)
		}
	}
	return m, nil
}
