package coding

import (
	"errors"
	"strings"
	"testing"

	"entente/act"
	"entente/source"
)

// FuzzPropose holds the lists to what every list has: at most three entries, none
// twice, each with words that stand in its sentence, or none.
func FuzzPropose(f *testing.F) {
	f.Add("The Pakistani foreign minister, Omar Reed, said he would join if the truce held. “No,” said one diplomat.")
	f.Add("FM X\nTO Y\n\n1. (C) Comment: Iran did not/not go. End comment.\n\n2. He said so.\n\nSMITH\n")
	f.Add("President of of of. Secretary of State Dr. U.S., said said, according to to")
	f.Fuzz(func(t *testing.T, text string) {
		d := source.Read("t", []byte(text))
		if d.Reading == nil {
			return
		}
		for _, p := range Propose(d.Reading, Known{}) {
			for name, list := range map[string][]Pick{"holders": p.Holders, "speakers": p.Speakers, "stances": p.Stances, "objects": p.Objects, "kinds": p.Kinds, "how": p.How} {
				seen := map[string]bool{}
				for _, k := range list {
					if k.Value == "" || seen[strings.ToLower(k.Value)] {
						t.Fatalf("%s of %s: %q is empty or there twice", name, p.Place, k.Value)
					}
					seen[strings.ToLower(k.Value)] = true
					if k.Words != (source.Span{}) && (k.Words.Start < p.Start || k.Words.End > p.End || k.Words.End <= k.Words.Start) {
						t.Fatalf("%s of %s: %q rests on %v, outside %v", name, p.Place, k.Value, k.Words, p.Span)
					}
				}
				if len(list) > most {
					t.Fatalf("%s of %s has %d entries", name, p.Place, len(list))
				}
			}
		}
	})
}

// FuzzSession types whatever it likes. Nothing goes on record that a dossier would not
// take, each act stands on a place of the document, and what was refused changed nothing.
func FuzzSession(f *testing.F) {
	text := "The lake force.\nPakistan said it would join if the truce held. Egypt said no.\n"
	for _, s := range []string{"n\nh1 s1 t1 k1 w1 ok", "g 2.2\nh EGY\nk statement\nsays no: [x], {y} # \"z\"\nok\nr", "at 2.1-2\nk position\nt opposes\nh PAK\nif joins.EGY\nquote Egypt said\nok\nb\nu\nq", "on 31\nk position\nok", "kind: x\nk vote\nid [a\nok"} {
		f.Add(s)
	}
	doc := source.Read("t", []byte(text))
	on := &act.Act{ID: "lake", Kind: "source", Initiative: "force", Body: &act.Source{Title: "x", SHA256: doc.SHA256, Text: doc.Reading.Hash()}}
	f.Fuzz(func(t *testing.T, typed string) {
		s := NewSession(doc, on, []*act.Act{on}, false)
		ids := map[string]bool{}
		for line := range strings.SplitSeq(typed, "\n") {
			r, err := s.Do(line)
			if err != nil && !errors.Is(err, ErrCommand) {
				t.Fatalf("%q: %v", line, err)
			}
			for _, a := range r.Acts {
				if ids[a.ID] || a.ID == "" {
					t.Fatalf("the id %q is empty or taken", a.ID)
				}
				ids[a.ID] = true
				for _, ref := range a.Source {
					if _, err := doc.Reading.Find(ref.Paragraph); ref.Source == "lake" && err != nil {
						t.Fatalf("%s stands on %s: %v", a.ID, ref, err)
					}
				}
			}
			if r.Quit {
				return
			}
		}
	})
}

// FuzzTelegram lays out what may be a telegram: places lead to their sentences, and
// sentences to their bytes.
func FuzzTelegram(f *testing.F) {
	f.Add("P 121300Z APR 07\nFM AMEMBASSY CAIRO\nTO SECSTATE WASHDC\nBT\nC O N F I D E N T I A L CAIRO 000012\nSUBJECT: X\n\n1. (C) He came\nPAGE 02 CAIRO 00012\nand went. He left.\n\n2. (U) So.\n\nSMITH\nBT\n#0012\nNNNN\n")
	f.Add("BT\n1. a\nBT\nNNNN\nFM AMEMBASSY CAIRO\nTO SECSTATE WASHDC\nBT\nUNCLAS CAIRO 0002\nSUBJECT: X\n1. b\nBT\nNNNN\n")
	f.Add("FM X\r\nTO Y\r1. a\x00\n\x0c2. b\u2028c\n")
	f.Fuzz(func(t *testing.T, text string) {
		raw := []byte("FM AMEMBASSY CAIRO\nTO SECSTATE WASHDC\n" + text)
		for _, d := range Read("t", raw) {
			if d.Reading == nil || d.Reading.Reader != "telegram" {
				continue
			}
			for _, s := range d.Reading.Sentences() {
				if span, err := d.Reading.Find(s.Place); err != nil || span != s.Span {
					t.Fatalf("the place %s is not its own sentence: %v %v, %v", s.Place, span, s.Span, err)
				}
				if at, ok := d.Reading.FileOffset(s.Start); !ok || at >= len(raw) {
					t.Fatalf("%s leads to byte %d of %d", s.Place, at, len(raw))
				}
			}
		}
	})
}
