package condition

import (
	"strings"

	"entente/gazetteer"
	"entente/phrase"
)

// french says what actors do by nouns, "adhésion du Pakistan", so that nothing has to agree
// with the name of a State.
type french struct{}

// A noun for what actors do, and for that they do not.
type noun struct{ does, doesNot string }

var frenchNouns = map[Kind]noun{
	Joins:   {"adhésion", "non-adhésion"},
	Decided: {"décision de participer", "absence de décision de participer"},
}

func (n noun) of(does bool) string {
	if does {
		return n.does
	}
	return n.doesNot
}

func (french) always() string { return "aucune autre condition" }
func (french) never() string  { return "condition irréalisable" }

func (french) conditional(when, then, otherwise string, atLength bool) string {
	said := "dans le cas suivant : " + when
	if atLength {
		said += " ; alors : " + then
	} else {
		said += ", alors : " + then
	}
	if otherwise != "" {
		said += " ; sinon : " + otherwise
	}
	return said
}

var frenchSigns = [...]string{", ", ", ", " ; "}

func (french) clauses(items []string, any bool, strength int) string {
	if any {
		return "soit " + strings.Join(items, frenchSigns[strength]+"soit ")
	}
	n := len(items) - 1
	if strength == 0 {
		return strings.Join(items[:n], ", ") + " et " + items[n]
	}
	return strings.Join(items, frenchSigns[strength]+"et ")
}

func (french) clause(text string) passage {
	return measured(text, []string{" ;"}, []string{", et ", ", soit "}, []string{",", " et ", " ou "})
}

// measured is a text with the strongest sign that parts anything in it. What an author
// wrote is set apart and parts nothing.
func measured(text string, signs ...[]string) passage {
	var own strings.Builder
	within := 0
	for _, r := range text {
		switch r {
		case phrase.Apart:
			within++
		case phrase.Together:
			within--
		}
		if within <= 0 {
			own.WriteRune(r)
		}
	}
	for i, all := range signs {
		for _, s := range all {
			if strings.Contains(own.String(), s) {
				return passage{text, len(signs) - i}
			}
		}
	}
	return passage{text, 0}
}

// ofEach puts de before each name: "de l’Égypte et de la Turquie".
func ofEach(names []string, last string) string {
	of := make([]string, len(names))
	for i, n := range names {
		of[i] = phrase.Inflect("fr", n, "de")
	}
	return listed(of, last)
}

// these are names after a number: "l’Égypte, la Turquie et le Qatar".
func these(names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = phrase.Inflect("fr", n, "le")
	}
	return listed(all, "et")
}

func (g french) several(names []string, k Kind, does, any bool) string {
	n := len(names)
	switch {
	case n == 1 || does:
		last := "et"
		if any {
			last = "ou"
		}
		return frenchNouns[k].of(does) + " " + ofEach(names, last)
	case any:
		return g.quantified(howMany{0, n - 1, n}, names, k, true)
	}
	return g.quantified(howMany{0, 0, n}, names, k, true)
}

func (french) quantified(q howMany, names []string, k Kind, does bool) string {
	n, word := len(names), frenchNouns[k]
	switch {
	case q.least == n && q.most == n:
		return word.of(does) + " " + ofEach(names, "et")
	case q.most == 0 && q.least == 0:
		return word.of(!does) + " " + ofEach(names, "et")
	case q.least == 0 && q.most == n-1:
		return word.of(!does) + " d’au moins un parmi : " + these(names)
	}
	return word.of(does) + " " + frenchCount(q, "un") + " parmi : " + these(names) + frenchOnly(q, "un")
}

func (french) quantifiedGroup(q howMany, group string, k Kind) string {
	word := frenchNouns[k]
	switch {
	case q.least == q.most && q.least == q.total:
		return word.does + " de tous les " + group
	case q.most == 0:
		return word.doesNot + " de chacun des " + group
	case q.least == 0 && q.most == q.total-1:
		return word.doesNot + " d’au moins un des " + group
	}
	return word.does + " " + frenchCount(q, "un") + " des " + group + frenchOnly(q, "un")
}

func (french) quantifiedClauses(q howMany, items []string) string {
	all := " (" + strings.Join(items, " ; ") + ")"
	switch {
	case q.least == q.most && q.least == q.total:
		return "réunion de toutes les conditions suivantes" + all
	case q.most == 0:
		return "absence de chacune des conditions suivantes" + all
	case q.least == 0 && q.most == q.total-1:
		return "absence d’au moins une des conditions suivantes" + all
	}
	return "réunion " + frenchCount(q, "une") + " des conditions suivantes" + frenchOnly(q, "une") + all
}

// frenchCount is a number after de; one is said in the gender of what is counted.
func frenchCount(q howMany, one string) string {
	switch {
	case q.most < q.least && q.least <= q.total:
		return "d’un nombre autre que " + frenchNumber(q.most+1, one)
	case q.least == q.most:
		return "d’exactement " + frenchNumber(q.least, one)
	case q.least > 0:
		return "d’au moins " + frenchNumber(q.least, one)
	}
	return "d’au plus " + frenchNumber(q.most, one)
}

func frenchOnly(q howMany, one string) string {
	if q.least > q.total {
		return " (" + frenchNumber(q.total, one) + " au plus)"
	}
	return ""
}

func (french) grouped(group string, members []string) string {
	if n := len(members); n == 0 || n > mostNamed {
		return group + " (" + frenchNumber(n, "un") + " au registre)"
	}
	return group + " (" + these(members) + ")"
}

func (french) plural(group string) string {
	if org, ok := strings.CutPrefix(group, "members."); ok {
		return "membres " + phrase.Inflect("fr", gazetteer.Name(org, "fr"), "de")
	}
	return "candidats"
}

func frenchNumber(n int, one string) string {
	return written(n, "zéro", one, "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
}
