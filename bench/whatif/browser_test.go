package whatif

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"entente/act"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/web"
)

// served is a site with the case, how long it took over each answer, and a browser whose
// reader has opened its what-if.
func served(b *testing.B) (context.Context, *answers) {
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
	took := &answers{Handler: handler}
	server := httptest.NewServer(took)
	b.Cleanup(func() { handler.Stop(); server.Close(); must(b, s.Close()) })

	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)...)
	b.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	b.Cleanup(cancel)
	must(b, chromedp.Do(ctx, chromedp.EmulateViewport(1200, 900), chromedp.Navigate(server.URL+"/sign-in?to=/case/case/what-if"),
		chromedp.SendKeys("[name=name]", "reader"), chromedp.SendKeys("[name=password]", "a long password"), chromedp.Click("button.main"), chromedp.WaitVisible("#answer")))
	return ctx, took
}

// answers is a site that notes how long each of its answers takes.
type answers struct {
	http.Handler
	mu  sync.Mutex
	all []float64 // ms
}

func (a *answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	a.Handler.ServeHTTP(w, r)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = append(a.all, ms(time.Since(began)))
}

// last is how long the last answer took.
func (a *answers) last() float64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.all[len(a.all)-1]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
