package site

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"entente/marking"
	"entente/phrase"
	"entente/register"
)

// Levels are the levels a person may file at, the lowest first: what a form offers.
func (p *Person) Levels() []marking.Level {
	var all []marking.Level
	for l := marking.Unclassified; l <= p.Level; l++ {
		all = append(all, l)
	}
	return all
}

// MayMark says everything by which a marking goes beyond what the person may file:
// a level above its own, or, where its release is capped, a wider one. A marking
// without a REL TO list goes to everybody who is cleared: that is wider than any
// list.
func (p *Person) MayMark(m marking.Marking) error {
	var wrong []error
	if !m.Known() {
		wrong = append(wrong, phrase.Faultf(ErrNotPermitted, "the marking %q is not understood", m))
	}
	if m.Level > p.Level {
		wrong = append(wrong, phrase.Faultf(ErrNotPermitted, "%s is above %s, the highest level %s files at", m.Level, p.Level, p.Name))
	}
	if len(p.RelTo) == 0 {
		return errors.Join(wrong...)
	}
	mine := append([]string{p.Actor}, p.RelTo...)
	most := strings.Join(p.RelTo, ", ")
	if !m.Listed {
		wrong = append(wrong, phrase.Faultf(ErrNotPermitted, "without a REL TO list it goes to everybody who is cleared, and %s releases to no more than %s", p.Name, most))
	}
	for _, code := range m.RelTo {
		if !slices.Contains(mine, code) {
			wrong = append(wrong, phrase.Faultf(ErrNotPermitted, "REL TO %s: %s releases to no more than %s", code, p.Name, most))
		}
	}
	return errors.Join(wrong...)
}

// portions are how faults call the portions of an act.
var portions = [register.Portions]string{phrase.Key("the header"), phrase.Key("the body"), phrase.Key("the evidence"), phrase.Key("the comment")}

// File puts an act on record that a person files here. It is the one gate for what
// comes from people: an observer files nothing, nobody what it may not mark, and nobody
// an act of the register's own.
func (s *Site) File(ctx context.Context, p *Person, d *register.Draft) (register.Result, error) {
	if err := p.mayFile(d); err != nil {
		return register.Result{}, err
	}
	return s.Append(ctx, d)
}

func (p *Person) mayFile(d *register.Draft) error {
	switch {
	case p.Role == Observer:
		return phrase.Faultf(ErrNotPermitted, "an observer reads and files nothing")
	case p.Awaits:
		return phrase.Faultf(ErrNotPermitted, "nobody of %s has vouched for %s yet", p.Actor, p.Name)
	}
	var heading register.Heading
	if err := json.Unmarshal(d.Portions[register.PortionHeader].Bytes, &heading); err != nil || register.House(heading.Kind) {
		// Whoever speaks for the custodian would clear himself.
		return phrase.Faultf(ErrNotPermitted, "the register's own acts, such as clearances and keys, are made at the machine: entente register")
	}
	var wrong []error
	for i := range d.Portions {
		if i > register.PortionHeader && len(d.Portions[i].Bytes) == 0 {
			continue
		}
		if err := p.MayMark(d.Portions[i].Marking()); err != nil {
			wrong = append(wrong, phrase.Faultf(err, portions[i]))
		}
	}
	return errors.Join(wrong...)
}
