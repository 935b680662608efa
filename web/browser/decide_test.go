package browser

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"entente/act"
	"entente/register"
	"entente/site"
	"entente/web"
)

// A page that somebody else has open shows the distance of a text from being adopted as
// the roll is called, by keyboard, on another.
func TestDistanceIsLive(t *testing.T) {
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to see a vote live")
	}
	f, watcher := open(t), open(t)
	key, err := site.SigningKey(served.site.Dir(), "")
	if err != nil {
		t.Fatal(err)
	}
	a := &act.Act{ID: "vote-live", Kind: "ballot", Initiative: "gaza-isf-2025", Body: &act.Ballot{Title: "A text", Procedure: "unga-majority", Members: []act.ActorRef{"PAK", "EGY", "IDN"}}}
	a.Actor, a.On, a.Marking = "UNSC", act.MustDate(time.Now().UTC().Format("2006-01-02")), "EXERCISE//UNCLASSIFIED"
	d, err := served.site.Register().Draft(a, register.Deposited, key)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := served.site.Append(t.Context(), d); err != nil || r.Err != nil {
		t.Fatal(err, r.Err)
	}
	path := "/case/gaza-isf-2025/decide/vote-live"
	watcher.signIn()
	watcher.show(path, "light", 1100)
	watcher.until("nobody has spoken", `document.querySelectorAll(".roll .tag").length == 3`)
	before := ask[string](watcher, `document.querySelector("#distance").innerText`)
	f.signIn()
	f.show(path, "light", 1100)
	f.picture("sitting-open")
	ask[bool](f, `document.querySelector("#seat-EGY button").focus(), true`)
	f.press(kb.Enter)
	f.until("the vote can be taken back", `document.body.innerText.includes("Take it back")`)
	if err := chromedp.Do(watcher.ctx, chromedp.WaitVisible(`#seat-EGY:not(:has(button))`)); err != nil {
		t.Fatal(err)
	}
	watcher.until("the open page shows the vote", `document.querySelector("#seat-EGY").innerText.includes("in favour")`)
	if after := ask[string](watcher, `document.querySelector("#distance").innerText`); after == before {
		t.Errorf("the distance stays %q", after)
	}
	watcher.picture("sitting-live")
}
