package logic

import (
	"cmp"
	"slices"
)

// magnitude returns the sum of the absolute weights, and false when it is above maxWeight.
func magnitude(terms []Term) (int64, bool) {
	var sum int64
	for _, t := range terms {
		w := t.Weight
		if w < 0 {
			w = -w
		}
		if w < 0 || w > maxWeight { // the most negative integer has no opposite
			return 0, false
		}
		if sum += w; sum > maxWeight {
			return 0, false
		}
	}
	return sum, true
}

// normalise brings Σ w·l ≥ k to the normal form of Row: w·l with w < 0 becomes |w|·¬l with k raised by
// |w|; a variable that occurs twice occurs once; weights above k count as k (they decide alone). It
// reports rows that always hold. A row that can never hold is returned with terms that sum to less than K. The row's terms are
// put into out, which has room for as many as there are terms.
func normalise(k int64, terms, out []Term) (Row, bool, error) {
	if _, ok := magnitude(terms); !ok || k > maxWeight || k < -maxWeight {
		return Row{}, false, ErrTooLarge
	}
	for _, t := range terms {
		switch {
		case t.Weight > 0:
			out = append(out, t)
		case t.Weight < 0:
			out = append(out, Term{-t.Weight, -t.Lit})
			k -= t.Weight
		}
	}
	if !slices.IsSortedFunc(out, byVar) {
		slices.SortFunc(out, byVar)
	}
	n := 0
	for i := 0; i < len(out); {
		v := out[i].Lit.Var()
		var pos, neg int64
		for ; i < len(out) && out[i].Lit.Var() == v; i++ {
			if out[i].Lit > 0 {
				pos += out[i].Weight
			} else {
				neg += out[i].Weight
			}
		}
		both := min(pos, neg) // one of v and ¬v is true whatever happens
		k -= both
		switch {
		case pos > neg:
			out[n] = Term{pos - both, v}
			n++
		case neg > pos:
			out[n] = Term{neg - both, -v}
			n++
		}
	}
	out = out[:n]
	if k <= 0 {
		return Row{}, true, nil
	}
	same := true
	for i := range out {
		out[i].Weight = min(out[i].Weight, k)
		same = same && out[i].Weight == out[0].Weight
	}
	switch {
	case same && n > 0:
		w := out[0].Weight
		k = (k + w - 1) / w
		for i := range out {
			out[i].Weight = 1
		}
	case !slices.IsSortedFunc(out, byWeight):
		slices.SortFunc(out, byWeight)
	}
	return Row{out, k}, false, nil
}

// byWeight puts the heaviest first, equal ones by variable.
func byWeight(a, b Term) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), byVar(a, b)) }

func byVar(a, b Term) int { return cmp.Compare(a.Lit.Var(), b.Lit.Var()) }
