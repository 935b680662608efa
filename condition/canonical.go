package condition

import (
	"strconv"
	"strings"
)

// Canonical gives the text of a condition again in one spelling: && || !, at_least,
// no parentheses but those needed or helpful. In the scope it was read in,
// reading it gives an equal expression.
func Canonical(e *Expr) string {
	var b strings.Builder
	e.write(&b, true)
	return b.String()
}

// write puts e into b; top is false where an And or Or needs parentheses. (An And
// within an Or does not, and gets them: nobody should have to know what binds first.)
func (e *Expr) write(b *strings.Builder, top bool) {
	switch e.Op {
	case True:
		b.WriteString("true")
	case False:
		b.WriteString("false")
	case Leaf:
		b.WriteString(e.Atom.String())
	case Not:
		k := e.Kids[0]
		if k.Op == Leaf && k.Atom.Kind == Option {
			b.WriteString("option." + k.Atom.Name + ` != "` + k.Atom.Value + `"`)
			return
		}
		b.WriteByte('!')
		k.write(b, false)
	case AtLeast:
		b.WriteString("at_least(" + strconv.Itoa(e.K) + ", ")
		if e.Group != "" {
			b.WriteString(e.Group + ")")
			return
		}
		b.WriteByte('[')
		e.list(b, ", ", true)
		b.WriteString("])")
	case And, Or:
		if !top {
			b.WriteByte('(')
			defer b.WriteByte(')')
		}
		e.list(b, map[Op]string{And: " && ", Or: " || "}[e.Op], false)
	}
}

func (e *Expr) list(b *strings.Builder, sep string, top bool) {
	for i, k := range e.Kids {
		if i > 0 {
			b.WriteString(sep)
		}
		k.write(b, top)
	}
}
