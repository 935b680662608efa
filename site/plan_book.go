package site

import (
	"fmt"

	"entente/act"
	"entente/dossier"
	"entente/workbook"
)

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
