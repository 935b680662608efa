package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"entente/act"
	"entente/coding"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/source"
)

// bench is one document as the reader may read it, with the sentence at hand.
type bench struct {
	c     *site.Case
	on    *register.Entry
	b     *act.Source
	doc   *source.Document // nil where its text is not kept here
	s     *coding.Session
	place string // the sentence at hand; empty when every one has been gone through
	mark  marking.Marking

	form  coding.Filled
	typed url.Values // as it was sent
	wrong coding.Wrong
	said  []string // what is wrong with it as a whole
	shown *preview
	filed *register.Entry // what the reader has just put on record
}

// sourcePage shows a document with the work on it, at the next sentence nobody has gone
// through.
func sourcePage(v *visit) (*page, error) { return v.showBench("") }

// sentencePage shows it at one sentence.
func sentencePage(v *visit) (*page, error) { return v.showBench(v.r.PathValue("place")) }

func (v *visit) showBench(place string) (*page, error) {
	x, err := v.openBench(place)
	if err != nil {
		return nil, err
	}
	if id := v.r.URL.Query().Get("filed"); id != "" {
		x.filed, _ = x.c.Entry(id)
	}
	p := v.benchPage(x, 0)
	return p, nil
}

func (v *visit) benchPage(x *bench, status int) *page {
	p := v.casePage(x.c, "case.sources", benchBody(v, x))
	p.title = x.b.Title + " – " + x.c.Title
	p.marking = marking.Join(p.marking, x.mark)
	p.status, p.still = status, true
	return p
}

// openSource finds the source of the path, and its text as far as the reader may read it.
func (v *visit) openSource(id string) (*bench, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.showsCase(c)
	x := &bench{c: c, typed: url.Values{}}
	e, here := c.Entry(id)
	if !here {
		return nil, register.ErrNotFound
	}
	var ok bool
	if x.b, ok = e.Act.Body.(*act.Source); !ok {
		return nil, register.ErrNotFound
	}
	x.on, x.mark = e, site.Joined([]*register.Entry{e})
	x.doc, err = v.reader.Document(e)
	if err != nil && !errors.Is(err, source.ErrNotKept) {
		return nil, err
	}
	if x.doc != nil {
		x.mark = marking.Join(x.mark, x.markOfText())
	}
	return x, nil
}

// markOfText is the marking of all that is shown of a document.
func (x *bench) markOfText() marking.Marking {
	whole := x.on.Portions[register.PortionBody].Marking()
	all := whole
	for _, p := range x.doc.Reading.Paragraphs {
		if p.Mark != "" { // what is withheld has none
			all = marking.Join(all, marking.Parse(x.doc.Reading.MarkOf(p.Span, whole.String())).Owned(x.on.Heading.Signer))
		}
	}
	return all
}

// openBench opens the workbench of the source of the path: at a sentence, or at the next.
func (v *visit) openBench(place string) (*bench, error) {
	x, err := v.openSource(v.r.PathValue("source"))
	switch {
	case err != nil:
		return nil, err
	case x.doc == nil && place != "":
		return nil, register.ErrNotFound
	case x.doc == nil:
		return x, nil
	}
	x.begin(v, false)
	if place == "" {
		if !x.s.Done() {
			x.place = x.s.Now().Place
		}
		return x, nil
	}
	span, err := x.doc.Reading.Find(place)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, register.ErrNotFound)
	}
	for _, s := range x.doc.Reading.Sentences() { // of a place that holds several, the first
		if s.Start >= span.Start && s.Start < span.End {
			x.place = s.Place
			break
		}
	}
	if x.s.Go(x.place) != nil {
		x.begin(v, true) // a heading, or what stands around the text
		if err := x.s.Go(x.place); err != nil {
			return nil, fmt.Errorf("%w: %w", err, register.ErrNotFound)
		}
	}
	return x, nil
}

// begin begins a session on the document, or goes on with it.
func (x *bench) begin(v *visit, all bool) {
	on := *x.on.Act
	on.Marking = x.on.Portions[register.PortionBody].Marking().String()
	x.s = coding.NewSession(x.doc, &on, recordOf(x.c), all)
	x.s.Grader = act.ActorRef(v.filesFor())
}

// filesFor is for whom the reader files.
func (v *visit) filesFor() string {
	return cmp.Or(v.who().Actor, v.s.site.Register().Custodian())
}

// recordOf are the acts of a case as they were signed, each once.
func recordOf(c *site.Case) (acts []*act.Act) {
	seen := map[string]bool{}
	for _, e := range c.Entries {
		if e.Act.Body != nil && !seen[e.Act.ID] {
			seen[e.Act.ID] = true
			acts = append(acts, e.Act)
		}
	}
	return acts
}

// openBytes opens the source of the path with its exact bytes, for who may read all of it.
func (v *visit) openBytes() (*bench, []byte, error) {
	x, err := v.openSource(v.r.PathValue("source"))
	if err != nil {
		return nil, nil, err
	}
	raw, err := v.reader.Bytes(x.on)
	if errors.Is(err, source.ErrNotKept) {
		err = fmt.Errorf("%w: %w", err, register.ErrNotFound)
	}
	return x, raw, err
}

// sourceBytes gives the exact bytes of a document as a file.
func sourceBytes(v *visit, w http.ResponseWriter) error {
	x, raw, err := v.openBytes()
	if err != nil {
		return err
	}
	ext := strings.TrimPrefix(filepath.Ext(x.b.File), ".")
	return v.handOut(w, x.c.Shown(), x.c.ID+"-"+x.on.Act.ID, cmp.Or(unnamed.ReplaceAllString(ext, ""), "bytes"), x.mark, raw)
}
