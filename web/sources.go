package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"entente/act"
	"entente/coding"
	"entente/register"
	"entente/site"
	"entente/source"
)

// largestDocument is the largest body a document comes in: the largest document, in the
// base64 of programs.
const largestDocument = source.MaxBytes*4/3 + 1<<20

// cited is a source with the acts that rest on it, and how far it has been gone through.
type cited struct {
	source *act.Act
	acts   []*act.Act
	doc    *source.Document // nil where its text is not kept here
	count  map[string]int   // sentences by outcome; "" for those that are left
}

// adding is the form by which a document comes in.
type adding struct {
	form   url.Values
	wrong  act.Problems
	remark act.Problems // said, but nothing was refused for it
	added  []string
}

// sourcesPage shows what the record rests on, which acts rest on each, and how far each
// document has been gone through.
func sourcesPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	x := &adding{form: url.Values{}}
	for _, id := range v.r.URL.Query()["added"] {
		if _, here := c.Entry(id); here {
			x.added = append(x.added, id)
		}
	}
	return v.sourcesPage(c, x, 0)
}

func (v *visit) sourcesPage(c *site.Case, x *adding, status int) (*page, error) {
	all, err := v.survey(c)
	if err != nil {
		return nil, err
	}
	p := v.casePage(c, "case.sources", sourcesBody(v, c, all, x))
	p.status, p.still = status, status != 0
	return p, nil
}

func citedSources(c *site.Case) []cited {
	by := map[string][]*act.Act{}
	for _, e := range c.Entries {
		seen := map[string]bool{}
		for _, ref := range e.Act.Source {
			if !seen[ref.Source] && e.Act.Kind != "coding" {
				by[ref.Source] = append(by[ref.Source], e.Act)
			}
			seen[ref.Source] = true
		}
	}
	var all []cited
	for id, a := range c.Sit.Sources {
		all = append(all, cited{source: a, acts: by[id]})
	}
	slices.SortFunc(all, func(a, b cited) int {
		return cmp.Or(b.source.Body.(*act.Source).Date.Compare(a.source.Body.(*act.Source).Date), cmp.Compare(a.source.ID, b.source.ID))
	})
	return all
}

// survey lists the sources of a case with how far each has been gone through: those with
// sentences left first.
func (v *visit) survey(c *site.Case) ([]cited, error) {
	all := citedSources(c)
	for i := range all {
		x, err := v.openSource(all[i].source.ID)
		if errors.Is(err, register.ErrNotFound) {
			continue // its body is not for this reader
		}
		if err != nil {
			return nil, err
		}
		if x.doc != nil {
			x.begin(v, false)
			all[i].doc, all[i].count = x.doc, x.s.Count()
		}
	}
	rank := func(s cited) int {
		switch {
		case s.doc == nil:
			return 2
		case s.count[""] == 0:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b cited) int { return cmp.Compare(rank(a), rank(b)) })
	return all, nil
}

