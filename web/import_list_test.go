package web

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// A list that was taken away comes back in and changes nothing, in any language; a cell
// that was changed corrects its act, a row that was added adds one, and what cannot be
// read is refused row by row.
func TestImportOfAList(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	for _, lang := range []string{"ar", "fr", "en"} {
		b.post("/settings", "language", lang)
		list := b.get("/case/gaza-isf-2025/list/timeline.csv").body
		r := b.handIn("timeline.csv", list, "")
		if r.status != 303 {
			t.Fatalf("%s: %d %s", lang, r.status, r.body)
		}
		rows := regexp.MustCompile(`(?m)gaza-isf-2025,`).FindAllString(list, -1)
		plan := b.get(r.to)
		if strings.Contains(plan.body, `id="fate-refused"`) || strings.Contains(plan.body, `id="fate-changed"`) || strings.Contains(plan.body, `id="fate-added"`) {
			t.Errorf("%s: a list that was taken away is not the same: %s", lang, regexp.MustCompile(`(?s)<main.*</main>`).FindString(plan.body)[:3000])
		}
		if lang == "en" {
			b.holds(plan, 200, fmt.Sprintf("read as a list of acts: 0 would be added, 0 corrected, 0 refused; %d are on record already", len(rows)))
		}
	}
	const list = `EXERCISE//UNCLASSIFIED
case,id,kind,actor,on,says,stance,rung
gaza-isf-2025,new-word,statement,PAK,2025-11-20,"Pakistan, again, has not decided.",,
gaza-isf-2025,pak-minister-in-process,position,PAK,2025-10-29,,,
gaza-isf-2025,bad-day,statement,PAK,soon,A word.,,
gaza-isf-2025,no-kind,hope,PAK,2025-11-20,A word.,,
gaza-isf-2025,no-field,statement,PAK,2025-11-20,A word.,,pledge
iraq-2007,elsewhere,statement,PAK,2025-11-20,A word.,,
gaza-isf-2025,no-stance,position,PAK,2025-11-20,A word.,perhaps,
`
	r := b.handIn("acts.csv", list, "")
	plan := b.get(r.to)
	b.holds(plan, 200, "1 would be added, 1 corrected, 5 refused", "<del>2025-10-28</del> <ins>2025-10-29</ins>", "acts.csv:5", "on: ", "there is no kind of act &#34;hope&#34;",
		"a statement has no rung", "it belongs to the case iraq-2007", "perhaps")
	b.holds(b.get("/case/gaza-isf-2025/act/new-word"), 404)
	b.holds(b.post(r.to, "do", "file"), 200, "1 added, 1 corrected, 5 refused")
	b.holds(b.get("/case/gaza-isf-2025/act/new-word"), 200, "Pakistan, again, has not decided.", "EXERCISE//SECRETARIAT UNCLASSIFIED")
	b.holds(b.get(b.handIn("x.csv", "a,b\n1,2\n", "gaza-isf-2025").to), 200, "no column is headed id", "no column is headed kind")
	b.holds(b.handIn("x.csv", "id,kind\nx,statement\n", ""), 422, "does not say to which case it belongs")
}

const stixBundle = `{"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": [
  {"type": "identity", "spec_version": "2.1", "id": "identity--f431f809-377b-45e0-aa1c-6a4751cae5ff", "name": "Türkiye", "identity_class": "organization"},
  {"type": "identity", "spec_version": "2.1", "id": "identity--a463ffb3-1bd9-4d94-b02d-74e4f1658283", "name": "Example Threat Desk"},
  {"type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--2222c809-1111-4321-8123-abcdefabcdef", "created": "2025-11-01T00:00:00.000Z", "definition_type": "statement", "definition": {"statement": "Copyright 2025, Example"}},
  {"type": "report", "spec_version": "2.1", "id": "report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3", "created": "2025-11-05T10:00:00.000Z", "published": "2025-11-06T00:00:00.000Z", "created_by_ref": "identity--f431f809-377b-45e0-aa1c-6a4751cae5ff", "name": "Armed groups at the crossings", "object_refs": ["indicator--26ffb872-1dd9-446e-b6f5-d58527e5b5d2"], "object_marking_refs": ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]},
  {"type": "note", "spec_version": "2.1", "id": "note--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061", "created": "2025-11-07T09:00:00.000Z", "created_by_ref": "identity--f431f809-377b-45e0-aa1c-6a4751cae5ff", "content": "The crossings are watched.", "authors": ["A. Yilmaz"], "object_refs": ["report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3", "indicator--26ffb872-1dd9-446e-b6f5-d58527e5b5d2"], "object_marking_refs": ["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"]},
  {"type": "note", "spec_version": "2.1", "id": "note--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0062", "created": "2025-11-07T09:00:00.000Z", "created_by_ref": "identity--a463ffb3-1bd9-4d94-b02d-74e4f1658283", "content": "x", "object_refs": [], "object_marking_refs": ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]},
  {"type": "report", "spec_version": "2.1", "id": "report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb4", "created": "2025-11-05T10:00:00.000Z", "name": "Unmarked", "object_refs": []},
  {"type": "report", "spec_version": "2.1", "id": "report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb5", "created": "2025-11-05T10:00:00.000Z", "name": "Copyrighted", "object_refs": [], "object_marking_refs": ["marking-definition--2222c809-1111-4321-8123-abcdefabcdef"]},
  {"type": "indicator", "spec_version": "2.1", "id": "indicator--26ffb872-1dd9-446e-b6f5-d58527e5b5d2", "created": "2025-11-05T10:00:00.000Z", "pattern": "[x]"}
]}`

// A STIX bundle goes in as sources and statements under their TLP; what is not
// understood is refused by name, and nothing is made up.
func TestImportOfABundle(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	b.holds(b.handIn("bundle.json", stixBundle, ""), 422, "does not say to which case it belongs")
	r := b.handIn("bundle.json", stixBundle, "gaza-isf-2025")
	b.holds(b.get(r.to), 200, "read as a STIX bundle: 2 would be added, 0 corrected, 4 refused", "Armed groups at the crossings",
		"bundle.json objects[8]", "objects of the type indicator are not taken over", "it carries no marking, so nobody could read it",
		"its marking &#34;Copyright 2025, Example&#34; is not understood", "&#34;Example Threat Desk&#34;, is no actor on record in this case")
	b.holds(b.post(r.to, "do", "file"), 200, "2 added, 0 corrected, 4 refused")
	b.holds(b.get("/case/gaza-isf-2025/act/stix-84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3"), 200, "Türkiye", "2025-11-06", "TLP:GREEN")
	b.holds(b.get("/case/gaza-isf-2025/act/stix-0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061"), 200, "The crossings are watched.", "A. Yilmaz", "TLP:AMBER", "Armed groups at the crossings", "which is not on record")
	o := h.as("observer") // TLP:AMBER is not for everybody
	o.holds(o.get("/case/gaza-isf-2025/act/stix-0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061"), 404)
	b.holds(b.get(b.handIn("x.json", `{"type":"bundle","id":"x","objects":[{"type":1}]}`, "gaza-isf-2025").to), 200, "it is no object of STIX with an id")
}
