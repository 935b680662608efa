package web

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"entente/act"
	"entente/dossier"
	"entente/register"
	"entente/source"
)

// bodies make the body of an act of each kind around a word: those that answers turn on
// by hand, the others by their keys; what opens a case, and actors, come last.
var bodies = func() []func(word string) act.Body {
	all := slices.Clone(turning)
	seen := map[act.Kind]bool{"initiative": true, "actor": true}
	for _, make := range all {
		seen[make("x").Kind()] = true
	}
	for _, info := range act.Kinds() {
		if info.Shape != act.Single && !seen[info.Kind] {
			all = append(all, func(word string) act.Body { return filledIn(info, word) })
		}
	}
	return append(all,
		func(w string) act.Body { return &act.Initiative{Title: w, Type: "force", Aims: []string{w}} },
		func(w string) act.Body { return &act.Actor{Name: w, Roles: []string{"candidate"}} })
}()

// filledIn is a body with every key that takes a text or a number filled in.
func filledIn(info act.Info, word string) act.Body {
	b := info.New()
	var fill func(v reflect.Value)
	set := func(v reflect.Value, enum []string) {
		switch x := v.Addr().Interface().(type) {
		case *act.ActorRef:
			*x = "PAK"
		case *act.Date:
			*x = act.MustDate("2026-01-01")
		case *act.Instant:
			*x = "2026-12-01 09:00 Z"
		case *act.Quantity:
			x.Words = word
		case *[]act.ActorRef:
			*x = []act.ActorRef{"PAK", "SAU"}
		case *[]string:
			if *x = []string{word}; len(enum) > 0 {
				*x = enum[:1]
			}
		case *string:
			if *x = word; len(enum) > 0 {
				*x = enum[0]
			}
		default:
			if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct {
				v.Set(reflect.MakeSlice(v.Type(), 1, 1))
				fill(v.Index(0))
			}
		}
	}
	fill = func(v reflect.Value) {
		for _, k := range dossier.KeysOf(v.Type()) {
			set(v.Field(k.Index), k.Enum)
		}
	}
	v := reflect.ValueOf(b).Elem()
	for _, k := range dossier.Keys(info.Kind) {
		if k.Of == "body" {
			set(v.Field(k.Index), k.Enum)
		}
	}
	return b
}

var members = []act.ActorRef{"PAK", "SAU", "TUR"}

// turning are the bodies that answers turn on.
var turning = []func(word string) act.Body{
	func(w string) act.Body { return &act.Statement{Then: w} },
	func(w string) act.Body { return &act.Position{Stance: "supports", Issue: w} },
	func(w string) act.Body {
		return &act.Pledge{What: w, Rung: "pledge", Until: act.MustDate("2026-01-01")}
	},
	func(w string) act.Body {
		return &act.Deadline{What: w, Due: act.MustDate("2026-06-20"), Of: "PAK"}
	},
	func(w string) act.Body { return &act.Decision{Title: w, Outcome: "adopted", Text: w} },
	func(w string) act.Body { return &act.Meeting{Title: w, Where: w, Outcome: w} },
	func(w string) act.Body {
		doc := source.Read("paper.txt", paper(w))
		return &act.Source{Title: w, Publisher: w, SHA256: doc.SHA256, Text: doc.Reading.Hash()}
	},
	func(w string) act.Body { return &act.Fact{Asks: w + "?", True: w} },
	func(w string) act.Body {
		return &act.Clause{Asks: w + "?", Question: "scope", Options: []act.Option{{Value: "yes", Words: w}, {Value: "no"}}, Draft: "yes"}
	},
	func(w string) act.Body { return &act.Requirement{Need: w, Members: 2} },
	func(w string) act.Body { return &act.Gate{Body: w} },
	func(w string) act.Body { return &act.Objection{Against: []act.ActorRef{"TUR"}, Ground: w} },
	func(w string) act.Body { return &act.Sounding{To: []act.ActorRef{"SAU"}, About: w} },
	func(w string) act.Body { return &act.Text{Title: w, Words: w} },
	func(w string) act.Body { return &act.Ballot{Title: w, Procedure: "unga-majority", Members: members} },
	func(w string) act.Body {
		return &act.Silence{Title: w, Procedure: "unga-silence", Members: members, Until: "2026-12-01 09:00 Z"}
	},
	func(w string) act.Body { return &act.Vote{In: "open-ballot", Cast: "yes"} },
	func(w string) act.Body { return &act.Break{Of: "open-silence", By: "objection"} },
	func(w string) act.Body { return &act.Amendment{To: "open-text", Words: w} },
	func(w string) act.Body {
		return &act.Requirement{Need: w, Capability: "infantry", Line: w, Number: 2, Place: w, Until: act.MustDate("2027-06-01")}
	},
	func(w string) act.Body {
		return &act.Pledge{What: w, Rung: "pledge", Unit: w, Number: 1, Capability: "infantry", Places: []string{w}, Until: act.MustDate("2027-12-01")}
	},
	func(w string) act.Body { return &act.Caveat{Restricts: "place", Words: w, Places: []string{w}} },
	func(w string) act.Body {
		return &act.Source{Title: w, Medium: "cable", SHA256: keptDocument.SHA256, Text: keptDocument.Reading.Hash()}
	},
}