// addSource takes a document in: its bytes are kept, and it is put on record.
func addSource(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	if v.r.MultipartForm == nil {
		return nil, badRequest(v.say("file.unread"))
	}
	x := &adding{form: v.r.PostForm}
	f, head, err := v.r.FormFile("file")
	if err != nil {
		x.wrong = act.Problems{{Place: act.Place{File: "file"}, Text: v.say("import.nofile")}}
		return v.sourcesPage(c, x, http.StatusUnprocessableEntity)
	}
	raw, err := io.ReadAll(f)
	if err = joinClose(err, f); err != nil {
		return nil, err
	}
	entry, wrong := v.entry(c, func(key string) string { return strings.TrimSpace(x.form.Get(key)) })
	acts, remarks, err := v.takeIn(fileName(head.Filename), raw, x.form.Get("encoding"), entry, wrong)
	var problems act.Problems
	if errors.As(err, &problems) {
		x.wrong = problems
		return v.sourcesPage(c, x, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return nil, err
	}
	if len(remarks) > 0 {
		if c, err = v.openCase(); err != nil {
			return nil, err
		}
		x.form, x.remark = url.Values{}, remarks
		for _, a := range acts {
			x.added = append(x.added, a.ID)
		}
		return v.sourcesPage(c, x, http.StatusOK)
	}
	q := url.Values{}
	for _, a := range acts {
		q.Add("added", a.ID)
	}
	return goTo(string(v.link("/case/%s/sources", c.ID)) + "?" + q.Encode()), nil
}

// fileName is the last part of a path, whichever system it is written for.
func fileName(path string) string {
	return filepath.Base(filepath.Clean("/" + strings.ReplaceAll(path, `\`, "/")))
}

// entry is what was said of a document, with what is wrong with it.
func (v *visit) entry(c *site.Case, say func(key string) string) (coding.Entry, act.Problems) {
	var wrong act.Problems
	e := coding.Entry{ID: say("id"), Initiative: c.ID, Marking: say("marking"), Source: act.Source{
		Title: say("title"), Publisher: say("publisher"), Author: say("author"), Address: say("address"), Reference: say("reference"), Medium: say("medium"), Replaces: act.ActRef(say("replaces"))}}
	e.Source.Date = v.day(say("date"), "date", &wrong)
	if id := string(e.Source.Replaces); id != "" && c.Sit.Sources[id] == nil {
		wrong = append(wrong, act.Problem{Place: act.Place{File: "replaces"}, Code: "no-source", Text: v.say("sources.replaces.none", "id", id)})
	}
	if e.Source.Medium != "" && !slices.Contains(media(), e.Source.Medium) {
		wrong = append(wrong, act.Problem{Place: act.Place{File: "medium"}, Code: "no-medium", Text: v.say("sources.medium.none", "medium", e.Source.Medium, "all", strings.Join(media(), ", "))})
	}
	return e, wrong
}

// takeIn reads a file, keeps what it holds and puts each document on record. The error is
// act.Problems where the file, or what was said of it, is wrong; remarks refuse nothing.
func (v *visit) takeIn(name string, raw []byte, encoding string, e coding.Entry, wrong act.Problems) (acts []*act.Act, remarks act.Problems, err error) {
	if err := v.s.readers.take(v.r.Context()); err != nil {
		return nil, nil, err
	}
	defer v.s.readers.leave()
	docs := coding.Read(name, raw)
	if encoding = strings.TrimSpace(encoding); encoding != "" {
		d, err := source.ReadText(name, raw, encoding)
		if err != nil {
			wrong = append(wrong, act.Problem{Place: act.Place{File: "encoding"}, Code: "no-encoding", Text: err.Error()})
		} else {
			docs = []*source.Document{d}
		}
	}
	if len(docs) > 1 && (e.ID != "" || e.Source.Title != "" || e.Source.Reference != "" || e.Source.Replaces != "") {
		wrong = append(wrong, act.Problem{Place: act.Place{File: "file"}, Code: "several", Text: v.say("sources.several", "n", len(docs))})
	}
	for i, d := range docs {
		remarks = append(remarks, d.Findings...)
		if d.Reading == nil {
			continue
		}
		n := 0
		if len(docs) > 1 {
			n = i + 1
		}
		a, problems := e.Act(name, d, n)
		wrong = append(wrong, problems...)
		if a.Marking == "" {
			wrong = append(wrong, act.Problem{Place: act.Place{File: "marking"}, Code: "no-marking", Text: v.say("sources.marking.none")})
		}
		acts = append(acts, a)
	}
	if remarks.Refuse() || len(wrong) > 0 {
		return nil, nil, append(wrong, remarks...)
	}
	drafts, err := v.layOut(acts, false)
	if err == nil {
		err = v.s.site.Add(v.r.Context(), v.who(), raw, docs, drafts)
	}
	switch {
	case errors.Is(err, register.ErrConflict):
		return nil, nil, act.Problems{{Place: act.Place{File: "id"}, Code: "id-taken", Text: v.say("sources.taken", "id", acts[0].ID)}}
	case errors.Is(err, site.ErrNotPermitted):
		for _, said := range v.faults(err) {
			wrong = append(wrong, act.Problem{Place: act.Place{File: "marking"}, Code: "not-permitted", Text: said})
		}
		return nil, nil, wrong
	case err != nil:
		return nil, nil, fmt.Errorf("adding a document: %w", err)
	}
	return acts, remarks, nil
}

// layOut lays acts out as the reader files them, signed with the key the site holds.
func (v *visit) layOut(acts []*act.Act, deposited bool) ([]*register.Draft, error) {
	s, me := v.s.site, v.who()
	lay := func(key *register.Key) (drafts []*register.Draft, err error) {
		for _, a := range acts {
			d, err := s.LayOut(me, a, s.As(me, a, deposited), key)
			if err != nil {
				return nil, err
			}
			drafts = append(drafts, d)
		}
		return drafts, nil
	}
	if _, err := lay(nil); err != nil { // before a key is made for who may not file this
		return nil, err
	}
	key, err := s.Key(v.r.Context(), me)
	if err != nil {
		return nil, err
	}
	return lay(key)
}

// turns are how many may do something at a time; the others wait.
type turns chan struct{}

func (t turns) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turns) leave() { <-t }

// media are the sorts of document.
func media() []string { return enumOf("source", "medium") }

// enumOf are the words a key of a kind can have.
func enumOf(kind act.Kind, key string) []string {
	for _, k := range formKeys(kind) {
		if k.Name == key {
			return k.Enum
		}
	}
	return nil
}
