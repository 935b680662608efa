package cable

import "math/bits"

// What is asked of every byte of a telegram is asked of eight at a time: ones has a
// one in each byte, tops the highest bit.
const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// eight gives the first eight bytes of s, the first of them lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// hits sets the top of each byte of v that is c.
func hits(v uint64, c byte) uint64 {
	x := v ^ ones*uint64(c)
	return ^((x&^tops + ^uint64(tops)) | x) & tops
}

// small sets the top of each byte of v that is a small letter.
func small(v uint64) uint64 {
	low := v &^ tops
	return (low + ones*(0x80-'a')) &^ (low + ones*(0x7f-'z')) &^ v & tops
}

// padded is what is left at the end of a text, fewer than eight bytes, with spaces behind.
func padded(s string) uint64 {
	v := uint64(ones * ' ')
	for i := len(s) - 1; i >= 0; i-- {
		v = v<<8 | uint64(s[i])
	}
	return v
}

// printable reports whether every byte is printable ASCII or a line break.
func printable(s string) bool {
	for i := range len(s) {
		if b := s[i]; b >= 0x80 || b < ' ' && b != '\n' && b != '\t' && b != '\r' && b != '\f' {
			return false
		}
	}
	return true
}

// mixedCase reports whether s has a small letter, of those without accents.
func mixedCase(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		if small(eight(s)) != 0 {
			return true
		}
	}
	return small(padded(s)) != 0
}

// inCapitals reports whether s is ASCII without a small letter.
func inCapitals(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		if v := eight(s); small(v)|v&tops != 0 {
			return false
		}
	}
	v := padded(s)
	return small(v)|v&tops == 0
}

// pair finds the next place where two letters, given small, stand side by side in
// either case; -1 where they do not.
func pair(s string, from int, a, b byte) int {
	for ; from < len(s); from += 7 {
		v := uint64(0)
		if from+8 <= len(s) {
			v = eight(s[from:])
		} else {
			v = padded(s[from:])
		}
		v |= ones * ' '
		if both := hits(v, a) & (hits(v, b) >> 8); both != 0 {
			return from + bits.TrailingZeros64(both)/8
		}
	}
	return -1
}

// finder finds several pairs of letters in a text, one after the other by their
// place. Words that few texts have are told by a rare pair of theirs.
type finder struct {
	text  string
	pairs []string
	at    [2]int // of each pair where it stands next, plus one; 0 before the first look
}

// next is the place of the next pair, -1 after the last.
func (f *finder) next() int {
	best := -1
	for k := range f.pairs {
		if f.at[k] == 0 {
			f.look(k, 0)
		}
		if at := f.at[k]; at > 0 && (best < 0 || at < f.at[best]) {
			best = k
		}
	}
	if best < 0 {
		return -1
	}
	at := f.at[best] - 1
	f.look(best, at+1)
	return at
}

// look finds the next place of the k-th pair from a byte on.
func (f *finder) look(k, from int) {
	f.at[k] = -1
	if at := pair(f.text, from, f.pairs[k][0], f.pairs[k][1]); at >= 0 {
		f.at[k] = at + 1
	}
}
