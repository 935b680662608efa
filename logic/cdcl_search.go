package logic

// verdict is what a search came to.
type verdict int8

const (
	unsat   verdict = -1
	unknown verdict = 0
	sat     verdict = 1
)

// solve searches for a model in which the assumptions are true. On sat the model is in solver.model; on unsat
// solver.core holds assumptions that contradict each other (none: the rows alone do). It gives up when the context ends
// or after the given number of conflicts (negative: no limit), or in the depth of solver.shallow.
func (s *solver) solve(assume []lit, budget int64) verdict {
	s.core = s.core[:0]
	if s.poll(); s.stopped {
		return unknown
	}
	s.resume(assume)
	if !s.ok {
		return unsat
	}
	if len(s.trail) > s.rooted && s.here() == 0 {
		if s.settle(); !s.ok { // simplify looks only at rows from which nothing more follows
			return unsat
		}
		s.simplify()
	}
	limit := s.conflicts + budget
	decisions := 0
	for {
		if !s.ok {
			return unsat
		}
		c := s.propagate()
		if c == noConflict && s.bound != nil {
			again := false
			if c, again = s.ask(); again {
				continue
			}
		}
		if c != noConflict {
			s.conflicts++
			if s.here() == 0 {
				s.ok = false
				return unsat
			}
			back, lbd := s.analyze(c)
			s.learn(back, lbd)
			if s.conflicts&127 == 0 {
				s.poll()
			}
			if s.stopped || budget >= 0 && s.conflicts >= limit {
				return unknown
			}
			continue
		}
		if s.restartDue() && (s.bound == nil || s.trimDue()) { // where a bound leads, going back loses what it costs
			s.deepen()
			s.backTo(min(s.here(), int32(len(s.assumed))))
			if s.bound == nil && s.conflicts >= s.nextTurn {
				s.turnOver()
			}
			if s.trimDue() {
				s.trim()
			}
		}
		if s.shallow > 0 && int(s.here()) >= len(s.assumed)+s.shallow {
			return unknown
		}
		l, v := s.decide()
		if v != unknown {
			return v
		}
		if decisions++; decisions&1023 == 0 {
			if s.poll(); s.stopped {
				return unknown
			}
		}
		s.limits = append(s.limits, int32(len(s.trail)))
		s.push(l, noReason)
	}
}

// resume takes up the assumptions, keeping the part of the trail that stands for a common beginning.
func (s *solver) resume(assume []lit) {
	same := 0
	for same < len(assume) && same < len(s.assumed) && assume[same] == s.assumed[same] {
		same++
	}
	s.backTo(min(s.here(), int32(same)))
	s.assumed = append(s.assumed[:0], assume...)
}

// suppose puts the assumptions on the trail, with what follows from them, as far as they do not contradict each other.
func (s *solver) suppose(assume []lit) {
	s.resume(assume)
	for s.ok {
		if s.propagate() != noConflict { // before anything new: what is pending belongs to the present level
			if s.ok = s.here() > 0; s.ok {
				s.backTo(s.here() - 1)
			}
			return
		}
		if int(s.here()) == len(assume) {
			return
		}
		a := assume[s.here()]
		if s.val[a] < 0 {
			return
		}
		s.limits = append(s.limits, int32(len(s.trail)))
		if s.val[a] == 0 {
			s.push(a, noReason)
		}
	}
}

// decide returns the next literal to try; or sat when none is open, or unsat when an assumption is false.
func (s *solver) decide() (lit, verdict) {
	for int(s.here()) < len(s.assumed) {
		a := s.assumed[s.here()]
		switch s.val[a] {
		case 0:
			return a, unknown
		case 1:
			s.limits = append(s.limits, int32(len(s.trail))) // a level of its own, so that levels and assumptions agree
		default:
			s.blame(a)
			return 0, unsat
		}
	}
	for _, l := range s.first {
		if s.val[l] == 0 {
			return l, unknown
		}
	}
	for {
		v, ok := s.order.pop(s.activity)
		if !ok {
			s.model = append(s.model[:0], s.val...)
			return 0, sat
		}
		l := lit(v) << 1
		if s.val[l] != 0 {
			continue
		}
		if !s.phase[v] {
			l ^= 1
		}
		return l, unknown
	}
}

// learn goes back and keeps the clause in solver.learning.
func (s *solver) learn(back int32, lbd uint32) {
	s.backTo(back)
	c := s.learning
	switch len(c) {
	case 1:
		s.push(c[0], noReason)
	case 2:
		s.pair(c[0], c[1])
		s.push(c[0], byBinary|reason(c[1]))
	default:
		at := s.newClause(c, lbd)
		s.learnt = append(s.learnt, at)
		s.bumpClause(at)
		s.push(c[0], byClause|reason(at))
	}
	s.step /= 0.95
	s.clauseInc /= 0.999
	s.ema.fast += (float64(lbd) - s.ema.fast) / float64(min(s.conflicts, 32))
	s.ema.slow += (float64(lbd) - s.ema.slow) / float64(min(s.conflicts, 8192))
	s.sinceRe++
}