// keptDocument is a telegram whose text is kept beside the register. Its second paragraph
// is for few.
var keptDocument = source.Read("cable.txt", []byte(keptText))

const (
	keptText = "1. (U) The minister received the ambassador.\n\n2. (S) Comment: he said zqevidence999a in confidence.\n"
	keptMark = "USA SECRET"
)

// sown is an act of the site: the marking and the word of each portion.
type sown struct {
	initiative, id, actor string
	body                  int
	marks, words          [register.Portions]string

	made *act.Act // of telegrams: the act itself
	file string   // of the document of one: what is kept beside the register
	also []string // words of other acts that it says too
}

// plan lays the site out. Words that an eye may not see are of a side: two sites that
// differ in their side differ for it in nothing else. With no eye given all words are
// of the one side.
func plan(differ *eye, side string) (all []sown) {
	count := 0
	add := func(initiative, id, actor string, body int, marks [register.Portions]string) {
		p := sown{initiative: initiative, id: id, actor: actor, body: body, marks: marks}
		hidden := differ != nil && !differ.may(marks[register.PortionHeader])
		for i := range p.words {
			of := "a"
			if differ != nil && (hidden || !differ.may(marks[i])) {
				of = side
			}
			p.words[i] = fmt.Sprintf("zq%s%d%s", register.PortionNames[i], count, strings.Repeat(of, 3))
		}
		if hidden && side == "b" {
			p.body = (p.body + 1) % (len(bodies) - 2)
			p.actor = "SAU"
		}
		p.id = strings.ReplaceAll(p.id, "$", p.words[register.PortionHeader])
		all = append(all, p)
		count++
		if hidden && side == "b" && count%2 == 0 { // and there is more of it
			p.id += "-more"
			all = append(all, p)
		}
	}
	whole := func(mark string) [register.Portions]string { return [register.Portions]string{mark, mark, mark, mark} }
	initiative, actor := len(bodies)-2, len(bodies)-1
	add("open", "initiative:open", "", initiative, whole("USA UNCLASSIFIED"))
	for _, code := range []string{"PAK", "SAU", "TUR"} {
		add("open", code, "", actor, whole("USA UNCLASSIFIED"))
	}
	n := 0
	for _, mark := range markings {
		add("open", "act-$", []string{"PAK", "SAU", "TUR"}[n%3], n%(len(bodies)-2), whole(mark))
		n++
		marks := whole("USA UNCLASSIFIED") // and a portion of it, in an act everybody sees
		marks[1+n%3] = mark
		add("open", "part-$", "PAK", n%(len(bodies)-2), marks)
		n++
	}
	// What a body decides on and a force is made of, for everybody to see on a page of
	// its own; and of each kind an act that nobody but its author sees.
	for i, id := range []string{"open-text", "open-ballot", "open-silence", "open-vote", "open-break", "open-amendment", "open-line", "open-unit", "open-caveat", "open-cable"} {
		add("open", id, []string{"PAK", "SAU", "TUR"}[i%3], slices.IndexFunc(bodies, kindOf("text"))+i, whole("USA UNCLASSIFIED"))
	}
	for i := range len(bodies) - 2 {
		add("open", "dark-$", "PAK", i, whole("PAK TOP SECRET"))
		if i >= n {
			add("open", "more-$", "PAK", i, whole("USA UNCLASSIFIED"))
		}
	}
	for i := range mails {
		all = append(all, mails[i].sow(i, func(mark string) string {
			of := "a"
			if differ != nil && !differ.may(mark) {
				of = side
			}
			count++
			return fmt.Sprintf("zqbody%d%s", count-1, strings.Repeat(of, 3))
		})...)
	}
	// A case whose title is not for all, and one that is not there for most.
	add("half", "initiative:half", "", initiative, whole("USA TOP SECRET"))
	add("half", "act-$", "PAK", 0, whole("USA UNCLASSIFIED"))
	dark := "zqdark"
	if differ != nil && !differ.may("SAU SECRET//REL TO SAU") {
		dark += side
	}
	add(dark, "initiative:"+dark, "", initiative, whole("SAU SECRET//REL TO SAU"))
	add(dark, "act-$", "SAU", 2, whole("SAU SECRET//REL TO SAU"))
	return all
}

// kindOf finds the body of a kind.
func kindOf(kind act.Kind) func(func(string) act.Body) bool {
	return func(make func(string) act.Body) bool { return make("x").Kind() == kind }
}

// act makes it an act.
func (p *sown) act() *act.Act {
	if p.made != nil {
		return p.made
	}
	b := bodies[p.body](p.words[register.PortionBody])
	a := &act.Act{ID: p.id, Kind: b.Kind(), Initiative: p.initiative, Body: b}
	a.Actor, a.On, a.Says = act.ActorRef(p.actor), act.MustDate("2025-11-01"), "said: "+p.words[register.PortionBody]
	a.Quote, a.Note = p.words[register.PortionEvidence], p.words[register.PortionComment]
	a.Marking = fmt.Sprintf("%s; body: %s; evidence: %s; comment: %s", p.marks[0], p.marks[1], p.marks[2], p.marks[3])
	return a
}
