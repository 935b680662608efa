package web

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/a-h/templ"

	"entente/site"
)

// laid is a part of a page that turns on what answers turn on, the moment and the
// language, and on nothing else: who sees the same of a case is shown the same bytes,
// laid out once. Lay is given a visit of nobody, and no more of the case than that, so
// that nothing of one reader can reach another.
func (v *visit) laid(c *site.Case, part string, lay func(v *visit, c *site.Case) (templ.Component, error)) (templ.Component, error) {
	core := c.Core()
	x, err := core.Kept(v.lang.Code+" "+part, func() (any, error) {
		body, err := lay(&visit{s: v.s, when: v.when, lang: v.lang}, core)
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
