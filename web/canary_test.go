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
	"net/url"
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

// paper is a document around a word, to be gone through.
func paper(w string) []byte {
	return []byte("Pakistan said that " + w + " would join if Egypt joined.\n" + "The envoy of Egypt spoke of " + w + ". Nobody answered " + w + ".\n")
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

// grow founds the site of a plan. Its clocks stand still, so that two can be compared; at a
// day that is over, so that acts can be put on record after it.
func grow(t testing.TB, acts []sown) *world {
	t.Helper()
	w := &world{TB: t, acts: acts, clock: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), cookies: map[string]string{}}
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
		if text := acts[i].file; text != "" {
			if err := site.ReadTelegrams("mail.txt", []byte(text), "open", nil, nil).Keep(site.Sources(dir)); err != nil {
				t.Fatal(err)
			}
		} else if b, ok := a.Body.(*act.Source); ok {
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
	if _, err := source.Folder(site.DocumentsPath(dir)).Put(keptDocument, []byte(keptText)); err != nil {
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
	drafted := site.Draft{ID: draftOfPakistan, Initiative: "open", Kind: "statement", Form: url.Values{"id": {"pak-drafted"}, "actor": {"PAK"}, "on": {"2025-11-02"}, "marking": {"USA UNCLASSIFIED"}, "says": {"zqbody998a, half written"}}}
	if err := w.site.SaveDraft(&eyes[1].person, drafted); err != nil {
		t.Fatal(err)
	}
	return w
}

// draftOfPakistan is what the delegate of Pakistan is writing, and nobody else may see.
const draftOfPakistan = "pakistanisdraft1"

// request is one thing that is asked for.
type request struct{ method, path, kind, body string }

func (r request) String() string { return r.method + " " + r.path }

// ask asks as somebody, from an address of its own, so that no limit is met. Streams
// are read to their first word.
func (w *world) ask(name string, q request) answer { return w.askWith(name, q, nil) }

// askWith is ask with further headers.
func (w *world) askWith(name string, q request, headers [][2]string) answer {
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
	for _, h := range headers {
		r.Header.Set(h[0], h[1])
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
func (w *world) hiddenFrom(x *eye) []string { return w.hiddenWords(x, w.acts) }

// hiddenWords lists those of some acts, and of what stands around them.
func (w *world) hiddenWords(x *eye, acts []sown) (words []string) {
	for _, p := range acts {
		for i, word := range p.words {
			if !x.may(p.marks[register.PortionHeader]) || !x.may(p.marks[i]) {
				words = append(words, word)
			}
		}
		if !x.may(p.marks[register.PortionHeader]) && strings.HasPrefix(p.initiative, "zqdark") {
			words = append(words, p.initiative)
		}
	}
	if x.person.Name != "pakistan" {
		words = append(words, "zqbody998a")
	}
	if !x.may(keptMark) {
		words = append(words, "zqevidence999a")
	}
	slices.Sort(words)
	return slices.Compact(words)
}
