package web

import (
	"fmt"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	leads     = regexp.MustCompile(`(?:href|action|src|hx-get)="(/[^"]*)"`)
	forms     = regexp.MustCompile(`(?s)<form[^>]*method="post"[^>]*action="(/[^"]*)"[^>]*>(.*?)</form>`)
	inputs    = regexp.MustCompile(`<(?:input|select|textarea|button)[^>]*\bname="([^"]*)"(?:[^>]*\bvalue="([^"]*)")?`)
	aroundAct = regexp.MustCompile(`/act/[^/?]+/|[?&]corrects=`)
	filling   = regexp.MustCompile(`\{([a-z]+)(?:\.\.\.)?\}`)
)

// crawl follows every link somebody is shown, from the start page on. It gives what
// was asked for, in order, with its answers, and the forms that were shown.
func (w *world) crawl(name string) (asked []request, answers map[request]answer, posts []request) {
	answers = map[request]answer{}
	queue := []request{{method: "GET", path: "/"}, {method: "GET", path: "/openapi.json"}}
	shown := map[string]bool{}
	for len(queue) > 0 {
		q := queue[0]
		queue = queue[1:]
		if _, done := answers[q]; done || len(asked) > 3000 {
			continue
		}
		r := w.ask(name, q)
		asked, answers[q] = append(asked, q), r
		for _, m := range leads.FindAllStringSubmatch(r.body, -1) {
			path, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if path != "" && !strings.HasPrefix(path, "//") {
				queue = append(queue, request{method: "GET", path: path})
			}
		}
		for _, m := range forms.FindAllStringSubmatch(r.body, -1) {
			values := url.Values{}
			for _, f := range inputs.FindAllStringSubmatch(m[2], -1) {
				values.Set(html.UnescapeString(f[1]), html.UnescapeString(f[2]))
			}
			values.Del("back")
			p := request{"POST", html.UnescapeString(m[1]), "application/x-www-form-urlencoded", values.Encode()}
			if !shown[p.String()+strings.Join(slices.Sorted(maps.Keys(values)), " ")] {
				posts = append(posts, p)
			}
			shown[p.String()+strings.Join(slices.Sorted(maps.Keys(values)), " ")] = true
		}
	}
	return asked, answers, posts
}

// everyRoute asks for every route and every operation of the API, with every case,
// act and person in its place.
func (w *world) everyRoute(acts []sown, found []request) (all []request) {
	w.Helper()
	fills := map[string][]string{"secret": {"not-a-secret"}, "provider": {"ministry"}, "id": {"not-an-id"},
		"kind": {"statement"}, "draft": {"not-a-draft", draftOfPakistan}, "n": {"0"}, "source": {"not-a-source"}, "place": {"1", "2.2", "9.9"}}
	cases := map[string]bool{}
	for _, p := range acts {
		cases[p.initiative] = true
		switch kind := bodies[p.body]("x").Kind(); kind {
		case "ballot", "silence":
			fills["ballot"] = append(fills["ballot"], url.PathEscape(p.id))
		case "source":
			fills["source"] = append(fills["source"], url.PathEscape(p.id))
		}
	}
	fills["ballot"] = append(fills["ballot"], "absent")
	for _, x := range eyes {
		fills["person"] = append(fills["person"], x.person.Name)
		fills["name"] = fills["person"]
	}
	patterns := []string{}
	for _, rt := range routes {
		patterns = append(patterns, rt.pattern)
	}
	for op := range w.server.api.ops {
		patterns = append(patterns, op)
	}
	slices.Sort(patterns)
	for _, pattern := range patterns {
		method, path, _ := strings.Cut(pattern, " ")
		path = strings.TrimSuffix(path, "{$}")
		var made []string
		if strings.Contains(path, "{case}") {
			for id := range cases {
				made = append(made, strings.Replace(path, "{case}", url.PathEscape(id), 1))
			}
			made = append(made, strings.Replace(path, "{case}", "absent", 1))
			slices.Sort(made)
		} else {
			made = []string{path}
		}
		if strings.Contains(path, "{act}") {
			var whole []string
			for i, p := range acts {
				if strings.Contains(path, "/telegram") && p.made == nil && i%8 > 0 {
					continue // an act like any other
				}
				if i%5 > 0 && !strings.HasSuffix(path, "{act}") {
					continue // what stands around acts is made of all in one way
				}
				at := strings.Replace(path, "{case}", url.PathEscape(p.initiative), 1)
				whole = append(whole, strings.Replace(at, "{act}", url.PathEscape(p.id), 1))
			}
			made = append(whole, strings.NewReplacer("{case}", "open", "{act}", "absent").Replace(path))
		}
		for _, path := range made {
			for _, path := range w.filled(pattern, path, w.filesOf(pattern, fills), found) {
				if method == "GET" || method == "DELETE" {
					all = append(all, request{method: method, path: path})
					continue
				}
				for _, id := range slices.Sorted(maps.Keys(cases)) {
					all = append(all, request{method, path, "application/json", fmt.Sprintf(`{"case":%q}`, id)})
				}
				all = append(all, request{method, path, "application/json", `{"case":1}`}, request{method, path, "application/x-www-form-urlencoded", "id=x&name=x&case=zqdark&act=x&q=zq"})
			}
		}
	}
	return all
}

