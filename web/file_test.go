package web

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/act"
	"entente/register"
	"entente/site"
)

const gaza = "/case/gaza-isf-2025"

// Every kind of act has a form, and the form asks for every key of the kind.
func TestNoKindIsForgotten(t *testing.T) {
	b := open(t).as("pakistan")
	list := b.get(gaza + "/file").body
	for _, info := range act.Kinds() {
		if info.Shape == act.Single {
			continue
		}
		if !strings.Contains(list, "/file/"+string(info.Kind)+`"`) {
			t.Errorf("%s is not offered", info.Kind)
		}
		r := b.get(gaza + "/file/" + string(info.Kind))
		b.holds(r, 200)
		for _, k := range formKeys(info.Kind) {
			name := regexp.QuoteMeta(k.Name)
			if !regexp.MustCompile(`name="` + name + `(\.[a-z0-9_.]+)?"`).MatchString(r.body) {
				t.Errorf("the form for %s does not ask for %s", info.Kind, k.Name)
			}
		}
		if strings.Contains(r.body, "⟨") {
			t.Errorf("%s: a sentence is missing", info.Kind)
		}
	}
}

// What is typed into a form, read as an act and laid out as a form again, is what was
// typed: for every act of the worked cases.
func TestFormsReadWhatTheyWrite(t *testing.T) {
	h := open(t)
	p, err := h.site.Person("secretary")
	if err != nil {
		t.Fatal(err)
	}
	c, err := h.site.Reader(p).Case("gaza-isf-2025", site.When{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range c.Acts {
		if info, known := act.KindInfo(a.Kind); !known || info.Shape == act.Single {
			continue
		}
		if slices.ContainsFunc(a.Source, func(r act.SourceRef) bool { return c.Sit.Sources[r.Source] == nil }) {
			continue // it rests on a document that is not for the secretary, who could not file it
		}
		form := typed(a)
		form.Set("id", a.ID)
		x := &filing{c: &site.Case{Heading: c.Heading, When: c.When, Sit: c.Sit, Acts: slices.DeleteFunc(slices.Clone(c.Acts), func(b *act.Act) bool { return b.ID == a.ID })}, form: form}
		x.info, _ = act.KindInfo(a.Kind)
		got, wrong := readAlone(x, "")
		if len(wrong) > 0 {
			t.Errorf("%s: %v", a.ID, wrong)
			continue
		}
		if again := typed(got); again.Encode() != typed(a).Encode() {
			t.Errorf("%s: typed\n%s\nread\n%s", a.ID, typed(a).Encode(), again.Encode())
		}
		n++
	}
	if n < 100 {
		t.Errorf("only %d acts were tried", n)
	}
}

// position is a form somebody has filled in.
func position(b *browser) url.Values {
	b.Helper()
	r := b.get(gaza + "/file/position")
	b.holds(r, 200, `name="actor"`, `value="PAK"`, `value="`+time.Now().UTC().Format("2006-01-02")+`"`, "EXERCISE//UNCLASSIFIED")
	form := url.Values{"actor": {"PAK"}, "on": {time.Now().UTC().Format("2006-01-02")}, "stance": {"demands"}, "marking": {"EXERCISE//UNCLASSIFIED"},
		"says": {"Pakistan would join if Egypt does."}, "if": {"joins.EGY"}}
	for _, name := range []string{"draft", "id"} {
		form.Set(name, regexp.MustCompile(`name="` + name + `" value="([^"]+)"|value="([^"]+)"[^>]*name="` + name + `"`).FindStringSubmatch(strings.ReplaceAll(r.body, "\n", " "))[1])
	}
	return form
}

func (b *browser) send(form url.Values, do string) answer {
	form.Set("do", do)
	return b.do("POST", gaza+"/file/position", form)
}

func TestFile(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	form := position(b)
	id, draft := form.Get("id"), form.Get("draft")

	// kept as it is typed, and nobody else's
	b.holds(b.send(form, "save"), 200, "Kept at", "Nobody else sees it")
	b.holds(b.get("/draft/"+draft), 200, "Draft, not filed", "Pakistan would join if Egypt does.", "Egypt joins")
	b.holds(h.as("secretary").get("/draft/"+draft), 404)
	b.holds(b.get(gaza+"/file"), 200, "What you are writing", "Pakistan would join if Egypt does.")

	// refused: everything typed is still there, with what is wrong beside its field
	form.Set("stance", "perhaps")
	form.Set("on", "yesterday")
	form.Set("if", "joins.EGP")
	form.Set("marking", "EXERCISE//TOP SECRET")
	r := b.send(form, "review")
	b.holds(r, 422, "4 things are not right yet", "yesterday", "perhaps", "joins.EGP", "Pakistan would join if Egypt does.", `aria-invalid="true"`,
		"year-month-day", "did you mean", "above SECRET", `<option value="perhaps" selected>`)
	if n := strings.Count(r.body, "autofocus"); n != 1 {
		t.Errorf("%d fields have the focus", n)
	}

	// put right: who will see it, equal to what the server decides
	for key, value := range map[string]string{"stance": "demands", "on": time.Now().UTC().Format("2006-01-02"), "if": "joins.EGY", "marking": "EXERCISE//CONFIDENTIAL//REL TO PAK"} {
		form.Set(key, value)
	}
	if r = b.send(form, "review"); r.status != 303 || r.to != "/draft/"+draft+"/file" {
		t.Fatalf("%d %s: %s", r.status, r.to, r.body)
	}
	r = b.get(r.to)
	b.holds(r, 200, "Who will see all of it", "Egypt joins", "File it, signed for PAK", "The own act of PAK")
	var said []string
	for _, m := range regexp.MustCompile(`data-person="([^"]+)"`).FindAllStringSubmatch(r.body, -1) {
		said = append(said, m[1])
	}

	// held, taken back, held again, on record
	b.holds(b.do("POST", "/draft/"+draft+"/file", url.Values{}), 303)
	b.holds(b.get("/draft/"+draft+"/file"), 200, "Being filed.", "Take it back")
	b.holds(b.send(form, "save"), 409)
	b.holds(b.do("POST", "/draft/"+draft+"/undo", url.Values{}), 303)
	b.holds(b.get("/draft/"+draft), 200, "Draft, not filed")
	b.holds(b.get(gaza+"/act/"+id), 404)
	b.holds(b.do("POST", "/draft/"+draft+"/file", url.Values{}), 303)
	filed := func() bool { return b.get(gaza+"/act/"+id).status == 200 }
	for end := time.Now().Add(site.Hold + 20*time.Second); !filed(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it is not filed: %s", b.get("/draft/"+draft).body)
		}
	}
	b.holds(b.get(gaza+"/act/"+id), 200, "The own act of PAK", "Egypt joins", "Put this right")
	b.holds(b.get("/draft/"+draft), 404)
	b.holds(b.do("POST", "/draft/"+draft+"/undo", url.Values{}), 410)

	var may []string
	people, err := h.site.People()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if e, _, err := h.site.Reader(p).Entry("gaza-isf-2025", id); err == nil && !slices.ContainsFunc(e.Portions[:], func(p register.Portion) bool { return p.State != register.Present }) {
			may = append(may, p.Name)
		}
	}
	if !slices.Equal(said, may) || len(may) == 0 {
		t.Errorf("said before: %v; may see it: %v", said, may)
	}

	// put right in one click: what it says now stands in the form
	r = b.get(gaza + "/file/position?corrects=" + id)
	b.holds(r, 200, "It takes the place of an act on record", "Pakistan would join if Egypt does.", `name="corrects" value="`+id+`"`)
	b.holds(h.as("secretary").get(gaza+"/file/position?corrects="+id), 404)
}

