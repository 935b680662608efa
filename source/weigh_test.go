package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/act"
)

// world draws a record in a few words a line:
//
//	paper  by Reed of Lake Press          a source with its author and publisher
//	a      in paper  PAK  Asif            PAK's word, said by Asif
//	b      in paper  media                a media report of nobody's
//	a restates b                          a relation
//	a graded B1 by EGY 2031-04-02         a grading
func world(t *testing.T, text string) *Record {
	var acts []*act.Act
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		w := strings.Fields(line)
		switch {
		case len(w) >= 3 && w[1] == "by":
			acts = append(acts, &act.Act{ID: w[0], Kind: "source", Body: &act.Source{Title: w[0], Author: w[2], Publisher: strings.Join(w[4:], " ")}})
		case len(w) >= 3 && w[1] == "in":
			a := &act.Act{ID: w[0], Kind: "statement", Body: &act.Statement{}}
			a.Source = act.SourceRefs{{Source: w[2]}}
			if len(w) > 4 {
				a.Actor, a.Speaker = act.ActorRef(w[3]), w[4]
			} else if len(w) > 3 {
				a.Attribution = act.MediaReport
			}
			acts = append(acts, a)
		case len(w) == 6 && w[1] == "graded":
			a := &act.Act{ID: fmt.Sprint("g", n), Kind: "grading", Body: &act.Grading{Of: act.ActRef(w[0]), Reliability: w[2][:1], Credibility: w[2][1:]}}
			a.Actor, a.On = act.ActorRef(w[4]), act.MustDate(w[5])
			acts = append(acts, a)
		case len(w) == 3:
			acts = append(acts, &act.Act{ID: fmt.Sprint("r", n), Kind: "relation", Body: &act.Relation{Act: act.ActRef(w[0]), Relation: w[1], To: act.ActRef(w[2])}})
		default:
			t.Fatalf("line %d of the world is not understood: %s", n, line)
		}
	}
	return NewRecord(acts)
}

func TestIndependentOrigins(t *testing.T) {
	papers := "p by Reed of Press\nq by Ali of Wire\nr by Reed of Other\n"
	for _, x := range []struct{ name, world, want string }{
		{"two ministers are two origins", "a in p PAK Asif\nb in q EGY Abdelatty\nb corroborates a", "[[a] [b]]"},
		{"one minister in two papers is one", "a in p PAK Khawaja-Asif\nb in q PAK Khawaja-Asif\nb corroborates a", "[[a b]]"},
		{"two papers with the same media report are one, once that is said", "a in p media\nb in q media\nb restates a", "[[a b]]"},
		{"and two while nobody says so", "a in p media\nb in q media\nb corroborates a", "[[a] [b]]"},
		{"one author in two papers is one", "a in p media\nb in r media\nb corroborates a", "[[a b]]"},
		{"what restates the second witness is the second", "a in p PAK Asif\nb in q EGY Abdelatty\nc in p media\nb corroborates a\nc restates b", "[[a] [b c]]"},
		{"a contradiction is no witness", "a in p PAK Asif\nb in q EGY Abdelatty\nb contradicts a", "[[a]]"},
		{"what was corrected is no witness", "a in p PAK Asif\nb in q EGY Abdelatty\nc in q EGY Abdelatty\nb corroborates a\nc corrects b", "[[a]]"},
	} {
		w, ok := world(t, papers+x.world).Weigh("a")
		if got := fmt.Sprint(w.Origins); !ok || got != x.want {
			t.Errorf("%s: %s, not %s", x.name, got, x.want)
		}
	}
}

func TestGrades(t *testing.T) {
	papers := "p by Reed of Press\nq by Ali of Wire\na in p PAK Asif\nb in q EGY Abdelatty\n"
	for _, x := range []struct{ name, world, want string }{
		{"what nobody graded is F6", "", "F6"},
		{"credibility 1 asks for two independent origins", "a graded B1 by EGY on 2031-04-02", "B2!"},
		{"and has them here", "b corroborates a\na graded B1 by EGY on 2031-04-02", "B1"},
		{"each grader's latest stands", "a graded B3 by EGY on 2031-04-02\na graded C4 by EGY on 2031-04-05\na graded A2 by PAK on 2031-04-01", "C4 A2"},
		{"a source's grade holds for its acts, and the act's own comes before it", "p graded D5 by EGY on 2031-04-02\na graded B3 by EGY on 2031-04-02", "B3"},
	} {
		w, _ := world(t, papers+strings.ReplaceAll(x.world, " on ", " ")).Weigh("a")
		var got []string
		for _, g := range w.Grades {
			s := g.String()
			if g.Reduced {
				s += "!"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %v, not %s", x.name, got, x.want)
		}
	}
}

func TestDiagonal(t *testing.T) {
	r := world(t, "p by Reed of Press\na in p PAK Asif\na graded B2 by EGY 2031-04-02\na graded C4 by PAK 2031-04-02\na graded F6 by UN 2031-04-02")
	if on, of := r.Diagonal(); on != 1 || of != 2 {
		t.Errorf("%d of %d grades on the diagonal, not 1 of 2", on, of)
	}
}

func TestContradictionsEndWhenOneIsUndone(t *testing.T) {
	r := world(t, "p by Reed of Press\na in p PAK Asif\nb in p EGY Ali\nb contradicts a\na scopes b")
	if w, _ := r.Weigh("a"); !slices.Equal(w.Contradicts, []string{"b"}) {
		t.Errorf("contradicted by %v, not b", w.Contradicts)
	}
	if w, _ := r.Weigh("b"); !slices.Equal(w.Scopes, []string{"a"}) {
		t.Errorf("narrowed by %v, not a", w.Scopes)
	}
	r = world(t, "p by Reed of Press\na in p PAK Asif\nb in p EGY Ali\nc in p EGY Ali\nb contradicts a\nc corrects b")
	if w, _ := r.Weigh("a"); len(w.Contradicts) != 0 {
		t.Errorf("contradicted by %v, which was corrected", w.Contradicts)
	}
}

func TestCarrySuggestsAndMovesNothing(t *testing.T) {
	old := read(t, "t", "The force comes. Its mandate ends in May. Nobody pays.").Reading
	span, _ := old.Find("1.2")
	for _, x := range []struct{ text, want string }{
		{"Nobody pays. Its mandate ends in May. The force comes.", "1.2 same"},
		{"The force comes. Its mandate ends in June, or in May. Nobody pays.", "1.2"},
		{"Its mandate ends in May. Its mandate ends in May.", "1.1 same 1.2 same"},
		{"All else is other words.", ""},
	} {
		var got []string
		for _, c := range Carry(old, span, read(t, "t", x.text).Reading) {
			got = append(got, c.Place)
			if c.Same {
				got = append(got, "same")
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%q: %v, not %s", x.text, got, x.want)
		}
	}
}
