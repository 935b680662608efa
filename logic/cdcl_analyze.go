package logic

// explain appends the false literals that force p (with p = 0: that make the reason false).
func (s *solver) explain(why reason, p lit, out []lit) []lit {
	place := uint32(why & placeMask)
	switch why & kindMask {
	case byBinary:
		return append(out, lit(place))
	case byClause:
		if s.arena[place+1] != 0 {
			s.bumpClause(place)
		}
		for _, w := range s.clause(place) {
			if lit(w) != p {
				out = append(out, lit(w))
			}
		}
		return out
	default:
		return s.explainRow(&s.rows[place], p, out)
	}
}

// explainRow appends false literals of the row heavy enough to force p. All that were false before p would do; those
// that can be spared are left out, preferring to spare literals that are not in the conflict yet.
func (s *solver) explainRow(r *prow, p lit, out []lit) []lit {
	ls, ws := s.rowLits[r.off:r.off+r.n], s.rowWts[r.off:r.off+r.n]
	before := int32(len(s.trail))
	spare := -r.room - 1 // what the false literals weigh above what is needed
	if p != 0 {
		before = s.pos[p.v()]
	}
	start := len(out)
	for i, l := range ls {
		switch {
		case l == p:
			spare += ws[i]
		case s.val[l] < 0 && s.pos[l.v()] < before:
			spare += ws[i]
			if s.level[l.v()] > 0 {
				out = append(out, l)
			}
		}
	}
	if spare <= 0 || len(out) == start {
		return out
	}
	n, i := start, 0
	for _, l := range out[start:] {
		for ls[i] != l {
			i++
		}
		if ws[i] <= spare && s.seen[l.v()] == 0 {
			spare -= ws[i]
			continue
		}
		out[n] = l
		n++
	}
	return out[:n]
}

// analyze learns the first-unique-implication-point clause of a conflict. It returns the clause in solver.learning, its
// asserting literal first, the level to go back to and the clause's LBD (number of distinct levels; Audemard
// and Simon 2009).
func (s *solver) analyze(c conflict) (int32, uint32) {
	clauseLits := s.explained[:0]
	if c&kindMask == byBinary {
		clauseLits = append(clauseLits, s.learning[0], lit(c&placeMask))
	} else {
		clauseLits = s.explain(c, 0, clauseLits)
	}
	here := s.here()
	out := append(s.learning[:0], 0)
	open := 0
	at := len(s.trail) - 1
	var p lit
	for {
		for _, l := range clauseLits {
			v := l.v()
			if s.seen[v] != 0 || s.level[v] == 0 {
				continue
			}
			s.seen[v] = covered
			s.clear = append(s.clear, l)
			s.bump(v)
			if s.level[v] >= here {
				open++
			} else {
				out = append(out, l)
			}
		}
		for s.seen[s.trail[at].v()] == 0 {
			at--
		}
		p = s.trail[at]
		at--
		open--
		if open == 0 {
			break
		}
		clauseLits = s.explain(s.reason[p.v()], p, clauseLits[:0])
	}
	s.explained = clauseLits[:0]
	out[0] = p ^ 1
	n := 1
	for _, l := range out[1:] {
		if s.reason[l.v()] == noReason || !s.redundant(l, 0) {
			out[n] = l
			n++
		}
	}
	out = out[:n]
	s.learning = out
	for _, l := range s.clear {
		s.seen[l.v()] = 0
	}
	s.clear = s.clear[:0]
	back := int32(0)
	s.stamps++
	lbd := uint32(1)
	for i := 1; i < len(out); i++ {
		lv := s.level[out[i].v()]
		if lv > back {
			back = lv
			out[1], out[i] = out[i], out[1]
		}
		if s.stamp[lv] != s.stamps {
			s.stamp[lv] = s.stamps
			lbd++
		}
	}
	return back, lbd
}

// Marks in solver.seen: in the clause or implied by it; known not to be.
const (
	covered    = 1
	notCovered = 2
	maxDepth   = 200
)

// redundant says that the literal follows from others of the clause (recursive minimisation, Sörensson and Biere 2009).
func (s *solver) redundant(l lit, depth int) bool {
	start := len(s.explained)
	s.explained = s.explain(s.reason[l.v()], l^1, s.explained)
	mark := byte(covered)
	for i, end := start, len(s.explained); i < end && mark == covered; i++ {
		q := s.explained[i]
		v := q.v()
		if s.level[v] == 0 || s.seen[v] == covered {
			continue
		}
		if s.seen[v] == notCovered || s.reason[v] == noReason || depth > maxDepth || !s.redundant(q, depth+1) {
			mark = notCovered
		}
	}
	s.explained = s.explained[:start]
	if depth > 0 {
		s.seen[l.v()] = mark
		s.clear = append(s.clear, l)
	}
	return mark == covered
}

// blame collects the assumptions that force the literal l, which is false although it was assumed, into solver.core.
func (s *solver) blame(l lit) {
	s.core = append(s.core[:0], l)
	if s.level[l.v()] == 0 {
		return
	}
	s.seen[l.v()] = 1
	s.unfold(int(s.pos[l.v()]))
}

// unfold replaces marked literals by their reasons, from the trail's given place down, until only decisions remain.
func (s *solver) unfold(at int) {
	bottom := 0
	if len(s.limits) > 0 {
		bottom = int(s.limits[0])
	}
	for ; at >= bottom; at-- {
		p := s.trail[at]
		v := p.v()
		if s.seen[v] == 0 {
			continue
		}
		s.seen[v] = 0
		if s.reason[v] == noReason {
			s.core = append(s.core, p)
			continue
		}
		s.explained = s.explain(s.reason[v], p, s.explained[:0])
		for _, l := range s.explained {
			if s.level[l.v()] > 0 {
				s.seen[l.v()] = 1
			}
		}
	}
	s.explained = s.explained[:0]
}

func (s *solver) bump(v uint32) {
	s.activity[v] += s.step
	if s.activity[v] > 1e100 {
		for i := range s.activity {
			s.activity[i] *= 1e-100
		}
		s.step *= 1e-100
	}
	s.order.raise(v, s.activity)
}
