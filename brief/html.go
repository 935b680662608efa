package brief

import (
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"entente/phrase"
)

//go:embed style.css
var styleSheet string

// HTML writes d as one self-contained page: no script, no network, its style and
// its pictures inside, light or dark as the reader's system is set, always light
// on paper. It is well-formed XML as well.
func HTML(w io.Writer, d Document) error {
	h := &htmler{anchors: anchors(d.Blocks), placed: make(map[string]bool)}
	h.lang = "en"
	if languageTag.MatchString(d.Lang) {
		h.lang = d.Lang
	}
	h.rtl = rightToLeft(h.lang)
	h.head(d)
	h.raw(symbols + "<header class=\"top\">")
	h.element("p", ` class="marking"`, d.banner())
	h.raw("</header>\n<main>\n")
	h.title(d)
	h.contents(d)
	h.blocks(d.Blocks)
	h.raw("</main>\n<footer>")
	h.element("p", ` class="marking"`, d.banner())
	h.raw("</footer>\n</body>\n</html>\n")
	_, err := io.WriteString(w, h.out.String())
	return err
}

// languageTag is the form of a BCP 47 tag; what has not this form is no tag.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)

// htmler writes tags by raw and everything that comes from the document by
// element and text, which escape it.
type htmler struct {
	out     strings.Builder
	lang    string
	rtl     bool
	anchors map[string]string // ID of a block: its anchor on the page
	placed  map[string]bool   // IDs whose block has been written
	level   int               // of the last heading
	part    bool              // of a page of somebody else: figures and tables are not numbered
	name    string            // of that part
	act     func(id string) string

	headings, tables, figures int
}

func (h *htmler) in() tongue { return tongue(h.lang) }

func (h *htmler) raw(s string)                    { h.out.WriteString(s) }
func (h *htmler) rawf(format string, args ...any) { fmt.Fprintf(&h.out, format, args...) }

// text writes a text. What an author wrote in it is set apart, in whatever language it
// is, where the page is in another than that of answers.
func (h *htmler) text(s string) {
	if h.lang == phrase.English || !strings.ContainsRune(s, phrase.Apart) {
		h.out.WriteString(escapeHTML(s))
		return
	}
	for s != "" {
		before, after, _ := strings.Cut(s, string(phrase.Apart))
		own, rest, _ := strings.Cut(after, string(phrase.Together))
		h.out.WriteString(escapeWithin(before))
		if own != "" {
			h.raw(`<bdi lang="` + languageOf(own) + `">` + escapeHTML(own) + "</bdi>")
		}
		s = rest
	}
}

// escapeWithin is escapeHTML for a text with others around it.
func escapeWithin(s string) string {
	out := escapeHTML(s)
	if strings.HasPrefix(s, " ") {
		out = " " + out
	}
	if strings.HasSuffix(s, " ") && out != " " {
		out += " "
	}
	return out
}

// languageOf is the language of an author's words, as far as their letters tell it.
func languageOf(s string) string {
	if rtl, _ := direction(s); rtl {
		return "ar"
	}
	return phrase.English
}

// element writes <name attrs>text</name> and sets the direction of the text if it
// is not that of the page. attrs begin with a space.
func (h *htmler) element(name, attrs, text string) {
	h.open(name, attrs, text)
	h.text(text)
	h.raw("</" + name + ">\n")
}

func (h *htmler) open(name, attrs, text string) {
	rtl, known := direction(text)
	if known && rtl != h.rtl && name != "li" { // the mark of a list stays on its side: style.css turns the text alone
		attrs += map[bool]string{true: ` dir="rtl"`, false: ` dir="ltr"`}[rtl]
	}
	h.raw("<" + name + attrs + ">")
}

// direction is that of the first letter of text, portion mark and words set apart left
// out; known is false if there is no letter. A text that is nothing but words set apart
// has theirs.
func direction(text string) (rtl, known bool) {
	if strings.HasPrefix(text, "(") {
		if _, rest, ok := strings.Cut(text, ") "); ok {
			text = rest
		}
	}
	own, within := rune(0), 0
	for _, r := range text {
		switch {
		case r == phrase.Apart:
			within++
		case r == phrase.Together:
			within--
		case unicode.IsLetter(r) && within <= 0:
			return unicode.In(r, rtlScripts...), true
		case unicode.IsLetter(r) && own == 0:
			own = r
		}
	}
	return own != 0 && unicode.In(own, rtlScripts...), own != 0
}

