// Package browser looks at every page of a site with a real browser: whether it can
// be read by everybody (axe-core), fits a telephone, runs without an error, and reads
// without script. It needs Chromium, axe-core from `npm ci --prefix brief/browser`,
// and the bundle from `npm ci --prefix web`; what is missing is skipped and said.
//
// With SHOTS=DIR it leaves a picture of every page there.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"entente/act"
	"entente/register"
	"entente/site"
	"entente/site/demo"
	"entente/web"
)

// pages are what is looked at: a name for the picture, and the address.
var pages = [][2]string{
	{"start", "/"}, {"picture", "/case/gaza-isf-2025"}, {"actors", "/case/gaza-isf-2025/actors"}, {"charter", "/case/gaza-isf-2025/charter"},
	{"decisions", "/case/iraq-2007/decisions"}, {"timeline", "/case/gaza-isf-2025/timeline"}, {"sources", "/case/gaza-isf-2025/sources"},
	{"act", "/case/gaza-isf-2025/act/pak-minister-in-process"}, {"past", "/case/gaza-isf-2025?at=2025-10-31"},
	{"search", "/search?q=pak"}, {"history", "/case/gaza-isf-2025/act/pak-minister-in-process/history"},
	{"verify", "/case/gaza-isf-2025/act/pak-minister-in-process/verify"}, {"recent", "/recent"}, {"calendar", "/calendar"}, {"import", "/import"}, {"help", "/help"},
	{"sessions", "/sessions"}, {"tokens", "/tokens"}, {"account", "/account"}, {"people", "/people"}, {"person", "/people/pakistan"}, {"absent", "/case/none"},
	{"forces", "/case/gaza-isf-2025/forces"}, {"what-if", "/case/gaza-isf-2025/what-if?option.disarmament=palestinian_police"},
	{"compare", "/case/gaza-isf-2025/compare?a.at=2025-10-31&b.option.disarmament=palestinian_police"},
	{"file", "/case/gaza-isf-2025/file"}, {"new", "/new"}, {"initiative", "/case/a-new-case/file/initiative"}, {"views", "/views"}, {"file-position", "/case/gaza-isf-2025/file/position?source=seed-2%233"}, {"file-pledge", "/case/gaza-isf-2025/file/pledge"},
	{"inbox", "/inbox"}, {"inbox-case", "/case/moderate-states-2007/inbox"}, {"telegram", "/case/gaza-isf-2025/telegram/25CAIRO310-sent"}, {"telegram-urdu", "/case/gaza-isf-2025/telegram/25JEDDAH57-sent"},
	{"bench", "/case/gaza-isf-2025/source/gaza-digest/5.2"}, {"bench-cable", "/case/moderate-states-2007/source/moderate-cable"}, {"carry", "/case/gaza-isf-2025/act/pak-minister-in-process/carry"},
	{"sitting", "/case/gaza-isf-2025/decide/vote-2803"}, {"paper", "/case/gaza-isf-2025/decide/vote-2803/paper"},
}

// served is the demonstration, and chromium the browser, of the whole suite: both
// take longer to start than most tests.
var (
	served struct {
		site   *site.Site
		url    string
		people []demo.Persona
	}
	chromium context.Context
)

func TestMain(m *testing.M) { os.Exit(suite(m)) }

func suite(m *testing.M) int {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return m.Run() // and every test says that it is skipped
	}
	home, err := os.MkdirTemp("", "entente-browser")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(home)
	dir := filepath.Join(home, "demo")
	if served.people, err = demo.Make(context.Background(), dir); err != nil {
		panic(err)
	}
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		panic(err)
	}
	defer s.Close()
	handler := web.New(s, web.Options{Patience: time.Minute})
	server := httptest.NewServer(handler)
	defer server.Close()
	defer handler.Stop()
	served.site, served.url = s, server.URL
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	defer cancel()
	chromium, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(chromium, chromedp.Navigate("about:blank")); err != nil {
		panic(err)
	}
	return m.Run()
}

