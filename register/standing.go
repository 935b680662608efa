package register

import (
	"slices"

	"entente/act"
)

// Standing gives the acts that situation folds, of one initiative, from entries
// in the order of the record. On a register standing moves only on acts signed
// for their actor, or deposited with the custodian; what a signer reports of
// others becomes a statement of the signer: it is said by a third party, via the
// signer. Where several put the same act on record, the actor's own counts, then
// the deposited one, then the first report.
//
// The day an act was recorded is the day it came on this register, whatever its
// author wrote. Acts whose body is withheld or erased cannot be folded; their
// number is given.
func Standing(entries []*Entry) (acts []*act.Act, bodiless int) {
	best := map[string]*Entry{}
	for _, e := range entries {
		if e.Act.Body == nil {
			bodiless++
			continue
		}
		if old, ok := best[e.Heading.ID]; !ok || weight(e) > weight(old) {
			best[e.Heading.ID] = e
		}
	}
	for _, e := range entries {
		if best[e.Heading.ID] == e {
			acts = append(acts, e.forSituation())
		}
	}
	return acts, bodiless
}

func weight(e *Entry) int {
	return slices.Index([]As{Reported, Deposited, Own}, e.Heading.As)
}

func (e *Entry) forSituation() *act.Act {
	a := *e.Act
	if day, err := act.ParseDate(e.Receipt.Recorded.UTC().Format("2006-01-02")); err == nil {
		a.Recorded = day
	}
	if e.Heading.As == Reported && a.Actor != "" {
		a.Attribution = act.ThirdParty
		a.Via = append(slices.Clone(a.Via), e.Heading.Signer)
	}
	return &a
}
