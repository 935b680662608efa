package web

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/decide"
	"entente/dossier"
	"entente/gazetteer"
	"entente/phrase"
	"entente/register"
)

// corpus is what stands in its own language on a page of any: the words of authors,
// names, codes and commands.
type corpus struct {
	text string // all of it, a text a line
}

// corpus gathers it: every text of every act and document, the people of the site, what
// the gazetteer knows, the procedures (texts of their bodies), and the keys and words that
// files are written in.
func (h *house) corpus() corpus {
	h.Helper()
	var b strings.Builder
	add := func(texts ...string) {
		for _, s := range texts {
			s = strings.Join(strings.Fields(s), " ")
			b.WriteString(s + "\n" + strings.ReplaceAll(s, "_", " ") + "\n")
		}
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			add(v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	texts := func(of any) {
		src, err := json.Marshal(of)
		var v any
		if err == nil {
			err = json.Unmarshal(src, &v)
		}
		if err != nil {
			h.Fatal(err)
		}
		walk(v)
	}
	for name := range h.people {
		p, err := h.site.Person(name)
		if err != nil {
			h.Fatal(err)
		}
		add(p.Name, p.Title)
	}
	reader := h.site.Reader(h.person("secretary"))
	err := h.site.Register().Entries(register.Query{}, func(e *register.Entry) error {
		texts(e.Act)
		if _, is := e.Act.Body.(*act.Source); is {
			if d, err := reader.Document(e); err == nil {
				add(d.Reading.Text)
			}
		}
		return nil
	})
	if err != nil {
		h.Fatal(err)
	}
	for _, e := range gazetteer.All() {
		add(e.Code, e.Official, e.ISO2)
		add(e.Aliases...)
		for _, name := range e.Names {
			add(name)
		}
	}
	for _, p := range decide.Procedures() {
		texts(p)
	}
	reg := h.site.Register()
	add(reg.Origin(), reg.Head().Root.String())
	for _, k := range reg.Keys() {
		add(k.Key.Fingerprint())
	}
	add(nonsensical...)
	add("notjoins.ZZZ and not", "x y", "nonsense", "indicator", "objects", "as_of", "language", "fact.ID", "joins.CODE", "decided.CODE", "option.CLAUSE", "members.GROUP")
	for name := range wrongFiles {
		add(name, name+" objects", name+"-sent")
	}
	for _, info := range act.Kinds() {
		add(string(info.Kind), info.Section)
		for _, k := range dossier.Keys(info.Kind) {
			add(k.Name)
			add(k.Enum...)
		}
	}
	return corpus{b.String()}
}

var (
	// what parts a text into pieces, each of one author: Arabic, marks, isolates
	between  = regexp.MustCompile(`[·,;:،؛؟()–—/“”«»'"→=\[\]{}#|…\n\x{2066}-\x{2069}]|\. |\.$|\p{Arabic}+`)
	inLatin  = regexp.MustCompile(`\p{Latin}.*\p{Latin}`)
	capitals = regexp.MustCompile(`^[\p{Lu}\d_. +-]+$`)
	command  = regexp.MustCompile(`^(entente|ssh-keygen|apt-get)( [a-z0-9-]+)*$`)
)

// names are what is called so in every language.
var names = []string{"Entente", "Ctrl K", "Equal Earth", "Natural Earth", "Shapley", "Banzhaf", "Shubik", "iCalendar", "localhost", "openapi.json", "url", "Go-http-client", "windows",
	"Excel", "Word", "YAML", "Debian", "Poppler", "docs/dossier.md", "dossier.md", "docs", "xlsx", "value", "name", "low", "high", "words", "true", "false", "read", "file", "account"}

// strange are the pieces of a text that no author wrote, nor are names or commands.
func (c corpus) strange(text string) (all []string) {
	for _, piece := range between.Split(text, -1) {
		piece = strings.Join(strings.Fields(inLatin.FindString(piece)), " ")
		if piece == "" || strings.Contains(c.text, piece) || capitals.MatchString(piece) || command.MatchString(piece) || slices.Contains(names, piece) {
			continue
		}
		all = append(all, piece)
	}
	return all
}

// english are words that French does not have.
var english = regexp.MustCompile(`(?i)(^|[^\p{L}_-])(the|is|are|of|and|with|without|has|have|had|by|it|its|not|what|who|whose|which|that|this|these|was|were|be|been|would|could|cannot|must|may|should|nobody|nothing|everything|everybody|against|from|for|in|to|at|as|an|or|than|other|each|one|two|day|days|acts|yes|no|here|there|where|when|until|more|most|least|every|any|all)($|[^\p{L}_-])`)

// nodes are the texts of a page, and those of it that a reader's program reads out. Keys,
// commands and the names of other languages stand apart.
func nodes(t *testing.T, body string) (all []string) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader([]byte(body)))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	apart := 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in %.200q", err, body)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			var lang string
			for _, a := range tok.Attr {
				switch a.Name.Local {
				case "lang":
					lang = a.Value
				case "aria-label", "title", "placeholder", "alt":
					if apart == 0 {
						all = append(all, a.Value)
					}
				}
			}
			if apart > 0 || slices.Contains([]string{"script", "style", "kbd", "code"}, tok.Name.Local) || tok.Name.Local == "button" && lang != "" {
				apart++
			}
		case xml.EndElement:
			if apart > 0 {
				apart--
			}
		case xml.CharData:
			if apart == 0 {
				all = append(all, string(tok))
			}
		}
	}
}

