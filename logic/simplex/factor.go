package simplex

import (
	"math"
	"slices"
)

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

	// scratch of make
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
	fill     []int32
	header   []int32
	next     []int32
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

// column calls back for each entry of a basic variable's column.
func (lp *LP) column(j int32) ([]int32, []float64) {
	if int(j) < lp.n {
		return lp.cols[j].at, lp.cols[j].val
	}
	i := j - int32(lp.n)
	return lp.factor.fillUnit(i)
}

var minusOne = []float64{-1}

func (f *factor) fillUnit(i int32) ([]int32, []float64) {
	f.fill = append(f.fill[:0], i)
	return f.fill, minusOne
}

// factorise makes the factors of the present basis and renumbers positions to
// pivot rows. A column found dependent leaves the basis for the logical variable
// of a row nobody pivots on; the variables that left are returned.
func (lp *LP) factorise() (dropped []int32) {
	f, m := &lp.factor, lp.m
	f.prepare(lp)
	f.header = slices.Grow(f.header[:0], m)[:m]
	for i := range f.header {
		f.header[i] = -1
	}
	weight := append(lp.work[:0], lp.weight...)
	place := func(c int32) {
		j := lp.basic[c]
		if r := f.add(lp, j); r >= 0 {
			f.header[r] = j
			lp.weight[r] = weight[c]
		} else {
			dropped = append(dropped, j)
		}
		f.placed[c] = true
	}
	f.peel(lp, place)
	for r := range m {
		if f.header[r] < 0 {
			j := int32(lp.n + r)
			f.header[r] = j
			lp.weight[r] = 1
			f.pivotUnit(int32(r))
		}
	}
	f.finish()
	copy(lp.basic, f.header)
	for _, j := range dropped {
		lp.pos[j] = -1
	}
	for p, j := range lp.basic {
		lp.pos[j] = int32(p)
	}
	clear(lp.work)
	return dropped
}

// prepare empties the factors and counts the entries of the basis by row.
func (f *factor) prepare(lp *LP) {
	m := lp.m
	f.m = m
	f.lower.reset()
	f.updates.reset()
	f.order, f.colAt, f.colVal = f.order[:0], f.colAt[:0], f.colVal[:0]
	f.diag = sized(f.diag, m)
	f.lowerOf, f.left, f.inRow = sized(f.lowerOf, m), sized(f.left, m), sized(f.inRow, m)
	f.done, f.placed, f.mark = sized(f.done, m), sized(f.placed, m), sized(f.mark, m)
	f.x = sized(f.x, m)
	f.colEnd, f.rowEnd = sized(f.colEnd, m+1), sized(f.rowEnd, m+1)
	f.byRowEnd, f.next = sized(f.byRowEnd, m+1), sized(f.next, m)
	for i := range f.lowerOf {
		f.lowerOf[i] = -1
	}
	total := int32(0)
	for c, j := range lp.basic {
		at, _ := lp.column(j)
		f.left[c] = int32(len(at))
		total += int32(len(at))
		for _, r := range at {
			f.inRow[r]++
		}
	}
	f.byRow = sized(f.byRow, int(total))
	s := int32(0)
	for r := range m {
		f.byRowEnd[r] = s
		f.next[r] = s
		s += f.inRow[r]
	}
	f.byRowEnd[m] = s
	for c, j := range lp.basic {
		at, _ := lp.column(j)
		for _, r := range at {
			f.byRow[f.next[r]] = int32(c)
			f.next[r]++
		}
	}
}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}

// peel places columns with one entry in the rows left, then rows with one column
// left, then the kernel, short columns first.
func (f *factor) peel(lp *LP, place func(c int32)) {
	queue := f.next[:0]
	for c := range lp.basic {
		if f.left[c] == 1 {
			queue = append(queue, int32(c))
		}
	}
	for i := 0; i < len(queue); i++ {
		c := queue[i]
		if f.placed[c] || f.left[c] != 1 {
			continue
		}
		before := len(f.order)
		place(c)
		if len(f.order) == before {
			continue
		}
		r := f.order[before]
		for _, k := range f.byRow[f.byRowEnd[r]:f.byRowEnd[r+1]] {
			if f.left[k]--; f.left[k] == 1 && !f.placed[k] {
				queue = append(queue, k)
			}
		}
	}
	clear(f.inRow)
	for c, j := range lp.basic {
		if !f.placed[c] {
			at, _ := lp.column(j)
			for _, r := range at {
				f.inRow[r]++
			}
		}
	}
	rows := queue[:0]
	for r := range f.m {
		if !f.done[r] && f.inRow[r] == 1 {
			rows = append(rows, int32(r))
		}
	}
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		if f.done[r] || f.inRow[r] != 1 {
			continue
		}
		for _, c := range f.byRow[f.byRowEnd[r]:f.byRowEnd[r+1]] {
			if f.placed[c] {
				continue
			}
			place(c)
			at, _ := lp.column(lp.basic[c])
			for _, q := range at {
				if f.inRow[q]--; f.inRow[q] == 1 && !f.done[q] {
					rows = append(rows, q)
				}
			}
			break
		}
	}
	kernel := rows[:0]
	for c := range lp.basic {
		if !f.placed[c] {
			kernel = append(kernel, int32(c))
		}
	}
	slices.SortFunc(kernel, func(a, b int32) int { return int(f.left[a] - f.left[b]) })
	for _, c := range kernel {
		place(c)
	}
}

