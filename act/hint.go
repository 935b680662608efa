package act

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/phrase"
)

// The three words every problem needs: what was written, what may be written, what
// was probably meant.

// Quote sets a word of somebody's text off in a message: 'SUA'. A long one is cut;
// what cannot be seen becomes a space.
func Quote(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		s = string([]rune(s)[:39]) + "…"
	}
	return "'" + strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s) + "'"
}

// List joins words for a message: "a, b or c". Beyond two dozen it is cut.
func List(said *phrase.Said, words []string) string {
	const most = 24
	if len(words) > most {
		return said.Join(append(slices.Clone(words[:most]), "…"), ", ", ", ")
	}
	return said.Join(words, ", ", " or ")
}

// Nearest returns the word of among that was probably meant, or "": equal but for
// case, or at most one slip in three letters. The first of equally near ones.
func Nearest(word string, among []string) string {
	low := []rune(strings.ToLower(word))
	best, found := 1+max(1, len(low)/3), ""
	for _, w := range among {
		if strings.EqualFold(w, word) {
			return w
		}
		if d := slips(low, []rune(strings.ToLower(w)), best); d < best {
			best, found = d, w
		}
	}
	return found
}

// slips counts the letters to insert, drop, change or swap with a neighbour to get from a
// to b (optimal string alignment); limit stands for "so many or more".
func slips(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := range a {
		above2, above, here := rows[(i+2)%3], rows[i%3], rows[(i+1)%3]
		here[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			here[j+1] = min(above[j]+cost, above[j+1]+1, here[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				here[j+1] = min(here[j+1], above2[j-1]+1)
			}
		}
	}
	return min(rows[len(a)%3][len(b)], limit)
}

// Counted is a number with what it counts, "1 act" or "3 acts", and with the verb where one
// and several have another: Counted(n, "act", "is", "are").
func Counted[N int | int64](n N, noun string, verbs ...string) string {
	said := strconv.FormatInt(int64(n), 10) + " " + noun
	if n != 1 {
		said += "s"
	}
	if len(verbs) == 2 {
		verb := verbs[1]
		if n == 1 {
			verb = verbs[0]
		}
		said += " " + verb
	}
	return said
}
