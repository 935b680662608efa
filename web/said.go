package web

import (
	"strings"

	"entente/act"
	"entente/assess"
	"entente/phrase"
)

// in is a sentence of an answer in the language of the visit.
func (v *visit) in(ans *assess.Answer, text string) string { return ans.Said().In(v.lang.Code, text) }

// wrong is what is wrong with what somebody wrote, and what to do about it.
func (v *visit) wrong(p act.Problem) string {
	p = p.In(v.lang.Code)
	return v.several(p.Text, p.Hint)
}

// several is some texts in a row, those that are empty left out.
func (v *visit) several(texts ...string) string {
	return strings.Join(filled(texts...), phrase.Say(v.lang.Code, "; "))
}

// faults is what an error says to people, a line each.
func (v *visit) faults(err error) []string { return phrase.Faults(v.lang.Code, err) }

// fault is faults in one text, a line each.
func (v *visit) fault(err error) string { return strings.Join(v.faults(err), "\n") }
