package workbook

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"entente/act"
	"entente/dossier"
)

// Dossier reads a whole workbook as a dossier, as [dossier.Read] reads a file. It is
// nil when a problem refuses the book.
func (b *Book) Dossier() (*dossier.Dossier, act.Problems) {
	s := laidOut(b.Head, b.Rows)
	d, problems := dossier.Read(b.Name, []byte(s.String()))
	problems = s.relocated(problems)
	if d != nil {
		s.place(d)
	}
	return d, problems
}

// Read reads a workbook as a dossier.
func Read(name string, src []byte) (*dossier.Dossier, act.Problems) {
	b, problems := ReadBook(name, src)
	if problems.Refuse() {
		return nil, problems
	}
	d, more := b.Dossier()
	return d, append(problems, more...)
}

// place gives acts the cells they were read from.
func (s *sheaf) place(d *dossier.Dossier) {
	for _, a := range d.Acts {
		if at := s.above(a.Place.Line); at > 0 {
			a.Place = s.places[at]
		}
	}
}

// An Import is what a workbook would do to a case.
type Import struct {
	Added   []*act.Act
	Changed []Change
	Same    int
	Refused []*Row // rows with a mistake, and those that lean on one
	// Problems are all that is wrong, each in its cell.
	Problems act.Problems
}

// Change is an act before and after, with the keys that differ.
type Change struct {
	Before, After *act.Act
	Keys          []string
}

// Acts are those an import adds and changes, in the order of the case's sections.
func (i *Import) Acts() []*act.Act {
	out := slices.Clone(i.Added)
	for _, c := range i.Changed {
		out = append(out, c.After)
	}
	return out
}

// Against holds a workbook against a case. Columns the book does not have keep what
// the case says; a blank cell takes a value away. Acts of the case that the book does
// not have stay. Refused rows are left out until what is left can stand alone.
func (b *Book) Against(d *dossier.Dossier) *Import {
	out := &Import{}
	var rows []*Row
	for _, r := range b.Rows {
		if r.Bad {
			out.Refused = append(out.Refused, r)
		} else {
			rows = append(rows, r)
		}
	}
	head := headCells(d)
	for round := 0; ; round++ {
		merged := mergedRows(d, rows)
		s := laidOut(head, merged)
		after, problems := dossier.Read(b.Name, []byte(s.String()))
		problems = s.relocated(problems)
		if round == 0 {
			out.Problems = ours(problems, b)
		}
		if after != nil {
			s.place(after)
			out.compare(d, after, rows)
			return out
		}
		bad := s.refused(problems, rows, b, d)
		if len(bad) == 0 { // the case itself is wrong
			out.Problems = problems
			out.Refused = append(out.Refused, rows...)
			return out
		}
		out.Refused = append(out.Refused, bad...)
		if round > 0 {
			out.Problems = append(out.Problems, leaning(ours(problems, b), out.Refused)...)
		}
		rows = slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool { return slices.Contains(bad, r) })
	}
}

// ours are the mistakes in cells of the book, and the warnings that are.
func ours(problems act.Problems, b *Book) act.Problems {
	return slices.DeleteFunc(slices.Clone(problems), func(p act.Problem) bool {
		return !slices.ContainsFunc(b.Rows, func(r *Row) bool { return r.has(p.Place) })
	})
}

// leaning says of rows that name a refused one that they lean on it.
func leaning(problems act.Problems, refused []*Row) act.Problems {
	for i, p := range problems {
		if !strings.HasPrefix(p.Code, "unknown-") {
			continue
		}
		for _, r := range refused {
			if r.ID != "" && slices.Contains(split(p.Excerpt, ';'), r.ID) {
				problems[i].Text, problems[i].Hint = fmt.Sprintf("it leans on %s, which is refused", r.ID), "put that row right first"
			}
		}
	}
	return problems
}

func (r *Row) has(p act.Place) bool {
	for _, c := range r.Cells {
		if c.Place == p {
			return true
		}
	}
	return false
}

