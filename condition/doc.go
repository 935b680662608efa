// Package condition reads conditional commitments: "joins if there is a UN mandate
// and at least two of Saudi Arabia, Türkiye and Egypt join".
//
// Make a Scope of what may be spoken of, then call Scope.Parse for each condition.
// It gives an Expr, which Eval values in three-valued logic, Formula grounds for
// package logic, Canonical writes again and Words says in plain words.
//
// The language is a part of CEL, the Common Expression Language, with words beside
// its signs. A condition is yes or no:
//
//	condition = "true" | "false"
//	          | "fact." ID                                the fact is established
//	          | "joins." CODE                             the actor joins
//	          | "decided." CODE                           its national approval is complete
//	          | "option." CLAUSE "==" VALUE               the clause is settled so
//	          | "option." CLAUSE "!=" VALUE
//	          | "option." CLAUSE "in" "[" VALUE { "," VALUE } "]"
//	          | "not" condition                           or !
//	          | condition "and" condition                 or &&
//	          | condition "or" condition                  or ||; "and" binds first
//	          | condition "?" condition ":" condition     if so, this; otherwise that
//	          | COUNT "(" NUMBER "," list ")"
//	          | EACH "(" list ")"
//	          | "(" condition ")"
//	COUNT     = "at_least" | "at_most" | "exactly"
//	EACH      = "all" | "any" | "none"
//	list      = "[" condition { "," condition } "]"
//	          | "members." GROUP                          those of its members who are declared
//	          | "candidates"                              all whose joining is in question
//	VALUE     = '"' the short name of an option '"'
//
// Comments run from // to the end of the line. There is no arithmetic, no comparing of
// sizes, no text function: what cannot be grounded in yes-or-no questions is refused
// where it stands. A text may have 100,000 characters and nest 250 deep.
//
// Every condition accepted here, once and, or, not are written as signs, is accepted
// by any CEL implementation that declares the dotted names (fact.x, joins.X,
// decided.X as bool, option.x as string, members.X and candidates as lists of bool)
// and the six functions, and means the same there; the tests hold cel-go to that.
//
// Left out: who may say what (dossier refuses a condition of an actor on itself), and
// what is true on which day (situation).
package condition
