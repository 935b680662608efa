package web

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
	"entente/site"
)

// mostChosen is how many acts one deed is done on at once.
const mostChosen = 100

// deeds are the kinds of act that can be filed on each of several acts.
var deeds = []act.Kind{"withdrawal", "declassification"}

// bulk is one deed on several acts: an act of its own on each of them.
type bulk struct {
	deed  act.Kind
	says  string
	rows  []bulkRow
	wrong string
}

// bulkRow is one of the acts chosen, and what would be filed on it.
type bulkRow struct {
	key   string // case/act
	of    string // in a few words
	x     *filing
	why   string     // it would be refused
	draft site.Draft // laid down
}

// choose shows what a deed would file on each of the acts chosen, and files it.
func choose(v *visit) (*page, error) {
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	b := &bulk{deed: act.Kind(v.r.PostFormValue("deed")), says: strings.TrimSpace(v.r.PostFormValue("says"))}
	chosen := v.r.PostForm["act"]
	switch {
	case !slices.Contains(deeds, b.deed):
		return nil, badRequest(v.say("bulk.deed"))
	case len(chosen) == 0:
		return nil, badRequest(v.say("bulk.nothing"))
	case len(chosen) > mostChosen:
		return nil, badRequest(v.say("bulk.most", "n", mostChosen))
	}
	good := 0
	for _, key := range slices.Compact(slices.Sorted(slices.Values(chosen))) {
		row, err := v.tryDeed(b, key)
		if err != nil {
			return nil, err
		}
		if b.rows = append(b.rows, row); row.why == "" {
			good++
		}
	}
	if v.r.PostFormValue("do") != "file" || good == 0 {
		return v.bulkPage(b, 0), nil
	}
	if b.says == "" {
		b.wrong = v.say("bulk.says.needed")
		return v.bulkPage(b, http.StatusUnprocessableEntity), nil
	}
	var ids []string
	for _, row := range b.rows {
		if row.why != "" {
			continue
		}
		d := site.Draft{ID: strings.ToLower(rand.Text()[:16]), Initiative: row.x.c.ID, Kind: b.deed, Form: row.x.form}
		if err := v.s.site.SaveDraft(v.who(), d); err != nil {
			return nil, err
		}
		v.r.SetPathValue("draft", d.ID)
		if _, err := v.fileNow(false); err != nil { // one that is not right is left as a draft, which says why
			return nil, err
		}
		ids = append(ids, d.ID)
	}
	return goTo("/bulk?" + url.Values{"draft": ids}.Encode()), nil
}

// tryDeed makes the act a deed would file on one act, and reads it as it would be read.
func (v *visit) tryDeed(b *bulk, key string) (row bulkRow, err error) {
	of, id, _ := strings.Cut(key, "/")
	row.key, row.of = key, key
	v.r.SetPathValue("case", of)
	if row.x, err = v.newFiling(string(b.deed)); err != nil {
		return row, err
	}
	e, here := row.x.c.Entry(id)
	if !here {
		row.why = v.say("error.absent.title")
		return row, nil
	}
	row.of = v.gist(e.Act)
	form := row.x.form
	for name, value := range map[string]string{"actor": v.who().Actor, "on": v.s.now().UTC().Format("2006-01-02"), "of": id, "says": b.says, "marking": cmp.Or(e.Act.Marking, caseMarking(row.x.c))} {
		form.Set(name, value)
	}
	if b.deed == "declassification" {
		form.Set("outcome", "lifted")
		form.Set("ground", b.says)
	}
	form.Set("id", freshID(b.deed, form))
	if _, wrong := v.readFiling(row.x); len(wrong) > 0 {
		row.x.wrong = wrong
		var all []string
		for field := range wrong {
			if b.says != "" || field != "says" && field != "ground" {
				all = append(all, row.x.said(v, field, false)...)
			}
		}
		slices.Sort(all)
		row.why = strings.Join(slices.Compact(all), " · ")
	}
	return row, nil
}

func (v *visit) bulkPage(b *bulk, status int) *page {
	var all []marking.Marking
	for _, r := range b.rows {
		all = append(all, r.x.c.Marking)
	}
	return &page{title: v.say("bulk.title", "kind", v.kind(b.deed)), marking: joined(all), status: status, still: true, body: bulkBody(v, b)}
}

// bulkHeld shows what has been filed at once while it can be taken back, and what became
// of each.
func bulkHeld(v *visit) (*page, error) {
	b := &bulk{}
	var all []marking.Marking
	for _, id := range v.r.URL.Query()["draft"][:min(len(v.r.URL.Query()["draft"]), mostChosen)] {
		d, err := v.s.site.Draft(v.who(), id)
		if err != nil {
			continue // it is on record
		}
		b.rows = append(b.rows, bulkRow{draft: d, of: strings.Join(d.Form["of"], ""), why: d.Wrong})
		all = append(all, marking.Parse(strings.Join(d.Form["marking"], "")))
	}
	return &page{title: v.say("bulk.filed"), marking: joined(all), still: true, body: bulkHeldBody(v, b)}, nil
}

// undoBulk takes back what of it can be taken back.
func undoBulk(v *visit) (*page, error) {
	ids := v.r.PostForm["draft"]
	if len(ids) > mostChosen {
		return nil, badRequest(v.say("bulk.most", "n", mostChosen))
	}
	if _, _, err := v.takeBack(ids); err != nil {
		return nil, err
	}
	return goTo("/bulk?" + url.Values{"draft": ids}.Encode()), nil
}

// takeBack makes drafts again of what waits to be filed, and says for which it is too late.
func (v *visit) takeBack(ids []string) (back, late []string, err error) {
	for _, id := range ids {
		switch err := v.s.site.TakeBack(v.who(), id); {
		case errors.Is(err, site.ErrExpired):
			late = append(late, id)
		case err != nil:
			return back, late, err
		default:
			back = append(back, id)
		}
	}
	if len(back) == 0 {
		return nil, late, site.ErrExpired
	}
	return back, late, nil
}

// good counts the acts that would be filed.
func (b *bulk) good() (n int) {
	for _, r := range b.rows {
		if r.why == "" {
			n++
		}
	}
	return n
}

// left is how many seconds the last of what is held can still be taken back.
func (b *bulk) left(v *visit) (n int) {
	for _, r := range b.rows {
		if !r.draft.Due.IsZero() {
			n = max(n, (&review{d: r.draft}).left(v.s.now()))
		}
	}
	return n
}

func keyOf(initiative, id string) string { return fmt.Sprintf("%s/%s", initiative, id) }
