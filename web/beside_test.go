package web

import (
	"path/filepath"
	"strings"
	"testing"

	"entente/act"
	"entente/register"
	"entente/site"
	"entente/source"
)

const cableText = `1. (U) The minister received the ambassador. He said that the force is welcome.

2. (S) Comment: he has not asked his parliament.
`

// The text of a source stands beside the form as far as its reader may read it; a
// sentence is cited and quoted by its button, and a quote that does not stand there is
// refused.
func TestSourceBeside(t *testing.T) {
	h := open(t)
	doc := source.Read("cable.txt", []byte(cableText))
	if doc.Reading == nil {
		t.Fatal(doc.Findings)
	}
	if _, err := source.Folder(filepath.Join(h.site.Dir(), "sources")).Put(doc, []byte(cableText)); err != nil {
		t.Fatal(err)
	}
	key, err := site.SigningKey(h.site.Dir(), "")
	if err != nil {
		t.Fatal(err)
	}
	a := &act.Act{ID: "cable-1", Kind: "source", Initiative: "gaza-isf-2025", Body: &act.Source{Title: "A telegram", SHA256: doc.SHA256, Text: doc.Reading.Hash()}}
	a.Marking = "EXERCISE//UNCLASSIFIED"
	d, err := h.site.Register().Draft(a, register.Own, key)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := h.site.Append(t.Context(), d); err != nil || r.Err != nil {
		t.Fatal(err, r.Err)
	}
	b := h.as("pakistan")
	form := position(b)
	form.Set("source", "cable-1")
	b.holds(b.send(form, "save"), 200)
	r := b.get("/draft/" + form.Get("draft"))
	b.holds(r, 200, "The text of the source", "He said that the force is welcome.", "cite:cable-1#1.2|He said that the force is welcome.")

	form.Set("source", "")
	r = b.send(form, "cite:cable-1#1.2|He said that the force is welcome.")
	b.holds(r, 200, "<mark>He said that the force is welcome.</mark>", ">cable-1#1.2</textarea>", ">He said that the force is welcome.</textarea>")

	form.Set("source", "cable-1#1.2")
	form.Set("quote", "He said that the force is unwelcome.")
	b.holds(b.send(form, "review"), 422, `id="wrong-quote"`)
	form.Set("quote", "the force is welcome")
	if r := b.send(form, "review"); r.status != 303 {
		t.Errorf("the words stand there, and it is refused: %d", r.status)
	}

	// who is not cleared reads the paragraphs that are not marked above it
	low := site.Person{Name: "clerk", Title: "A clerk", Actor: "PAK", Role: site.Delegate}
	if err := h.site.AddPerson(low, "a long password"); err != nil {
		t.Fatal(err)
	}
	h.people["clerk"] = "a long password"
	r = h.as("clerk").get(gaza + "/file/statement?source=cable-1")
	b.holds(r, 200, "the force is welcome", "This paragraph is not for you.")
	if strings.Contains(r.body, "has not asked") {
		t.Error("a SECRET paragraph is shown to who is not cleared")
	}
}
