package decide

import (
	"encoding/csv"
	"slices"
	"strconv"
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

// FuzzFormula: whatever a scan made of a resolution, the reader does not fail, and
// what it names it counts.
func FuzzFormula(f *testing.F) {
	f.Add("Adopted at the 1549th meet- ing by I2 votes to none, with 3 abstentions (France, United Kingdom of Great Britain and Northern Ireland).")
	f.Add("Adopted at the 1765th meeting by 13 votes to none. 8 8 Two members (China and Iraq) did not participate in the voting.")
	f.Fuzz(func(t *testing.T, s string) {
		if r, ok := ReadFormula(s); ok && (r.Yes < 0 || r.No < 0 || r.Abstain < 0) {
			t.Errorf("%q: %+v", s, r)
		}
		if v, err := ParseVotes(s); err == nil && v.More < 0 {
			t.Errorf("%q: %+v", s, v)
		}
	})
}

// TestDoubleMajority: a rule with two majorities at the same time, votes and weights,
// decided and with the power it gives, against every coalition.
func TestDoubleMajority(t *testing.T) {
	p, problems := ReadProcedure("double", []byte(`procedure: double
title: A council of five that weighs votes
reference: made up
verified: text
electorate:
  members: [EGY, IDN, JOR, PAK, SAU]
  weighing: shares in the fund
  weights_sum: 100
  weights: [{member: EGY, weight: 10}, {member: IDN, weight: 35}, {member: JOR, weight: 5}, {member: PAK, weight: 20}, {member: SAU, weight: 30}]
stages:
  - stage: vote
    threshold: 3
    base: members
    also: [{threshold: 65%, base: members, counting: weights}]
vetoes: [{holders: [SAU], by: [against]}]
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, x := range []struct {
		yes, no  string
		want     Outcome
		distance int64
	}{
		{"IDN, SAU, JOR", "EGY, PAK", Adopted, 0},
		{"EGY, JOR, PAK", "IDN, SAU", NotAdopted, 1}, // 35 of 100: with IDN 70
		{"IDN, PAK, EGY", "JOR, SAU", Vetoed, 0},     // 65 of 100
		{"IDN, SAU", "EGY, JOR, PAK", NotAdopted, 1}, // 65 of 100, two of five
	} {
		yes, _ := ParseVotes(x.yes)
		no, _ := ParseVotes(x.no)
		d, wrong, err := Decide(p, Poll{Yes: yes, No: no})
		if err != nil || len(wrong) > 0 || d.Outcome != x.want || d.Distance.Votes != x.distance {
			t.Errorf("%s for, %s against: %s, distance %+v (%v %v)", x.yes, x.no, d.Outcome, d.Distance, err, wrong)
		}
	}
	ans, err := Power(p, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	// Of 32 coalitions those win that hold SAU, three members and 65: counted by hand.
	winning := 0
	weight := map[int]int{0: 10, 1: 35, 2: 5, 3: 20, 4: 30}
	for set := range 32 {
		n, w := 0, 0
		for i := range 5 {
			if set>>i&1 == 1 {
				n, w = n+1, w+weight[i]
			}
		}
		if n >= 3 && w >= 65 && set>>4&1 == 1 {
			winning++
		}
	}
	if ans.Winning != strconv.Itoa(winning) || ans.Powers[0].Members[0] != "SAU" {
		t.Errorf("%s coalitions win, not %d; %+v", ans.Winning, winning, ans.Powers)
	}
}
