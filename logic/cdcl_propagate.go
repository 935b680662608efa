package logic

import "time"

// conflict is what propagation ran into: a false clause or row, as a reason. For a false two-literal clause the first
// literal is in solver.learning[0].
type conflict = reason

const noConflict conflict = noReason

// Nanoseconds that steps of propagation take, with what goes with them elsewhere, on a machine of 2020.
const (
	literalEffort    = 80
	watchEffort      = 15
	occurrenceEffort = 8
)

func (s *solver) push(l lit, why reason) {
	s.val[l], s.val[l^1] = 1, -1
	v := l.v()
	s.level[v] = int32(len(s.limits))
	s.pos[v] = int32(len(s.trail))
	s.reason[v] = why
	s.trail = append(s.trail, l)
}

// propagate draws every consequence of the trail, clauses before rows, and returns what turned out false.
func (s *solver) propagate() conflict {
	for {
		if c := s.followClauses(); c != noConflict {
			return c
		}
		if s.heads.rows == len(s.trail) {
			return noConflict
		}
		if c := s.countFalse(s.trail[s.heads.rows] ^ 1); c != noConflict {
			return c
		}
	}
}

func (s *solver) followClauses() conflict {
	val := s.val
	for s.heads.clauses < len(s.trail) {
		p := s.trail[s.heads.clauses]
		s.heads.clauses++
		for _, q := range s.pairs[p] {
			if val[q] > 0 {
				continue
			}
			if val[q] < 0 {
				s.learning = append(s.learning[:0], p^1)
				return byBinary | reason(q)
			}
			s.push(q, byBinary|reason(p^1))
		}
		ws := s.watches[p]
		s.effort += literalEffort + watchEffort*time.Duration(len(ws))
		n := 0
	next:
		for i := 0; i < len(ws); i++ {
			w := ws[i]
			if val[w.blocker] > 0 {
				ws[n] = w
				n++
				continue
			}
			c := s.clause(w.at)
			if lit(c[0]) == p^1 {
				c[0], c[1] = c[1], c[0]
			}
			head := lit(c[0])
			if val[head] > 0 {
				ws[n] = watch{w.at, head}
				n++
				continue
			}
			for k := 2; k < len(c); k++ {
				if l := lit(c[k]); val[l] >= 0 {
					c[1], c[k] = c[k], c[1]
					s.watches[l^1] = append(s.watches[l^1], watch{w.at, head})
					continue next
				}
			}
			ws[n] = watch{w.at, head}
			n++
			if val[head] < 0 {
				n += copy(ws[n:], ws[i+1:])
				s.watches[p] = ws[:n]
				return byClause | reason(w.at)
			}
			s.push(head, byClause|reason(w.at))
		}
		s.watches[p] = ws[:n]
	}
	return noConflict
}

// countFalse takes a literal that became false off the slack of its rows. All of them are counted even when one turns
// out false, so that backTo can count all of them back.
func (s *solver) countFalse(l lit) conflict {
	s.heads.rows++
	s.effort += occurrenceEffort * time.Duration(len(s.occurs[l]))
	found := noConflict
	for _, o := range s.occurs[l] {
		r := &s.rows[o.row]
		r.slack -= o.weight
		if r.slack < r.max && found == noConflict {
			found = s.followRow(o.row)
		}
	}
	return found
}

// followRow pushes the open literals that the row cannot do without.
func (s *solver) followRow(row int32) conflict {
	r := &s.rows[row]
	if r.slack < 0 {
		return byRow | reason(row)
	}
	ls, ws := s.rowLits[r.off:r.off+r.n], s.rowWts[r.off:r.off+r.n]
	for i, l := range ls {
		if ws[i] <= r.slack {
			break
		}
		if s.val[l] == 0 {
			s.push(l, byRow|reason(row))
		}
	}
	return noConflict
}

// backTo takes back every decision above the level.
func (s *solver) backTo(level int32) {
	if s.here() <= level {
		return
	}
	keep := int(s.limits[level])
	for i := len(s.trail) - 1; i >= keep; i-- {
		l := s.trail[i]
		if i < s.heads.rows {
			for _, o := range s.occurs[l^1] {
				s.rows[o.row].slack += o.weight
			}
		}
		v := l.v()
		s.val[l], s.val[l^1] = 0, 0
		s.phase[v] = l&1 == 0
		s.order.insert(v, s.activity)
	}
	s.trail = s.trail[:keep]
	s.limits = s.limits[:level]
	s.heads.clauses = min(s.heads.clauses, keep)
	s.heads.rows = min(s.heads.rows, keep)
}
