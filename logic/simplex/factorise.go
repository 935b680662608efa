package simplex

import (
	"math"
	"slices"
)

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
	lp.basic = append(lp.basic[:0], f.header...)
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
	f.start = append(f.start[:0], f.colEnd[:m]...)
	newAt, newVal := f.spareAt[:0], f.spareVal[:0]
	for p := range m {
		s := f.start[p]
		f.colEnd[p] = int32(len(newAt))
		newAt = append(newAt, at[s:s+count[p]]...)
		newVal = append(newVal, val[s:s+count[p]]...)
	}
	f.colEnd[m] = int32(len(newAt))
	f.colAt, f.colVal, f.spareAt, f.spareVal = newAt, newVal, at, val
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