// shapeOf is an address without the names of things.
func shapeOf(path string) string {
	p, q, _ := strings.Cut(path, "?")
	parts := strings.Split(p, "/")
	for i := range parts {
		if i > 0 && slices.Contains([]string{"case", "act", "draft", "decide", "source", "people", "telegram"}, parts[i-1]) {
			parts[i] = "*"
		}
		if i > 1 && parts[i-2] == "source" {
			parts[i] = "*"
		}
	}
	name, _, _ := strings.Cut(q, "=")
	return strings.Join(parts, "/") + "?" + name
}

// english reports whether a piece holds a word of English that is not of an author's words
// in it: "par The Iraqi insurgency".
func (c corpus) english(piece string) bool {
	words := strings.Fields(piece)
	for i, w := range words {
		if !english.MatchString(w) || capitals.MatchString(w) {
			continue
		}
		before, after := i > 0 && strings.Contains(c.text, words[i-1]+" "+w), i+1 < len(words) && strings.Contains(c.text, w+" "+words[i+1])
		if !before && !after {
			return true
		}
	}
	return false
}

// onlooker looks at pages in a language. What is foreign on an Arabic page, letters tell;
// on a French one words do, and what reads the same on the English page.
type onlooker struct {
	*browser
	lang  string
	plain *browser // reads the same pages in English
	by    corpus
	known map[string]bool   // texts that were looked at
	alike map[string]bool   // texts that are the same in English
	found map[string]string // piece: where
	pages int
}

func (x *onlooker) look(what string, r answer) {
	x.Helper()
	if !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") || r.to != "" || !strings.Contains(r.body, `<html lang="`+x.lang+`"`) {
		return
	}
	x.pages++
	for _, text := range nodes(x.T, r.body) {
		if x.known[text] {
			continue
		}
		x.known[text] = true
		for _, piece := range x.by.strange(text) {
			if x.lang == "ar" || x.by.english(piece) {
				x.find(piece, what)
			}
		}
	}
}

func (x *onlooker) find(piece, what string) {
	if x.found[piece] == "" {
		x.found[piece] = what
	}
}

// compare finds the sentences of a page that are the same on the English page.
func (x *onlooker) compare(path string, r answer) {
	x.Helper()
	if x.lang == "ar" || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
		return
	}
	said := map[string]bool{}
	for _, text := range nodes(x.T, x.plain.get(path).body) {
		said[text] = strings.Count(text, " ") >= 2 && !x.alike[text]
	}
	for _, text := range nodes(x.T, r.body) {
		if !said[text] {
			continue
		}
		x.alike[text] = true
		for _, piece := range x.by.strange(text) {
			if strings.Count(piece, " ") >= 2 {
				x.find(piece, path+" as in English")
			}
		}
	}
}

// On an Arabic page nothing is in Latin letters, and on a French one nothing in English,
// but the words of authors, codes and commands: not on the pages of the demonstration, and
// not where a form is filled in with nonsense or a file is wrong.
func TestPagesSpeakOneLanguage(t *testing.T) {
	for _, lang := range phrase.Languages[1:] {
		t.Run(lang, func(t *testing.T) { pagesSpeak(t, lang) })
	}
}

