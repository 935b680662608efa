package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"entente/act"
	"entente/assess"
	"entente/brief"
	"entente/marking"
	"entente/site"
)

// side is one of the two answers that stand side by side.
type side struct {
	letter string // a, b
	c      *site.Case
	x      scenario
	when   site.When
	ans    *assess.Answer
	groups []supposition
}

// contrast is one line of a comparison.
type contrast struct {
	says string
	a, b contrasted
}

// contrasted is what one side says, as a standing where it is one.
type contrasted struct {
	standing brief.Standing
	words    string
}

func (x contrast) differs() bool { return x.a != x.b }

// comparePage shows two packages, two scenarios or two days side by side, with their
// differences by sign, word and colour. What belongs to a side has its letter before
// it in the address: a.at, b.option.scope.
func comparePage(v *visit) (*page, error) {
	var sides [2]*side
	for i, letter := range []string{"a", "b"} {
		s, err := v.side(letter)
		if err != nil {
			return nil, err
		}
		sides[i] = s
	}
	p := v.casePage(sides[0].c, "case.compare", compareBody(v, sides, standingsCompared(v, sides), outcomesCompared(v, sides)))
	p.marking = marking.Join(sides[0].c.Marking, sides[1].c.Marking)
	return p, nil
}

// side answers for one side.
func (v *visit) side(letter string) (*side, error) {
	s := &side{letter: letter, when: v.when, x: readScenario(v.r.URL.Query(), letter+".")}
	if text := strings.TrimSpace(v.r.URL.Query().Get(letter + ".at")); text != "" {
		day, err := act.ParseDate(text)
		if err != nil {
			return nil, badRequest(v.say("error.day", "name", letter+".at", "text", text))
		}
		s.when.At = day
	}
	if err := v.answerSide(s); err != nil {
		return nil, err
	}
	base := s.c.Glance()
	s.groups = suppositions(v, &whatIf{c: s.c, x: s.x, base: base, ans: s.ans})
	return s, nil
}

// answerSide puts the question of a side.
func (v *visit) answerSide(s *side) (err error) {
	if s.c, err = v.reader.Case(v.r.PathValue("case"), s.when); err == nil {
		s.ans, err = suppose(v, s.c, s.x, "")
	}
	return err
}

// standingsCompared gives each actor's standing on both sides, those that differ
// first.
func standingsCompared(v *visit, sides [2]*side) []contrast {
	names := map[string]string{}
	of := func(s *side) map[string]contrasted {
		m := map[string]contrasted{}
		for _, a := range s.ans.Actors {
			names[a.ID] = v.name(a.ID, a.Name)
			m[a.ID] = contrasted{a.Standing, v.standing(a.Standing)}
		}
		return m
	}
	a, b := of(sides[0]), of(sides[1])
	absent := contrasted{words: v.say("compare.absent")}
	var all []contrast
	for id, name := range names {
		x := contrast{name, cmp.Or(a[id], absent), cmp.Or(b[id], absent)}
		all = append(all, x)
	}
	order := v.lang.Order()
	slices.SortFunc(all, func(x, y contrast) int {
		return cmp.Or(cmp.Compare(first(x), first(y)), order(x.says, y.says), cmp.Compare(x.says, y.says))
	})
	return all
}

func first(x contrast) int {
	if x.differs() {
		return 0
	}
	return 1
}

// outcomesCompared sets what the best coalition brings on each side against that of
// the other, and the clauses of both packages.
func outcomesCompared(v *visit, sides [2]*side) []contrast {
	pick := func(f func(*side) string) (a, b contrasted) {
		return contrasted{words: f(sides[0])}, contrasted{words: f(sides[1])}
	}
	var all []contrast
	add := func(says string, f func(*side) string) {
		a, b := pick(f)
		all = append(all, contrast{says, a, b})
	}
	add(v.say("compare.viable"), func(s *side) string {
		if s.ans.Viable {
			return v.say("compare.yes")
		}
		return v.say("compare.no")
	})
	add(v.say("compare.members"), func(s *side) string { return act.Grouped(int64(len(s.ans.Stands.Members))) })
	add(v.say("compare.troops"), func(s *side) string { return act.Grouped(s.ans.Stands.Troops) })
	add(v.say("compare.unmet"), func(s *side) string {
		var gaps []string
		for _, n := range s.ans.Requirements {
			if n.Must && !n.Met {
				gaps = append(gaps, v.in(s.ans, n.Says))
			}
		}
		return cmp.Or(v.several(gaps...), v.say("compare.none"))
	})
	add(v.say("compare.concessions"), func(s *side) string { return act.Grouped(int64(len(s.ans.Stands.Concessions))) })
	clauses := map[string]bool{}
	for _, s := range sides {
		for clause := range s.ans.Stands.Package {
			clauses[clause] = true
		}
	}
	for _, clause := range slices.Sorted(maps.Keys(clauses)) {
		add(strings.ReplaceAll(clause, "_", " "), func(s *side) string {
			return cmp.Or(s.option(clause), v.say("compare.absent"))
		})
	}
	return all
}

// option says the option a side's package takes of a clause.
func (s *side) option(clause string) string {
	value := s.ans.Stands.Package[clause]
	if cl := s.c.Sit.Clauses[clause]; cl != nil {
		for _, o := range cl.Body.Options {
			if o.Value == value {
				return cmp.Or(o.Words, strings.ReplaceAll(value, "_", " "))
			}
		}
	}
	return value
}

// title says what a side supposes.
func (s *side) title(v *visit) string {
	words := v.say("compare.record")
	if n := len(s.x); n > 0 {
		words = v.say("whatif.supposed", "n", n)
	}
	if !s.when.At.IsZero() {
		words += ", " + s.when.At.String()
	}
	return words
}
