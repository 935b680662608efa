package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"entente/web"
)

// A passkey is made on the page of one's own account, and then signs in, both with
// the authenticator of the browser: a device that makes sure of the person.
func TestPasskey(t *testing.T) {
	f := open(t)
	if !web.Scripted() {
		t.Skip("SKIPPED: the scripts are not bundled: run `npm ci --prefix web` to try passkeys")
	}
	f.url = strings.Replace(f.url, "127.0.0.1", "localhost", 1) // passkeys are bound to a name
	if _, err := chromedp.Call(f.ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	device, err := chromedp.Call(f.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: "ctap2", Transport: "internal", HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}})
	if err != nil {
		t.Fatal(err)
	}
	f.signIn()
	f.show("/account", "light", 900)
	ask[bool](f, `document.querySelector("[name=label]").value = "office laptop", true`)
	if err := chromedp.Do(f.ctx, chromedp.Click("pass-key button"), chromedp.WaitVisible(`button[aria-label="Forget the passkey office laptop"]`)); err != nil {
		t.Fatalf("no passkey is made: %v", err)
	}
	f.picture("account-passkey")

	f.out()
	if err := chromedp.Do(f.ctx, chromedp.Click("pass-key button"), chromedp.WaitVisible("#changed")); err != nil {
		t.Fatalf("the passkey does not sign in: %v\n%s", err, ask[string](f, `document.body.innerText`))
	}

	// A device that does not make sure of the person is not believed.
	verified := func(yes bool) {
		t.Helper()
		_, err := chromedp.Call(f.ctx, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: device.AuthenticatorID, IsUserVerified: yes})
		if err != nil {
			t.Fatal(err)
		}
	}
	verified(false)
	f.out()
	if err := chromedp.Do(f.ctx, chromedp.Click("pass-key button"), chromedp.WaitVisible("pass-key .wrong")); err != nil {
		t.Fatalf("without making sure of the person: %v", err)
	}
	verified(true)

	// Forgotten on the site, it signs in no more, though the device has it still.
	f.signIn()
	f.show("/account", "light", 900)
	if err := chromedp.Do(f.ctx, chromedp.Click(`button[aria-label="Forget the passkey office laptop"]`), chromedp.WaitVisible("#passkeys + .empty")); err != nil {
		t.Fatal(err)
	}
	f.out()
	if err := chromedp.Do(f.ctx, chromedp.Click("pass-key button"), chromedp.WaitVisible("pass-key .wrong")); err != nil {
		t.Fatalf("a passkey that was forgotten: %v", err)
	}
}

// out signs out by the button of every page.
func (f *fixture) out() {
	f.Helper()
	if err := chromedp.Do(f.ctx, chromedp.Click(`form[action="/sign-out"] button`), chromedp.WaitVisible(`form[action="/sign-in"]`)); err != nil {
		f.Fatal(fmt.Errorf("signing out: %w", err))
	}
}
