package web

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/source"
)

// A generated site: acts of every kind that pages show, whole or portion by portion
// under every sort of marking, with a word in each portion that stands nowhere else.
// Who may see which word is said by the rules written plainly below, not by package
// disclosure.

// eye is somebody who reads, and what the rules need to know of it.
type eye struct {
	person  site.Person
	cleared marking.Level // its actor, on the register
	groups  []string
}

var eyes = []eye{
	{person: site.Person{Name: "officer", Title: "An officer", Actor: "SECRETARIAT", Role: site.Officer, Level: marking.TopSecret}, cleared: marking.Confidential},
	{person: site.Person{Name: "pakistan", Title: "A delegate", Actor: "PAK", Role: site.Delegate, Level: marking.Secret}, cleared: marking.Secret, groups: []string{"OIC"}},
	{person: site.Person{Name: "attache", Title: "An attache", Actor: "PAK", Role: site.Delegate, Level: marking.Restricted}, cleared: marking.Secret, groups: []string{"OIC"}},
	{person: site.Person{Name: "riyadh", Title: "A delegate", Actor: "SAU", Role: site.Delegate, Level: marking.TopSecret}, cleared: marking.TopSecret, groups: []string{"OIC"}},
	{person: site.Person{Name: "observer", Title: "An observer", Role: site.Observer, Level: marking.TopSecret}},
	{person: site.Person{Name: "newcomer", Title: "A newcomer", Actor: "PAK", Role: site.Delegate, Level: marking.Secret, Awaits: true}},
}

// may is the decision, plainly.
func (x *eye) may(mark string) bool {
	m, me := marking.Parse(mark), x.person.Actor
	if x.person.Awaits || me == "" {
		me = "nobody"
	}
	own := slices.Equal(m.Owners, []string{me})
	named := slices.Contains(m.RelTo, me)
	reached := own || named || slices.ContainsFunc(x.groups, func(g string) bool { return slices.Contains(m.RelTo, g) })
	switch {
	case !m.Known(), m.Level > x.person.Level, m.Level > x.cleared && !own,
		m.Listed && !reached, m.NOFORN && !own, m.ORCON && !own && !named,
		m.TLP >= marking.AmberStrict && !own && !named, m.TLP == marking.Amber && !reached:
		return false
	}
	return true
}

// markings are what acts of the site are marked; some are for everybody.
var markings = []string{
	"USA UNCLASSIFIED",
	"USA RESTRICTED",
	"USA CONFIDENTIAL",
	"USA SECRET//REL TO PAK",
	"USA SECRET//REL TO PAK, SAU",
	"USA SECRET//REL TO OIC",
	"PAK TOP SECRET",
	"PAK SECRET//ORIGINATOR ONLY", // an empty REL TO
	"PAK/SAU SECRET//ORIGINATOR ONLY",
	"USA UNCLASSIFIED//NOFORN",
	"SAU UNCLASSIFIED//TLP:RED",
	"USA SECRET//REL TO OIC//ORCON",
	"USA UNCLASSIFIED//EYES ONLY", // words nobody knows
}

