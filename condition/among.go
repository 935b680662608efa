package condition

import (
	"slices"
	"sync"
	"time"

	"entente/act"
	"entente/gazetteer"
)

// Among is the scope of a record: the facts, actors and clauses its acts introduce,
// and the groups of the gazetteer (members.OIC) narrowed to those actors, as of a
// day.
func Among(acts []*act.Act, at time.Time) *Scope {
	s := &Scope{Options: map[string][]string{}, GroupNames: gazetteer.Rolls()}
	for _, a := range acts {
		switch b := a.Body.(type) {
		case *act.Fact:
			s.Facts = append(s.Facts, a.ID)
		case *act.Clause:
			s.Options[a.ID] = b.Values()
		case *act.Actor:
			s.Actors = append(s.Actors, a.ID)
			if slices.Contains(b.Roles, "candidate") {
				s.Candidates = append(s.Candidates, a.ID)
			}
		}
	}
	r := &rolls{at: at, among: s.Actors, found: map[string][]string{}}
	s.Groups = func(name string) ([]string, bool) { return r.of(name), slices.Contains(s.GroupNames, name) }
	return s
}

// rolls remembers who of a record's actors belongs to what.
type rolls struct {
	sync.Mutex
	at    time.Time
	among []string
	found map[string][]string
}

func (r *rolls) of(org string) []string {
	r.Lock()
	defer r.Unlock()
	codes, known := r.found[org]
	if !known {
		for _, m := range gazetteer.Members(org, r.at) {
			if m.Status.Counts() && slices.Contains(r.among, m.Code) {
				codes = append(codes, m.Code)
			}
		}
		r.found[org] = codes
	}
	return codes
}
