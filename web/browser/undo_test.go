package browser

import (
	"testing"

	"github.com/chromedp/chromedp"

	"entente/web"
)

// Ctrl+Z takes back what was typed into a draft, field by field, also when the page has
// been sent and loaded anew in between; Ctrl+Y brings it again.
func TestUndoInADraft(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see drafts undone")
	}
	f := open(t)
	f.signIn()
	f.show("/case/gaza-isf-2025/file/statement", "light", 1200)
	f.until("the form is there", `document.querySelector("#f-says")`)
	ask[bool](f, `document.querySelector("#f-says").focus(), true`)
	f.press("First words.")
	ask[bool](f, `document.querySelector("#f-speaker").focus(), true`)
	f.press("A. Speaker")
	f.until("it is kept as a draft", `location.pathname.startsWith("/draft/")`)
	if err := chromedp.Do(f.ctx, chromedp.Reload()); err != nil {
		t.Fatal(err)
	}
	f.until("the draft is there", `document.querySelector("#f-speaker")?.value === "A. Speaker"`)
	key := func(letter string) {
		ask[bool](f, `(document.activeElement.closest("form#filing") ?? document.querySelector("#f-says")).dispatchEvent(new KeyboardEvent("keydown", {key: "`+letter+`", ctrlKey: true, bubbles: true, cancelable: true})), true`)
	}
	key("z")
	f.until("the last field is as it was, and in hand", `document.querySelector("#f-speaker").value === "" && document.activeElement.id === "f-speaker" && document.querySelector("#f-says").value === "First words."`)
	key("z")
	f.until("and the one before", `document.querySelector("#f-says").value === "" && document.activeElement.id === "f-says"`)
	key("y")
	key("y")
	f.until("both are there again", `document.querySelector("#f-says").value === "First words." && document.querySelector("#f-speaker").value === "A. Speaker"`)
	f.until("what stands there is kept", `document.querySelector("[data-kept]").textContent.includes("Kept at")`)
}
