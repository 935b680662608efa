package brief

import "strings"

// reasons sets trees of reasons with the lines of the tree drawn:
//
//	Pakistan is contingent
//	├─ ? there is a UN mandate
//	│  └─ no UN mandate registered by 30 November 2025
//	└─ ? parliament has been informed
//	     [pak-2 · gaza.yaml:43 · seed-3 ¶12] “parliament would be involved”
func (t *texter) reasons(rs []Reason) {
	for i, r := range rs {
		if i > 0 && (len(rs[i-1].Because) > 0 || len(r.Because) > 0) {
			t.gap()
		}
		t.reason(r, "", "")
	}
}

// reason sets r with head before its first line and tail before all others.
func (t *texter) reason(r Reason, head, tail string) {
	below := tail + "  "
	if len(r.Because) > 0 {
		below = tail + "│ "
	}
	lead := ""
	if r.Finding != "" {
		lead = t.paint(signStyle("", r.Finding), r.Finding.Sign()) + " "
	}
	t.branch(head, lead, below, clean(r.Statement))
	for _, c := range r.Cites {
		t.branch(below, "", below+" ", c.text())
	}
	for i, b := range r.Because {
		if i < len(r.Because)-1 {
			t.reason(b, tail+"├─ ", tail+"│  ")
		} else {
			t.reason(b, tail+"└─ ", tail+"   ")
		}
	}
}

// branch sets s between the lines of a tree: head and lead before its first line,
// tail before the others. A tree so deep that it leaves no room for words is cut
// at its root side.
func (t *texter) branch(head, lead, tail, s string) {
	if over := columns(tail) - (t.room() - 28); over > 0 {
		_, head = cut(head, over+1)
		_, tail = cut(tail, over+1)
		head, tail = "…"+head, "…"+tail
	}
	head += lead
	for i, l := range wrap(s, t.room()-max(columns(head), columns(tail))) {
		if i == 0 {
			t.line(head + l)
		} else {
			t.line(tail + l)
		}
	}
}

// text gives a citation in one line: what can be looked up in brackets, then the
// words quoted.
func (c Cite) text() string {
	var where []string
	for _, s := range []string{c.Act, c.Place, c.Source} {
		if s = clean(s); s != "" {
			where = append(where, s)
		}
	}
	out := ""
	if len(where) > 0 {
		out = "[" + strings.Join(where, " · ") + "]"
	}
	if q := clean(c.Quote); q != "" {
		out = strings.TrimSpace(out + " “" + q + "”")
	}
	return out
}
