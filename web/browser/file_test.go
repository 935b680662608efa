package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"entente/web"
)

// Somebody without a mouse writes an act: it is kept as a draft without a word, a
// mistake leads to its field with everything still there, and what is filed can be
// taken back.
func TestFileByKeyboard(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see drafts kept")
	}
	f := open(t)
	f.signIn()
	f.show("/case/gaza-isf-2025/file/statement", "light", 1200)
	f.until("the form is there", `document.querySelector("#f-says")`)
	ask[bool](f, `document.querySelector("#f-says").focus(), true`)
	f.press("The secretariat has counted.")
	f.until("it is kept as a draft", `location.pathname.startsWith("/draft/") && document.querySelector("[data-kept]").textContent.includes("Kept at")`)
	f.until("focus and words stay", `document.activeElement.id == "f-says" && document.activeElement.value == "The secretariat has counted."`)

	// the browser is closed and opened again
	if err := chromedp.Do(f.ctx, chromedp.Reload()); err != nil {
		t.Fatal(err)
	}
	f.until("a closed browser loses nothing", `document.querySelector("#f-says").value == "The secretariat has counted."`)

	// a condition is said back as it is written
	ask[bool](f, `document.querySelector("#f-if").focus(), true`)
	f.press("joins.EGP")
	f.until("what is wrong is said at once", `document.querySelector("[data-said=if]").innerText.includes("did you mean")`)
	f.press(kb.Backspace + "Y")
	f.until("the condition is said in words", `document.querySelector("[data-said=if]").innerText.includes("Egypt joins")`)

	// an actor is found by letters of its name in another language
	ask[bool](f, `document.querySelector("#f-actor").value = "", document.querySelector("#f-actor").focus(), true`)
	f.press("Ägyp")
	f.until("two or three letters find an actor", `[...document.querySelectorAll("#list-actor option")].some(o => o.value == "EGY")`)
	ask[bool](f, `document.querySelector("#f-actor").value = "SECRETARIAT", true`)

	// Enter sends the form; a wrong day leads to its field
	ask[bool](f, `document.querySelector("#f-on").value = "", document.querySelector("#f-on").focus(), true`)
	f.press("tomorrow" + kb.Enter)
	f.until("the focus is on the first mistake", `document.activeElement.id == "f-on" && document.querySelector("#wrong-on").innerText.includes("year-month-day")`)
	f.until("everything typed is there", `document.querySelector("#f-says").value == "The secretariat has counted." && document.querySelector("#f-if").value == "joins.EGY" && document.querySelector("#f-on").value == "tomorrow"`)
	f.picture("file-wrong")
	ask[bool](f, `document.querySelector("#f-on").value = "2026-11-28", true`)
	f.press(kb.Enter)
	f.until("it says who will see it", `document.querySelectorAll("#will-see li").length == 3`)
	f.picture("review")
	f.until("the way on has the focus", `document.activeElement.innerText.startsWith("File it")`)
	f.press(kb.Enter)
	f.until("it can be taken back", `document.activeElement.innerText == "Take it back"`)
	f.picture("held")
	f.press(kb.Enter)
	f.until("taken back it is a draft", `document.querySelector("#f-says").value == "The secretariat has counted." && document.body.innerText.includes("Draft, not filed")`)
}
