package simplex

import "math"

// factor holds the basis matrix as L·U with product-form updates. Position and row
// are one numbering: the column that was pivoted on row r belongs to position r.
//
//	forward:  B x = a   L, then U, then the updates in order
//	backward: Bᵀ y = c  the updates in reverse, then Uᵀ, then Lᵀ
type factor struct {
	m     int
	lower etas // columns of L, those that are not unit columns
	order []int32
	diag  []float64 // by position
	// U without its diagonal, by column and by row
	colAt, rowAt   []int32
	colVal, rowVal []float64
	colEnd, rowEnd []int32 // of position p: entries End[p] to End[p+1]
	updates        etas

	// scratch of factorise
	lowerOf  []int32 // by row: index into lower, -1
	done     []bool  // by row: pivoted
	left     []int32 // by column position: entries in rows not pivoted
	inRow    []int32 // by row: columns not placed
	byRow    []int32
	byRowEnd []int32
	placed   []bool
	x        []float64
	mark     []bool
	pattern  []int32
	heap     []int32
	header   []int32
	next     []int32
	start    []int32
	spareAt  []int32
	spareVal []float64
}

// etas is a product of elementary columns: entry k divides or eliminates by row pivot[k].
type etas struct {
	pivot []int32
	diag  []float64
	end   []int32
	at    []int32
	val   []float64
}

func (e *etas) reset() {
	e.pivot, e.diag, e.at, e.val = e.pivot[:0], e.diag[:0], e.at[:0], e.val[:0]
	e.end = append(e.end[:0], 0)
}

func (e *etas) close(pivot int32, diag float64) {
	e.pivot, e.diag = append(e.pivot, pivot), append(e.diag, diag)
	e.end = append(e.end, int32(len(e.at)))
}

// forward solves B x = a in place: a by row, x by position.
func (f *factor) forward(x []float64) {
	l := &f.lower
	for k, p := range l.pivot {
		if t := x[p]; t != 0 {
			at, val := l.at[l.end[k]:l.end[k+1]], l.val[l.end[k]:l.end[k+1]]
			for i, r := range at {
				x[r] -= val[i] * t
			}
		}
	}
	for k := len(f.order) - 1; k >= 0; k-- {
		p := f.order[k]
		t := x[p]
		if t == 0 {
			continue
		}
		if math.Abs(t) < dropTol {
			x[p] = 0
			continue
		}
		t /= f.diag[p]
		x[p] = t
		at, val := f.colAt[f.colEnd[p]:f.colEnd[p+1]], f.colVal[f.colEnd[p]:f.colEnd[p+1]]
		for i, r := range at {
			x[r] -= val[i] * t
		}
	}
	u := &f.updates
	for k, p := range u.pivot {
		if t := x[p]; t != 0 {
			t /= u.diag[k]
			x[p] = t
			at, val := u.at[u.end[k]:u.end[k+1]], u.val[u.end[k]:u.end[k+1]]
			for i, r := range at {
				x[r] -= val[i] * t
			}
		}
	}
}

// backward solves Bᵀ y = c in place: c by position, y by row.
func (f *factor) backward(y []float64) {
	u := &f.updates
	for k := len(u.pivot) - 1; k >= 0; k-- {
		at, val := u.at[u.end[k]:u.end[k+1]], u.val[u.end[k]:u.end[k+1]]
		p := u.pivot[k]
		s := y[p]
		for i, r := range at {
			s -= val[i] * y[r]
		}
		y[p] = s / u.diag[k]
	}
	for _, p := range f.order {
		t := y[p]
		if t == 0 {
			continue
		}
		if math.Abs(t) < dropTol {
			y[p] = 0
			continue
		}
		t /= f.diag[p]
		y[p] = t
		at, val := f.rowAt[f.rowEnd[p]:f.rowEnd[p+1]], f.rowVal[f.rowEnd[p]:f.rowEnd[p+1]]
		for i, r := range at {
			y[r] -= val[i] * t
		}
	}
	l := &f.lower
	for k := len(l.pivot) - 1; k >= 0; k-- {
		at, val := l.at[l.end[k]:l.end[k+1]], l.val[l.end[k]:l.end[k+1]]
		s := 0.0
		for i, r := range at {
			s += val[i] * y[r]
		}
		y[l.pivot[k]] -= s
	}
}

// update replaces the column of position p by the one whose forward solution is alpha.
func (f *factor) update(p int32, alpha []float64) {
	u := &f.updates
	for i, a := range alpha {
		if a != 0 && int32(i) != p && math.Abs(a) > dropTol {
			u.at, u.val = append(u.at, int32(i)), append(u.val, a)
		}
	}
	u.close(p, alpha[p])
}

// column returns a variable's column: rows and values. That of a logical variable holds until the next call.
func (lp *LP) column(j int32) ([]int32, []float64) {
	if int(j) < lp.n {
		return lp.cols[j].at, lp.cols[j].val
	}
	lp.unit[0] = j - int32(lp.n)
	return lp.unit[:], minusOne
}

var minusOne = []float64{-1} // a logical variable stands on the left of its row: Σ val·x − logical = 0
