// Package logic reasons exactly over conditions: is this possible, what is best, what stands in the way, what would open it.
//
// Build a Form first: variables by New, demands by Clause, AtLeast, AtMost, ExactlyOne, and formulas (Is, Not, And, Or,
// AtLeast, Weighted) by Assert, Imply, ImpliedBy, Define. Then ask:
//
//   - Best: the lexicographic optimum of the stages given to Minimise.
//   - NewSearch, Solve: is it possible under these assumptions? If not, because of which of them?
//   - Minimal: the subset-minimal sets of literals that must be true (what unlocks; with negated literals: maximal coalitions).
//   - Conflicts, MinimalCore: the minimal sets of assumptions that cannot stand together (what blocks).
//   - Pareto: the exact front of several objectives.
//   - NewSession, WhatIf: Best again after changed assumptions, from a certificate where one serves.
//
// Every answer is exact or says that it is not: a cancelled context gives Feasible or Unknown, or Complete false, never a
// guess. Every model has been checked against the demands as they were stated (Check). Integers only: no rounding.
//
// Left out: reasons in words, three-valued answers beyond Formula.Eval, and everything about States; assess has them.
package logic