// add eliminates one column with the columns of L so far and pivots on a row that
// is large enough and in few other columns. It returns -1 for a dependent column.
func (f *factor) add(lp *LP, j int32) int32 {
	if int(j) >= lp.n {
		if r := j - int32(lp.n); !f.done[r] {
			f.pivotUnit(r)
			return r
		}
	}
	at, val := lp.column(j)
	f.pattern = f.pattern[:0]
	f.heap = f.heap[:0]
	for k, r := range at {
		f.x[r] = val[k]
		f.touch(r)
	}
	for len(f.heap) > 0 {
		k := f.pop()
		t := f.x[f.lower.pivot[k]]
		if t == 0 {
			continue
		}
		for i := f.lower.end[k]; i < f.lower.end[k+1]; i++ {
			r := f.lower.at[i]
			f.touch(r)
			f.x[r] -= f.lower.val[i] * t
		}
	}
	big := 0.0
	for _, r := range f.pattern {
		if !f.done[r] {
			big = math.Max(big, math.Abs(f.x[r]))
		}
	}
	pivot := int32(-1)
	if big > 1e-9 {
		for _, r := range f.pattern {
			if !f.done[r] && math.Abs(f.x[r]) >= 0.1*big && (pivot < 0 || f.inRow[r] < f.inRow[pivot]) {
				pivot = r
			}
		}
		f.take(pivot)
	}
	for _, r := range f.pattern {
		f.x[r], f.mark[r] = 0, false
	}
	return pivot
}

// take files the eliminated column: U above, the pivot, L below.
func (f *factor) take(pivot int32) {
	start := int32(len(f.colAt))
	d := f.x[pivot]
	for _, r := range f.pattern {
		v := f.x[r]
		if r == pivot || math.Abs(v) < dropTol {
			continue
		}
		if f.done[r] {
			f.colAt, f.colVal = append(f.colAt, r), append(f.colVal, v)
			f.rowEnd[r]++
		} else {
			f.lower.at, f.lower.val = append(f.lower.at, r), append(f.lower.val, v/d)
		}
	}
	if int(f.lower.end[len(f.lower.end)-1]) < len(f.lower.at) {
		f.lowerOf[pivot] = int32(len(f.lower.pivot))
		f.lower.close(pivot, 1)
	}
	f.colEnd[pivot] = start // lengths are put right by finish
	f.diag[pivot] = d
	f.done[pivot] = true
	f.order = append(f.order, pivot)
}

func (f *factor) pivotUnit(r int32) {
	f.colEnd[r] = int32(len(f.colAt))
	f.diag[r] = -1
	f.done[r] = true
	f.order = append(f.order, r)
}

func (f *factor) touch(r int32) {
	if f.mark[r] {
		return
	}
	f.mark[r] = true
	f.pattern = append(f.pattern, r)
	if k := f.lowerOf[r]; k >= 0 {
		f.heap = append(f.heap, k)
		for i := len(f.heap) - 1; i > 0 && f.heap[(i-1)/2] > f.heap[i]; i = (i - 1) / 2 {
			f.heap[i], f.heap[(i-1)/2] = f.heap[(i-1)/2], f.heap[i]
		}
	}
}

// pop takes the earliest column of L that is due.
func (f *factor) pop() int32 {
	h := f.heap
	top := h[0]
	last := len(h) - 1
	h[0] = h[last]
	h = h[:last]
	for i := 0; ; {
		c := 2*i + 1
		if c >= last {
			break
		}
		if c+1 < last && h[c+1] < h[c] {
			c++
		}
		if h[i] <= h[c] {
			break
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
	f.heap = h
	return top
}

// finish orders U by position in both directions.
func (f *factor) finish() {
	m := f.m
	// columns were filed in pivot order: bring them to position order
	at, val := f.colAt, f.colVal
	count := sized(f.next, m+1)
	for k, p := range f.order {
		end := int32(len(at))
		if k+1 < len(f.order) {
			end = f.colEnd[f.order[k+1]]
		}
		count[p] = end - f.colEnd[p]
	}
	start := append([]int32(nil), f.colEnd[:m]...)
	newAt, newVal := make([]int32, 0, len(at)), make([]float64, 0, len(val))
	for p := range m {
		s := start[p]
		f.colEnd[p] = int32(len(newAt))
		newAt = append(newAt, at[s:s+count[p]]...)
		newVal = append(newVal, val[s:s+count[p]]...)
	}
	f.colEnd[m] = int32(len(newAt))
	f.colAt, f.colVal = newAt, newVal
	s := int32(0)
	for r := range m {
		c := f.rowEnd[r]
		f.rowEnd[r] = s
		count[r] = s
		s += c
	}
	f.rowEnd[m] = s
	f.rowAt, f.rowVal = sized(f.rowAt, int(s)), sized(f.rowVal, int(s))
	for p := range m {
		for i := f.colEnd[p]; i < f.colEnd[p+1]; i++ {
			r := f.colAt[i]
			f.rowAt[count[r]], f.rowVal[count[r]] = int32(p), f.colVal[i]
			count[r]++
		}
	}
	f.next = count[:m]
}
