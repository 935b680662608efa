package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"entente/web/words"
)

// What is laid out once for many turns on nobody: on two sites of the same record, where
// the same people look in opposite orders, each is shown the same bytes on both. Who
// looks first, and what he may see, changes nothing for who comes after.
func TestWhoLooksFirstChangesNothing(t *testing.T) {
	one, other := grow(t, plan(nil, "a")), grow(t, plan(nil, "a"))
	var asked []request
	for _, p := range one.acts {
		for _, part := range []string{"", "/actors", "/charter", "/decisions", "/forces", "/timeline", "/timeline?at=2026-01-01"} {
			q := request{method: "GET", path: "/case/" + p.initiative + part}
			if p.initiative != "" && !slices.Contains(asked, q) {
				asked = append(asked, q)
			}
		}
	}
	look := func(w *world, from []eye) map[string]string {
		seen := map[string]string{}
		for _, x := range from {
			for _, q := range asked {
				seen[x.person.Name+" "+q.path] = w.settled(x.person.Name, q)
			}
		}
		return seen
	}
	back := slices.Clone(eyes)
	slices.Reverse(back)
	a, b := look(one, eyes), look(other, back)
	observer := slices.IndexFunc(eyes, func(x eye) bool { return x.person.Name == "observer" })
	told := 0
	for q := range a {
		if a[q] != b[q] {
			t.Errorf("%s: who comes early is shown\n%s\nand who comes late\n%s", q, differing(a[q], b[q]), differing(b[q], a[q]))
		}
		for _, word := range one.hiddenFrom(&eyes[observer]) {
			switch {
			case !strings.Contains(a[q], word), strings.Contains(q, word): // an error page leads back to where it was asked for
			case strings.HasPrefix(q, "observer "):
				t.Errorf("%s: it says %s", q, word)
			default:
				told++
			}
		}
	}
	if told == 0 {
		t.Error("nobody is shown more than the observer: the test says little")
	}
}

// Each is shown a page in its own language, with its own figures and buttons, whoever
// had it laid out before.
func TestLaidOutAsEachHasIt(t *testing.T) {
	h := open(t)
	files, reads := h.as("secretary"), h.as("observer")
	const path = "/case/gaza-isf-2025/actors"
	before := files.get(path)
	for _, settings := range []string{"ar.." + string(words.Arabic), "ar..", "fr..", "en.."} {
		files.cookies[settingsCookie] = settings
		r := files.get(path)
		if code, _, _ := strings.Cut(settings, "."); !strings.Contains(r.body, `<html lang="`+code+`"`) || unmarked(r.body) == unmarked(before.body) && settings != "en.." {
			t.Errorf("with %s the page is as without", settings)
		}
		if settings == "en.." && unmarked(r.body) != unmarked(before.body) {
			t.Errorf("the page has changed: %s", differing(unmarked(r.body), unmarked(before.body)))
		}
	}
	if strings.Contains(reads.get("/case/gaza-isf-2025/actors").body, "/file/actor") {
		t.Error("who files nothing is shown a button to file")
	}
}

// A page that is put together from stretches that were compressed before is, unpacked,
// the page as it is sent to who takes none.
func TestCompressedPagesAreThePages(t *testing.T) {
	b := open(t).as("secretary")
	for _, path := range []string{"/", "/case/gaza-isf-2025", "/case/gaza-isf-2025", "/case/gaza-isf-2025/actors", "/case/gaza-isf-2025/timeline", "/case/iraq-2007/decisions"} {
		plain := b.do("GET", path, nil, "Accept-Encoding", "identity")
		packed := b.do("GET", path, nil, "Accept-Encoding", "gzip")
		if packed.header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is not compressed", path)
			continue
		}
		z, err := gzip.NewReader(strings.NewReader(packed.body))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if unmarked(string(text)) != unmarked(plain.body) || plain.status != http.StatusOK {
			t.Errorf("%s: unpacked it reads\n%s\nand is\n%s", path, differing(unmarked(string(text)), unmarked(plain.body)), differing(unmarked(plain.body), unmarked(string(text))))
		}
	}
}
