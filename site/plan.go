package site

import (
	"cmp"
	"errors"

	"entente/act"
	"entente/cable"
	"entente/dossier"
	"entente/marking"
	"entente/phrase"
	"entente/register"
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
