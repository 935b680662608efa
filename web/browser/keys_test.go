package browser

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Everything is reached without a mouse: the field of search, the palette, the keys
// themselves, the pages of a case, its reasons.
func TestKeys(t *testing.T) {
	f := open(t)
	f.signIn()
	f.show("/case/gaza-isf-2025", "light", 1100)
	f.press("/")
	f.until("/ leads to the search", `document.activeElement.id === "q"`)
	f.press("pak" + kb.Enter)
	f.until("the search finds Pakistan", `location.pathname === "/search" && document.querySelector("#found a")?.textContent === "Pakistan"`)
	f.show("/case/gaza-isf-2025", "light", 1100)
	f.press("?")
	f.until("? shows the keys", `document.querySelector("dialog[open] kbd") !== null`)
	f.press(kb.Escape)
	f.until("Escape closes them", `document.querySelector("dialog") === null`)
	f.press("3")
	f.until("3 opens the third page of the case", `location.pathname === "/case/gaza-isf-2025/charter"`)
	f.press("2")
	f.until("2 opens the second", `location.pathname === "/case/gaza-isf-2025/actors"`)
	f.press("j")
	f.until("j goes to the first", `document.activeElement === document.querySelectorAll("main .standing > summary")[0]`)
	f.press("j")
	f.until("j moves on", `document.activeElement === document.querySelectorAll("main .standing > summary")[1]`)
	f.press(kb.Enter)
	f.until("Enter opens what has the focus", `document.activeElement.parentElement.open`)
	f.press("o")
	f.until("o unfolds all", `[...document.querySelectorAll("main .standing")].every(d => d.open)`)
	ask[bool](f, `document.dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, bubbles: true})), true`)
	f.until("Ctrl+K opens the palette", `document.activeElement.closest("dialog") !== null`)
	f.press("minister in pro")
	f.until("the palette finds an act", `document.querySelector('dialog a[href*="pak-minister-in-process"]') !== null`)
	f.press(kb.ArrowDown)
	f.press(kb.Enter)
	f.until("Enter goes there", `location.pathname.includes("/act/")`)
	f.press("r")
	f.until("r offers what was opened last", `document.querySelector('dialog a[href*="/act/"]') !== null`)
}

// press types keys where the focus is.
func (f *fixture) press(keys string) {
	f.Helper()
	if err := chromedp.Do(f.ctx, chromedp.KeyEvent(keys)); err != nil {
		f.Fatal(err)
	}
}

// until waits for something to be so on the page.
func (f *fixture) until(what, js string) {
	f.Helper()
	for range 100 {
		if v, err := chromedp.Run(f.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && Boolean(`+js+`)`)); err == nil && v {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	where, _ := chromedp.Run(f.ctx, chromedp.Evaluate[string](`location.href + " · " + document.activeElement.outerHTML.slice(0, 200)`))
	f.Fatalf("%s: not so at %s", what, where)
}
