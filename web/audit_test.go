package web

import (
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"entente/phrase"
	"entente/register"
	"entente/site"
)

// The history of an act says who put it on record when, what it read before and after
// a correction, and who looked at it.
func TestHistory(t *testing.T) {
	h := open(t)
	b, p, o := h.as("secretary"), h.as("pakistan"), h.as("observer")
	for _, says := range []string{"It is ready.", "It is not ready."} {
		r := b.handIn("small.yaml", smallWith(says), "")
		b.post(r.to, "do", "file")
	}
	b.holds(b.get("/case/small-2026/act/first-word/history"), 200, "This act itself", "Reported by SECRETARIAT", "<del>It is ready.</del> <ins>It is not ready.</ins>")

	const hidden = "/case/alliance-2016/act/overtures"
	b.get(hidden)
	p.get(hidden)
	r := b.get(hidden + "/history")
	b.holds(r, 200, "secretary", "pakistan", "on its page", "CONFIDENTIAL")
	if !regexp.MustCompile(`<time datetime="[0-9T:-]+Z" title="[0-9]{6}Z [A-Z]{3} [0-9]{2} · [0-9T:-]+Z">[0-9-]{10} [0-9:]{8}Z</time>`).MatchString(r.body) {
		t.Error("a moment does not show ISO and date-time group")
	}
	if r := p.get(hidden + "/history"); strings.Contains(r.body, "secretary") {
		t.Error("who is neither officer nor of the actor sees others' looks")
	}
	o.holds(o.get(hidden+"/history"), 404)
	b.get("/case/gaza-isf-2025/act/pak-minister-in-process")
	b.holds(b.get("/case/gaza-isf-2025/act/pak-minister-in-process/history"), 200, "Nobody whose look you may know of")
}

// Verify gives the lines that entente verify gives for the same proof.
func TestVerifyIsTheSame(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	const path = "/case/gaza-isf-2025/act/pak-minister-in-process"
	shown := b.get(path + "/verify")
	b.holds(shown, 200, "It is on the register as it was signed")
	proof := b.get(path + "/proof")
	b.holds(proof, 200, "c2sp.org/")
	text, err := os.ReadFile(site.PolicyPath(h.site.Dir()))
	if err != nil {
		t.Fatal(err)
	}
	policy, err := register.ParsePolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	report, e, err := register.VerifyProof([]byte(proof.body), policy)
	if err != nil || e.Act.ID != "pak-minister-in-process" {
		t.Fatalf("the proof is of %v: %v", e, err)
	}
	for _, lang := range phrase.Languages {
		b.post("/settings", "language", lang)
		body := html.UnescapeString(b.get(path + "/verify").body)
		for _, line := range report.In(lang) {
			if row := "<b>" + line.Of + "</b> <span>" + line.Found + "</span>"; !strings.Contains(body, row) {
				t.Errorf("the page does not say %q", row)
			}
		}
	}
	o := h.as("observer")
	o.holds(o.get(path+"/verify"), 403)
	o.holds(o.get(path+"/proof"), 403)
}
