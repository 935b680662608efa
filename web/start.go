package web

import (
	"cmp"
	"slices"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/gazetteer"
	"entente/marking"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// mostChanges is how many changes the start page lists: one screen.
const mostChanges = 8

// mostCases is how many cases it lists, the newest; search finds the others.
const mostCases = 40

// today is everything the start page shows.
type today struct {
	cases        []site.Heading
	changes      []*register.Entry
	more         bool // there are more changes than are listed
	waits, risks []site.Item
	guide        bool // the first steps are shown
	views        []site.View
}

// start says what changed since the last visit, what waits for the reader and what
// is at risk.
func start(v *visit) (*page, error) {
	t, m, err := v.today()
	if err != nil {
		return nil, err
	}
	if t.guide, err = v.s.site.ShowsFirstSteps(v.who()); err != nil {
		return nil, err
	}
	views, err := v.s.site.Views(v.who())
	if err != nil {
		return nil, err
	}
	for _, x := range views {
		if x.Start && x.Owner == v.who().Name {
			t.views = append(t.views, x)
			m = marking.Join(m, x.Marking)
		}
	}
	return &page{title: v.say("start.title"), marking: m, shown: t.shown(), how: "list", body: startBody(v, t)}, nil
}

func (v *visit) today() (t *today, m marking.Marking, err error) {
	t = &today{}
	if t.cases, err = v.reader.Cases(); err != nil {
		return nil, m, err
	}
	if t.changes, err = v.reader.Changes(v.session.Since, mostChanges+1); err != nil {
		return nil, m, err
	}
	if t.more = len(t.changes) > mostChanges; t.more {
		t.changes = t.changes[:mostChanges]
	}
	if t.waits, t.risks, err = v.reader.Today(v.when); err != nil {
		return nil, m, err
	}
	return t, t.marking(), nil
}

// marking is that of everything the page shows: titles, changes, and items, whose case
// as a whole says what waits and what is at risk.
func (t *today) marking() marking.Marking {
	all := []marking.Marking{headingsMarking(t.cases), site.Joined(t.changes)}
	if len(t.changes) == 0 {
		all = all[:1]
	}
	for _, it := range slices.Concat(t.waits, t.risks) {
		all = append(all, it.Case.Marking)
	}
	return joined(all)
}

// shown are the acts whose words the page says.
func (t *today) shown() site.Shown {
	return site.ShowsTitles(t.cases).And(site.ShowsActs(t.changes), site.ShowsItems(t.waits), site.ShowsItems(t.risks))
}

// headingsMarking is the marking of the titles of cases.
func headingsMarking(cases []site.Heading) marking.Marking {
	var all []marking.Marking
	for _, h := range cases {
		all = append(all, h.Marking)
	}
	return joined(all)
}

// joined is the marking of what is made from several, each looked at once.
func joined(all []marking.Marking) (m marking.Marking) {
	seen := map[string]bool{}
	for i, x := range all {
		text := x.String()
		switch {
		case i == 0:
			m = x
		case !seen[text]:
			m = marking.Join(m, x)
		}
		seen[text] = true
	}
	return m
}

// kind is a kind of act in the words of the page.
func (v *visit) kind(k act.Kind) string { return v.lang.Record(phrase.Kind, string(k)) }

// field is the name of a field of an act in the words of the page.
func (v *visit) field(name string) string { return v.lang.Record(phrase.Field, name) }

// doc is the sentence that explains a kind of act or a field in the words of the page.
func (v *visit) doc(sentence string) string { return phrase.Doc(v.lang.Code, sentence) }

// value is one of the words a field can hold in the words of the page.
func (v *visit) value(word string) string {
	return v.lang.Record(phrase.Value, strings.ReplaceAll(word, " ", "_")) // some are written in words
}

// values are several of them in a row.
func (v *visit) values(words []string) string {
	said := make([]string, len(words))
	for i, w := range words {
		said[i] = v.value(w)
	}
	return strings.Join(said, phrase.Say(v.lang.Code, ", "))
}

// standing is a standing in the words of the page.
func (v *visit) standing(s brief.Standing) string {
	if s == "" {
		return v.say("standing.none")
	}
	return v.say("standing." + string(s))
}

// gist says in a few words what an act is about: in its author's words where it has some,
// else in those of the page.
func (v *visit) gist(a *act.Act) string { return gist(a, v.lang.Code) }

func gist(a *act.Act, lang string) string {
	said := func(word string) string { return phrase.Record(lang, phrase.Value, word) }
	if a.Says != "" {
		return a.Says
	}
	switch b := a.Body.(type) {
	case *act.Decision:
		return b.Title
	case *act.Source:
		return b.Title
	case *act.Initiative:
		return b.Title
	case *act.Actor:
		return cmp.Or(b.Name, gazetteer.Name(a.ID, lang), a.ID)
	case *act.Meeting:
		return b.Title
	case *act.Fact:
		return b.Asks
	case *act.Clause:
		return b.Asks
	case *act.Pledge:
		return b.What
	case *act.Deadline:
		return b.What
	case *act.Vote:
		return phrase.Say(lang, "{cast} in {vote}", said(b.Cast), b.In)
	case *act.Approval:
		return said(b.Result) + ": " + string(b.Gate)
	case *act.Position:
		return strings.Join(filled(said(b.Stance), strings.ReplaceAll(cmp.Or(string(b.Clause), b.Issue), "_", " "), strings.ReplaceAll(b.Option, "_", " ")), " ")
	case *act.Paragraph:
		if len(b.Passages) > 0 {
			return clip(visible(strings.Join(strings.Fields(b.Passages[0].Words), " ")), 120)
		}
	case nil:
		return a.ID
	}
	if _, unknown := a.Body.(*act.Unknown); unknown {
		return a.ID
	}
	form := typed(a)
	for _, key := range telling {
		if said := form.Get(key); said != "" {
			return clip(strings.ReplaceAll(said, "\n", ", "), 120)
		}
	}
	return a.ID
}

// telling are the keys that say in a few words what an act is about, the best first.
var telling = []string{"title", "need", "words", "operation", "deed", "post", "of", "body", "subject", "ground", "text", "to", "against", "about"}
