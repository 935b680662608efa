package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"entente/site"
)

// laid is a part of a page that turns on what answers turn on, the moment, how the
// reader has things written and whether he files, and on nothing else: who sees the same
// of a case is shown the same bytes, laid out once. Lay is given a visit of nobody, with
// no more of this one than that, and no more of the case, so that nothing of one reader
// can reach another.
func (v *visit) laid(c *site.Case, part string, lay func(v *visit, c *site.Case) (templ.Component, error)) (templ.Component, error) {
	core := c.Core()
	nobody := &visit{s: v.s, when: v.when, lang: v.lang, digits: v.digits, files: v.mayFile()}
	x, err := core.Kept(fmt.Sprintf("%s %s %s %t", part, nobody.lang.Code, nobody.digits, nobody.files), func() (any, error) {
		body, err := lay(nobody, core)
		if err != nil {
			return nil, err
		}
		var text, squeezed bytes.Buffer
		if err := errors.Join(body.Render(context.Background(), &text), squeeze(&squeezed, text.Bytes())); err != nil {
			return nil, err
		}
		return stretch{bytes.Clone(text.Bytes()), bytes.Clone(squeezed.Bytes())}, nil
	})
	if err != nil {
		return nil, err
	}
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error { return x.(stretch).shown(w) }), nil
}
