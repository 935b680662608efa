package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"

	"entente/act"
	"entente/cable"
	"entente/dossier"
	"entente/marking"
	"entente/phrase"
	"entente/register"
	"entente/workbook"
)

// Fate is what an import would do with an act.
type Fate string

// The fates, in the order shown to people.
const (
	Refused Fate = "refused"
	Changed Fate = "changed"
	Added   Fate = "added"
	Same    Fate = "same"
)

// Fates lists the fates in that order.
var Fates = []Fate{Refused, Changed, Added, Same}

// A Plan is what a file would do to the record, before anything is written.
type Plan struct {
	File     string
	Form     Form
	Case     string
	Title    string
	Rows     []PlanRow
	Problems act.Problems // all that is wrong with the file, each in its place
	Marking  marking.Marking
	same     int // rows of a workbook that say what is on record

	telegrams *Telegrams // the file of telegrams, to be kept before its acts are filed
}

// PlanRow is one act of a file.
type PlanRow struct {
	Fate   Fate
	Act    *act.Act
	At     string      // where it stands in the file
	Before *act.Act    // of one that changes: as it is on record
	Diff   [][3]string // what changes: field, before, after
	Why    string      // of one that is refused
	said   *phrase.Said
	drafts []*register.Draft
	before *register.Entry
}

// In is the row with why it is refused said in a language.
func (r PlanRow) In(lang string) PlanRow {
	r.Why = r.said.In(lang, r.Why)
	return r
}

// refuse gives the row the fate of one that cannot go in.
func (r *PlanRow) refuse(why string, values ...any) PlanRow {
	r.said = phrase.New()
	r.Fate, r.Why = Refused, r.said.Sayf(why, values...)
	return *r
}

// wrong is refuse for an error.
func (r *PlanRow) wrong(err error) PlanRow {
	r.said = phrase.New()
	r.Fate, r.Why = Refused, r.said.Err(err)
	return *r
}

// Shown are the acts on record that the plan shows as they read before.
func (p *Plan) Shown() Shown {
	var all []*register.Entry
	for _, r := range p.Rows {
		if r.before != nil {
			all = append(all, r.before)
		}
	}
	return ShowsActs(all)
}

// Count is how many acts meet a fate.
func (p *Plan) Count(f Fate) (n int) {
	if f == Same {
		n = p.same
	}
	for _, r := range p.Rows {
		if r.Fate == f {
			n++
		}
	}
	return n
}

// Plan says what a file would do if the person filed it: which acts are new, which
// would correct one that is on record, and which are refused, with the reason. Case is
// where a telegram belongs; other files say themselves.
func (r *Reader) Plan(name string, src []byte, of string) (*Plan, error) {
	p := &Plan{File: name, Form: FormOf(src), Case: of}
	var acts []*act.Act
	var refused []PlanRow
	switch p.Form {
	case DossierForm:
		d, problems := dossier.Read(name, src)
		p.Problems = problems
		if d != nil {
			acts, p.Case, p.Title = marked(d.Acts, d.Marking), d.ID, d.Title
		}
	case WorkbookForm:
		var err error
		if acts, refused, err = r.planBook(p, name, src); err != nil {
			return nil, err
		}
	case TableForm:
		var err error
		if acts, refused, err = r.planCSV(p, name, src); err != nil {
			return nil, err
		}
	case BundleForm:
		var err error
		if acts, refused, err = r.planSTIX(p, name, src); err != nil {
			return nil, err
		}
	case CableForm:
		if of == "" {
			return nil, ErrWhichCase
		}
		on, err := r.onRecord(of)
		if err != nil {
			return nil, err
		}
		x := ReadTelegrams(name, src, of, on.acts(), cable.Recorded(on.acts()))
		acts, p.Problems, p.telegrams = x.Acts, x.Problems, x
	}
	p.Rows = refused
	on, err := r.onRecord(p.Case)
	if err != nil {
		return nil, err
	}
	key, err := SigningKey(r.s.dir, "")
	if err != nil {
		return nil, err
	}
	first := true
	for _, a := range acts {
		row := r.fate(a, on, key)
		p.Rows = append(p.Rows, row)
		if m := marking.Parse(a.Marking); first {
			p.Marking, first = m, false
		} else {
			p.Marking = marking.Join(p.Marking, m)
		}
	}
	return p, nil
}

// ErrWhichCase says that a file does not tell which case it belongs to.
var ErrWhichCase = errors.New("it does not say to which case it belongs")

// marked gives acts without a marking that of the whole.
func marked(acts []*act.Act, whole string) []*act.Act {
	for _, a := range acts {
		a.Marking = cmp.Or(a.Marking, whole)
	}
	return acts
}

// planBook reads a workbook against the case it belongs to, so that good rows can go
// in without the bad ones.
func (r *Reader) planBook(p *Plan, name string, src []byte) (acts []*act.Act, refused []PlanRow, err error) {
	book, problems := workbook.ReadBook(name, src)
	p.Problems = problems
	if book == nil {
		return nil, nil, nil
	}
	p.Case, p.Title = book.Head["id"].Text, book.Head["title"].Text
	on, err := r.onRecord(p.Case)
	if err != nil {
		return nil, nil, err
	}
	d := &dossier.Dossier{ID: p.Case, Title: p.Title, Marking: book.Head["marking"].Text, AsOf: act.MustDate(r.s.now().UTC().Format("2006-01-02"))}
	d.Acts = on.acts()
	if len(d.Acts) == 0 {
		whole, more := book.Dossier()
		p.Problems = append(p.Problems, more...)
		if whole == nil {
			return nil, nil, nil
		}
		return marked(whole.Acts, whole.Marking), nil, nil
	}
	in := book.Against(d)
	p.Problems, p.same = append(p.Problems, in.Problems...), in.Same
	for _, row := range in.Refused {
		a := &act.Act{ID: row.ID, Kind: row.Info.Kind, Initiative: p.Case}
		x := PlanRow{Act: a, At: fmt.Sprintf("%s!%d", row.Sheet, row.Row)}
		refused = append(refused, x.refuse("a cell of this row is wrong; it is named below"))
	}
	return marked(in.Acts(), d.Marking), refused, nil
}

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
