package dossier

import (
	"entente/act"
)

// decisions checks the acts by which bodies decide and the acts that make a
// charter, as body checks the others.
func (r *reader) decisions(a *act.Act) {
	option := func(clause act.ClauseRef, option string) {
		switch {
		case option != "" && clause == "":
			r.bad("option-without-clause", r.at(a, "option"), "add clause: the clause this is an option of", "an option without its clause")
		case option != "":
			r.offered(a, "option", string(clause), option)
		}
	}
	switch b := a.Body.(type) {
	case *act.Text:
		for clause, o := range b.Settles {
			r.offered(a, "settles."+string(clause), string(clause), o)
		}
		if b.Replaces != "" && string(b.Replaces) == a.ID {
			r.itself(a, "replaces", "%s cannot replace itself")
		}
	case *act.Amendment:
		option(b.Clause, b.Option)
	case *act.Ballot:
		r.instant(a, "closes", b.Closes)
	case *act.Silence:
		r.instant(a, "opens", b.Opens)
		r.instant(a, "until", b.Until)
	case *act.Break:
		r.instant(a, "at", b.At)
	case *act.Vote:
		r.instant(a, "at", b.At)
	case *act.Wording:
		option(b.Clause, b.Option)
	case *act.Provision:
		option(b.Clause, b.Option)
		if _, err := b.Share.Parse(); b.Share != "" && err != nil {
			r.bad("bad-share", r.at(a, "share"), "write all, 2/3, majority or a number", "%v", err)
		}
	case *act.Definition:
		option(b.Clause, b.Option)
	case *act.Sanction:
		r.interval(a, "until", a.On, b.Until)
	}
}

// instant checks that a moment is written with its day, hour and offset.
func (r *reader) instant(a *act.Act, path string, i act.Instant) {
	if i.IsZero() {
		return
	}
	if _, err := i.Time(); err != nil {
		r.bad("bad-instant", r.at(a, path), "the offset from UTC makes it a moment: Brussels in winter is +01:00", "%v", err)
	}
}