// A key that only its holder has signs what the site laid out.
func TestFileWithAKeyOfOnesOwn(t *testing.T) {
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("SKIPPED: no ssh-keygen on this machine")
	}
	h := open(t)
	dir := t.TempDir()
	key := filepath.Join(dir, "pak")
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.Command(keygen, args...).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v: %s", err, out)
		}
	}
	run("-q", "-t", "ecdsa", "-N", "", "-f", key)
	public, err := os.ReadFile(key + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	b := h.as("pakistan")
	form := position(b)
	draft := form.Get("draft")
	b.send(form, "review")
	b.holds(b.get("/draft/"+draft+"/sign"), 200, "ssh-keygen -Y sign -n act@entente", "Download act-1.stub")
	message := b.get("/draft/" + draft + "/bytes/0")
	b.holds(message, 200)
	stub := filepath.Join(dir, "act-1.stub")
	if err := os.WriteFile(stub, []byte(message.body), 0o600); err != nil {
		t.Fatal(err)
	}
	run("-q", "-Y", "sign", "-n", "act@entente", "-f", key, stub)
	sig, err := os.ReadFile(stub + ".sig")
	if err != nil {
		t.Fatal(err)
	}
	b.holds(b.post("/draft/"+draft+"/sign", "text0", string(sig)), 422, "no key of PAK is on record; the custodian introduces it")
	b.holds(b.post("/draft/"+draft+"/sign", "text0", "nonsense"), 422, "no signature of ssh-keygen")
	h.introduce("PAK", string(public))
	b.holds(b.post("/draft/"+draft+"/sign", "text0", strings.Replace(string(sig), "U1NIU0lH", "U1NIU0lI", 1)), 422)
	if r := b.post("/draft/"+draft+"/sign", "text0", string(sig)); r.status != 303 || r.to != "/draft/"+draft+"/file" {
		t.Errorf("signed: %d %s", r.status, r.body)
	}
	b.holds(b.get("/draft/"+draft+"/file"), 200, "Being filed.")
}