// restartDue says that the clauses learnt of late are worse than usual (Biere and Fröhlich 2015). Every other stretch of the
// search restarts rarely instead, which finds models that lie deep. A stretch ends in any case: a search that is stuck where one
// clause is as good as the other would never restart (at 193 actors it once took half a million conflicts to find any model).
func (s *solver) restartDue() bool {
	over := s.bound == nil && s.conflicts >= s.nextTurn
	if !over && (s.calm && s.sinceRe < calmRestart || s.sinceRe < 10 || !s.calm && s.ema.fast < 1.1*s.ema.slow) {
		return false
	}
	s.sinceRe = 0
	return true
}

const (
	calmRestart = 300  // conflicts
	stretch     = 1000 // conflicts of the first stretch; each is that much longer
)

// turnOver begins another stretch: the other way of restarting, and other phases to start from. The best phases seen (the longest
// trail without conflict) come back every other time, between all flipped and some flipped.
func (s *solver) turnOver() {
	s.stretches++
	s.nextTurn = s.conflicts + stretch*(s.stretches+1)
	s.calm = !s.calm
	switch s.stretches % 4 {
	case 0, 2:
		if len(s.deepest) > 0 {
			copy(s.phase, s.deepest)
		}
	case 1:
		for v := range s.phase {
			s.phase[v] = !s.phase[v]
		}
	case 3:
		for v := range s.phase {
			s.dice = s.dice*6364136223846793005 + 1442695040888963407 // Knuth's generator: the same dice on every run
			if s.dice>>61 == 0 {
				s.phase[v] = !s.phase[v]
			}
		}
	}
	s.depth = 0
}

// deepen remembers the phases of the longest trail.
func (s *solver) deepen() {
	if len(s.trail) <= s.depth {
		return
	}
	s.depth = len(s.trail)
	s.deepest = append(s.deepest[:0], s.phase...)
	for _, l := range s.trail {
		s.deepest[l.v()] = l&1 == 0
	}
}

// poll looks at the context and lets the owner report.
func (s *solver) poll() {
	if s.ctx.Err() != nil {
		s.stopped = true
	}
	if s.tick != nil {
		s.tick()
	}
}

// ask puts the trail to the bounder and takes in what it says. It returns a conflict, or true when something follows.
func (s *solver) ask() (conflict, bool) {
	again := false
	for _, c := range s.bound.bound(s) {
		conflict, news := s.take(c)
		if conflict != noConflict {
			return conflict, false
		}
		again = again || news
	}
	return noConflict, again
}

// take adds a clause in the middle of a search. If it is false, the search goes back to the level at which it
// became so; if it is unit, its literal follows.
func (s *solver) take(c []lit) (conflict, bool) {
	for i := range min(2, len(c)) { // the two literals that stay open longest to the front
		for j := i + 1; j < len(c); j++ {
			if s.later(c[j], c[i]) {
				c[i], c[j] = c[j], c[i]
			}
		}
	}
	switch {
	case len(c) == 0:
		s.backTo(0)
		s.ok = false
		return noConflict, true
	case len(c) == 1:
		s.unit(c[0])
		return noConflict, true
	}
	why := reason(0)
	if len(c) == 2 {
		s.pair(c[0], c[1])
		why = byBinary | reason(c[1])
	} else {
		at := s.newClause(c, uint32(len(c)))
		s.learnt = append(s.learnt, at)
		why = byClause | reason(at)
	}
	if s.val[c[1]] >= 0 || s.val[c[0]] > 0 {
		return noConflict, false
	}
	if s.val[c[0]] == 0 {
		s.push(c[0], why)
		return noConflict, true
	}
	s.backTo(s.level[c[0].v()])
	if s.level[c[1].v()] < s.here() {
		s.backTo(max(s.level[c[1].v()], 0))
		s.push(c[0], why)
		return noConflict, true
	}
	s.learning = append(s.learning[:0], c[0])
	return why, false
}

// later says that a is a better literal to watch than b: true or open rather than false, and false late rather than early.
func (s *solver) later(a, b lit) bool {
	if s.val[a] >= 0 || s.val[b] >= 0 {
		return s.val[a] > s.val[b] || s.val[a] >= 0 && s.val[b] < 0
	}
	return s.level[a.v()] > s.level[b.v()]
}
