package decide

import (
	"bytes"
	"strings"

	"entente/act"
	"entente/gazetteer"
	"entente/phrase"
)

// table reads a CSV file (RFC 4180) in one pass without copying cells that hold no
// quotation mark: hundreds of thousands of votes are read in milliseconds. The cells
// of a record stand until the next.
type table struct {
	said     *phrase.Said
	name     string
	rest     []byte
	line, at int // lines read so far; the line the present record began on
	problems act.Problems
}

// record reads the next record into cells; false at the end.
func (t *table) record(cells [][]byte) ([][]byte, bool) {
	if t.line == 0 {
		t.rest = bytes.TrimPrefix(t.rest, []byte("\ufeff"))
		t.line = 1
	}
	if len(t.rest) == 0 {
		return cells, false
	}
	t.at = t.line
	s := t.rest
	for {
		var cell []byte
		if len(s) > 0 && s[0] == '"' {
			cell, s = t.quoted(s[1:])
		} else {
			i := 0
			for i < len(s) && s[i] != ',' && s[i] != '\n' {
				i++
			}
			cell, s = s[:i], s[i:]
			if i > 0 && cell[i-1] == '\r' {
				cell = cell[:i-1]
			}
		}
		cells = append(cells, cell)
		if len(s) == 0 {
			t.rest = nil
			return cells, true
		}
		last := s[0] == '\n'
		s = s[1:]
		if last {
			t.line++
			t.rest = s
			return cells, true
		}
	}
}

// quoted reads a cell from behind its opening quotation mark on.
func (t *table) quoted(s []byte) (cell, rest []byte) {
	for from := 0; ; {
		i := bytes.IndexByte(s[from:], '"')
		if i < 0 {
			t.refuse("unclosed-quote", "the quotation mark opened on this line is not closed")
			return append(cell, s...), nil
		}
		i += from
		t.line += bytes.Count(s[from:i], []byte{'\n'})
		if i+1 < len(s) && s[i+1] == '"' {
			cell = append(append(cell, s[from:i]...), '"')
			from = i + 2
			continue
		}
		if cell == nil {
			cell = s[from:i]
		} else {
			cell = append(cell, s[from:i]...)
		}
		rest = s[i+1:]
		for len(rest) > 0 && rest[0] != ',' && rest[0] != '\n' {
			rest = rest[1:]
		}
		return cell, rest
	}
}

func (t *table) refuse(code, format string, values ...any) {
	const most = 200
	if len(t.problems) < most {
		t.problems = append(t.problems, act.Wrong(t.said, act.Place{File: t.name, Line: t.at}, code, "put the row right, or leave it out", format, values...))
	}
}

// named finds the seat of a member named in words, as tables of votes do.
func (r *Rule) named(name string) (Seat, bool) {
	name = strings.TrimPrefix(name, "the ")
	if s, ok := r.Seat(name); ok {
		return s, true
	}
	if strings.HasPrefix(name, "Union of Soviet") || name == "USSR" {
		return r.Seat("RUS") // the same seat since 1945
	}
	for _, m := range gazetteer.Resolve(name) {
		if s, ok := r.Seat(m.Code); ok {
			return s, true
		}
	}
	return Seat{}, false
}
