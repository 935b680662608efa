package browser

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The inbox is dealt with by keys alone.
func TestInboxByKeyboard(t *testing.T) {
	f := open(t)
	f.signIn()
	const focus = `document.activeElement.closest("[data-thread]")`
	f.show("/inbox", "light", 1100)
	n := ask[int](f, `document.querySelectorAll("[data-thread]").length`)
	f.press("j")
	f.until("j goes to the first conversation", focus+` === document.querySelectorAll("[data-thread]")[0]`)
	f.press("j")
	f.until("j goes on", focus+` === document.querySelectorAll("[data-thread]")[1]`)
	f.press("n")
	f.until("n goes to a telegram of it", `document.activeElement === document.querySelectorAll("[data-thread]")[1].querySelectorAll("a.letter")[0]`)
	f.press("n")
	f.until("n goes on", `document.activeElement === document.querySelectorAll("[data-thread]")[1].querySelectorAll("a.letter")[1]`)
	f.press("k")
	f.until("k goes back", focus+` === document.querySelectorAll("[data-thread]")[0]`)
	f.press(kb.Enter)
	f.until("Enter opens it", `location.pathname.includes("/telegram/") && document.querySelector(".para") !== null`)
	first := ask[string](f, `location.pathname`)
	f.press("n")
	f.until("n opens the next telegram", `location.pathname !== "`+first+`" && document.querySelector(".para") !== null`)
	f.press("p")
	f.until("p opens the one before", `location.pathname === "`+first+`"`)
	f.press("u")
	f.until("u leaves it unread", `location.pathname === "/inbox" && document.querySelector(".letters .unread") !== null`)
	f.press("j")
	f.press("e")
	f.until("e is done with it, and goes on with the next", `document.querySelectorAll("[data-thread]").length === `+strconv.Itoa(n-1)+` && `+focus+` === document.querySelectorAll("[data-thread]")[0]`)
	f.press(kb.Enter)
	f.until("the next opens", `location.pathname.includes("/telegram/")`)
	f.press("r")
	f.until("r drafts an answer", `location.pathname.endsWith("/file/message")`)
	f.show("/help", "light", 1100)
	f.press("i")
	f.until("i goes to the inbox", `location.pathname === "/inbox"`)
	f.press("?")
	f.until("? shows the keys", `document.querySelector("dialog[open] kbd") !== null`)
}
