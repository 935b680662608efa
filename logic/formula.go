package logic

// Value is what a formula or literal is worth when not everything is known.
type Value int8

const (
	False Value = -1
	Open  Value = 0 // nobody has settled it
	True  Value = 1
)

// Not returns the opposite value; open stays open.
func (v Value) Not() Value { return -v }

func (v Value) String() string {
	switch v {
	case True:
		return "true"
	case False:
		return "false"
	}
	return "open"
}

// Formula is an immutable condition over literals. The zero Formula is Always. Formulas share their
// parts; comparing two with == says nothing.
type Formula struct {
	node    *node // nil: always
	negated bool
}

// node is a literal, or a threshold over sub-formulas: at least k by positive weights. A conjunction is the threshold of
// the total weight, a disjunction the threshold 1; one shape keeps evaluation and encoding short.
type node struct {
	lit   Lit // 0 for a threshold
	k     int64
	total int64
	parts []part
}

type part struct {
	weight int64
	f      Formula
}

var (
	// Always is the formula that holds.
	Always = Formula{}
	// Never is the formula that does not hold.
	Never = Formula{negated: true}
)

// Is returns the formula that holds when the literal is true.
func Is(l Lit) Formula {
	if l < 0 {
		return Formula{&node{lit: -l}, true}
	}
	return Formula{&node{lit: l}, false}
}

// Not returns the opposite formula.
func Not(f Formula) Formula { return Formula{f.node, !f.negated} }

// And returns the formula that holds when all of fs hold.
func And(fs ...Formula) Formula {
	parts := make([]part, 0, len(fs))
	for _, f := range fs {
		switch {
		case f.constant():
			if f.negated {
				return Never
			}
		case f.node.lit == 0 && !f.negated && f.node.conjunction():
			parts = append(parts, f.node.parts...)
		default:
			parts = append(parts, part{1, f})
		}
	}
	return threshold(int64(len(parts)), parts)
}

// Or returns the formula that holds when any of fs holds.
func Or(fs ...Formula) Formula {
	opposite := make([]Formula, len(fs))
	for i, f := range fs {
		opposite[i] = Not(f)
	}
	return Not(And(opposite...))
}

// AtLeast returns the formula that holds when at least k of fs hold.
func AtLeast(k int64, fs ...Formula) Formula {
	ws := make([]int64, len(fs))
	for i := range ws {
		ws[i] = 1
	}
	return Weighted(k, ws, fs)
}

// Weighted returns the formula that holds when the weights of those of fs that hold sum to at least k. There must be a
// weight for each formula. Weights may have any sign; when they sum to more than 2^60 the form that uses the
// formula reports ErrTooLarge.
func Weighted(k int64, ws []int64, fs []Formula) Formula {
	terms := make([]Term, len(ws))
	for i, w := range ws {
		terms[i].Weight = w
	}
	if _, ok := magnitude(terms); !ok || k > maxWeight || k < -maxWeight {
		return Formula{node: &node{total: maxWeight + 1}}
	}
	parts := make([]part, 0, len(fs))
	for i, f := range fs {
		w := ws[i]
		if w < 0 { // w·f = w + |w|·¬f
			k, w, f = k-w, -w, Not(f)
		}
		switch {
		case w == 0 || f.constant() && f.negated:
		case f.constant():
			k -= w
		default:
			parts = append(parts, part{w, f})
		}
	}
	return threshold(k, parts)
}

// threshold finishes a node whose parts are not constant and whose weights are positive.
func threshold(k int64, parts []part) Formula {
	if k <= 0 {
		return Always
	}
	var total int64
	for i := range parts {
		parts[i].weight = min(parts[i].weight, k)
		total += parts[i].weight
	}
	switch {
	case total < k:
		return Never
	case len(parts) == 1:
		return parts[0].f
	}
	return Formula{node: &node{k: k, total: total, parts: parts}}
}

func (f Formula) constant() bool { return f.node == nil }

// conjunction says that every part is needed, each with weight 1.
func (n *node) conjunction() bool { return n.k == int64(len(n.parts)) && n.total == n.k }

// tooLarge marks a formula whose weights cannot be counted.
func (n *node) tooLarge() bool { return n.total > maxWeight }

// Eval returns the value of the formula in strong Kleene logic: True when it holds whatever the open literals turn out to
// be *as far as each part alone shows*, False likewise, Open otherwise. It is sound and not complete: "f or not f"
// is open when f is. Settle the rest with two calls of Search.Solve.
func (f Formula) Eval(at func(Lit) Value) Value {
	v := True
	if f.node != nil {
		v = f.node.eval(at)
	}
	if f.negated {
		return v.Not()
	}
	return v
}

func (n *node) eval(at func(Lit) Value) Value {
	if n.lit != 0 {
		return at(n.lit)
	}
	if n.tooLarge() {
		return Open
	}
	sure, possible := int64(0), n.total
	for _, p := range n.parts {
		switch p.f.Eval(at) {
		case True:
			if sure += p.weight; sure >= n.k {
				return True
			}
		case False:
			if possible -= p.weight; possible < n.k {
				return False
			}
		}
	}
	return Open
}

// Literals calls yield with every literal of the formula, signs as they count towards it, until yield returns false.
func (f Formula) Literals(yield func(Lit) bool) { f.literals(false, yield) }

func (f Formula) literals(flip bool, yield func(Lit) bool) bool {
	flip = flip != f.negated
	switch {
	case f.node == nil:
		return true
	case f.node.lit != 0:
		if flip {
			return yield(-f.node.lit)
		}
		return yield(f.node.lit)
	}
	for _, p := range f.node.parts {
		if !p.f.literals(flip, yield) {
			return false
		}
	}
	return true
}
