package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"entente/act"
	"entente/dossier"
	"entente/register"
	"entente/workbook"
)

// recorded is what a person sees on record of a case.
type recorded struct {
	byID  map[string]*register.Entry
	order []string
}

// acts are those on record, in their order.
func (x recorded) acts() []*act.Act {
	var all []*act.Act
	for _, id := range x.order {
		all = append(all, x.byID[id].Act)
	}
	return all
}

func (r *Reader) onRecord(of string) (recorded, error) {
	on := recorded{byID: map[string]*register.Entry{}}
	if of == "" {
		return on, nil
	}
	c, err := r.Case(of, When{})
	if errors.Is(err, register.ErrNotFound) {
		return on, nil
	}
	if err != nil {
		return on, err
	}
	for _, e := range c.Entries {
		if best, _ := c.Entry(e.Act.ID); best == e {
			on.order = append(on.order, e.Act.ID)
			on.byID[e.Act.ID] = e
		}
	}
	return on, nil
}

// fate decides what becomes of one act, and drafts what would be written.
func (r *Reader) fate(a *act.Act, on recorded, key *register.Key) PlanRow {
	row := PlanRow{Act: a, At: a.Place.String()}
	if a.Marking == "" {
		return row.refuse("it carries no marking, so nobody could read it; give the file a marking")
	}
	d, err := r.s.w.Draft(a, r.quality(a), key)
	if err != nil {
		return row.wrong(err)
	}
	if err := r.p.mayFile(d); err != nil {
		return row.wrong(err)
	}
	old := on.byID[a.ID]
	if old == nil {
		row.Fate, row.drafts = Added, []*register.Draft{d}
		return row
	}
	for n := 2; ; n++ { // it may have been corrected since; the last word is what it is held against
		next := on.byID[fmt.Sprintf("%s.%d", a.ID, n)]
		if next == nil {
			break
		}
		if same(d, old) {
			row.Fate = Same
			return row
		}
		old = next
	}
	for i := range old.Portions {
		if old.Portions[i].State != register.Present {
			return row.refuse("it is on record with parts that you may not see or that were erased, so the two cannot be compared")
		}
	}
	if same(d, old) {
		row.Fate = Same
		return row
	}
	return r.change(row, old, on, key)
}

// quality is in what quality an act goes on record when the site files it for a
// person: an actor's own word, handed in by who speaks for it, is deposited with the
// custodian (VCLT art. 77); what is said of others is reported.
func (r *Reader) quality(a *act.Act) register.As {
	mine := r.p.Actor != "" && string(a.Actor) == r.p.Actor
	return Quality(a, r.s.w.Custodian(), mine)
}

// change drafts the correction of an act, and the act as it reads from then on.
func (r *Reader) change(row PlanRow, old *register.Entry, on recorded, key *register.Key) PlanRow {
	row.Before, row.before, row.Diff = old.Act, old, Differences(old.Act, row.Act)
	if info, known := act.KindInfo(row.Act.Kind); known && info.Shape != act.Listed {
		return row.refuse("it is what other acts refer to by its id; introduce the other one under a new id")
	}
	if string(old.Act.Actor) != "" && old.Heading.As != register.Reported && string(old.Act.Actor) != r.p.Actor && r.p.Actor != r.s.w.Custodian() {
		return row.refuse("it is the word of another actor; who speaks for that actor corrects it")
	}
	id := ""
	for n := 2; id == ""; n++ {
		if try := fmt.Sprintf("%s.%d", row.Act.ID, n); on.byID[try] == nil && on.byID[try+"-correction"] == nil {
			id = try
		}
	}
	c := &act.Act{ID: id + "-correction", Kind: "correction", Initiative: row.Act.Initiative,
		Body: &act.Correction{Of: act.ActRef(old.Act.ID), Text: "It now stands as " + id + "."}}
	c.On, c.Marking = act.MustDate(r.s.now().UTC().Format("2006-01-02")), old.Act.Marking
	fresh := *row.Act
	fresh.ID = id
	for _, x := range []struct {
		a  *act.Act
		as register.As
	}{{c, register.Own}, {&fresh, r.quality(&fresh)}} {
		d, err := r.s.w.Draft(x.a, x.as, key)
		if err != nil {
			return row.wrong(err)
		}
		row.drafts = append(row.drafts, d)
	}
	row.Fate = Changed
	return row
}

// same reports whether a draft says what is on record: the same words and the same
// evidence, of the same actor and day, under the same marking.
func same(d *register.Draft, e *register.Entry) bool {
	for i := register.PortionBody; i < register.Portions; i++ {
		if !bytes.Equal(d.Portions[i].Bytes, e.Portions[i].Bytes) {
			return false
		}
	}
	var h register.Heading
	if json.Unmarshal(d.Portions[register.PortionHeader].Bytes, &h) != nil {
		return false
	}
	was := e.Heading
	return h.Kind == was.Kind && h.Actor == was.Actor && h.On == was.On && h.Capacity == was.Capacity && h.Attribution == was.Attribution &&
		d.Portions[register.PortionHeader].Marking().String() == e.Portions[register.PortionHeader].Marking().String()
}

// Differences are the fields in which an act reads otherwise than an earlier one: field,
// before, after.
func Differences(old, now *act.Act) [][3]string {
	var out [][3]string
	for _, key := range dossier.Keys(now.Kind) {
		if before, after := workbook.Says(old, key.Name), workbook.Says(now, key.Name); before != after {
			out = append(out, [3]string{key.Name, before, after})
		}
	}
	return out
}
