package decide_test

import (
	"strings"
	"testing"

	"entente/act"
	"entente/decide"
)

// TestOnTheSpot holds sums as an officer asks them to the outcome, to the words on the
// distance, and to what is refused.
func TestOnTheSpot(t *testing.T) {
	votes := func(text string) decide.Votes {
		v, err := decide.ParseVotes(text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, x := range []struct {
		name, rule string
		poll       decide.Poll
		want       decide.Outcome
		says       string // of the distance
		refused    string
	}{
		{name: "China and Russia may be among the five that have not voted", rule: "unsc-substantive",
			poll: decide.Poll{Yes: votes("USA,GBR,FRA,7"), Rest: "pending"}, want: decide.Pending},
		{name: "nobody is left who could block", rule: "unsc-substantive",
			poll: decide.Poll{Yes: votes("USA,GBR,FRA,CHN,RUS,4"), Rest: "pending"}, want: decide.Adopted},
		{name: "the ninth vote would meet two vetoes", rule: "unsc-substantive",
			poll: decide.Poll{Yes: votes("8"), No: votes("USA,GBR"), Abstain: votes("5")}, want: decide.NotAdopted,
			says: "1 member would have to come over to it, and the veto of United Kingdom and United States to be lifted"},
		{name: "the ninth vote would do", rule: "unsc-substantive",
			poll: decide.Poll{Yes: votes("USA,GBR,FRA,CHN,RUS,3"), No: votes("7")}, want: decide.NotAdopted, says: "1 member would have to come over to it"},
		{name: "a silence of tomorrow", rule: "nato-nac",
			poll: decide.Poll{Options: decide.Options{On: act.MustDate("2003-02-09")}, Silence: true, Until: "2003-02-10 10:00 +01:00"}, want: decide.Pending},
		{name: "a silence of this morning", rule: "nato-nac",
			poll: decide.Poll{Options: decide.Options{On: act.MustDate("2003-02-10")}, Silence: true, Until: "2003-02-10 10:00 +01:00"}, want: decide.Adopted},
		{name: "votes where nobody votes", rule: "nato-nac", poll: decide.Poll{No: votes("FRA,BEL,DEU")}, refused: "nato-nac knows no vote"},
		{name: "a silence where there is none", rule: "unsc-substantive",
			poll: decide.Poll{Silence: true, Until: "2003-02-10 10:00 +01:00"}, refused: "unsc-substantive knows no silence"},
		{name: "nobody of that name, on a list that is not complete", rule: "unsc-substantive",
			poll: decide.Poll{Options: decide.Options{On: act.MustDate("1995-01-01")}, No: votes("RUS,XXX")}, refused: `nobody is called "XXX"`},
		{name: "more votes than the Council of eleven had", rule: "unsc-substantive-1945", poll: decide.Poll{Yes: votes("12")}, refused: "12 votes were cast and 11 members have one"},
	} {
		p, err := decide.Find(x.rule)
		if err != nil {
			t.Fatal(err)
		}
		ans, problems, err := decide.OnTheSpot(p, x.poll)
		if err != nil {
			t.Fatal(err)
		}
		if x.refused != "" {
			if len(problems) != 1 || !strings.HasPrefix(problems[0].Text, x.refused) {
				t.Errorf("%s: %v", x.name, problems)
			}
			continue
		}
		d := ans.Decisions[0]
		if len(problems) > 0 || d.Outcome != x.want || x.says != "" && d.Distance.Says != x.says {
			t.Errorf("%s: %s, %+v, %v", x.name, d.Outcome, d.Distance, problems)
		}
	}
}

// TestBadTables: every cell that cannot be counted is refused with its line, and what
// is counted in spite of a doubt is listed.
func TestBadTables(t *testing.T) {
	for _, x := range []struct{ table, refused, listed string }{
		{"id,date,yes,no,abstain\nA,26 May 1962,7,2,2\n", `t:2: "26 May 1962" is not a day`, ""},
		{"id,yes,no\nA,-3,2\nB,9,x\n", `t:2: yes: -3 is no number of votes; t:3: no: "x" is neither`, ""},
		{"id,yes,no\nA,9\n", "t:2: this row has 2 cells", ""},
		{"id,yes,no\nA,\"USA, GBR\",USA\n", "", "USA is on the roll twice"},
		{"id,date,US,FR,GB,CN,RU\n1,2010-01-01,Y,Q,Y,Y,Y\n", `t:2: "Q" under FR is no vote`, ""},
		{"id,date,US,FR,GB,CN,US\n1,2010-01-01,Y,Y,Y,Y,Y\n", "t:1: US has two columns", ""},
		{"id,date,US,FR,GB,CN,DE\n1,2010-01-01,Y,Y,Y,Y,Y\n", "", "nobody has a vote on that day under DE"},
	} {
		p, err := decide.Find("unsc-substantive")
		if err != nil {
			t.Fatal(err)
		}
		ans, problems := decide.Tally("t", []byte(x.table), p)
		var lines []string
		for _, p := range problems {
			lines = append(lines, p.Error())
		}
		got := strings.Join(lines, "; ")
		want := strings.Split(x.refused, "; ")
		for _, w := range want {
			if !strings.Contains(got, w) || x.refused == "" && got != "" {
				t.Errorf("%q: %s", x.table, got)
			}
		}
		if x.listed != "" && (len(ans.Differences) != 1 || !strings.Contains(ans.Differences[0].Says, x.listed)) {
			t.Errorf("%q: %+v", x.table, ans.Differences)
		}
	}
}

// TestWideTableVeto: the vote of 15 March 2014 on Crimea (S/2014/189), thirteen in
// favour and one against, which was Russia's.
func TestWideTableVeto(t *testing.T) {
	p, err := decide.Find("unsc-substantive")
	if err != nil {
		t.Fatal(err)
	}
	ans, problems := decide.Tally("t", []byte("id,date,US,FR,GB,CN,RU,AR,LU,RW,KR,AU,JO,CL,NG,LT,TD\n1,2014-03-15,Y,Y,Y,A,N,Y,Y,Y,Y,Y,Y,Y,Y,Y,Y\n"), p)
	if len(problems) > 0 || ans.Outcomes[decide.Vetoed] != 1 {
		t.Errorf("%v, %v", ans.Outcomes, problems)
	}
}

// TestBlocsThatCannotStand: members without a vote, and a member in two blocs.
func TestBlocsThatCannotStand(t *testing.T) {
	p, err := decide.Find("unsc-substantive")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"X=USA,XXX":           "XXX, named in X, has no vote by unsc-substantive",
		"A=USA,GBR B=USA,FRA": "USA is in A and in B, and votes once",
	} {
		var blocs []decide.Bloc
		for _, b := range strings.Fields(text) {
			bloc, err := decide.ParseBloc(b, act.Date{})
			if err != nil {
				t.Fatal(err)
			}
			blocs = append(blocs, bloc)
		}
		if _, err := decide.Power(p, decide.Options{}, blocs); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