func pagesSpeak(t *testing.T, lang string) {
	h := open(t)
	by := h.corpus()
	acts := map[act.Kind]string{} // one act of each kind
	err := h.site.Register().Entries(register.Query{}, func(e *register.Entry) error {
		acts[e.Heading.Kind] = "/case/" + e.Heading.Initiative + "/act/" + url.PathEscape(e.Act.ID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	x := &onlooker{browser: h.as("secretary"), lang: lang, plain: h.as("secretary"), by: by, known: map[string]bool{}, alike: map[string]bool{}, found: map[string]string{}}
	x.post("/settings", "language", lang)
	posts := x.walk(acts)
	x.nonsense(posts)
	x.files()
	if x.pages < 150 {
		t.Errorf("only %d pages were looked at", x.pages)
	}
	for piece, where := range x.found {
		t.Errorf("%s: %q", where, piece)
	}
}

// walk looks at some pages of each shape, from the start page on. It gives the forms they
// hold, each once.
func (x *onlooker) walk(acts map[act.Kind]string) map[string]url.Values {
	queue := []string{"/", "/search?q=troops", "/search?q=zz", "/case/none", "/case/gaza-isf-2025?at=2025-10-31", "/case/gaza-isf-2025?at=x"}
	for _, path := range acts {
		queue = append(queue, path)
	}
	seen, like, posts := map[string]bool{}, map[string]int{}, map[string]url.Values{}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		shape := shapeOf(path)
		many := 2
		if slices.Contains([]string{"/case/*?", "/case/*/decisions?", "/case/*/charter?", "/case/*/forces?", "/case/*/timeline?", "/case/*/sources?", "/case/*/actors?"}, shape) {
			many = 5
		}
		if strings.Contains(shape, "/file/") {
			many = 1
		}
		if seen[path] || shape != "/case/*/act/*?" && like[shape] >= many || strings.Contains(shape, "/list/") || strings.Contains(shape, "/brief/") || strings.HasPrefix(path, "/assets") {
			continue
		}
		seen[path] = true
		like[shape]++
		r := x.get(path)
		x.look(path, r)
		x.compare(path, r)
		if shape == "/case/*/act/*?" && like[shape] > len(acts) {
			continue
		}
		for _, m := range leads.FindAllStringSubmatch(r.body, -1) {
			to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if shapeOf(to) != "/case/*/act/*?" {
				queue = append(queue, to)
			}
		}
		for _, m := range forms.FindAllStringSubmatch(r.body, -1) {
			values := url.Values{}
			for _, f := range inputs.FindAllStringSubmatch(m[2], -1) {
				values.Set(html.UnescapeString(f[1]), html.UnescapeString(f[2]))
			}
			if to := html.UnescapeString(m[1]); posts[shapeOf(to)] == nil && !slices.Contains([]string{"/sign-out", "/settings"}, to) && !strings.HasSuffix(to, "/end") {
				posts[shapeOf(to)] = url.Values{"": {to}}
				for k, v := range values {
					posts[shapeOf(to)][k] = v
				}
			}
		}
	}
	return posts
}

// nonsensical is what no field takes.
var nonsensical = []string{"كذا؟", "-7", "joins.ZZZ and not"}

// nonsense fills each form in with what no field takes.
func (x *onlooker) nonsense(posts map[string]url.Values) {
	for _, values := range posts {
		to := values.Get("")
		for _, bad := range nonsensical {
			form := url.Values{}
			for k := range values {
				if k != "" && k != "back" && k != "do" {
					form.Set(k, bad)
				}
			}
			x.look("POST "+to, x.do("POST", to, form))
		}
	}
}

// files hands in files that are wrong.
func (x *onlooker) files() {
	for name, src := range wrongFiles {
		r := x.upload("/import", name, src, "case", "gaza-isf-2025")
		if r.to != "" {
			r = x.get(r.to)
		}
		x.look("import of "+name, r)
		x.look("source "+name, x.upload("/case/gaza-isf-2025/sources", name, src, "medium", "كذا", "id", "x y", "marking", "كذا"))
	}
}

var wrongFiles = map[string]string{
	"a.yaml": "entente: 1\nid: gaza-isf-2025\ntitle: ق\nas_of: 2025-13-40\npositions:\n  - id: x y\n    actor: ZZZ\n    stance: كذا\n    if: joins.QQQ = 1 and (fact.none\n  - id: p\n    stance: opposes\n    if: at_least(9, [joins.PAK])\nnonsense:\n  - a\npledges:\n  - id: p\n    actor: PAK\n    amount: -3\n",
	"b.yaml": "entente: 1\nid: gaza-isf-2025\ntitle: ق\nas_of: 2025-11-30\nmarking: EXERCISE//UNCLASSIFIED\npositions:\n  - {id: pak-minister-in-process, actor: PAK, on: 2025-10-28, stance: opposes}\nvotes:\n  - {id: v1, actor: PAK, in: nowhere, cast: yes}\n",
	"c.csv":  "case,id,kind,actor,on\ngaza-isf-2025,q1,كذا,PAK,2025-11-02\ngaza-isf-2025,q2,pledge,ZZZ,سنة\n",
	"d.json": `{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--1"},{"id":""}]}`,
	"e.txt":  "C O N F I D E N T I A L CAIRO 000044\nSIPDIS SIPDIS\nE.O. 12958: N/A\nSUBJECT: ق\nREF: A. X\n1. (S) ق\n3. (C) Ref C ق\n",
	"f.txt":  "هذا ليس شيئًا\n",
}
