package cable

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// seed reads 07ISLAMABAD1279 as a web page has it, with a database's row before it
// and the page's foot after it.
func seed(tb testing.TB) *Telegram {
	const name = "../../shared/seeds/004_b8bffbe117168a70.txt"
	src, err := os.ReadFile(name)
	if err != nil {
		tb.Skipf("SKIPPED, NOT TESTED ON 07ISLAMABAD1279: %v", err)
	}
	ts, problems := Read("seed", src)
	if len(ts) != 1 || problems != nil {
		tb.Fatal(len(ts), problems)
	}
	return ts[0]
}

func codes(t *Telegram) []string {
	var out []string
	for _, f := range t.Findings {
		out = append(out, f.Code)
	}
	slices.Sort(out)
	return out
}

// TestSeedFindings: what is doubtful in the telegram, and nothing else.
func TestSeedFindings(t *testing.T) {
	m := seed(t)
	want := []string{"bt-absent", "caption-twice", "dangling-reference", "declassification-early", "nnnn-absent", "section-missing"}
	if got := codes(m); !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	for _, f := range m.Findings {
		if f.Hint == "" || !f.Warning {
			t.Errorf("%s: no remedy, or no doubt: %+v", f.Code, f)
		}
	}
}

// TestSeedHeader: every format line.
func TestSeedHeader(t *testing.T) {
	m := seed(t)
	if m.ID() != "07ISLAMABAD1279" || m.Start != "VZCZCXRO0175" || m.Security != "ZNY CCCCC ZZH" || m.Signature != "CROCKER" || m.Classification != "CONFIDENTIAL" {
		t.Errorf("%s, %s, %s, %s, %s", m.ID(), m.Start, m.Security, m.Signature, m.Classification)
	}
	if m.Relay.Precedence != "PP" || strings.Join(m.Relay.Stations, " ") != "RUEHDE RUEHLH RUEHPW" {
		t.Errorf("relay %+v", m.Relay)
	}
	if f := *m.Filed; f != (Filing{"RUEHIL", "1279", "01", "079", "1300"}) {
		t.Errorf("filed %+v", f)
	}
	if len(m.To) != 1 || m.To[0].String() != "RUEHC/SECSTATE WASHDC PRIORITY 7855" || len(m.Info) != 13 || m.Info[12].String() != "RHEHNSC/NSC WASHDC PRIORITY" {
		t.Errorf("to %v, info %v", m.To, m.Info)
	}
	if o := m.Order; o.Number != "12958" || o.Rule != "DECL" || o.On.String() != "2017-03-14" {
		t.Errorf("order %+v", o)
	}
	if strings.Join(m.Tags, " ") != "IN MNUC PGOV PK PREL" || m.Subject.Text != "PAKISTANI PRESSURE ON IRAN" || !strings.HasPrefix(m.ClassifiedBy, "Ambassador Ryan C. Crocker") {
		t.Errorf("%v %v %s", m.Tags, m.Subject, m.ClassifiedBy)
	}
}

// TestSeedText: nine paragraphs, each marked (C), two headings kept where they
// stand, and the embassy's own words apart. "Aman 07" begins no paragraph 7.
func TestSeedText(t *testing.T) {
	m := seed(t)
	var shape []string
	for _, b := range m.Body {
		switch {
		case b.Heading:
			shape = append(shape, "="+b.Text)
			continue
		case b.Mark != "C":
			t.Errorf("paragraph %d is marked %q", b.Number, b.Mark)
		}
		s := itoa(b.Number)
		for _, p := range b.Passages {
			if p.Voice != Reported {
				s += " " + string(p.Voice)
			}
		}
		shape = append(shape, s)
	}
	want := []string{"1", "2", "3", "4 comment", "=Aman 07: Another Message", "5", "=Moderate Muslim States Initiative: Its Genesis", "6", "7 note", "8", "9 comment"}
	if !slices.Equal(shape, want) {
		t.Errorf("%q, want %q", shape, want)
	}
	if s := Once(m.Body[5].Text); !strings.Contains(s, "did not participate") {
		t.Errorf("read once: %s", s)
	}
}