// bodies make the body of an act of each kind around a word.
var bodies = []func(word string) act.Body{
	func(w string) act.Body { return &act.Statement{Then: w} },
	func(w string) act.Body { return &act.Position{Stance: "supports", Issue: w} },
	func(w string) act.Body {
		return &act.Pledge{What: w, Rung: "pledge", Until: act.MustDate("2026-01-01")}
	},
	func(w string) act.Body {
		return &act.Deadline{What: w, Due: act.MustDate("2026-12-05"), Of: "PAK"}
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
	func(w string) act.Body { return &act.Initiative{Title: w, Type: "force", Aims: []string{w}} },
	func(w string) act.Body { return &act.Actor{Name: w, Roles: []string{"candidate"}} },
}

// paper is a document around a word, to be gone through.
func paper(w string) []byte {
	return []byte("Pakistan said that " + w + " would join if Egypt joined.\n" + "The envoy of Egypt spoke of " + w + ". Nobody answered " + w + ".\n")
}

// sown is an act of the site: the marking and the word of each portion.
type sown struct {
	initiative, id, actor string
	body                  int
	marks, words          [register.Portions]string
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
	const initiative, actor = 13, 14
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

// act makes it an act.
func (p *sown) act() *act.Act {
	b := bodies[p.body](p.words[register.PortionBody])
	a := &act.Act{ID: p.id, Kind: b.Kind(), Initiative: p.initiative, Body: b}
	a.Actor, a.On, a.Says = act.ActorRef(p.actor), act.MustDate("2025-11-01"), "said: "+p.words[register.PortionBody]
	a.Quote, a.Note = p.words[register.PortionEvidence], p.words[register.PortionComment]
	a.Marking = fmt.Sprintf("%s; body: %s; evidence: %s; comment: %s", p.marks[0], p.marks[1], p.marks[2], p.marks[3])
	return a
}

// world is a generated site that is served, with nobody between.
type world struct {
	testing.TB
	site    *site.Site
	server  *Server
	acts    []sown
	log     bytes.Buffer
	clock   time.Time
	from    int // of the address the last request came from
	cookies map[string]string
}

// grow founds the site of a plan. Its clocks stand still, so that two can be compared.
func grow(t testing.TB, acts []sown) *world {
	t.Helper()
	w := &world{TB: t, acts: acts, clock: time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC), cookies: map[string]string{}}
	now := func() time.Time { return w.clock }
	dir := filepath.Join(t.TempDir(), "site")
	secret, public, err := register.NewLogKey("test.example/site")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := site.Found(dir, secret, public, site.Founding{Origin: "test.example/site", Keeper: "SECRETARIAT", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	key, err := site.SigningKey(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	var drafts []*register.Draft
	draft := func(a *act.Act) {
		d, err := reg.Draft(a, site.Quality(a, "SECRETARIAT", true), key)
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, d)
	}
	for _, who := range []string{"SECRETARIAT CONFIDENTIAL", "PAK SECRET", "SAU TOP SECRET"} {
		reader, level, _ := strings.Cut(who, " ")
		a := &act.Act{ID: "clearance-" + strings.ToLower(reader), Kind: "register_clearance", Body: &register.ClearanceAct{Reader: act.ActorRef(reader), Level: level}}
		a.Actor, a.Marking = "SECRETARIAT", "USA UNCLASSIFIED"
		draft(a)
	}
	for i := range acts {
		a := acts[i].act()
		draft(a)
		if b, ok := a.Body.(*act.Source); ok {
			raw := paper(b.Title)
			if _, err := source.Folder(site.DocumentsPath(dir)).Put(source.Read("paper.txt", raw), raw); err != nil {
				t.Fatal(err)
			}
		}
	}
	results, err := reg.AppendAll(t.Context(), drafts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		if r.Err != nil {
			t.Fatalf("%d: %v", i, r.Err)
		}
	}
	if err := reg.Close(); err != nil {
		t.Fatal(err)
	}
	if w.site, err = site.Open(dir, site.Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	w.server = New(w.site, Options{Log: slog.New(slog.NewJSONHandler(&w.log, nil)), Now: now, Patience: time.Minute})
	t.Cleanup(func() {
		w.server.Stop()
		if err := w.site.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, x := range eyes {
		if err := w.site.AddPerson(x.person, ""); err != nil {
			t.Fatal(err)
		}
		if w.cookies[x.person.Name], err = w.site.Begin(x.person.Name, "a browser"); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// request is one thing that is asked for.
type request struct{ method, path, kind, body string }

func (r request) String() string { return r.method + " " + r.path }

// ask asks as somebody, from an address of its own, so that no limit is met. Streams
// are read to their first word.
func (w *world) ask(name string, q request) answer {
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, q.method, "http://entente.example/", strings.NewReader(q.body))
	u, err := r.URL.Parse(q.path)
	if err != nil {
		w.Fatalf("%s: %v", q, err)
	}
	r.URL, r.RequestURI = u, q.path
	w.from++
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:99", w.from>>16&255, w.from>>8&255, w.from&255)
	if q.kind != "" {
		r.Header.Set("Content-Type", q.kind)
	}
	if secret := w.cookies[name]; secret != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: secret})
	}
	rec := &stream{ResponseRecorder: httptest.NewRecorder(), first: cancel}
	w.server.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header().Get("Location"), rec.Header(), rec.Body.String()}
}

// stream is an answer that is given up at its first word when it has no end.
type stream struct {
	*httptest.ResponseRecorder
	once  sync.Once
	first func()
}

func (s *stream) Flush() {
	s.ResponseRecorder.Flush()
	if strings.HasPrefix(s.Header().Get("Content-Type"), "text/event-stream") {
		s.once.Do(s.first)
	}
}

// plainly is everything an answer says, with what is packed unpacked.
func (r answer) plainly() string {
	var all strings.Builder
	fmt.Fprintf(&all, "%d %s\n", r.status, r.to)
	r.header.Write(&all)
	text := r.body
	if z, err := zip.NewReader(strings.NewReader(text), int64(len(text))); err == nil {
		for _, f := range z.File {
			fmt.Fprintln(&all, f.Name)
			if in, err := f.Open(); err == nil {
				io.Copy(&all, in)
				in.Close()
			}
		}
	}
	all.WriteString(text)
	all.WriteString(html.UnescapeString(text))
	return strings.ToLower(all.String())
}

// hiddenFrom lists the words of the site that somebody may not see.
func (w *world) hiddenFrom(x *eye) (words []string) {
	for _, p := range w.acts {
		for i, word := range p.words {
			if !x.may(p.marks[register.PortionHeader]) || !x.may(p.marks[i]) {
				words = append(words, word)
			}
		}
		if !x.may(p.marks[register.PortionHeader]) && strings.HasPrefix(p.initiative, "zqdark") {
			words = append(words, p.initiative)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}
