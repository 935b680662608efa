package disclosure

import (
	"sync"

	"entente/marking"
	"entente/phrase"
	"entente/register"
)

// View is a register as one reader sees it, for one goroutine at a time. The zero reader sees everything: it is
// the site's own view, and says nothing of itself.
type View struct {
	reg    *register.Register
	rules  *Rules
	reader *Reader
	Count  Count
}

// shared compiles for the views there are: what a marking says does not turn on who
// reads it. Views that come when there have been too many codes share anew.
var shared struct {
	sync.Mutex
	rules *Rules
}

// mostCodes is how many codes views share; every one makes every set longer.
const mostCodes = 1 << 14

func common() *Rules {
	shared.Lock()
	defer shared.Unlock()
	if shared.rules == nil || shared.rules.codes() > mostCodes {
		shared.rules = NewRules()
	}
	return shared.rules
}

// Count is what a view came across and kept back.
type Count struct {
	Acts     int // shown, in part at least
	Withheld int // acts of which not even the header may be read
	Portions int // other portions withheld
}

// Over is the view of a reader over a register; of the site itself when the name
// is empty. A reader nobody has cleared reads what is unclassified.
func Over(reg *register.Register, name string, groups []string) *View {
	v := &View{reg: reg, rules: common()}
	if name != "" {
		c, _ := reg.Cleared(name)
		v.reader = v.rules.Reader(name, c.Level, append(groups, c.Groups...))
	}
	return v
}

// Capped is the view of one person who reads for an actor, cleared to no more than
// a level. The site's own view has no person and stays as it is.
func (v *View) Capped(at marking.Level) *View {
	c := *v
	if c.reader != nil {
		c.reader = c.reader.Capped(at)
	}
	return &c
}

// Reader is whose view it is; empty for the site's own.
func (v *View) Reader() string {
	if v.reader == nil {
		return ""
	}
	return v.reader.Name
}

// Why gives, for each portion of an act, the rules that forbid it to the reader.
func (v *View) Why(e *register.Entry) (why [register.Portions]Why) {
	if v.reader == nil {
		return why
	}
	for i := range e.Portions {
		switch p := &e.Portions[i]; {
		case p.State == register.Erased:
		case v.reg.Published(e.Seq, i):
			why[i] = May(v.reader, Published())
		default:
			why[i] = v.ByMarking(p)
		}
	}
	return why
}

// ByMarking gives the rules that forbid a portion to the reader as it is marked, whatever
// has been opened to everybody since. All portions of one marking are decided alike.
func (v *View) ByMarking(p *register.Portion) Why {
	if v.reader == nil {
		return 0
	}
	return May(v.reader, v.rules.headed(p))
}

// Of gives an act as the reader may see it; false when not even its header.
func (v *View) Of(e *register.Entry) (*register.Entry, bool, error) {
	why := v.Why(e)
	if why[register.PortionHeader] != 0 {
		v.Count.Withheld++
		return nil, false, nil
	}
	v.Count.Acts++
	var hide [register.Portions]bool
	for i := range why {
		if hide[i] = why[i] != 0; hide[i] {
			v.Count.Portions++
		}
	}
	if hide == [register.Portions]bool{} {
		return e, true, nil
	}
	seen, err := e.Without(hide)
	return seen, err == nil, err
}

// Entries calls f with the acts that match and the reader may see.
func (v *View) Entries(q register.Query, f func(*register.Entry) error) error {
	return v.reg.Entries(q, func(e *register.Entry) error {
		seen, ok, err := v.Of(e)
		if err != nil || !ok {
			return err
		}
		return f(seen)
	})
}

// Note says whose view it is and what was kept back; empty for the site's own.
func (v *View) Note(said *phrase.Said) string {
	if v.reader == nil {
		return ""
	}
	c := v.Count
	return said.Say("Computed on the view of {reader}: {shown} shown, {withheld} and {portions} withheld", v.reader.Name,
		said.Say("{n} acts", c.Acts), said.Say("{n} acts", c.Withheld), said.Say("{n} further portions", c.Portions))
}
