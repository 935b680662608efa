package disclosure_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"entente/act"
	"entente/disclosure"
	"entente/register"
	"entente/register/sqlite"
)

// history is a register with a clock that stands still, so that two histories can
// be compared.
type history struct {
	*register.Register
	key *register.Key
}

func newHistory(dir, secret string, key *register.Key) (*history, error) {
	store, err := sqlite.Create(filepath.Join(dir, "r.db"))
	if err != nil {
		return nil, err
	}
	guard, err := register.CreateGuard(filepath.Join(dir, "guard"), "test.example/log")
	if err != nil {
		return nil, err
	}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	r, err := register.Create(store, register.Options{LogKey: secret, Guard: guard, Now: func() time.Time { return now }}, key, "SECRETARIAT", "")
	return &history{r, key}, err
}

// plan is what goes into both histories, and what goes into one or the other where
// the reader may not look.
type plan struct {
	marks  [4]string
	hidden [4]bool // which portions the reader may not see
	texts  [2][4]string
}

const canary = "CANARY"

var hiddenMarks = []string{"TOP SECRET", "UNCLASSIFIED//NOFORN", "UNCLASSIFIED//REL TO SAU", "UNCLASSIFIED//ORIGINATOR ONLY", "UNCLASSIFIED//TLP:RED", "UNCLASSIFIED//EYES ONLY", "SECRET//REL TO PAK//ORCON"}
var openMarks = []string{"UNCLASSIFIED", "RESTRICTED//REL TO PAK", "UNCLASSIFIED//TLP:GREEN", "RESTRICTED//REL TO PAK//ORCON"}

// TestNonInterference (L10): two histories that differ only in what a reader may
// not see give that reader the same views, but for fresh random values: salts,
// commitments, hashes, signatures. What is withheld is nowhere in its bundle.
func TestNonInterference(t *testing.T) {
	secret, _, err := register.NewLogKey("test.example/log")
	if err != nil {
		t.Fatal(err)
	}
	key := register.NewKey()
	pairs := 0
	// Each check is a pair of histories of a few acts; acts are pairs of their own.
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(rt, "acts")
		plans := make([]plan, n)
		for i := range plans {
			plans[i] = drawPlan(rt)
		}
		pairs += n
		var views, bundles [2]string
		for side := range 2 {
			dir, err := os.MkdirTemp("", "")
			if err != nil {
				rt.Fatal(err)
			}
			defer os.RemoveAll(dir)
			views[side], bundles[side] = seen(rt, dir, secret, key, plans, side)
		}
		if views[0] != views[1] {
			rt.Fatalf("two histories look different:\n%s\n---\n%s", views[0], views[1])
		}
		if bundles[0] != bundles[1] {
			rt.Fatalf("two bundles differ by more than random values:\n%s\n---\n%s", bundles[0], bundles[1])
		}
	})
	t.Logf("%d pairs of acts", pairs)
}

func drawPlan(rt *rapid.T) (p plan) {
	for i := range p.marks {
		p.hidden[i] = rapid.Bool().Draw(rt, "hidden")
		if i > 0 && p.hidden[0] {
			p.hidden[i] = true // who may not see the header sees nothing of the act
		}
		list := openMarks
		if p.hidden[i] {
			list = hiddenMarks
		}
		p.marks[i] = rapid.SampledFrom(list).Draw(rt, "mark")
		text := rapid.StringMatching(`[a-z ]{0,40}`).Draw(rt, "text")
		for side := range 2 {
			p.texts[side][i] = text
			if p.hidden[i] {
				p.texts[side][i] = canary + rapid.StringMatching(`[A-Za-z ]{0,60}`).Draw(rt, "secret")
			}
		}
	}
	return p
}

// act makes the act of a plan on one side.
func (p *plan) act(i, side int) *act.Act {
	x := p.texts[side]
	a := &act.Act{ID: fmt.Sprintf("act-%d", i), Kind: "position", Initiative: "case", Body: &act.Position{Stance: "supports", Issue: x[1]}}
	if p.hidden[0] {
		a.ID, a.Actor = fmt.Sprintf("%s-%d", strings.ReplaceAll(x[0], " ", ""), i), "ISR"
		if side == 1 {
			a.Kind, a.Body = "pledge", &act.Pledge{What: x[1]}
		}
	}
	a.Says, a.Note, a.Quote = x[1], x[3], x[2]
	a.Marking = fmt.Sprintf("USA %s; body: USA %s; evidence: USA %s; comment: USA %s", p.marks[0], p.marks[1], p.marks[2], p.marks[3])
	return a
}

