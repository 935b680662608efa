package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/act"
	"entente/register"
	"entente/site"
)

// receipt puts a receipt of an actor on record, deposited with the secretariat.
func (h *house) receipt(actor, of, status string) {
	h.Helper()
	key, err := site.SigningKey(h.site.Dir(), "")
	if err != nil {
		h.Fatal(err)
	}
	a := &act.Act{ID: "receipt-" + of, Kind: "receipt", Initiative: "gaza-isf-2025", Body: &act.Receipt{Of: act.ActRef(of), Status: status}}
	a.Actor, a.On, a.Marking = act.ActorRef(actor), act.MustDate("2025-11-18"), "EXERCISE//PAK SECRET"
	d, err := h.site.Register().Draft(a, register.Deposited, key)
	if err != nil {
		h.Fatal(err)
	}
	if result, err := h.site.Append(h.Context(), d); err != nil || result.Err != nil {
		h.Fatal(err, result.Err)
	}
}

// paste sends a text by the form of the Import page.
func (b *browser) paste(text, of string) answer {
	b.Helper()
	return b.upload("/import", "", "", "text", text, "case", of)
}

const word = "P 201300Z MAR 07\nFM AMEMBASSY ISLAMABAD\nTO SECSTATE WASHDC\nBT\nUNCLAS ISLAMABAD 001279\nE.O. 12958: N/A\nTAGS: PREL, PK\nSUBJECT: A WORD OF THE MINISTER\n\n1. The minister said nothing.\nCROCKER\nBT\nNNNN\n"

// A telegram becomes the document, the posts, the message and its paragraphs, and is then
// in the inbox. Again it adds nothing, under another name too.
func TestImportOfATelegram(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	b.holds(b.handIn("t.txt", word, ""), 422, "does not say to which case it belongs")
	r := b.handIn("t.txt", word, "iraq-2007")
	b.holds(b.get(r.to), 200, "read as telegrams: 5 would be added", "A WORD OF THE MINISTER", "The minister said nothing.")
	if r := b.get("/case/iraq-2007/inbox"); strings.Contains(r.body, "A WORD OF THE MINISTER") {
		t.Error("it is in the inbox before it is filed")
	}
	b.holds(b.post(r.to, "do", "file"), 200, "5 added", `href="/case/iraq-2007/inbox"`)
	b.holds(b.get("/case/iraq-2007/sources"), 200, "A WORD OF THE MINISTER")
	b.holds(b.get("/case/iraq-2007/inbox"), 200, "A WORD OF THE MINISTER", "AMEMBASSY ISLAMABAD")
	b.holds(b.get("/case/iraq-2007/telegram/07ISLAMABAD1279-sent"), 200, "SECSTATE WASHDC", "The minister said nothing.", "Nothing in it is doubtful", "201300Z MAR 07", "CROCKER")
	r = b.handIn("again.txt", word, "iraq-2007")
	b.holds(b.get(r.to), 200, "0 would be added, 0 corrected, 0 refused; 3 are on record already")
}

// Several telegrams come in one file, or pasted; what is doubtful is shown before
// anything is written.
func TestImportOfTelegramsTogether(t *testing.T) {
	h := open(t)
	b := h.as("secretary")
	second := strings.NewReplacer("001279", "001280", "P 201300Z", "O 210900Z", "A WORD", "A SECOND WORD", "TAGS:", "REF: ISLAMABAD 1279\nTAGS:").Replace(word)
	r := b.paste(word+"\n"+second+"\n"+strings.NewReplacer("001279", "001281", "BT\nNNNN\n", "").Replace(word), "iraq-2007")
	b.holds(b.get(r.to), 200, "pasted.txt", "11 would be added", "remark", "NNNN")
	b.holds(b.post(r.to, "do", "file"), 200, "11 added")
	b.holds(b.get("/case/iraq-2007/inbox"), 200, "A SECOND WORD", "IMMEDIATE")
	b.holds(b.get("/case/iraq-2007/telegram/07ISLAMABAD1280-sent"), 200, "Conversation of 2 telegrams", ">07ISLAMABAD1279</a>")
	b.holds(b.paste("", "iraq-2007"), 422, "No file came with the form")
}

