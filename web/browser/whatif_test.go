package browser

import (
	"strconv"
	"strings"
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
	f.until("the question is an address", `location.search == "?joins.PAK=false&why=PAK"`)
	ask[bool](f, `history.go(-3), true`)
	f.until("Back undoes it", `location.search == "" && `+land+`.contains("contingent")`)
	f.until("the form follows Back", `document.querySelector("[name='joins.PAK']").value == ""`)
}

// A page that changes as things are supposed comes to show what a page opened at that
// address shows: rows in their order, words, map, road map.
func TestWhatIfIsThePageOfItsAddress(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see a what-if follow")
	}
	f := open(t)
	f.signIn()
	f.show("/case/gaza-isf-2025/what-if?joins.PAK=false", "light", 1200)
	ask[bool](f, `window.seen = root => JSON.stringify([
		[...root.querySelectorAll("#answer > :not(ul)")].map(e => e.textContent.replace(/\s+/g, " ").trim()),
		[...root.querySelectorAll("ul.stand > li")].map(e => [e.className, e.dataset.place, e.dataset.standing, e.querySelector(".sign use")?.getAttribute("href"), e.textContent.replace(/\s+/g, " ").trim()]),
		[...root.querySelectorAll("svg.map [data-place], svg.map [data-count]")].map(e => [e.tagName, e.dataset.place, e.getAttribute("class"), e.getAttribute("fill"), e.getAttribute("href"), e.textContent.trim()]).sort(),
	], null, 1), true`)
	ask[bool](f, `window.suppose = (name, value) => new Promise(done => {
		document.querySelector("what-if").addEventListener("supposed", () => requestAnimationFrame(() => setTimeout(() => done(true))), {once: true}); // what is out of sight comes a frame later
		const by = document.querySelector("[name='" + name + "']");
		if (by.tagName === "BUTTON") return by.form.requestSubmit([...document.querySelectorAll("[name=why]")].find(b => b.value === value));
		by.value = value;
		by.dispatchEvent(new Event("input", {bubbles: true}));
	}), true`)
	for _, x := range [][2]string{{"joins.PAK", ""}, {"fact.un_mandate", "false"}, {"option.disarmament", "palestinian_police"}, {"joins.IDN", "false"},
		{"why", "EGY"}, {"fact.un_mandate", "true"}, {"why", "IDN"}, {"joins.IDN", ""}, {"option.disarmament", ""}, {"fact.un_mandate", ""}} {
		before := ask[int](f, `history.length`)
		ask[bool](f, `suppose("`+x[0]+`", "`+x[1]+`")`)
		f.until("the scenario is in the history", `history.length > `+strconv.Itoa(before))
		opened := ask[string](f, `fetch(location.href).then(r => r.text()).then(t => seen(new DOMParser().parseFromString(t, "text/html")))`)
		if shown := ask[string](f, `seen(document)`); shown != opened {
			a, b := strings.Split(shown, "\n"), strings.Split(opened, "\n")
			n := 0
			for n < min(len(a), len(b))-1 && a[n] == b[n] {
				n++
			}
			t.Errorf("%s=%s: the page shows\n%s\nand opened anew\n%s", x[0], x[1], strings.Join(a[max(0, n-6):n+1], "\n"), b[n])
		}
	}
}
