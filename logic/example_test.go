package logic_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/logic"
)

var ctx = context.Background()

// names writes literals for people, in alphabetical order.
func names(f *logic.Form, lits []logic.Lit) string {
	var out []string
	for _, l := range lits {
		if l < 0 {
			out = append(out, "not "+f.Name(l))
		} else {
			out = append(out, f.Name(l))
		}
	}
	slices.Sort(out)
	return "{" + strings.Join(out, ", ") + "}"
}

// maximal prints the maximal sets of joins, as the complements of the minimal sets of actors left out.
func maximal(f *logic.Form, joins ...logic.Lit) {
	var out []logic.Lit
	for _, j := range joins {
		out = append(out, j.Not())
	}
	sets := logic.Minimal(ctx, f, nil, out, 0)
	if len(sets.Sets) == 0 {
		fmt.Println("none")
	}
	for _, left := range sets.Sets {
		in := slices.DeleteFunc(slices.Clone(joins), func(j logic.Lit) bool { return slices.Contains(left, j.Not()) })
		fmt.Println(names(f, in))
	}
}

// Two actors who each join if the other does: together or not at all.
func Example_handshake() {
	f := logic.NewForm()
	sau, tur := f.New("SAU"), f.New("TUR")
	f.Imply(sau, logic.Is(tur))
	f.Imply(tur, logic.Is(sau))

	maximal(f, sau, tur)
	q := logic.NewSearch(f)
	fmt.Println("Saudi Arabia alone:", q.Solve(ctx, sau, tur.Not()).Status)
	fmt.Println("nobody:", q.Solve(ctx, sau.Not(), tur.Not()).Status)
	// Output:
	// {SAU, TUR}
	// Saudi Arabia alone: infeasible
	// nobody: feasible
}

// One brings the next: everybody can be in.
func Example_momentum() {
	f := logic.NewForm()
	pak, egy, jor, sau := f.New("PAK"), f.New("EGY"), f.New("JOR"), f.New("SAU")
	f.Imply(egy, logic.Is(pak))
	f.Imply(jor, logic.AtLeast(2, logic.Is(pak), logic.Is(egy), logic.Is(sau)))
	f.Imply(sau, logic.Is(jor))
	maximal(f, pak, egy, jor, sau)
	// Output: {EGY, JOR, PAK, SAU}
}

// An exclusion: either Iran, or Saudi Arabia and Bahrain.
func ExampleMinimal_coalitions() {
	f := logic.NewForm()
	pak, sau, bhr, irn := f.New("PAK"), f.New("SAU"), f.New("BHR"), f.New("IRN")
	f.Imply(sau, logic.Is(irn.Not()))
	f.Imply(bhr, logic.Is(sau))
	f.Imply(irn, logic.Is(pak))
	maximal(f, pak, sau, bhr, irn)

	f.ImpliedBy(irn, logic.Is(pak)) // Iran has a right of entry: willing means in
	fmt.Println("with a right of entry for Iran:")
	maximal(f, pak, sau, bhr, irn)
	// Output:
	// {BHR, PAK, SAU}
	// {IRN, PAK}
	// with a right of entry for Iran:
	// {BHR, SAU}
	// {IRN, PAK}
}

// Syria follows Jordan in, Jordan leaves: with rights of entry no membership is stable.
func Example_noStableOutcome() {
	f := logic.NewForm()
	jor, syr := f.New("JOR"), f.New("SYR")
	f.Imply(jor, logic.Is(syr.Not()))
	f.Imply(syr, logic.Is(jor))
	fmt.Println("by invitation:")
	maximal(f, jor, syr)
	f.ImpliedBy(jor, logic.Is(syr.Not()))
	f.ImpliedBy(syr, logic.Is(jor))
	fmt.Println("by right:")
	maximal(f, jor, syr)
	// Output:
	// by invitation:
	// {JOR}
	// by right:
	// none
}

// Egypt is in whatever the Council does. Kleene's logic cannot see it; two calls can.
func ExampleFormula_Eval() {
	f := logic.NewForm()
	un, oic := f.New("fact.un"), f.New("fact.oic")
	terms := logic.Or(logic.Is(un), logic.And(logic.Is(oic), logic.Is(un.Not())))
	fmt.Println(terms.Eval(func(l logic.Lit) logic.Value {
		if l == oic {
			return logic.True
		}
		return logic.Open
	}))
	egy := f.Define(terms)
	q := logic.NewSearch(f)
	fmt.Println("can be in:", q.Solve(ctx, oic, egy).Status)
	fmt.Println("can be out:", q.Solve(ctx, oic, egy.Not()).Status)
	// Output:
	// open
	// can be in: feasible
	// can be out: infeasible
}