// Real telegrams of the National Archives come in as they are.
func TestImportOfRealTelegrams(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join("..", "..", "shared", "data", "telegrams", "txt", "*.txt"))
	if len(names) == 0 {
		t.Skip("SKIPPED: real telegrams absent: none was imported")
	}
	b := open(t).as("secretary")
	for _, name := range names[:4] {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := b.handIn(filepath.Base(name), string(src), "iraq-2007")
		b.holds(b.get(r.to), 200, "0 refused")
		b.holds(b.post(r.to, "do", "file"), 200, " 0 refused", "added")
	}
	r := b.get("/case/iraq-2007/inbox")
	if n := strings.Count(r.body, `class="letter"`); n != 4 {
		t.Errorf("%d telegrams are in the inbox of 4", n)
	}
	for _, m := range leads.FindAllStringSubmatch(r.body, -1) {
		if strings.Contains(m[1], "/telegram/") {
			b.holds(b.get(m[1]), 200, `class="para`)
		}
	}
}

// Telegrams stand by conversation: what asks to act apart from what informs, the most
// urgent first; what is referred to and not here is named.
func TestInbox(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	r := b.get("/inbox")
	b.holds(r, 200, "For action", "4 new", "FLASH", "International Stabilization Force for Gaza", "Ref B NEW YORK 790 is not here", "EXERCISE//PAK CONFIDENTIAL")
	flash, immediate, priority := strings.Index(r.body, "INVITATION TO THE COORDINATION"), strings.Index(r.body, "CAIRO ASKS WHAT"), strings.Index(r.body, "THE MEETING OF THE SEVEN")
	if flash < 0 || immediate < flash || priority < immediate {
		t.Errorf("the conversations stand at %d, %d, %d", flash, immediate, priority)
	}
	secretary := h.as("secretary")
	secretary.holds(secretary.get("/inbox"), 200, "For information", "Between others")
	secretary.holds(secretary.get("/case/moderate-states-2007/inbox"), 200, "2017-02-27", "lifted", "due", "E.O. 12958 DECL: 02/27/2017")
	observer := h.as("observer")
	r = observer.get("/inbox")
	observer.holds(r, 200, "INVITATION TO THE COORDINATION", "Single paragraphs released to you", "Our denial, which may be released")
	for _, hidden := range []string{"FORGED", "25JEDDAH57", "CAIRO ASKS", "not of our series", "IMMEDIATE", "Ref B"} {
		if strings.Contains(r.body, hidden) {
			t.Errorf("the observer is told %q", hidden)
		}
	}
	observer.holds(observer.get("/case/gaza-isf-2025/telegram/25JEDDAH57-sent"), 404)
	observer.holds(observer.get("/case/gaza-isf-2025/telegram/25JEDDAH92-sent"), 200, `lang="ar"`, `dir="rtl"`, "Nothing in it is doubtful")
}

