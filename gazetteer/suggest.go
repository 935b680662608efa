package gazetteer

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Suggest gives up to n entries that a text may have meant, nearest first: those
// with a code, name, alias, demonym or capital that begins with it, or
// that differs from it by a few letters ("Pakstan", "Saudia", "NTAO").
func Suggest(text string, n int) []Entry {
	want := cut(text).folded
	if want == "" || n <= 0 {
		return nil
	}
	t := table()
	nearest := map[*Entry]int{}
	offer := func(e *Entry, distance int) {
		if d, ok := nearest[e]; !ok || distance < d {
			nearest[e] = distance
		}
	}
	for _, e := range t.all {
		if d, near := nearness(want, strings.ToLower(e.Code)); near {
			offer(e, d)
		}
	}
	ix := index()
	for k := range ix.first {
		d, near := nearness(want, k)
		if !near {
			continue
		}
		for _, r := range ix.under(k) {
			if e := t.byCode[r.code]; e != nil {
				offer(e, d)
			}
		}
	}
	found := slices.SortedFunc(maps.Keys(nearest), func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(nearest[a], nearest[b]), cmp.Compare(a.Code, b.Code))
	})
	var out []Entry
	for _, e := range found[:min(n, len(found))] {
		out = append(out, *e)
	}
	return out
}

// nearness measures how far a known form is from what was typed, in tenths of a
// letter, and whether it is near enough to be offered: one error in three
// letters, two in six. The beginning of a form is nearer than any error.
func nearness(typed, form string) (int, bool) {
	a, b := []rune(typed), []rune(form)
	if typed == form {
		return 0, true
	}
	if len(a) >= 2 && strings.HasPrefix(form, typed) {
		return 1 + min(len(b)-len(a), 8), true
	}
	limit := 0
	switch {
	case len(a) >= 6:
		limit = 2
	case len(a) >= 3:
		limit = 1
	}
	if d := edits(a, b, limit); d <= limit {
		return 10 * d, true
	}
	return 0, false
}

// edits counts the letters to insert, drop, change or swap with a neighbour to
// turn a into b; more than limit may be reported as limit+1.
func edits(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