// Viable either way, but the clause must be settled after the vote: no one package serves both outcomes.
func Example_whenToChoose() {
	f := logic.NewForm()
	resolution := f.New("fact.resolution")
	un, oic := f.New("command=UN"), f.New("command=OIC")
	f.ExactlyOne(un, oic)
	tur := f.Define(logic.Or(
		logic.And(logic.Is(un), logic.Is(resolution)),
		logic.And(logic.Is(oic), logic.Is(resolution.Not()))))
	q := logic.NewSearch(f)
	for _, fact := range []logic.Lit{resolution, resolution.Not()} {
		for _, choice := range []logic.Lit{un, oic} {
			fmt.Println(names(f, []logic.Lit{fact, choice}), q.Solve(ctx, fact, choice, tur).Status)
		}
	}
	// Output:
	// {command=UN, fact.resolution} feasible
	// {command=OIC, fact.resolution} infeasible
	// {command=UN, not fact.resolution} infeasible
	// {command=OIC, not fact.resolution} feasible
}

// What unlocks three members out of five, and what must be kept from failing.
func ExampleMinimal() {
	f := logic.NewForm()
	un, factions, tur := f.New("un mandate"), f.New("factions agree"), f.New("Turkey decides")
	var joins []logic.Formula
	for _, terms := range []logic.Formula{
		logic.Is(un), logic.Is(un),
		logic.And(logic.Is(un), logic.Is(tur)), logic.And(logic.Is(un), logic.Is(factions)), logic.Never,
	} {
		x := f.New("joins")
		f.Imply(x, terms)
		joins = append(joins, logic.Is(x))
	}
	viable := f.Define(logic.AtLeast(3, joins...))
	steps := []logic.Lit{un, factions, tur}

	unlocks := logic.Minimal(ctx, f, []logic.Lit{viable}, steps, 0)
	for _, s := range unlocks.Sets {
		fmt.Println("unlock", names(f, s))
	}
	fmt.Println("complete:", unlocks.Complete)
	// Output:
	// unlock {factions agree, un mandate}
	// unlock {Turkey decides, un mandate}
	// complete: true
}

// Why Malaysia cannot be in: three statements, and the condition on oversight is not among them.
func ExampleConflicts() {
	f := logic.NewForm()
	mys, sau := f.New("MYS"), f.New("SAU")
	joint, oic := f.New("command=joint"), f.New("command=OIC")
	council := f.New("oversight=council")
	f.ExactlyOne(joint, oic)
	said := func(name string, who logic.Lit, terms logic.Formula) logic.Lit {
		l := f.New(name)
		f.Imply(l, logic.Or(logic.Is(who.Not()), terms))
		return l
	}
	statements := []logic.Lit{
		said("MYS needs OIC command", mys, logic.Is(oic)),
		said("MYS needs SAU", mys, logic.Is(sau)),
		said("SAU needs joint command", sau, logic.Is(joint)),
		said("SAU needs oversight by the council", sau, logic.Is(council)),
	}
	conflicts := logic.Conflicts(ctx, f, []logic.Lit{mys}, statements, 0)
	for _, c := range conflicts.Sets {
		fmt.Println(names(f, c))
	}
	fmt.Println("all of them:", conflicts.Complete)
	// Output:
	// {MYS needs OIC command, MYS needs SAU, SAU needs joint command}
	// all of them: true
}

// The best package: members first, then concessions.
func ExampleBest() {
	f := logic.NewForm()
	force, police := f.New("disarmament=force"), f.New("disarmament=police")
	f.ExactlyOne(force, police)
	pak, egy, jor, tur := f.New("PAK"), f.New("EGY"), f.New("JOR"), f.New("TUR")
	f.Imply(pak, logic.Is(force.Not()))
	concedes := f.New("EGY concedes")
	f.Imply(egy, logic.Or(logic.Is(force), logic.Is(concedes)))

	f.Minimise("members", logic.Term{-1, pak}, logic.Term{-1, egy}, logic.Term{-1, jor}, logic.Term{-1, tur})
	f.Minimise("concessions", logic.Term{1, concedes})
	out, err := logic.Best(ctx, f, logic.Options{})
	fmt.Println(err, out.Status, out.Values, "police:", out.Model.True(police))

	session, _, _ := logic.NewSession(ctx, f, logic.Options{})
	out, _ = session.WhatIf(ctx, force)
	fmt.Println("by force:", out.Status, out.Values)
	// Output:
	// <nil> optimal [-4 1] police: true
	// by force: optimal [-3 0]
}

// Members against concessions: the exact front.
func ExamplePareto() {
	f := logic.NewForm()
	var members, concessions []logic.Term
	for price := range int64(3) {
		x := f.New("joins")
		members = append(members, logic.Term{-1, x})
		concessions = append(concessions, logic.Term{price, x})
	}
	front, complete := logic.Pareto(ctx, f, nil, []logic.Objective{{"members", members}, {"concessions", concessions}}, 0)
	for _, p := range front {
		fmt.Println(-p.Values[0], "members,", p.Values[1], "conceded")
	}
	fmt.Println(complete)
	// Output:
	// 3 members, 3 conceded
	// 2 members, 1 conceded
	// 1 members, 0 conceded
	// true
}