// refused are the rows that mistakes are in. A mistake in a line of the case that the
// book brought about (an id taken twice) is laid to the book's row.
func (s *sheaf) refused(problems act.Problems, rows []*Row, b *Book, d *dossier.Dossier) []*Row {
	var bad []*Row
	for _, p := range problems {
		if p.Warning {
			continue
		}
		for _, r := range rows {
			if r.has(p.Place) && !slices.Contains(bad, r) {
				bad = append(bad, r)
			}
		}
	}
	return bad
}

// mergedRows are the case's acts as rows, with those of the book in their place or
// after them.
func mergedRows(d *dossier.Dossier, rows []*Row) []*Row {
	byID := map[string]*Row{}
	var out []*Row
	for _, a := range d.Acts {
		r := rowOf(a)
		byID[string(a.Kind)+" "+a.ID] = r
		out = append(out, r)
	}
	for _, r := range rows {
		id := r.ID
		if r.Info.Shape == act.Single {
			id = d.ID
		}
		old := byID[string(r.Info.Kind)+" "+id]
		if old == nil || old.Sheet != "" {
			out = append(out, r)
			continue
		}
		for _, k := range r.keys {
			if c, ok := r.Cells[k.Name]; ok {
				old.Cells[k.Name] = c
			} else {
				delete(old.Cells, k.Name)
			}
		}
		old.Sheet, old.Row = r.Sheet, r.Row
	}
	return out
}

// rowOf is an act of the case as a row.
func rowOf(a *act.Act) *Row {
	info, known := act.KindInfo(a.Kind)
	if !known {
		info = act.Info{Kind: a.Kind, Section: othersSheet, Shape: act.Listed}
	}
	r := &Row{Info: info, ID: a.ID, Cells: map[string]Cell{}}
	if known {
		r.keys = columns(info)
	} else {
		r.keys = append(slices.Clone(dossier.Keys("")), fieldsKey)
	}
	for _, k := range r.keys {
		if k.Name == fieldsKey.Name && !known {
			if f := a.Body.(*act.Unknown).Fields; len(f) > 0 {
				r.Cells[k.Name] = Cell{asJSON(f), a.Place}
			}
			continue
		}
		if v := value(a, k); !v.IsZero() {
			r.Cells[k.Name] = Cell{written(v), a.Place}
		}
	}
	return r
}

func headCells(d *dossier.Dossier) map[string]Cell {
	head := map[string]Cell{}
	for _, kv := range headOf(d) {
		head[kv[0]] = Cell{Text: kv[1]}
	}
	return head
}

// compare says which of the book's acts are new, which are changed and which the same.
func (i *Import) compare(before, after *dossier.Dossier, rows []*Row) {
	old := map[string]*act.Act{}
	for _, a := range before.Acts {
		old[string(a.Kind)+" "+a.ID] = a
	}
	fresh := map[string]*act.Act{}
	for _, a := range after.Acts {
		fresh[string(a.Kind)+" "+a.ID] = a
	}
	for _, r := range rows {
		id, kind := r.ID, string(r.Info.Kind)
		if r.Info.Shape == act.Single {
			id = before.ID
		}
		if r.Info.Section == othersSheet {
			kind = r.Cells["kind"].Text
		}
		a := fresh[kind+" "+id]
		if a == nil {
			continue
		}
		b := old[kind+" "+id]
		if b == nil {
			i.Added = append(i.Added, a)
			continue
		}
		var keys []string
		for _, k := range rowOf(a).keys {
			if k.Name == fieldsKey.Name && r.Info.Section == othersSheet {
				if !reflect.DeepEqual(a.Body, b.Body) {
					keys = append(keys, k.Name)
				}
				continue
			}
			if written(value(a, k)) != written(value(b, k)) {
				keys = append(keys, k.Name)
			}
		}
		if len(keys) == 0 {
			i.Same++
			continue
		}
		i.Changed = append(i.Changed, Change{b, a, keys})
	}
}

// Says is a key of an act as a cell says it.
func Says(a *act.Act, key string) string {
	for _, k := range rowOf(a).keys {
		if k.Name == key && key != fieldsKey.Name {
			if v := value(a, k); !v.IsZero() {
				return written(v)
			}
		}
	}
	return ""
}
