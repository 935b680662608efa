package web

import (
	"slices"

	"github.com/a-h/templ"

	"entente/act"
	"entente/site"
)

// firstStep is one thing to do on a first visit; it ends on a page of the site.
type firstStep struct {
	word string // guide.WORD is what to do, guide.WORD.what what comes of it
	to   templ.SafeURL
}

// firstSteps are at most five, by what the person may do and what there is to read.
func (v *visit) firstSteps(cases []site.Heading) []firstStep {
	files := v.who().Role != site.Observer
	var all []firstStep
	if len(cases) > 0 {
		all = append(all, firstStep{"read", v.link("/case/%s", cases[0].ID)}, firstStep{"why", v.link("/case/%s/actors", cases[0].ID)}, firstStep{"suppose", v.link("/case/%s/what-if", cases[0].ID)})
		if files {
			all = append(all, firstStep{"file", v.link("/case/%s/file", cases[0].ID)})
		}
	} else if files {
		all = append(all, firstStep{"import", "/import"})
	}
	if !files || len(cases) == 0 {
		all = append(all, firstStep{"search", "/search"})
	}
	if v.who().Role == site.Officer {
		return append(all, firstStep{"people", "/people"})
	}
	return append(all, firstStep{"safe", "/account"})
}

// guide puts the first steps away, or has them shown again.
func guide(v *visit) (*page, error) {
	return goTo("/"), v.s.site.ShowFirstSteps(v.who(), v.r.PostFormValue("do") == "show")
}

// mayFile reports whether the reader can put something on record now.
func (v *visit) mayFile() bool {
	return v.files || v.who() != nil && v.who().Role != site.Observer && !v.who().Awaits && v.when.Now()
}

// toFile leads to the form for a kind of act, in a case that is open; nowhere for who
// files nothing.
func (v *visit) toFile(c *site.Case, kind act.Kind) filler {
	if !v.mayFile() {
		return filler{}
	}
	if kind == "" {
		return filler{v.say("case.file"), v.link("/case/%s/file", c.ID)}
	}
	return filler{v.say("empty.file", "kind", v.kind(kind)), v.link("/case/%s/file/%s", c.ID, string(kind))}
}

// toFileIn is toFile in the newest case in which a kind can be filed, or by import.
func (v *visit) toFileIn(cases []site.Heading, kind act.Kind) filler {
	switch i := slices.IndexFunc(cases, func(h site.Heading) bool { return h.ID != "" }); {
	case !v.mayFile():
		return filler{}
	case i < 0:
		return filler{v.say("nav.import"), "/import"}
	case kind == "":
		return filler{v.say("case.file"), v.link("/case/%s/file", cases[i].ID)}
	default:
		return filler{v.say("empty.file", "kind", v.kind(kind)), v.link("/case/%s/file/%s", cases[i].ID, string(kind))}
	}
}

// toImport leads to the page that takes files, whoever may file.
func (v *visit) toImport() filler {
	if !v.mayFile() {
		return filler{}
	}
	return filler{v.say("nav.import"), "/import"}
}

// filler is the button that fills an empty list.
type filler struct {
	word string
	to   templ.SafeURL
}
