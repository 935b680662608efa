package decide

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

// FuzzTable holds the fast reader to the one of the standard library: on whatever
// that accepts without trimming or lazy quotes, the two read the same.
func FuzzTable(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a,\"b \"\"c\"\"\"\r\nd,e", "\"x\ny\",z\n", "", "\n\n", ",\n", "a,\"", "\ufeffyes,no\n9,0\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tb := &table{name: "f", rest: []byte(s)}
		var got [][]string
		for {
			rec, ok := tb.record(nil)
			if !ok {
				break
			}
			row := []string{}
			for _, c := range rec {
				row = append(row, string(c))
			}
			got = append(got, row)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(s, "\ufeff")))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil || strings.ContainsAny(s, "\r") {
			return
		}
		got = slices.DeleteFunc(got, func(r []string) bool { return len(r) == 1 && r[0] == "" })
		want = slices.DeleteFunc(want, func(r []string) bool { return len(r) == 1 && r[0] == "" })
		if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
		p, _ := Find("unga-majority")
		Tally("f", []byte(s), p)
	})
}

// FuzzProcedure: whatever the text, the reader gives a procedure or says why not,
// and a procedure that is read can be asked.
func FuzzProcedure(f *testing.F) {
	for _, p := range Procedures() {
		src, _ := files.ReadFile("procedures/" + p.ID + ".yaml")
		f.Add(string(src))
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, problems := ReadProcedure("f", []byte(s))
		if p == nil != problems.Refuse() {
			t.Fatalf("%v, %v", p, problems)
		}
		if p == nil {
			return
		}
		for _, reading := range p.readings() {
			d, _, err := Decide(p, Poll{Options: Options{Reading: reading}, Yes: Votes{More: 3}, No: Votes{More: 1}})
			if err == nil && len(d.Outcome) == 0 {
				t.Error("no outcome")
			}
		}
	})
}
