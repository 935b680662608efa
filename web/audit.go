package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// history is everything that happened to an act, the newest first.
type history struct {
	shown    *register.Entry
	steps    []step
	readings []site.Reading
	verify   bool // the reader may have proofs
}

// step is one entry of the record that makes, changes or names an act.
type step struct {
	e      *register.Entry
	itself bool        // the act; else one that refers to it
	diff   [][3]string // what reads otherwise since: field, before, after
}

// historyPage shows who put an act on record and when, what refers to it since, what
// it read before and after, and who looked at it where it is marked.
func historyPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	h, shown, err := v.history(c)
	if err != nil {
		return nil, err
	}
	p := v.casePage(c, "history.title", historyBody(v, c, h))
	p.title, p.marking, p.shown = v.say("history.title")+": "+v.gist(h.shown.Act), site.Joined(shown), site.ShowsActs(shown).And(site.ShowsTitles([]site.Heading{c.Heading}))
	return p, nil
}

// history gathers what happened to the act of the path, and the acts that shows.
func (v *visit) history(c *site.Case) (h *history, shown []*register.Entry, err error) {
	id := v.r.PathValue("act")
	e, all, err := v.reader.Entry(c.ID, id)
	if err != nil {
		return nil, nil, err
	}
	h = &history{shown: e, verify: v.reader.MayVerify()}
	for _, x := range all {
		h.steps = append(h.steps, step{e: x, itself: true})
	}
	shown = slices.Clone(all)
	for _, x := range c.Entries {
		if x.Act.ID == id || !refers(x, id) {
			continue
		}
		s := step{e: x}
		if b, ok := x.Act.Body.(*act.Correction); ok && string(b.Of) == id {
			if now, there := c.Entry(strings.TrimSuffix(x.Act.ID, "-correction")); there && now != x {
				s.diff = site.Differences(e.Act, now.Act)
			}
		}
		h.steps, shown = append(h.steps, s), append(shown, x)
	}
	slices.SortStableFunc(h.steps, func(a, b step) int { return b.e.Receipt.Recorded.Compare(a.e.Receipt.Recorded) })
	h.readings, err = v.reader.Readings(e)
	return h, shown, err
}

// refers reports whether an act names another by its id, in what its reader may see.
func refers(e *register.Entry, id string) bool {
	var value any
	if json.Unmarshal(e.Portions[register.PortionBody].Bytes, &value) != nil {
		return false
	}
	var within func(any) bool
	within = func(value any) bool {
		switch value := value.(type) {
		case string:
			return value == id
		case []any:
			return slices.ContainsFunc(value, within)
		case map[string]any:
			for _, x := range value {
				if within(x) {
					return true
				}
			}
		}
		return false
	}
	return within(value)
}

// proof hands out an act with its inclusion proof, for entente verify.
func proof(v *visit, w http.ResponseWriter) error {
	text, m, err := v.proofOf()
	if err != nil {
		return err
	}
	file := v.r.PathValue("act") + "_" + strings.Trim(unnamed.ReplaceAllString(banner(m), "-"), "-") + ".proof"
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", unnamed.ReplaceAllString(strings.TrimSuffix(file, ".proof"), "-")+".proof"))
	_, err = w.Write(text)
	return err
}

func (v *visit) proofOf() ([]byte, marking.Marking, error) {
	var b bytes.Buffer
	m, err := v.reader.WriteProof(&b, v.r.PathValue("case"), v.r.PathValue("act"))
	if err != nil {
		return nil, m, err
	}
	e, _, err := v.reader.Entry(v.r.PathValue("case"), v.r.PathValue("act"))
	if err != nil {
		return nil, m, err
	}
	return b.Bytes(), m, v.reader.Read("proof", m, site.ShowsActs([]*register.Entry{e}))
}

// verifyPage verifies an act by its proof, as entente verify does, and says the same in
// the language of the visit.
func verifyPage(v *visit) (*page, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	text, m, err := v.proofOf()
	if err != nil {
		return nil, err
	}
	report, e, err := v.s.site.Verify(text)
	if err != nil {
		return nil, err
	}
	p := v.casePage(c, "verify.title", verifyBody(v, c, v.r.PathValue("act"), e, report.In(v.lang.Code)))
	p.marking, p.shown = m, site.ShowsTitles([]site.Heading{c.Heading})
	return p, nil
}
