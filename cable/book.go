package cable

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
)

// A Station is one line of the address book: where a routing indicator leads, and
// whose station it is. A collective has the addresses it expands to.
type Station struct {
	Indicator string   `json:"indicator"`
	Name      string   `json:"name"`
	Actor     string   `json:"actor,omitempty"`
	Members   []string `json:"members,omitempty"`
	Seen      int      `json:"seen,omitempty"` // in how many telegrams, for a book made of telegrams
}

// A Book is an address book. One indicator may stand for several addresses at the
// same station. The zero book, and a nil one, know nobody.
type Book struct {
	list  []Station
	by    map[string][]int // indicator, and name
	whole bool             // somebody keeps it: what is not in it is worth a word
}

// Stations are the lines of the book, by indicator and name.
func (b *Book) Stations() []Station { return b.list }

// Station gives the first address of an indicator.
func (b *Book) Station(indicator string) (Station, bool) { return b.find("#" + indicator) }

// named gives the station of an address.
func (b *Book) named(name string) (Station, bool) { return b.find(key(0, name, "")) }

// Owner is the actor whose station an address is; empty where the book does not say.
func (b *Book) Owner(name string) string {
	s, _ := b.named(name)
	return s.Actor
}

func (b *Book) find(k string) (Station, bool) {
	if b == nil || len(b.by[k]) == 0 {
		return Station{}, false
	}
	return b.list[b.by[k][0]], true
}

func (b *Book) index() {
	slices.SortStableFunc(b.list, func(x, y Station) int {
		return strings.Compare(x.Indicator+"\x00"+x.Name, y.Indicator+"\x00"+y.Name)
	})
	b.by = map[string][]int{}
	for i, s := range b.list {
		b.by["#"+s.Indicator] = append(b.by["#"+s.Indicator], i)
		b.by[key(0, s.Name, "")] = append(b.by[key(0, s.Name, "")], i)
	}
}

// Shipped is the book that comes with the program: few stations, each with its source.
func Shipped() *Book {
	b := &Book{}
	for _, row := range rows("stations.csv") {
		b.list = append(b.list, Station{Indicator: row["indicator"], Name: row["name"], Actor: row["actor"], Members: members(row["members"])})
	}
	b.index()
	return b
}

func members(s string) []string {
	var out []string
	for _, m := range strings.Split(s, ";") {
		if m = strings.TrimSpace(m); m != "" {
			out = append(out, m)
		}
	}
	return out
}

// ReadBook reads an address book: CSV with the columns indicator, name, actor and
// members (parted by ;), in this order; actor and members may be left out, a line
// of heads and lines beginning with # are passed over. Every mistake is reported.
func ReadBook(name string, src []byte) (*Book, act.Problems) {
	b := &Book{whole: true}
	var problems act.Problems
	r := csv.NewReader(bytes.NewReader(src))
	r.Comment, r.FieldsPerRecord, r.LazyQuotes = '#', -1, true
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := r.FieldPos(0)
		bad := func(code, hint, format string, args ...any) {
			problems = append(problems, act.Wrong(phrase.New(), act.Place{File: name, Line: line}, code, hint, format, args...))
		}
		if err != nil {
			bad("csv", "quote fields that hold a comma", "this line is no CSV: %v", err)
			break
		}
		s := Station{Indicator: capitals(trim(row[0]))}
		if s.Indicator == "INDICATOR" {
			continue
		}
		if len(row) > 1 {
			s.Name = capitals(oneLine(row[1]))
		}
		if len(row) > 2 {
			s.Actor = capitals(trim(row[2]))
		}
		if len(row) > 3 {
			s.Members = members(capitals(row[3]))
		}
		switch {
		case !isIndicator(s.Indicator):
			bad("indicator-form", "a routing indicator is four to eight letters, as RUEHC", "%s is no routing indicator", act.Quote(row[0]))
		case s.Name == "":
			bad("no-name", "write indicator, name", "%s has no address", s.Indicator)
		default:
			b.list = append(b.list, s)
		}
	}
	b.index()
	return b, problems
}

// WriteBook writes a book as ReadBook reads it.
func WriteBook(w io.Writer, b *Book) error {
	out := csv.NewWriter(w)
	out.Write([]string{"indicator", "name", "actor", "members"})
	for _, s := range b.list {
		out.Write([]string{s.Indicator, s.Name, s.Actor, strings.Join(s.Members, ";")})
	}
	out.Flush()
	return out.Error()
}