// introduce puts a key of an actor on record.
func (h *house) introduce(who, public string) {
	h.Helper()
	custodian, err := site.SigningKey(h.site.Dir(), "")
	if err != nil {
		h.Fatal(err)
	}
	a := &act.Act{ID: "key-" + strings.ToLower(who), Kind: "register_key", Body: &register.KeyAct{Event: "introduce", For: act.ActorRef(who), Office: "Mission", Key: strings.TrimSpace(public)}}
	a.Actor, a.Marking = "SECRETARIAT", "EXERCISE//UNCLASSIFIED"
	d, err := h.site.Register().Draft(a, register.Own, custodian)
	if err != nil {
		h.Fatal(err)
	}
	if r, err := h.site.Append(h.Context(), d); err != nil || r.Err != nil {
		h.Fatal(err, r.Err)
	}
}

func TestBuildACondition(t *testing.T) {
	for _, c := range []struct {
		form url.Values
		join string
		want string
	}{
		{url.Values{"build:if": {"joins.SAU"}}, "and", "joins.SAU"},
		{url.Values{"if": {"fact.un_mandate"}, "build:if": {"joins.SAU", "joins.EGY"}, "build:if:how": {"at_least"}, "build:if:n": {"2"}}, "and", "fact.un_mandate && at_least(2, [joins.SAU, joins.EGY])"},
		{url.Values{"if": {"joins.SAU || joins.EGY"}, "build:if": {"fact.un_mandate"}, "build:if:how": {"none"}}, "and", "(joins.SAU || joins.EGY) && !(fact.un_mandate)"},
		{url.Values{"if": {"joins.SAU"}, "build:if": {"a", "b"}, "build:if:how": {"any"}}, "or", "joins.SAU || (a || b)"},
		{url.Values{"if": {"joins.SAU"}}, "or", "joins.SAU"},
	} {
		if got := build(c.form, "if", c.join); got != c.want {
			t.Errorf("%v: built %s, want %s", c.form, got, c.want)
		}
	}
	b := open(t).as("pakistan")
	b.holds(b.get(gaza+"/condition?text="+url.QueryEscape("at_least(1, [joins.EGY, joins.SAU])")), 200, "It says:", "at least one of Egypt and Saudi Arabia joins")
	b.holds(b.get(gaza+"/condition?text=joins.EGP"), 200, "unknown actor", "did you mean")
}
