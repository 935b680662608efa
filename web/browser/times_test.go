package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"entente/web"
)

// Resting on a moment shows its date-time group, ISO 8601 and the reader's own clock;
// on a day, the same without a clock, whatever the reader's offset.
func TestTimesOnHover(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see times in the reader's own clock")
	}
	f := open(t)
	if _, err := chromedp.Call(f.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Pacific/Kiritimati"}); err != nil {
		t.Fatal(err)
	}
	f.signIn()
	f.show("/case/gaza-isf-2025/act/pak-minister-in-process", "light", 1100)
	f.until("a moment shows DTG, ISO and local time", `/^\d{6}Z [A-Z]{3} \d\d · \d{4}-\d\d-\d\dT[\d:]+Z · .*GMT\+14$/.test(document.querySelector("#record ~ ul time").title)`)
	f.show("/case/gaza-isf-2025/timeline", "light", 1100)
	f.until("a day shows DTG, ISO and the day of the week", `[...document.querySelectorAll("main time")].some(t => t.title === "28 OCT 25 · 2025-10-28 · Tuesday, October 28, 2025")`)
	f.speak("ar")
	if err := chromedp.Do(f.ctx, chromedp.Click(`.choices button[name=digits][value=arab]`)); err != nil {
		t.Fatal(err)
	}
	f.until("the page writes the figures chosen", `document.documentElement.dataset.digits === "arab"`)
	f.show("/case/gaza-isf-2025/timeline", "light", 1100)
	f.until("figures are those the reader chose, and the hover keeps the group", `[...document.querySelectorAll("main time")].some(t => t.innerText === "٢٠٢٥-١٠-٢٨" && t.title.startsWith("28 OCT 25 · 2025-10-28 · الثلاثاء"))`)
}