// A paragraph is shown by its own marking; of what is not for the reader nothing is told,
// not even that it is missing.
func TestTelegramByParagraph(t *testing.T) {
	h := open(t)
	const path = "/case/gaza-isf-2025/telegram/25CAIRO310-sent"
	p := h.as("pakistan")
	p.holds(p.get(path), 200, "as for the minister alone", "EXERCISE//PAK SECRET//REL TO EGY, PAK", "The sender&#39;s comment", "He took notes of the answer on point C only.", "it is SECRET and has no line E.O.")
	p.holds(p.get("/case/gaza-isf-2025/telegram/25NEWYORK811-sent"), 200, "line 27", "the text refers to Ref C", "1 of 2 missing")
	s := h.as("secretary")
	r := s.get(path)
	s.holds(r, 200, "would not/not be sent", "Conversation of 4 telegrams", `id="p-3"`, `id="p-5"`)
	for _, hidden := range []string{"minister alone", `id="p-4"`, "REL TO", "no line E.O."} {
		if strings.Contains(r.body, hidden) {
			t.Errorf("the secretary is told %q", hidden)
		}
	}
	r = s.get("/case/gaza-isf-2025/telegram/25JEDDAH57-sent")
	s.holds(r, 200, `lang="ur"`, `<bdi class="turns">[U+202E]</bdi>`, "line 23", "read the line in its byte order")
	if strings.ContainsFunc(r.body, turnsText) {
		t.Error("the page holds a character that turns its text")
	}
	s.holds(s.get(path+"?at=2025-11-18"), 200, "Nothing can be changed here")
	s.holds(s.get(path+"?at=2025-11-17"), 404)
}

// How far somebody has come is that person's own note; done is done until something new
// comes in.
func TestMailIsDealtWith(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	const path = "/case/moderate-states-2007/telegram/07CAIRO44-sent"
	b.holds(b.get("/case/moderate-states-2007/inbox"), 200, "1 new")
	b.holds(b.get(path), 200, "Answer")
	if strings.Contains(b.get("/case/moderate-states-2007/inbox").body, "1 new") {
		t.Error("what was opened is new")
	}
	b.post(path, "do", "unread", "back", "/inbox")
	b.holds(b.get("/case/moderate-states-2007/inbox?show=unread"), 200, "1 new")
	if r := b.post(path, "do", "done", "all", "yes", "back", "/inbox#mail-x"); r.to != "/inbox#mail-x" {
		t.Errorf("done leads to %q", r.to)
	}
	b.holds(b.get("/case/moderate-states-2007/inbox"), 200, "Nothing is left to deal with")
	b.holds(b.get("/case/moderate-states-2007/inbox?show=done"), 200, "THE MEETING OF THE SEVEN", "Open again")
	b.holds(b.post(path, "do", "burn"), 400, "Choose what becomes of the telegram")
	other := h.as("secretary")
	other.holds(other.get("/case/moderate-states-2007/inbox"), 200, "1 new")
	p := h.program("pakistan", site.ScopeRead)
	if r := p.send("POST", "/v1/cases/moderate-states-2007/telegrams/07CAIRO44-sent", `{"state":"unread"}`); r.status != 204 {
		t.Errorf("a program is answered %d: %s", r.status, r.body)
	}
	b.holds(b.get("/case/moderate-states-2007/inbox"), 200, "1 new")
}

// An answer and a receipt are drafted by a link, filled in as far as the telegram tells;
// the addressee's own receipt says that it was read.
func TestAnswerAndReceipt(t *testing.T) {
	h := open(t)
	b := h.as("pakistan")
	const path = "/case/gaza-isf-2025/telegram/25CAIRO310-sent"
	var reply, receipt string
	for _, m := range leads.FindAllStringSubmatch(b.get(path).body, -1) {
		if strings.Contains(m[1], "/file/message") {
			reply = strings.ReplaceAll(m[1], "&amp;", "&")
		}
		if strings.Contains(m[1], "/file/receipt") && strings.Contains(m[1], "status=read") {
			receipt = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	b.holds(b.get(reply), 200, `value="25CAIRO310-sent"`, "parep_cairo", "secretariat_jeddah", "Re: CAIRO ASKS WHAT", "EXERCISE//PAK SECRET")
	b.holds(b.get(receipt), 200, `value="25CAIRO310-sent"`, "EXERCISE//PAK SECRET")
	h.receipt("PAK", "25CAIRO310-sent", "read")
	b.holds(b.get(path), 200, `class="delivery delivery-read"`, "● read")
	observer := h.as("observer")
	if r := observer.get("/case/gaza-isf-2025/telegram/25JEDDAH92-sent"); strings.Contains(r.body, "/file/message") {
		t.Error("an observer is offered an answer")
	}
}
