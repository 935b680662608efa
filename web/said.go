package web

import "entente/assess"

// in is a sentence of an answer in the language of the visit.
func (v *visit) in(ans *assess.Answer, text string) string { return ans.Said().In(v.lang.Code, text) }
