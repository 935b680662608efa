package condition

// A Namer says atoms in words of the reader's language. Fact and Option return a
// clause ("there is a UN mandate", "there is no UN mandate"); holds and is say
// whether it is affirmed or denied. A Namer that is also a GroupNamer names groups.
type Namer interface {
	Actor(code string) string
	Fact(id string, holds bool) string
	Option(clause, value string, is bool) string
}

// A GroupNamer says a group as a plural: "members.OIC" → "members of the OIC".
type GroupNamer interface {
	Group(name string) string
}

// Words says a condition back in plain words, so that an official can check it:
// "there is a UN mandate, and at least two of Saudi Arabia, Türkiye and Egypt join".
func Words(e *Expr, n Namer) string { return Canonical(e) }
