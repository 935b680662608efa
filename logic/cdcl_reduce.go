package logic

import (
	"math"
	"slices"
)

// keptFor is the LBD up to which a learnt clause is never forgotten for being idle.
const keptFor = 2

// maxLearntWords bounds the memory of learnt clauses (4 bytes each); beyond it, forgetting does not spare anything.
const maxLearntWords = 16 << 20

func (s *solver) bumpClause(at uint32) {
	a := math.Float32frombits(s.arena[at+2]) + s.clauseInc
	s.arena[at+2] = math.Float32bits(a)
	if a > 1e20 {
		for _, c := range s.learnt {
			s.arena[c+2] = math.Float32bits(math.Float32frombits(s.arena[c+2]) * 1e-20)
		}
		s.clauseInc *= 1e-20
	}
}

// trimDue says that it is time to forget: also when clauses come from a bounder, which counts no conflicts.
func (s *solver) trimDue() bool {
	return s.conflicts >= s.nextTrim || len(s.arena)-s.wasted > maxLearntWords
}

// trim forgets half of the learnt clauses, the least useful first: high LBD, then low activity.
func (s *solver) trim() {
	s.trims++
	s.nextTrim = s.conflicts + 2000 + 300*s.trims
	spare := uint32(keptFor)
	if len(s.arena)-s.wasted > maxLearntWords {
		spare = 0
	}
	var idle []uint32
	n := 0
	for _, at := range s.learnt {
		if s.arena[at+1] <= spare || s.locked(at) {
			s.learnt[n] = at
			n++
			continue
		}
		idle = append(idle, at)
	}
	slices.SortFunc(idle, func(a, b uint32) int {
		la, lb := s.arena[a+1], s.arena[b+1]
		if la != lb {
			return int(la) - int(lb)
		}
		fa, fb := math.Float32frombits(s.arena[a+2]), math.Float32frombits(s.arena[b+2])
		switch {
		case fa > fb:
			return -1
		case fa < fb:
			return 1
		}
		return int(a) - int(b)
	})
	half := len(idle) / 2
	s.learnt = append(s.learnt[:n], idle[:half]...)
	for _, at := range idle[half:] {
		s.drop(at)
	}
	s.collect()
}

// locked says that the clause is the reason of a literal on the trail.
func (s *solver) locked(at uint32) bool {
	l := lit(s.arena[at+clauseHead])
	return s.val[l] > 0 && s.reason[l.v()] == byClause|reason(at)
}

// drop marks a clause as gone; collect takes it away.
func (s *solver) drop(at uint32) {
	s.wasted += clauseHead + int(s.arena[at]>>1)
	s.arena[at] |= 1
}

// collect moves the clauses that are left together and mends every place that names one.
func (s *solver) collect() {
	old := s.arena
	s.arena = make([]uint32, 0, len(old)-s.wasted+len(old)/8)
	s.wasted = 0
	move := func(list []uint32) []uint32 {
		n := 0
		for _, at := range list {
			if old[at]&1 != 0 {
				continue
			}
			to := uint32(len(s.arena))
			s.arena = append(s.arena, old[at:at+clauseHead+old[at]>>1]...)
			old[at+1] = to // forwarding address
			list[n] = to
			n++
		}
		return list[:n]
	}
	s.kept = move(s.kept)
	s.learnt = move(s.learnt)
	for i, ws := range s.watches {
		n := 0
		for _, w := range ws {
			if old[w.at]&1 == 0 {
				ws[n] = watch{old[w.at+1], w.blocker}
				n++
			}
		}
		s.watches[i] = ws[:n]
	}
	for _, l := range s.trail {
		if r := s.reason[l.v()]; r&kindMask == byClause {
			s.reason[l.v()] = byClause | reason(old[uint32(r&placeMask)+1])
		}
	}
}

// simplify drops, at the root, clauses that are satisfied for good, and rebuilds the rows without what is decided.
func (s *solver) simplify() {
	for _, l := range s.trail[s.rooted:] {
		s.reason[l.v()] = noReason // nobody asks why a literal of the root is true
	}
	if fresh := len(s.trail) - s.rooted; fresh*50 < s.vars() && fresh < 100 {
		return
	}
	s.rooted = len(s.trail)
	for _, list := range [][]uint32{s.kept, s.learnt} {
		for _, at := range list {
			for _, w := range s.clause(at) {
				if s.val[w] > 0 {
					s.drop(at)
					break
				}
			}
		}
	}
	s.collect()
	s.rebuildRows()
}

// rebuildRows takes decided literals out of the rows, and rows that hold for good out of the search.
func (s *solver) rebuildRows() {
	for i := range s.occurs {
		s.occurs[i] = s.occurs[i][:0]
	}
	rows, n := s.rows, int32(0)
	s.rows = rows[:0]
	for _, r := range rows {
		off := n
		var total int64
		k := -r.room
		for i := r.off; i < r.off+r.n; i++ {
			l, w := s.rowLits[i], s.rowWts[i]
			k += w
			switch {
			case s.val[l] > 0:
				k -= w
			case s.val[l] == 0:
				s.rowLits[n], s.rowWts[n] = l, w
				n++
				total += w
			}
		}
		if k <= 0 {
			n = off
			continue
		}
		row := int32(len(s.rows))
		for i := off; i < n; i++ {
			s.occurs[s.rowLits[i]] = append(s.occurs[s.rowLits[i]], occurrence{s.rowWts[i], row})
		}
		s.rows = append(s.rows, prow{off: off, n: n - off, slack: total - k, room: total - k, max: s.rowWts[off]})
	}
	s.rowLits, s.rowWts = s.rowLits[:n], s.rowWts[:n]
}