// Learned makes a book of what telegrams say of themselves: every indicator that
// stands before an address, with how often it does.
func Learned(ts []*Telegram) *Book {
	seen := map[[2]string]int{}
	for _, t := range ts {
		for _, a := range slices.Concat(t.To, t.Info) {
			if a.Indicator != "" && a.Name != "" {
				seen[[2]string{a.Indicator, a.Name}]++
			}
		}
		if t.Filed != nil && t.From != "" {
			seen[[2]string{t.Filed.Station, t.From}]++
		}
	}
	b := &Book{}
	for k, n := range seen {
		b.list = append(b.list, Station{Indicator: k[0], Name: k[1], Seen: n})
	}
	b.index()
	return b
}

// Check looks every routing indicator of a telegram up, and adds what it doubts to
// the telegram's findings.
func (b *Book) Check(t *Telegram) {
	r := &reader{name: t.File, src: t.src, lines: t.lines}
	line := func(ind string) int { return r.headerLineWith(t, ind) }
	asked := map[string]bool{}
	for _, a := range slices.Concat(t.To, t.Info) {
		if a.Indicator == "" || asked[a.Indicator+a.Name] {
			continue
		}
		asked[a.Indicator+a.Name] = true
		if _, known := b.Station(a.Indicator); !known {
			r.say(t, finding{code: "indicator-unknown", line: line(a.Indicator), seek: a.Indicator, text: r.words("the address book knows no station %s", a.Indicator), hint: "add it to the book, or see whether a letter is wrong"})
		} else if !b.has(a.Indicator, a.Name) {
			s, _ := b.Station(a.Indicator)
			r.say(t, finding{code: "indicator-differs", line: line(a.Indicator), seek: a.Indicator, text: r.words("%s is %s in the address book, and here %s", a.Indicator, s.Name, a.Name), hint: "one of the two is wrong, or the station serves both"})
		}
	}
	if f := t.Filed; f != nil && t.From != "" {
		if s, known := b.Station(f.Station); known && !b.has(f.Station, t.From) {
			r.say(t, finding{code: "indicator-differs", line: line(f.Station), seek: f.Station, text: r.words("%s is %s in the address book, and the message is from %s", f.Station, s.Name, t.From), hint: "one of the two is wrong, or the station serves both"})
		}
	}
	if t.Relay != nil {
		for _, ind := range t.Relay.Stations {
			if _, known := b.Station(ind); !known && !asked[ind] {
				asked[ind] = true
				r.say(t, finding{code: "indicator-unknown", line: line(ind), seek: ind, text: r.words("the address book knows no station %s", ind), hint: "add it to the book, or see whether a letter is wrong"})
			}
		}
	}
	t.Findings.Sort()
}

// has reports whether an indicator stands for an address.
func (b *Book) has(indicator, name string) bool {
	return slices.ContainsFunc(b.by["#"+indicator], func(i int) bool { return key(0, b.list[i].Name, "") == key(0, name, "") })
}

// headerLineWith finds the line of a telegram's header that holds a word.
func (r *reader) headerLineWith(t *Telegram, word string) int {
	for i := r.index(t.Parts[0].From); i < len(r.lines) && int(r.lines[i].num) <= t.Parts[0].To; i++ {
		if r.lines[i].role == Header && strings.Contains(capitals(r.s(i)), word) {
			return i
		}
	}
	return -1
}

// Expand gives the addresses of a telegram one by one: collectives by their
// members, without those exempt. What the book does not know stays as it is.
func (b *Book) Expand(list []Addressee, exempt []string) []Addressee {
	var out []Addressee
	for _, a := range list {
		name, left, _ := strings.Cut(a.Name, ", XMT")
		s, known := b.named(strings.TrimSpace(name))
		if !known || len(s.Members) == 0 {
			out = append(out, a)
			continue
		}
		without := slices.Concat(exempt, members(strings.ReplaceAll(strings.TrimLeft(left, ", "), ",", ";")))
		for _, m := range s.Members {
			if slices.ContainsFunc(without, func(x string) bool { return key(0, x, "") == key(0, m, "") }) {
				continue
			}
			one := Addressee{Name: m, Precedence: a.Precedence}
			if st, ok := b.named(m); ok {
				one.Indicator = st.Indicator
			}
			out = append(out, one)
		}
	}
	return out
}
