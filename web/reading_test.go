package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/register"
	"entente/site"
)

// Whatever says a word of an act that is marked, to whomever and by whatever route, is
// written down: who was shown that act, when and how.
func TestWhoReadWhatIsWrittenDown(t *testing.T) {
	w := grow(t, plan(nil, "a"))
	const name = "pakistan"
	p, err := w.site.Person(name)
	if err != nil {
		t.Fatal(err)
	}
	r, x := w.site.Reader(p), eyeOf(name)
	guarded := map[string][]*register.Entry{} // by the words of portions that are marked, and seen
	for _, act := range w.acts {
		for i, word := range act.words {
			if !x.may(act.marks[0]) || !x.may(act.marks[i]) || act.marks[i] == "USA UNCLASSIFIED" {
				continue
			}
			e, _, err := r.Entry(act.initiative, act.id)
			if err != nil {
				t.Fatal(err)
			}
			guarded[word] = append(guarded[word], e)
		}
	}
	for _, act := range w.acts {
		if e, _, err := r.Entry(act.initiative, act.id); err == nil {
			for _, word := range act.also {
				if guarded[word] != nil {
					guarded[word] = append(guarded[word], e)
				}
			}
		}
	}
	asked, _, _ := w.crawl(name)
	n := 0
	every := slices.DeleteFunc(slices.Concat(asked, w.everyRoute(w.acts, asked)), func(q request) bool {
		n++
		return changes(q) || strings.HasSuffix(q.path, ".pdf") || strings.Contains(q.path, "/act") && n%3 != 0 // acts are of one sort
	})
	said := 0
	for _, q := range every {
		w.clock = w.clock.Add(time.Second)
		w.again(name)
		answer := w.ask(name, q)
		mine, _ := url.QueryUnescape(strings.ToLower(q.path + " " + q.body))
		words := spoken.FindAllString(answer.plainly(), -1)
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			if guarded[word] == nil || strings.Contains(mine, word) || strings.HasSuffix(q.path, "/events") || strings.HasPrefix(q.path, "/draft/") {
				continue
			}
			said++
			if !slices.ContainsFunc(guarded[word], func(e *register.Entry) bool {
				looks, err := r.Readings(e)
				if err != nil {
					t.Fatal(err)
				}
				return slices.ContainsFunc(looks, func(l site.Reading) bool { return l.Name == name && l.At.Equal(w.clock) })
			}) {
				t.Errorf("%s asks %s and is told %q, and nothing is written down", name, q, word)
			}
		}
	}
	t.Logf("%s was told marked words %d times in %d answers", name, said, len(every))
	if said < 500 {
		t.Error("hardly anything was said: the test says little")
	}
}

func eyeOf(name string) *eye {
	return &eyes[slices.IndexFunc(eyes, func(x eye) bool { return x.person.Name == name })]
}
