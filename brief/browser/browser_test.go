// Package browser looks at written briefs with a real browser: whether they can be
// read by everybody (axe-core), fit a telephone, print whole and ask for nothing
// from outside. It needs Chromium, and axe-core from `npm ci --prefix brief/browser`;
// what is missing is skipped and said.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pages are golden pages of package brief.
var pages = []string{"exercise", "arabic", "hostile"}

// open starts Chromium and returns a context for it.
func open(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED: no Chromium on this machine: briefs are not looked at in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// show opens a page as a medium, in a scheme of colours, at a width.
func show(t *testing.T, ctx context.Context, page, medium, scheme string, width int64) {
	t.Helper()
	file, err := filepath.Abs(filepath.Join("..", "testdata", page+".html"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil { // so that go test sees when the page has changed
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+file)); err != nil {
		t.Fatal(err)
	}
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media:    medium,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func evaluate[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// tooWide names the innermost elements that reach furthest beyond a width.
func tooWide(t *testing.T, ctx context.Context, width int) string {
	return evaluate[string](t, ctx, fmt.Sprintf(`[...document.querySelectorAll("body *")].map(e => [e, e.getBoundingClientRect().right]).filter(x => x[1] > %d).sort((a, b) => b[1] - a[1]).slice(0, 4).map(x => x[1] + " " + x[0].outerHTML.slice(0, 120)).join("\n")`, width))
}

func TestReadableByEverybody(t *testing.T) {
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("SKIPPED: axe-core is absent: run `npm ci --prefix brief/browser` to check that briefs can be read by everybody")
	}
	ctx := open(t)
	for _, page := range pages {
		for _, scheme := range []string{"light", "dark"} {
			show(t, ctx, page, "screen", scheme, 900)
			evaluate[bool](t, ctx, string(axe)+"; true")
			evaluate[bool](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true), true`)
			out := evaluate[string](t, ctx, `axe.run().then(r => JSON.stringify({passes: r.passes.length, violations: r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 160))}))}))`)
			var result struct {
				Passes     int
				Violations []struct {
					ID, Help string
					Nodes    []string
				}
			}
			if err := json.Unmarshal([]byte(out), &result); err != nil {
				t.Fatal(err)
			}
			if result.Passes < 15 {
				t.Errorf("%s, %s: only %d rules of axe applied: was the page shown?", page, scheme, result.Passes)
			}
			for _, v := range result.Violations {
				t.Errorf("%s, %s: %s (%s): %s", page, scheme, v.Help, v.ID, strings.Join(v.Nodes, "\n"))
			}
		}
	}
}

func TestFitsATelephone(t *testing.T) {
	ctx := open(t)
	for _, page := range pages {
		show(t, ctx, page, "screen", "light", 360)
		if w := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); w > 360 {
			t.Errorf("%s is %d pixels wide on a screen of 360: %s", page, w, tooWide(t, ctx, 360))
		}
	}
}

func TestAsksForNothingOutside(t *testing.T) {
	ctx := open(t)
	for _, page := range pages {
		show(t, ctx, page, "screen", "light", 900)
		if n := evaluate[int](t, ctx, `performance.getEntriesByType("resource").length`); n != 0 {
			t.Errorf("%s asks for %d resources", page, n)
		}
		if n := evaluate[int](t, ctx, `document.scripts.length`); n != 0 {
			t.Errorf("%s holds %d scripts", page, n)
		}
	}
}

// On paper everything that was folded away on the screen for want of room is open,
// the page is light, nothing is wider than a sheet and no picture taller, so that
// none is cut.
func TestPaperShowsAll(t *testing.T) {
	ctx := open(t)
	const sheetWidth, sheetHeight = 643, 948 // A4 less its margins, in CSS pixels
	for _, page := range pages {
		show(t, ctx, page, "print", "dark", sheetWidth)
		if n := evaluate[int](t, ctx, `[...document.querySelectorAll(".reasons li")].filter(e => e.getBoundingClientRect().height < 5 && e.textContent.trim()).length`); n != 0 {
			t.Errorf("%s: %d reasons are folded away on paper", page, n)
		}
		if c := evaluate[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); c != "rgb(255, 255, 255)" {
			t.Errorf("%s prints on %s when the screen is dark", page, c)
		}
		if w := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); w > sheetWidth {
			t.Errorf("%s is %d pixels wide on paper, a sheet only %d: %s", page, w, sheetWidth, tooWide(t, ctx, sheetWidth))
		}
		if h := evaluate[int](t, ctx, `Math.ceil(Math.max(0, ...[...document.querySelectorAll(".picture")].map(e => e.getBoundingClientRect().height)))`); h > sheetHeight {
			t.Errorf("%s: a picture is %d pixels high, a sheet only %d", page, h, sheetHeight)
		}
	}
}

func TestPDF(t *testing.T) {
	ctx := open(t)
	show(t, ctx, "exercise", "", "light", 900)
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged()))
	if err != nil {
		t.Fatal(err)
	}
	sheets := len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(pdf, -1))
	if sheets < 3 {
		t.Errorf("the PDF has %d pages, want at least 3", sheets)
	}
	for _, want := range []string{"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Lang"} {
		if !strings.Contains(string(pdf), want) {
			t.Errorf("the PDF has no %s: it is not tagged", want)
		}
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("SKIPPED: no pdftotext on this machine: the words on paper are not read back")
	}
	file := filepath.Join(t.TempDir(), "brief.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= sheets; n++ {
		out, err := exec.Command("pdftotext", "-layout", "-f", fmt.Sprint(n), "-l", fmt.Sprint(n), file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if marks := strings.Count(string(out), "EXERCISE // UNCLASSIFIED"); marks < 2 {
			t.Errorf("sheet %d shows the marking %d times, want it at the top and at the bottom", n, marks)
		}
		if of := fmt.Sprintf("%d/%d", n, sheets); !strings.Contains(strings.ReplaceAll(string(out), " ", ""), of) {
			t.Errorf("sheet %d does not say %s", n, of)
		}
	}
}
