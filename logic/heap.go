package logic

import "slices"

// heap orders variables by activity, most active first.
type heap struct {
	vars []uint32
	at   []int32 // place in vars, -1 when not there
}

// grow makes room for n more variables.
func (h *heap) grow(n int) {
	old := len(h.at)
	h.at = lengthened(h.at, n)
	for i := range h.at[old:] {
		h.at[old+i] = -1
	}
	h.vars = slices.Grow(h.vars, n)
}

func (h *heap) insert(v uint32, activity []float64) {
	if h.at[v] >= 0 {
		return
	}
	h.at[v] = int32(len(h.vars))
	h.vars = append(h.vars, v)
	h.up(h.at[v], activity)
}

func (h *heap) raise(v uint32, activity []float64) {
	if h.at[v] >= 0 {
		h.up(h.at[v], activity)
	}
}

func (h *heap) pop(activity []float64) (uint32, bool) {
	if len(h.vars) == 0 {
		return 0, false
	}
	top := h.vars[0]
	last := h.vars[len(h.vars)-1]
	h.vars = h.vars[:len(h.vars)-1]
	h.at[top] = -1
	if last != top {
		h.vars[0] = last
		h.at[last] = 0
		h.down(0, activity)
	}
	return top, true
}

func (h *heap) up(i int32, activity []float64) {
	v := h.vars[i]
	for i > 0 {
		p := (i - 1) >> 1
		if activity[h.vars[p]] >= activity[v] {
			break
		}
		h.vars[i] = h.vars[p]
		h.at[h.vars[i]] = i
		i = p
	}
	h.vars[i] = v
	h.at[v] = i
}

func (h *heap) down(i int32, activity []float64) {
	v := h.vars[i]
	n := int32(len(h.vars))
	for {
		c := 2*i + 1
		if c >= n {
			break
		}
		if c+1 < n && activity[h.vars[c+1]] > activity[h.vars[c]] {
			c++
		}
		if activity[h.vars[c]] <= activity[v] {
			break
		}
		h.vars[i] = h.vars[c]
		h.at[h.vars[i]] = i
		i = c
	}
	h.vars[i] = v
	h.at[v] = i
}
