package web

import (
	"regexp"
	"strings"
	"testing"
)

// On the first visits at most five steps are shown, each of which ends on a page; they
// are put away for good, and come back from Help.
func TestFirstSteps(t *testing.T) {
	h := open(t)
	section := regexp.MustCompile(`(?s)<section class="guide".*?</section>`)
	for _, name := range []string{"secretary", "pakistan", "observer"} {
		b := h.as(name)
		steps := regexp.MustCompile(`<li><a href="([^"]+)"`).FindAllStringSubmatch(section.FindString(b.get("/").body), -1)
		if len(steps) < 3 || len(steps) > 5 {
			t.Fatalf("%s is shown %d first steps", name, len(steps))
		}
		for _, s := range steps {
			b.holds(b.get(s[1]), 200, "<h1>")
		}
		if r := b.post("/first-steps", "do", "away"); r.status != 303 || r.to != "/" {
			t.Errorf("putting them away leads to %q (%d)", r.to, r.status)
		}
		if strings.Contains(h.as(name).get("/").body, `class="guide"`) {
			t.Errorf("%s has put them away, and is shown them at the next sign-in", name)
		}
		b.holds(b.get("/help"), 200, "Show the first steps on the start page")
		b.post("/first-steps", "do", "show")
		b.holds(b.get("/"), 200, `class="guide"`)
	}
	if strings.Contains(h.browser().get("/help").body, "/first-steps") {
		t.Error("who has not signed in is offered first steps")
	}
}

// unfilled are lists that nobody fills by hand: what happened, and who decides.
var unfilled = []string{"Nobody whose look you may know of", "Nothing was done here about this person", "Nothing is under silence or being voted on", "A passkey signs you in", "You have no token"}

// Every empty list that somebody who files is shown says what it is for and has a
// button that fills it; the button leads to a page.
func TestEmptyListsCanBeFilled(t *testing.T) {
	w := grow(t, plan(nil, "a")[:1])
	empty := regexp.MustCompile(`(?s)<div class="empty">\s*<p>(.*?)</p>(.*?)</div>|<p class="empty">(.*?)</p>`)
	button := regexp.MustCompile(`<a class="button" href="([^"]+)"`)
	found := map[string]bool{}
	asked, answers, _ := w.crawl("officer")
	for _, q := range append(asked, request{method: "GET", path: "/search?q=zzqqxx"}) {
		r, known := answers[q]
		if !known {
			r = w.ask("officer", q)
		}
		if strings.Contains(q.path, "at=") || strings.Contains(q.path, "known=") {
			continue // a past day accepts no writes
		}
		for _, m := range empty.FindAllStringSubmatch(r.body, -1) {
			words := m[1] + m[3]
			if found[words] {
				continue
			}
			found[words] = true
			by := button.FindStringSubmatch(m[2])
			switch {
			case by != nil:
				if to := w.ask("officer", request{method: "GET", path: strings.ReplaceAll(by[1], "&amp;", "&")}); to.status != 200 {
					t.Errorf("%s: the button of %q leads to %d", q.path, words, to.status)
				}
			case !beginsWith(unfilled, words):
				t.Errorf("%s: %q has no button to fill it", q.path, words)
			}
		}
	}
	if len(found) < 6 {
		t.Errorf("only %d empty lists were found: %v", len(found), found)
	}
}

func beginsWith(all []string, text string) bool {
	for _, x := range all {
		if strings.HasPrefix(text, x) {
			return true
		}
	}
	return false
}
