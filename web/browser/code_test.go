package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"entente/act"
	"entente/register"
	"entente/source"
	"entente/web"
)

const wire = "/case/iraq-2007/source/iraq-wire"

// Somebody without a mouse goes through a short document: picks by figure, a quote of
// selected words, a condition said back, one act at a time. What comes on record stands on
// its very words.
func TestCodeByKeyboard(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see a document coded by keyboard")
	}
	f := open(t)
	f.signIn()
	f.show(wire, "light", 1400)
	f.until("the first sentence is at hand", `document.querySelector("#sentence").innerText.startsWith("Exercise wire")`)
	f.until("nothing is chosen", `!document.querySelector("input[type=radio]:checked")`)
	f.key("n")
	f.until("nothing to code leads on", `document.querySelector(".placed").innerText == "2" && document.querySelector("#filed")`)
	f.key("1")
	f.until("a figure takes from the first list and leads to the next", `document.querySelector("[name='pick.holder']:checked").value == "PAK" && document.querySelector(".pick.now").dataset.field == "s"`)
	f.key("1")
	f.key("k")
	f.key("0")
	f.press("statement")
	f.press(kb.Escape)
	ask[bool](f, `(() => { const n = document.querySelector("#sentence").firstChild, at = n.data.indexOf("soldiers from"); getSelection().setBaseAndExtent(n, at, n, at + 30); return true })()`)
	f.key("q")
	f.until("the selected words are the quote", `document.querySelector("#set-quote").value == "soldiers from Muslim countries"`)
	f.key("q")
	f.until("q without a selection writes", `document.activeElement.id == "set-quote" || document.querySelector("#set-quote").value != ""`)
	ask[bool](f, `getSelection().removeAllRanges(), true`)
	f.key("y")
	f.press("The president floats a Muslim force.")
	f.press(kb.Escape)
	f.until("what would go on record is shown as it is put together", `document.querySelector("[data-preview]").innerText.includes("The president floats a Muslim force.")`)
	f.picture("code-filled")
	f.key("a")
	f.until("it is on record, and the sentence stays", `document.querySelector("#filed") && document.querySelector(".placed").innerText == "2" && document.querySelector(".onrecord")`)
	f.key("n")
	f.until("on to the next", `document.querySelector(".placed").innerText == "3.1"`)
	f.until("its condition is flagged", `document.querySelector(".flag")`)
	f.key("h")
	f.key("1")
	f.key("t")
	f.key("1")
	f.key("k")
	f.key("1")
	f.key("i")
	f.press("fact.ceasfire")
	f.until("a condition that means nothing is said at once", `document.querySelector("[data-preview] .wrong")`)
	f.picture("code-condition")
	ask[bool](f, `document.querySelector("#set-if").value = "", document.querySelector("#set-if").focus(), true`)
	f.press("joins.IRN")
	f.until("the condition is said in words", `document.querySelector("[data-preview] .says")?.innerText.includes("Iran joins")`)
	f.press(kb.Escape)
	f.press(kb.Enter)
	f.until("Enter puts it on record and goes on", `document.querySelector(".placed").innerText == "3.2" && document.querySelector("#filed")`)
	f.key("r")
	f.until("what is not there is turned down", `document.querySelector(".placed").innerText == "4.1"`)
	f.key("b")
	f.until("b goes back", `document.querySelector(".placed").innerText == "3.2"`)
	f.press("?")
	f.until("? shows the keys", `document.querySelector("dialog[open]")?.innerText.includes("Keys while you go through a document")`)
	f.press(kb.Escape)
	f.show("/case/iraq-2007/sources", "light", 1400)
	f.until("the work is counted", `document.querySelector("#source-iraq-wire summary").innerText.includes("rejected")`)
	f.picture("code-counted")
	codedExactly(t)
}

// key presses one key as a keyboard does: where the page takes it, no letter is written.
func (f *fixture) key(key string) {
	f.Helper()
	for _, event := range []input.DispatchKeyEventType{"keyDown", "keyUp"} {
		params := input.DispatchKeyEventParams{Type: event, Key: key}
		if event == "keyDown" {
			params.Text = key
		}
		if _, err := chromedp.Call(f.ctx, input.DispatchKeyEvent, params); err != nil {
			f.Fatal(err)
		}
	}
}

// codedExactly holds every coding on record of the wire to the document's own text.
func codedExactly(t *testing.T) {
	var doc *source.Document
	byPlace := map[string][]string{}
	acts := map[string]*act.Act{}
	err := served.site.Register().Entries(register.Query{Initiative: "iraq-2007"}, func(e *register.Entry) error {
		acts[e.Act.ID] = e.Act
		b, ok := e.Act.Body.(*act.Coding)
		if !ok {
			return nil
		}
		if doc == nil {
			on := acts["iraq-wire"].Body.(*act.Source)
			var err error
			if doc, err = source.Folder(served.site.Dir()+"/sources").Get(on.SHA256, on.Text); err != nil {
				return err
			}
		}
		place := e.Act.Source[0].Paragraph
		span, err := doc.Locate(source.Anchor{SHA256: doc.SHA256, Text: b.Text, Start: b.Start, End: b.End, Exact: b.Exact, Prefix: b.Prefix, Suffix: b.Suffix})
		if err != nil {
			t.Errorf("%s: %v", e.Act.ID, err)
		}
		if at, err := doc.Reading.Find(place); err != nil || at != span {
			t.Errorf("%s: its place is %s, and its words stand at %v", e.Act.ID, place, span)
		}
		byPlace[place] = append(byPlace[place], b.Outcome)
		if of := acts[string(b.Act)]; of != nil && of.Quote != "" {
			if _, err := doc.Reading.Cited(of.Source[0].Paragraph, of.Quote); err != nil {
				t.Errorf("%s: %v", of.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]string{"1": "nothing", "2": "accepted", "3.1": "accepted", "3.2": "rejected"} {
		if got := byPlace[place]; len(got) != 1 || got[0] != want {
			t.Errorf("%s came to %v, want %s", place, got, want)
		}
	}
}

// Without script every step is a form.
func TestCodeWithoutScript(t *testing.T) {
	f := open(t)
	if _, err := chromedp.Call(f.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	f.signIn()
	f.show("/case/alliance-2016/source/alliance-note", "light", 1400)
	click := func(selector, then string) {
		t.Helper()
		if err := chromedp.Do(f.ctx, chromedp.Click(selector)); err != nil {
			t.Fatal(err)
		}
		f.until("after "+selector, then)
	}
	click(`[value=nothing]`, `document.querySelector(".placed").innerText == "2"`)
	click(`[name="pick.holder"]`, `document.querySelector("[name='pick.holder']:checked")`)
	click(`[name="pick.kind"][value=statement]`, `document.querySelector("[name='pick.kind']:checked")`)
	click(`.benchgo [value=look]`, `document.querySelector("[data-preview] .chain")`)
	f.until("what was chosen is still chosen", `document.querySelector("[name='pick.holder']:checked")`)
	click(`.benchgo [value=accept-next]`, `document.querySelector(".placed").innerText == "3.1" && document.querySelector("#filed")`)
}
