package whatif

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/web"
)

// served is a site with the case, and a browser whose reader has opened its what-if.
func served(b *testing.B) context.Context {
	b.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		b.Skip("SKIPPED: no Chromium on this machine")
	}
	if !web.Scripted() {
		b.Skip("SKIPPED: the scripts are not bundled: run npm ci --prefix web")
	}
	dir := filepath.Join(b.TempDir(), "site")
	secret, public, err := register.NewLogKey("example.org/whatif")
	must(b, err)
	w, err := site.Found(dir, secret, public, site.Founding{Origin: "example.org/whatif", Keeper: "SECRETARIAT", Office: "Registry"})
	must(b, err)
	key, err := site.SigningKey(dir, "")
	must(b, err)
	var drafts []*register.Draft
	for _, a := range Case(1) {
		a.Initiative, a.Marking = "case", "UNCLASSIFIED"
		if a.Kind == "initiative" {
			a.On = act.Date{}
		}
		d, err := w.Draft(a, site.Quality(a, "SECRETARIAT", true), key)
		must(b, err)
		drafts = append(drafts, d)
	}
	_, err = w.AppendAll(b.Context(), drafts, nil)
	must(b, err)
	must(b, w.Close())
	s, err := site.Open(dir, site.Options{})
	must(b, err)
	must(b, s.AddPerson(site.Person{Name: "reader", Title: "A reader", Role: site.Observer, Level: marking.Unclassified}, "a long password"))
	handler := web.New(s, web.Options{})
	server := httptest.NewServer(handler)
	b.Cleanup(func() { handler.Stop(); server.Close(); must(b, s.Close()) })

	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)...)
	b.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	b.Cleanup(cancel)
	must(b, chromedp.Do(ctx, chromedp.EmulateViewport(1200, 900), chromedp.Navigate(server.URL+"/sign-in?to=/case/case/what-if"),
		chromedp.SendKeys("[name=name]", "reader"), chromedp.SendKeys("[name=password]", "a long password"), chromedp.Click("button.main"), chromedp.WaitVisible("#answer")))
	return ctx
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// flips changes facts, options and joinings one after the other, as a reader does, and
// times each from the choice to the page changed (dom) and painted. Beside each, in
// the same moment, it times the floor: an answer of the site that says nothing,
// painted as well.
const flips = `(async () => {
	const form = document.querySelector("#suppose"), wait = document.querySelector("what-if");
	const selects = [...form.querySelectorAll("select")];
	const frame = () => new Promise(r => requestAnimationFrame(r));
	const out = [];
	for (let n = 0; n < 60; n++) {
		const s = selects[(n * 7) % selects.length];
		await frame();
		const began = performance.now();
		const shown = new Promise(r => wait.addEventListener("supposed", r, {once: true}));
		s.value = s.options[s.value ? 0 : 1 + n % (s.options.length - 1)].value;
		s.dispatchEvent(new Event("change", {bubbles: true}));
		await shown;
		const dom = performance.now() - began;
		await frame();
		const painted = await new Promise(r => { const c = new MessageChannel(); c.port1.onmessage = () => r(performance.now() - began); c.port2.postMessage(0); });
		await frame();
		const idle = performance.now();
		await fetch("/healthz").then(r => r.text());
		await frame();
		const floor = await new Promise(r => { const c = new MessageChannel(); c.port1.onmessage = () => r(performance.now() - idle); c.port2.postMessage(0); });
		out.push([dom, painted, floor]);
	}
	const size = performance.getEntriesByType("resource").filter(r => r.name.includes("what-if") && r.initiatorType == "fetch").map(r => r.encodedBodySize);
	return JSON.stringify({times: out, size: Math.max(...size)});
})()`

// BenchmarkPainted reports how long a reader waits for a what-if over 57 actors, solve
// included, in a browser.
func BenchmarkPainted(b *testing.B) {
	ctx := served(b)
	for b.Loop() {
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](flips, chromedp.EvalAwaitPromise))
		must(b, err)
		var out struct {
			Times [][3]float64
			Size  float64
		}
		must(b, json.Unmarshal([]byte(text), &out))
		for i, name := range []string{"dom", "painted", "floor"} {
			var all []float64
			for _, t := range out.Times {
				all = append(all, t[i])
			}
			slices.Sort(all)
			b.ReportMetric(all[len(all)/2], "ms-"+name+"-median")
			b.ReportMetric(all[len(all)*95/100], "ms-"+name+"-p95")
		}
		b.ReportMetric(out.Size, "bytes-largest")
	}
}