var rtlScripts = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko}

func rightToLeft(lang string) bool {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch base {
	case "ar", "fa", "he", "ur", "ps", "sd", "ckb", "dv", "ug", "yi", "syr", "nqo":
		return true
	}
	return false
}

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

func escapeHTML(s string) string { return htmlEscaper.Replace(clean(s)) }

func (h *htmler) head(d Document) {
	dir := "ltr"
	if h.rtl {
		dir = "rtl"
	}
	h.rawf("<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n", h.lang, dir)
	h.raw(`<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/>
`)
	h.element("title", "", d.banner()+" – "+clean(d.Title))
	h.raw("<style>\n" + styleSheet + Sheets(d.banner()) + "</style>\n</head>\n<body>\n")
}

// Sheets is the style by which a marking stands above and below on every sheet that is
// printed; on the first the page itself has it above.
func Sheets(marking string) string {
	mark := cssString(marking)
	return fmt.Sprintf("@page{@top-center{content:%s}@bottom-center{content:%s}}\n@page:first{@top-center{content:none}}\n", mark, mark)
}

// cssString is s as a string of CSS that can break out of neither the string nor
// the style element.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-') {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%x `, r) // the space ends the number
		}
	}
	b.WriteByte('"')
	return b.String()
}

func (h *htmler) title(d Document) {
	h.raw("<div class=\"head\">\n")
	h.element("h1", "", d.Title)
	if clean(d.Subtitle) != "" {
		h.element("p", ` class="subtitle"`, d.Subtitle)
	}
	if len(d.Meta) > 0 {
		h.raw("<dl>\n")
		for _, p := range d.Meta {
			h.raw("<div>")
			h.element("dt", "", p.Name)
			h.element("dd", "", p.Value)
			h.raw("</div>\n")
		}
		h.raw("</dl>\n")
	}
	h.raw("</div>\n")
}

// contents lists the sections of a document that has at least four.
func (h *htmler) contents(d Document) {
	n, level := 0, 0
	var list htmler
	list.rtl = h.rtl
	for i, hd := range headings(d.Blocks) {
		if level = levelAfter(level, hd.Level); level == 1 {
			n++
			list.raw("<li>")
			list.open("a", ` href="#`+h.headingAnchor(hd, i+1)+`"`, hd.Text)
			list.text(hd.Text)
			list.raw("</a></li>\n")
		}
	}
	if n >= 4 {
		h.raw("<nav aria-label=\"" + h.in().say("Contents") + "\">\n<ol>\n" + list.out.String() + "</ol>\n</nav>\n")
	}
}

func headings(bs []Block) []Heading {
	var out []Heading
	for _, b := range bs {
		if hd, ok := b.(Heading); ok {
			out = append(out, hd)
		}
	}
	return out
}

func (h *htmler) headingAnchor(hd Heading, number int) string {
	if a := h.anchors[hd.ID]; a != "" {
		return a
	}
	return "section-" + strconv.Itoa(number)
}

// anchors gives each ID of a block a name that is a good anchor and stands once.
func anchors(bs []Block) map[string]string {
	out := make(map[string]string)
	taken := make(map[string]bool)
	for _, b := range bs {
		id := ""
		switch b := b.(type) {
		case Heading:
			id = b.ID
		case Table:
			id = b.ID
		case ReasonTree:
			id = b.ID
		case Figure:
			id = b.ID
		}
		if id == "" || out[id] != "" {
			continue
		}
		base := "x-" + strings.Map(func(r rune) rune {
			if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return r
			}
			return '-'
		}, id)
		a := base
		for n := 2; taken[a]; n++ {
			a = base + "-" + strconv.Itoa(n)
		}
		taken[a] = true
		out[id] = a
	}
	return out
}

// idAttr is the id attribute of a block. An ID that stands on two blocks belongs to
// the first.
func (h *htmler) idAttr(id string) string {
	a := h.anchors[id]
	if id == "" || h.placed[id] {
		return ""
	}
	h.placed[id] = true
	return ` id="` + a + `"`
}
