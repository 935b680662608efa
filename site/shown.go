package site

import (
	"crypto/sha256"

	"entente/register"
)

// Shown are acts of the record that somebody is shown. Of those that are marked it is
// written down who read them: each is a link of a chain, named by all before it, so
// that whoever looks at a case that has grown by one act adds one link to what is kept
// and not the whole case again.
type Shown struct {
	page  *register.Entry // the act whose own page it is
	links []link
}

type link struct {
	key             [16]byte
	initiative, act string
}

// ShowsPage is an act on its own page; ShowsActs are acts in a list.
func ShowsPage(e *register.Entry) Shown {
	x := ShowsActs([]*register.Entry{e})
	x.page = e
	return x
}

// ShowsActs are those of a list of acts that are marked.
func ShowsActs(all []*register.Entry) (x Shown) {
	for _, e := range all {
		if guarded(Joined([]*register.Entry{e})) {
			x.add(e.Heading.Initiative, e.Heading.ID)
		}
	}
	return x
}

// Shown are the acts of a case that its reader may see: every page of it is made of
// them.
func (c *Case) Shown() Shown { return c.shown() }

// ShowsTitles are the acts that give cases their titles.
func ShowsTitles(all []Heading) (x Shown) {
	for _, h := range all {
		if guarded(h.Marking) {
			x.add(h.ID, h.act)
		}
	}
	return x
}

// ShowsItems are the acts that show what waits for somebody or is at risk.
func ShowsItems(all []Item) Shown {
	var acts []*register.Entry
	for _, it := range all {
		if it.entry != nil {
			acts = append(acts, it.entry)
		}
	}
	return ShowsActs(acts)
}

// ShowsDates are the acts that set days.
func ShowsDates(all []Due) Shown {
	var items []Item
	for _, d := range all {
		items = append(items, d.Item)
	}
	return ShowsItems(items)
}

// And adds what else is shown.
func (x Shown) And(others ...Shown) Shown {
	for _, y := range others {
		if len(x.links) == 0 {
			x.links = y.links
			continue
		}
		x.links = append([]link(nil), x.links...)
		for _, l := range y.links {
			x.add(l.initiative, l.act)
		}
	}
	return x
}

func (x *Shown) add(initiative, act string) {
	text := append(x.last(), initiative+"\x00"+act...)
	h := sha256.Sum256(text)
	x.links = append(x.links, link{[16]byte(h[:16]), initiative, act})
}

// last names all of them; it is empty where there are none.
func (x Shown) last() []byte { return x.key(len(x.links) - 1) }

func (x Shown) key(i int) []byte {
	if i < 0 {
		return []byte{}
	}
	k := x.links[i].key
	return k[:]
}