// seen gives what PAK sees of a history: its log, and its bundle with random
// values blanked.
func seen(rt *rapid.T, dir, secret string, key *register.Key, plans []plan, side int) (string, string) {
	h, err := newHistory(dir, secret, key)
	if err != nil {
		rt.Fatal(err)
	}
	defer h.Close()
	drafts := make([]*register.Draft, len(plans)+1)
	clear := &act.Act{ID: "clear", Kind: "register_clearance", Body: &register.ClearanceAct{Reader: "PAK", Level: "RESTRICTED"}}
	clear.Actor, clear.Marking = "SECRETARIAT", "UNCLASSIFIED"
	if drafts[0], err = h.Draft(clear, register.Own, key); err != nil {
		rt.Fatal(err)
	}
	for i := range plans {
		a := plans[i].act(i, side)
		as := register.Reported
		if a.Actor == "" {
			as = register.Own
		}
		if drafts[i+1], err = h.Draft(a, as, key); err != nil {
			rt.Fatal(err)
		}
	}
	rs, err := h.AppendAll(context.Background(), drafts, nil)
	for _, r := range rs {
		err = errors.Join(err, r.Err)
	}
	if err != nil {
		rt.Fatal(err)
	}
	view := disclosure.Over(h.Register, "PAK", nil)
	var out strings.Builder
	err = view.Entries(register.Query{}, func(e *register.Entry) error {
		fmt.Fprintf(&out, "%d %+v %+v %v", e.Seq, e.Heading, e.Act.Header, e.Receipt.Recorded)
		if e.Act.Body != nil {
			fmt.Fprintf(&out, " %+v", e.Act.Body)
		}
		for i := range e.Portions {
			fmt.Fprintf(&out, " %d %s %s", e.Portions[i].State, e.Portions[i].Head, e.Portions[i].Bytes)
		}
		out.WriteString("\n")
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	out.WriteString(view.Note(nil))
	var bundle bytes.Buffer
	if err := h.WriteBundle(&bundle, "PAK", disclosure.Over(h.Register, "PAK", nil).Of, nil); err != nil {
		rt.Fatal(err)
	}
	blank, plain := blanked(rt, bundle.Bytes())
	if strings.Contains(out.String(), canary) || strings.Contains(plain, canary) {
		rt.Fatalf("something withheld was shown:\n%s\n%s", out.String(), plain)
	}
	return out.String(), blank
}

// blanked gives a bundle with random values replaced by their length, and all its
// base64 decoded, where a canary would show.
func blanked(rt *rapid.T, text []byte) (blank, plain string) {
	var b, all strings.Builder
	for i, line := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		all.Write(line)
		if i == 0 {
			continue // the checkpoint: origin and size are in the view, the rest is random
		}
		var l struct {
			Seq int64
			Act *struct {
				Leaf    []byte
				Receipt *struct {
					Key, Form, Recorded string
					Sig, Salt           []byte
				}
				Portions []*struct {
					Head, Bytes, Salt []byte
					State             string
				}
			}
			Hash []byte
		}
		if err := json.Unmarshal(line, &l); err != nil {
			rt.Fatal(err)
		}
		fmt.Fprintf(&b, "%d hash %d", l.Seq, len(l.Hash))
		if l.Act != nil {
			all.Write(l.Act.Leaf)
			fmt.Fprintf(&b, " leaf %d", len(l.Act.Leaf))
			if r := l.Act.Receipt; r != nil {
				fmt.Fprintf(&b, " receipt %s %s %s %d %d", r.Key, r.Form, r.Recorded, len(r.Sig), len(r.Salt))
			}
			for _, p := range l.Act.Portions {
				if p == nil {
					b.WriteString(" withheld")
					continue
				}
				all.Write(p.Head)
				all.Write(p.Bytes)
				fmt.Fprintf(&b, " %s %s %s %d", p.Head, p.Bytes, p.State, len(p.Salt))
			}
		}
		b.WriteString("\n")
	}
	return b.String(), all.String()
}
