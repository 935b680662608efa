package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"entente/web"
)

// Somebody without a mouse supposes that Pakistan stays out: list, map and address
// follow, and Back undoes it.
func TestWhatIfByKeyboard(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see a what-if follow")
	}
	f := open(t)
	f.signIn()
	f.show("/case/gaza-isf-2025/what-if", "light", 1200)
	land := `document.querySelector("svg.map path[data-place=PAK]").classList`
	f.until("Pakistan is contingent on record", land+`.contains("contingent")`)
	ask[bool](f, `document.querySelectorAll("details.group").forEach(d => d.open = true), document.querySelector("[name='joins.PAK']").focus(), true`)
	f.press(kb.ArrowDown + kb.ArrowDown)
	f.until("the scenario is an address", `location.search == "?joins.PAK=false"`)
	f.until("the map follows", land+`.contains("out")`)
	f.until("the list follows", `document.querySelector("li[data-place=PAK]").dataset.standing == "out"`)
	f.until("the focus stays", `document.activeElement.name == "joins.PAK"`)
	f.picture("what-if-supposed")
	f.press("\t")
	ask[bool](f, `document.querySelector("button[value=PAK]").focus(), true`)
	f.press(kb.Enter)
	f.until("asked why, the page says", `document.querySelector("#why").innerText.length > 20 && document.activeElement.value == "PAK"`)
	ask[bool](f, `history.go(-3), true`)
	f.until("Back undoes it", `location.search == "" && `+land+`.contains("contingent")`)
	f.until("the form follows Back", `document.querySelector("[name='joins.PAK']").value == ""`)
}