// filesOf adds the files there are at a route that hands them out.
func (w *world) filesOf(pattern string, fills map[string][]string) map[string][]string {
	all := maps.Clone(fills)
	add := func(name string, exts []string) {
		for _, ext := range exts {
			all["file"] = append(all["file"], name+"."+ext)
		}
	}
	switch {
	case strings.Contains(pattern, "{case}/list"):
		for _, name := range slices.Sorted(maps.Keys(caseLists)) {
			add(name, listFiles)
		}
	case strings.Contains(pattern, "list"):
		for _, name := range slices.Sorted(maps.Keys(siteLists)) {
			add(name, listFiles)
		}
	case strings.Contains(pattern, "/brief"):
		for _, name := range []string{"assess", "charter", "decide"} {
			add(name, briefFiles)
		}
	}
	return all
}

// filled puts what is known into what is left of a pattern: what links elsewhere have
// in the same place, or one of fills.
func (w *world) filled(pattern, path string, fills map[string][]string, found []request) []string {
	w.Helper()
	m := filling.FindStringSubmatch(path)
	if m == nil {
		return []string{path}
	}
	values := slices.Clone(fills[m[1]])
	_, tail, _ := strings.Cut(pattern, " ")
	parts := strings.Split(tail, "/")
	for _, q := range found {
		p, _, _ := strings.Cut(q.path, "?")
		at := strings.Split(p, "/")
		if len(at) != len(parts) {
			continue
		}
		value, same := "", true
		for i := range parts {
			switch {
			case parts[i] == m[0]:
				value = at[i]
			case !strings.HasPrefix(parts[i], "{") && parts[i] != at[i]:
				same = false
			}
		}
		if same && value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	if len(values) == 0 {
		w.Errorf("%s: no page links to it and fills does not say what {%s} can be: it is not tried", pattern, m[1])
	}
	var all []string
	for _, v := range values {
		all = append(all, w.filled(pattern, strings.Replace(path, m[0], v, 1), fills, found)...)
	}
	return all
}

// everything is all that can be asked for on a site: every route and operation, all that
// anybody is shown a link or a form to, and searches for words that are hidden.
func (w *world) everything() (all []request) {
	var found, posts []request
	for _, x := range eyes {
		asked, _, shown := w.crawl(x.person.Name)
		w.Logf("%s is shown %d addresses and %d forms", x.person.Name, len(asked), len(shown))
		if len(asked) < 40 {
			w.Errorf("%s is shown only %d addresses", x.person.Name, len(asked))
		}
		found, posts = append(found, asked...), append(posts, shown...)
	}
	p, err := w.site.Person("pakistan")
	if err != nil {
		w.Fatal(err)
	}
	handed, err := w.site.Reader(p).HandIn("dossier.yaml", []byte("entente: 1\nid: open\ntitle: Zqbody997a\nmarking: USA UNCLASSIFIED\nas_of: 2025-11-30\n"), "")
	if err != nil {
		w.Fatal(err)
	}
	found = append(found, request{method: "GET", path: "/import/" + handed})
	n := 0
	found = slices.DeleteFunc(found, func(q request) bool { // what stands around acts is made of all in one way
		n++
		return n%5 > 0 && aroundAct.MatchString(q.path)
	})
	all = append(w.everyRoute(w.acts, found), found...)
	for _, path := range []string{"/search?q=", "/v1/search?q=", "/list/search.csv?q=", "/list/search.json?q="} {
		for _, a := range w.acts {
			if a.marks[0] == "PAK TOP SECRET" {
				all = append(all, request{method: "GET", path: path + a.words[1]}, request{method: "GET", path: path + a.id})
			}
		}
	}
	all = append(all, posts...)
	seen := map[request]bool{}
	return slices.DeleteFunc(onePrint(all), func(q request) bool {
		again := seen[q] || changesPeople(q)
		seen[q] = true
		return again
	})
}

// onePrint leaves one file of each sort in that takes long to make of what is asked for as
// HTML, CSV and JSON too.
func onePrint(all []request) []request {
	first := map[string]string{}
	return slices.DeleteFunc(all, func(q request) bool {
		path, _, _ := strings.Cut(q.path, "?")
		for _, ext := range []string{".pdf", ".docx", ".xlsx"} {
			if strings.HasSuffix(path, ext) {
				if first[ext] == "" {
					first[ext] = path
				}
				return path != first[ext]
			}
		}
		return false
	})
}

// changesPeople are the forms that change who may read what; TestLetIn and what stands
// around it try them.
func changesPeople(q request) bool {
	return q.method != "GET" && (strings.HasPrefix(q.path, "/people") || strings.HasPrefix(q.path, "/v1/people") || q.path == "/account/vouch")
}

// spoken are the words of the site that a text says.
var spoken = regexp.MustCompile(`zq(?:header|body|evidence|comment)\d+[ab]+|zqdark[ab]?`)

// For every route and every reader: no byte of what he may not see, in page, search,
// export, header, error or answer of the API; nor by a link that somebody else was
// shown, nor by sending any form. Nothing fails on the way.
func TestNoByteOfWhatMayNotBeSeen(t *testing.T) {
	w := grow(t, plan(nil, "a"))
	every := w.everything()
	told := 0
	for i := range eyes {
		x := &eyes[i]
		hidden := w.hiddenFrom(x)
		for _, q := range every {
			w.again(x.person.Name)
			r := w.ask(x.person.Name, q)
			if r.status >= 500 {
				t.Errorf("%s asks %s and is answered %d", x.person.Name, q, r.status)
			}
			mine, _ := url.QueryUnescape(strings.ToLower(q.path + " " + q.body)) // what one sends oneself may come back
			for _, word := range spoken.FindAllString(r.plainly(), -1) {
				switch {
				case strings.Contains(mine, word):
				case slices.Contains(hidden, word):
					t.Errorf("%s asks %s and is told %q", x.person.Name, q, word)
				default:
					told++
				}
			}
		}
	}
	t.Logf("%d requests of each of %d readers; words they may see were said %d times", len(every), len(eyes), told)
	if told < 1000 {
		t.Error("hardly anything was said at all: the test says little")
	}
	for _, word := range spoken.FindAllString(strings.ToLower(w.log.String()), -1) {
		t.Errorf("the log holds %q", word)
	}
}

// again begins a session anew that a request has ended.
func (w *world) again(name string) {
	w.Helper()
	if _, err := w.site.Session(w.cookies[name]); err == nil {
		return
	}
	secret, err := w.site.Begin(name, "a browser")
	if err != nil {
		w.Fatal(err)
	}
	w.cookies[name] = secret
}
