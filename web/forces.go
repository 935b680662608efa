package web

// forcesPage shows whether the force is complete: who fills which line of the
// statement of requirements and when, what is missing and why, and what would help.
func forcesPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	ans, err := c.Forces()
	if err != nil {
		return nil, err
	}
	return v.casePage(c, "case.forces", briefBody(v, c, ans.Brief().Blocks)), nil
}
