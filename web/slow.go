package web

import (
	"strconv"
	"time"

	"entente/site"
)

// usualPatience is how long a page waits for an exact answer before it says that one is
// sought; lookAgain is after how many seconds it looks again.
const (
	usualPatience = 3 * time.Second
	lookAgain     = 2
)

// sought is the page of a case whose exact answer is slow: how long it has been sought,
// how long that can take, and what is known quickly. Cancel stays with what is known
// quickly; the search goes on for whoever else waits for it. Nil where the answer is
// there, or comes in time.
func (v *visit) sought(c *site.Case, word string) *page {
	quick := v.r.URL.Query().Get("quick") != ""
	since, there := c.AnsweredWithin(v.s.patience)
	if there && !quick {
		return nil
	}
	glance := c.Glance()
	if glance == nil {
		return nil // it cannot be read at all, and says so
	}
	if !quick {
		v.header.Set("Refresh", strconv.Itoa(lookAgain))
	}
	p := v.casePage(c, word, soughtBody(v, c, glance, quick, int(time.Since(since).Seconds())))
	p.still = !quick // it is asked for again as a whole
	return p
}