// fixture is a tab of the browser, with cookies of its own.
type fixture struct {
	*testing.T
	ctx    context.Context
	url    string
	people []demo.Persona
}

func open(t *testing.T) *fixture {
	t.Helper()
	if chromium == nil {
		t.Skip("SKIPPED: no Chromium on this machine: pages are not looked at in a browser")
	}
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 6*time.Minute)
	t.Cleanup(cancel)
	return &fixture{t, ctx, served.url, served.people}
}

// signIn signs the first of the cast in, by the form.
func (f *fixture) signIn() {
	f.Helper()
	f.show("/sign-in", "light", 900)
	p := f.people[0]
	ask[bool](f, fmt.Sprintf(`document.querySelector("[name=name]").value = %q, document.querySelector("[name=password]").value = %q, true`, p.Name, p.Password))
	if err := chromedp.Do(f.ctx, chromedp.Click("button.main"), chromedp.WaitVisible("#changed")); err != nil {
		f.Fatal(err)
	}
}

// show opens a page in a scheme of colours at a width.
func (f *fixture) show(path, scheme string, width int64) {
	f.Helper()
	_, err := chromedp.Call(f.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	if err == nil {
		err = chromedp.Do(f.ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(f.url+path))
	}
	if err != nil {
		f.Fatalf("%s: %v", path, err)
	}
}

func ask[T any](f *fixture, js string) T {
	f.Helper()
	v, err := chromedp.Run(f.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		f.Fatal(err)
	}
	return v
}

// picture leaves a picture of the page where SHOTS says.
func (f *fixture) picture(name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(f.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		f.Error(err)
	}
}

func TestReadableByEverybody(t *testing.T) {
	axe, err := os.ReadFile("../../brief/browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("SKIPPED: axe-core is absent: run `npm ci --prefix brief/browser` to check that pages can be read by everybody")
	}
	f := open(t)
	f.readable("/sign-in", "sign-in", "light", string(axe))
	f.signIn()
	for _, p := range pages {
		f.readable(p[1], p[0], "light", string(axe))
	}
	f.speak("ar")
	for _, p := range pages {
		f.readable(p[1], p[0], "dark", string(axe))
		if ask[string](f, `document.documentElement.dir`) != "rtl" {
			t.Errorf("%s is not written from right to left", p[1])
		}
	}
}

// speak chooses a language of the site, by its button.
func (f *fixture) speak(lang string) {
	f.Helper()
	f.show("/help", "light", 1100)
	if err := chromedp.Do(f.ctx, chromedp.Click(`button[name=language][value=`+lang+`]`)); err != nil {
		f.Fatal(err)
	}
	f.until("the page speaks "+lang, `document.documentElement.lang === "`+lang+`"`)
}

// readable runs axe on a page with everything in it open.
func (f *fixture) readable(path, name, scheme, axe string) {
	f.Helper()
	f.show(path, scheme, 1100)
	f.fits(path, 1100)
	f.picture(name + "-" + scheme)
	ask[bool](f, axe+"; true")
	ask[bool](f, `document.querySelectorAll("details").forEach(d => d.open = true), true`)
	out := ask[string](f, `axe.run().then(r => JSON.stringify({passes: r.passes.length, violations: r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 160))}))}))`)
	var result struct {
		Passes     int
		Violations []struct {
			ID, Help string
			Nodes    []string
		}
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil {
		f.Fatal(err)
	}
	if result.Passes < 10 {
		f.Errorf("%s, %s: only %d rules of axe applied: was the page shown?", path, scheme, result.Passes)
	}
	for _, v := range result.Violations {
		f.Errorf("%s, %s: %s (%s): %s", path, scheme, v.Help, v.ID, strings.Join(v.Nodes[:min(3, len(v.Nodes))], "\n"))
	}
}

func TestFitsATelephone(t *testing.T) {
	f := open(t)
	f.signIn()
	for _, lang := range []string{"", "ar", "fr"} { // first the language of the browser, English
		if lang != "" {
			f.speak(lang)
		}
		for _, p := range pages {
			f.show(p[1], "light", 360)
			f.picture(p[0] + "-360" + lang)
			f.fits(p[1], 360)
		}
	}
}

// fits holds a page to the width of its screen, whichever way it is written.
func (f *fixture) fits(path string, width int) {
	f.Helper()
	if w := ask[int](f, `document.documentElement.scrollWidth`); w > width {
		f.Errorf("%s is %d pixels wide on a screen of %d: %s", path, w, width, ask[string](f, fmt.Sprintf(`[...document.querySelectorAll("body *")].map(e => [e, e.getBoundingClientRect()]).map(([e, r]) => [e, Math.max(r.right - %d, -r.left)]).filter(x => x[1] > 0).sort((a, b) => b[1] - a[1]).slice(0, 4).map(x => x[1] + " " + x[0].outerHTML.slice(0, 120)).join("\n")`, width)))
	}
}

// No page says anything on the console, and none asks for what its policy forbids.
func TestConsoleIsSilent(t *testing.T) {
	f := open(t)
	heard := hear(f)
	f.signIn()
	for _, p := range pages {
		f.show(p[1], "light", 1100)
		if p[0] == "absent" {
			heard() // Chromium reports the status 404 of the page itself
			continue
		}
		for _, said := range heard() {
			t.Errorf("%s: %s", p[1], said)
		}
	}
}

func TestReadsWithoutScript(t *testing.T) {
	f := open(t)
	if _, err := chromedp.Call(f.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	f.signIn()
	for _, p := range pages {
		f.show(p[1], "light", 1100)
		if n := ask[int](f, `document.querySelector("main").innerText.length`); n < 60 {
			t.Errorf("%s shows %d characters without script", p[1], n)
		}
	}
	f.show("/case/gaza-isf-2025", "light", 1100)
	if err := chromedp.Do(f.ctx, chromedp.Click("#why-PAK summary"), chromedp.WaitVisible("#why-PAK .cite a")); err != nil {
		t.Errorf("why, in one click, without script: %v", err)
	}
}

// hear gives a function that returns what the console said since it was last asked.
func hear(f *fixture) func() []string {
	var mu sync.Mutex
	var said []string
	console := chromedp.Console(f.ctx)
	go func() {
		for m, err := range console {
			if err != nil {
				return // the browser has gone
			}
			mu.Lock()
			said = append(said, m.Text)
			mu.Unlock()
		}
	}()
	return func() []string {
		ask[bool](f, `new Promise(r => setTimeout(() => r(true), 50))`)
		mu.Lock()
		defer mu.Unlock()
		out := said
		said = nil
		return out
	}
}

// An act that comes on record shows on an open page, without anything done there.
func TestPageFollowsTheRecord(t *testing.T) {
	f := open(t)
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see pages follow the record")
	}
	f.signIn()
	f.show("/case/iraq-2007/timeline", "light", 1100)
	f.until("the page listens", `document.querySelector("live-page").source.readyState === EventSource.OPEN`)
	file(t, "fresh-word")
	if err := chromedp.Do(f.ctx, chromedp.WaitVisible(`a[href$="/act/fresh-word"]`)); err != nil {
		t.Errorf("the page does not show the act: %v", err)
	}
}

// file puts a statement of the secretariat on record.
func file(t *testing.T, id string) {
	t.Helper()
	key, err := site.SigningKey(served.site.Dir(), "")
	if err != nil {
		t.Fatal(err)
	}
	a := &act.Act{ID: id, Kind: "statement", Initiative: "iraq-2007", Body: &act.Statement{}}
	a.Actor, a.On, a.Says, a.Marking = "SECRETARIAT", act.MustDate("2026-11-28"), "A word of the secretariat.", "EXERCISE//UNCLASSIFIED"
	d, err := served.site.Register().Draft(a, register.Own, key)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := served.site.Append(t.Context(), d); err != nil || r.Err != nil {
		t.Fatal(err, r.Err)
	}
}
