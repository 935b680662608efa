package web

import (
	"github.com/a-h/templ"

	"entente/site"
)

// forcesPage shows whether the force is complete: who fills which line of the
// statement of requirements and when, what is missing and why, and what would help.
func forcesPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	return v.answered(c, "case.forces", func(v *visit, c *site.Case) (templ.Component, error) {
		ans, err := c.Forces()
		if err != nil {
			return nil, err
		}
		return briefBody(v, c, ans.Brief().In(v.lang.Code).Blocks), nil
	})
}
