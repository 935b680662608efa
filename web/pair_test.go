package web

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/register"
)

// Two registers that differ only in what somebody may not see (other words, other
// kinds of act, other cases, and more of them) are the same to him: the same pages lead
// to the same pages, and every route, every operation and every error gives the same
// bytes, but for the numbers of requests, sessions and drafts, which are drawn anew each time.
func TestTwoRegistersLookTheSame(t *testing.T) {
	for _, name := range []string{"observer", "attache", "officer"} {
		t.Run(name, func(t *testing.T) {
			x := &eyes[slices.IndexFunc(eyes, func(x eye) bool { return x.person.Name == name })]
			a, b := grow(t, plan(x, "a")), grow(t, plan(x, "b"))
			if len(a.acts) == len(b.acts) {
				t.Error("the two registers are of one length: the test says little")
			}
			asked, saidA, _ := a.crawl(name)
			other, saidB, _ := b.crawl(name)
			if !slices.Equal(asked, other) {
				t.Fatalf("pages lead elsewhere:\n%v\n%v", asked, other)
			}
			acts := slices.DeleteFunc(slices.Clone(a.acts), func(p sown) bool { return !x.may(p.marks[register.PortionHeader]) })
			compared := 0
			same := func(q request, ra, rb string) {
				if ra != rb {
					t.Errorf("%s: one register answers\n%s\nand the other\n%s", q, differing(ra, rb), differing(rb, ra))
				}
				compared++
			}
			for _, q := range asked {
				if !changes(q) && !a.tellsLength(x, q) {
					same(q, a.settle(name, saidA[q]), b.settle(name, saidB[q]))
				}
			}
			for _, q := range onePrint(a.everyRoute(acts, asked)) {
				if _, done := saidA[q]; !done && !changes(q) && !a.tellsLength(x, q) {
					same(q, a.settled(name, q), b.settled(name, q))
				}
			}
			t.Logf("%d answers compared", compared)
			if compared < 100 {
				t.Error("hardly anything was compared")
			}
		})
	}
}

// What is hidden is answered like what is not there, on every route that names it.
func TestHiddenIsLikeAbsent(t *testing.T) {
	x := &eyes[slices.IndexFunc(eyes, func(x eye) bool { return x.person.Name == "observer" })]
	w := grow(t, plan(nil, "a"))
	compared := 0
	for _, rt := range append(operations(w), pagesOf()...) {
		method, path, _ := strings.Cut(rt, " ")
		if method != "GET" || !strings.Contains(path, "{act}") || strings.Count(path, "{") != 2 {
			continue
		}
		for _, p := range w.acts {
			if x.may(p.marks[register.PortionHeader]) {
				continue
			}
			compared++
			hidden := strings.NewReplacer("{case}", p.initiative, "{act}", p.id).Replace(path)
			absent := strings.NewReplacer("{case}", p.initiative, "{act}", "not-there").Replace(path)
			one := strings.ReplaceAll(w.settled("observer", request{method: "GET", path: hidden}), hidden, "HERE")
			two := strings.ReplaceAll(w.settled("observer", request{method: "GET", path: absent}), absent, "HERE")
			if one != two {
				t.Errorf("%s answers\n%s\nand %s\n%s", hidden, differing(one, two), absent, differing(two, one))
			}
		}
	}
	if compared < 20 {
		t.Errorf("only %d compared", compared)
	}
}

func pagesOf() (all []string) {
	for _, rt := range routes {
		all = append(all, rt.pattern)
	}
	return all
}

func operations(w *world) (all []string) {
	for op := range w.server.api.ops {
		all = append(all, op)
	}
	slices.Sort(all)
	return all
}

// changes are requests that change something, or draw something: two sites answer them
// each for itself. Questions to the API are sent and change nothing.
func changes(q request) bool {
	if q.method == "GET" {
		return strings.HasPrefix(q.path, "/assets/")
	}
	return !strings.HasPrefix(q.path, "/v1/") || q.method != "POST" || strings.HasPrefix(q.path, "/v1/tokens") || changesPeople(q)
}

// tellsLength are checkpoints and proofs: by what they are they tell how long the
// register is, and only those cleared on it are given them.
func (w *world) tellsLength(x *eye, q request) bool {
	p, err := w.site.Person(x.person.Name)
	if err != nil {
		w.Fatal(err)
	}
	path, _, _ := strings.Cut(q.path, "?")
	return w.site.Reader(p).MayVerify() && (path == "/v1/register" || strings.HasSuffix(path, "/proof") || strings.HasSuffix(path, "/verify"))
}

// A form to file by is given a draft of its own, and an id that nobody else takes.
var draft = regexp.MustCompile(`name="draft" value="[a-z2-7]{16}"|name="id" value="[a-z-]+-[a-z2-7]{6}"`)

// A page bears a bookmark of the record, and a stream one for each event; no two of them
// are the same.
var bookmark = regexp.MustCompile(` since="[\w-]{48}"|(?m)^id: [\w-]{48}$`)

// unmarked is a page without its bookmark.
func unmarked(page string) string { return bookmark.ReplaceAllString(page, "") }

// A print tells when it was made.
var printedAt = regexp.MustCompile(`/(?:CreationDate|ModDate) \([^)]*\)`)

// Chromium numbers the parts of a print by what it has laid out before.
var numbered = regexp.MustCompile(`\(node\d{8}\)`)

var drawn = regexp.MustCompile(`(?i)\n(?:x-request-id|etag): [^\n]*`)

// settled asks, and settles the answer.
func (w *world) settled(name string, q request) string { return w.settle(name, w.ask(name, q)) }

// settle takes out of an answer what is drawn anew. An ETag is made of the body, and says
// no more.
func (w *world) settle(name string, r answer) string {
	w.Helper()
	var all strings.Builder
	fmt.Fprintf(&all, "%d %s\n", r.status, r.to)
	r.header.Write(&all)
	text := drawn.ReplaceAllString(strings.ReplaceAll(all.String(), "\r", ""), "") + "\n" + r.body
	text = strings.ReplaceAll(text, r.header.Get("X-Request-Id"), "NUMBER")
	text = draft.ReplaceAllString(text, "DRAFT")
	text = unmarked(text)
	text = printedAt.ReplaceAllString(text, "")
	text = numbered.ReplaceAllString(text, "(node)")
	p, err := w.site.Person(name)
	if err != nil {
		w.Fatal(err)
	}
	sessions, err := w.site.Sessions(p)
	if err != nil {
		w.Fatal(err)
	}
	for _, s := range sessions {
		text = strings.ReplaceAll(text, s.ID, "SESSION")
	}
	return text
}

// differing is where one text begins to differ from another.
func differing(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return "… " + a[max(0, i-120):min(len(a), i+200)]
}
