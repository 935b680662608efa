package decide

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/act"
	"entente/dossier"
)

// vectors is one file of procedures/vectors: the cases a procedure is held to, in
// a form a lawyer can check and add to.
type vectors struct {
	Procedure string   `json:"procedure"`
	Tests     []vector `json:"tests"`
}

type vector struct {
	Name      string      `json:"name"`
	On        act.Date    `json:"on,omitempty"`
	Reading   string      `json:"reading,omitempty"`
	Members   string      `json:"members,omitempty"`
	Parties   string      `json:"parties,omitempty"`
	Consensus string      `json:"consensus,omitempty"`
	Yes       string      `json:"yes,omitempty"`
	No        string      `json:"no,omitempty"`
	Abstain   string      `json:"abstain,omitempty"`
	Declared  string      `json:"declared,omitempty"`
	NotVoting string      `json:"not_voting,omitempty"`
	Absent    string      `json:"absent,omitempty"`
	Pending   bool        `json:"pending,omitempty"`
	Opens     act.Instant `json:"opens,omitempty"`
	Until     act.Instant `json:"until,omitempty"`
	AsOf      act.Date    `json:"as_of,omitempty"`
	Objects   []objecting `json:"objections,omitempty"`

	Expect   string   `json:"expect" enum:"adopted|not_adopted|vetoed|broken|pending|undetermined"`
	Base     string   `json:"base,omitempty"`
	Need     string   `json:"need,omitempty"`
	Have     string   `json:"have,omitempty"`
	Quorum   string   `json:"quorum,omitempty"`
	Distance string   `json:"distance,omitempty"`
	Vetoes   []string `json:"vetoes,omitempty"`
	Idle     []string `json:"idle,omitempty"`
	Decisive []string `json:"decisive,omitempty"`
	Late     int      `json:"late,omitempty"`
	Forum    string   `json:"forum,omitempty"`
	Problem  string   `json:"problem,omitempty"`
}

type objecting struct {
	By  string      `json:"by"`
	How string      `json:"how,omitempty"`
	At  act.Instant `json:"at,omitempty"`
}

func TestProceduresHaveNoProblem(t *testing.T) {
	if _, problems := shipped(); len(problems) > 0 {
		t.Fatal(problems)
	}
}

// TestVectors holds every procedure to the cases beside it, and every procedure to
// having some.
func TestVectors(t *testing.T) {
	names, err := fs.Glob(files, "procedures/vectors/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, name := range names {
		src, _ := files.ReadFile(name)
		var v vectors
		if _, problems := dossier.Decode(name, src, &v); len(problems) > 0 {
			t.Error(problems)
			continue
		}
		if v.Procedure+".yaml" != path.Base(name) {
			t.Errorf("%s tests %s", name, v.Procedure)
		}
		have[v.Procedure] = len(v.Tests) > 1
		p, err := Find(v.Procedure)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, x := range v.Tests {
			t.Run(v.Procedure+"/"+x.Name, func(t *testing.T) { x.check(t, p) })
		}
	}
	for _, p := range Procedures() {
		if !have[p.ID] {
			t.Errorf("%s has no vectors, or only one", p.ID)
		}
	}
}

func (x *vector) poll(t *testing.T) Poll {
	votes := func(s string) Votes {
		v, err := ParseVotes(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	p := Poll{Options: Options{On: x.On, Reading: x.Reading}, Yes: votes(x.Yes), No: votes(x.No), Abstain: votes(x.Abstain), Declared: votes(x.Declared),
		Silent: votes(x.NotVoting), Absent: votes(x.Absent), Consensus: x.Consensus, Opens: x.Opens, Until: x.Until, Silence: x.Until != "", AsOf: x.AsOf}
	m := votes(x.Members)
	p.Members, p.Size = m.Names, m.More
	p.Parties = votes(x.Parties).Names
	if x.Pending {
		p.Rest = "pending"
	}
	for _, o := range x.Objects {
		p.Objects = append(p.Objects, Objection{By: o.By, How: o.How, At: o.At})
	}
	return p
}

func (x *vector) check(t *testing.T, p *Procedure) {
	d, wrong, err := Decide(p, x.poll(t))
	if err != nil {
		t.Fatal(err)
	}
	equal := func(what, got, want string) {
		if want != "" && got != want {
			t.Errorf("%s is %s, not %s", what, got, want)
		}
	}
	equal("the outcome", string(d.Outcome), x.Expect)
	if len(d.Majority) > 0 {
		equal("the base", itoa(d.Majority[0].Base), x.Base)
		equal("the need", itoa(d.Majority[0].Need), x.Need)
		equal("the votes there", itoa(d.Majority[0].Have), x.Have)
	}
	if d.Quorum != nil {
		equal("the quorum", itoa(d.Quorum.Need), x.Quorum)
	}
	if d.Distance != nil {
		equal("the distance", itoa(d.Distance.Votes), x.Distance)
	}
	if x.Vetoes != nil && !slices.Equal(d.Vetoes, x.Vetoes) {
		t.Errorf("vetoed by %v, not %v", d.Vetoes, x.Vetoes)
	}
	if !slices.Equal(d.Idle, x.Idle) {
		t.Errorf("idle vetoes of %v, not %v", d.Idle, x.Idle)
	}
	var decisive []string
	for _, y := range d.Decisive {
		decisive = append(decisive, y.Who)
	}
	slices.Sort(decisive)
	if x.Decisive != nil && !slices.Equal(decisive, x.Decisive) {
		t.Errorf("decisive are %v, not %v", decisive, x.Decisive)
	}
	if len(d.Late) != x.Late {
		t.Errorf("late: %v", d.Late)
	}
	var forums []string
	for _, f := range d.OtherForum {
		forums = append(forums, f.Procedure+" "+string(f.Outcome))
	}
	equal("the other forum", strings.Join(forums, ", "), x.Forum)
	if got := strings.Join(wrong, "; "); x.Problem == "" && got != "" || !strings.Contains(got, x.Problem) {
		t.Errorf("problems: %q, should be %q", got, x.Problem)
	}
	if len(d.Because) == 0 {
		t.Error("an answer without a reason")
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
