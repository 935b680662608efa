package brief

// Signs are drawn, not set: fonts have these characters in sizes that do not go
// together, and not all fonts have them all.

// symbols defines the drawing of each sign once for the whole page.
const symbols = `<svg class="symbols" aria-hidden="true" width="0" height="0">
<symbol id="s-in" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.6" fill="currentColor"/></symbol>
<symbol id="s-contingent" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.1" fill="none" stroke="currentColor"/><path d="M5 .9a4.1 4.1 0 0 0 0 8.2z" fill="currentColor"/></symbol>
<symbol id="s-out" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.1" fill="none" stroke="currentColor"/></symbol>
<symbol id="s-holds" viewBox="0 0 10 10"><path d="M1.2 5.6l2.6 2.8L8.8 1.8" fill="none" stroke="currentColor" stroke-width="1.7"/></symbol>
<symbol id="s-fails" viewBox="0 0 10 10"><path d="M1.6 1.6l6.8 6.8M8.4 1.6l-6.8 6.8" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>
<symbol id="s-open" viewBox="0 0 10 10"><path d="M2.5 3.1C2.5 1.5 3.6.8 5 .8s2.6.8 2.6 2.2C7.6 4.7 5 4.7 5 6.9M5 8.2v1.6" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>
<symbol id="s-contested" viewBox="0 0 10 10"><path d="M.8 3.5h8.4M.8 6.7h8.4M7 .8L3 9.4" fill="none" stroke="currentColor" stroke-width="1.4"/></symbol>
<symbol id="s-none" viewBox="0 0 10 10"><circle cx="5" cy="5" r="1.1" fill="currentColor"/></symbol>
</svg>
`

// class is the name of s in the style sheet; what is not one of ours is "none".
func (s Standing) class() string {
	switch s {
	case In, Contingent, Out:
		return string(s)
	}
	return "none"
}

// class is the name of f in the style sheet; what is not one of ours is "none".
func (f Finding) class() string {
	switch f {
	case Holds, Fails, Open, Contested:
		return string(f)
	}
	return "none"
}

func (h *htmler) drawnSign(class string) {
	h.raw(`<svg class="sign ` + class + `" aria-hidden="true"><use href="#s-` + class + `"/></svg>`)
}

// finding draws the sign of a finding with its middle at x.
func (c *canvas) finding(f Finding, x, baseline float64) {
	const size = 10
	c.raw("<use class=\"sign %s\" href=\"#s-%s\" x=\"%s\" y=\"%s\" width=\"%d\" height=\"%d\"/>\n", f.class(), f.class(), px(x-size/2), px(baseline-size+1), size, size)
}
