package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A language is chosen by a button, stays, keeps the page, and sets the direction;
// names of States come in it, and numbers take their plural form.
func TestLanguages(t *testing.T) {
	b := open(t).as("secretary")
	if r := b.post("/settings", "language", "ar", "back", "/case/gaza-isf-2025/actors"); r.to != "/case/gaza-isf-2025/actors" {
		t.Errorf("choosing a language leads to %s", r.to)
	}
	b.holds(b.get("/case/gaza-isf-2025/actors"), 200, `lang="ar" dir="rtl"`, "المرشحون", "<b>باكستان</b>", "<b>تركيا</b>")
	b.holds(b.get("/search?q=actor:PAK+date:2025-10-28"), 200, " أفعال")
	b.holds(b.get("/case/none"), 404, "لا شيء هنا لك")
	b.post("/settings", "language", "fr", "back", "/")
	b.holds(b.get("/case/gaza-isf-2025/actors"), 200, `lang="fr" dir="ltr"`, "Candidats", "<b>Turquie</b>", "<b>Égypte</b>")
	delete(b.cookies, sessionCookie)
	r := b.do("GET", "/sign-in", nil, "Accept-Language", "ar-EG,ar;q=0.9")
	if b.cookies = map[string]string{}; !strings.Contains(r.body, `lang="fr"`) {
		t.Error("the language chosen does not go before that of the browser")
	}
	b.holds(b.do("GET", "/sign-in", nil, "Accept-Language", "ar-EG,ar;q=0.9"), 200, `lang="ar" dir="rtl"`, "تسجيل الدخول")
	for _, path := range []string{"/", "/help", "/import", "/search?q=pak"} {
		if body := b.get(path).body; strings.Contains(body, "⟨") {
			t.Errorf("%s: a sentence is missing", path)
		}
	}
}

// The figures of numbers and days are those a reader has chosen, in any language;
// codes and addresses keep theirs.
func TestDigits(t *testing.T) {
	b := open(t).as("secretary")
	b.do("POST", "/settings", url.Values{"digits": {"arab"}, "back": {"/help"}})
	r := b.get("/case/gaza-isf-2025/timeline")
	b.holds(r, 200, `datetime="2025-10-28"`, ">٢٠٢٥-١٠-٢٨</time>", `href="/case/gaza-isf-2025/act/`)
	if !regexp.MustCompile(`[٠-٩]+ dated acts in force`).MatchString(r.body) {
		t.Error("a number in a sentence keeps other figures")
	}
	b.do("POST", "/settings", url.Values{"digits": {"latn"}})
	b.holds(b.get("/case/gaza-isf-2025/timeline"), 200, ">2025-10-28</time>")
	b.do("POST", "/settings", url.Values{"digits": {"roman"}})
	b.holds(b.get("/case/gaza-isf-2025/timeline"), 200, ">2025-10-28</time>")
}
