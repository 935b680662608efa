package source

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"entente/act"
)

// All text of a web page that a browser would show is its text, block by block, so
// that nothing is lost. Blocks that belong to the page and not to the article are
// furniture: see furniture.go.

func (d *Document) readHTML(name string, raw []byte) {
	page := raw
	_, encoding, _ := charset.DetermineEncoding(raw[:min(len(raw), 1024)], "")
	if encoding != "utf-8" && !utf8.Valid(raw) {
		in, err := charset.NewReaderLabel(encoding, bytes.NewReader(raw))
		if err == nil {
			page, err = io.ReadAll(in)
		}
		if err != nil {
			d.refuse(act.Place{File: name}, "bad-encoding", "save the page as UTF-8 and add it anew", "the page says it is in the encoding %s, and is not: %v", encoding, err)
			return
		}
	}
	p := &htmlPage{raw: page}
	p.read()
	text, offsets, findings := normalise(name, p.out.String(), 0)
	for i := range findings { // they count in the text, not in the file
		at, _ := (&Reading{Offsets: p.offsets}).FileOffset(startOfLine(p.out.String(), findings[i].Line))
		findings[i].Line, findings[i].Col = 1+bytes.Count(page[:min(at, len(page))], []byte("\n")), 0
	}
	d.Findings = append(d.Findings, findings...)
	d.Reading = &Reading{Version: Version, Reader: "html", Title: strings.Join(strings.Fields(p.title.String()), " "), Text: text}
	if len(page) == len(raw) && bytes.Equal(page, raw) {
		d.Reading.Offsets = through(offsets, p.offsets, len(text))
	}
	out := p.furniture()
	line := 0
	for _, l := range linesOf(text) {
		s := Span{skipSpace(text, l.Start, l.End), trimEnd(text, l.Start, l.End)}
		if s.End > s.Start {
			para := Paragraph{Span: s, Sentences: sentences(text, s)}
			switch {
			case line < len(out) && out[line]:
				para.Role = Furniture
			case line < len(p.lines) && p.lines[line].heading:
				para.Role = Heading
			}
			d.Reading.Paragraphs = append(d.Reading.Paragraphs, para)
		}
		line++
	}
	d.Reading.marks()
}

// htmlPage collects the text a browser would show, one line a block, with the way
// back to the page's bytes.
type htmlPage struct {
	raw     []byte
	out     strings.Builder
	offsets []Offset
	title   strings.Builder
	lines   []htmlLine // finished
	now     htmlLine   // the one being written
	begin   int        // where it begins
	heading bool
	space   bool // white space is owed before the next word
	hidden  int  // elements one is in whose text is not shown
	inTitle bool
	inLink  bool
	pre     int
	around  []setting // elements one is in that say what their text is for
}

func (p *htmlPage) read() {
	z := html.NewTokenizer(bytes.NewReader(p.raw))
	z.SetMaxBuf(MaxBytes)
	at := 0
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			p.line()
			return
		case html.TextToken:
			p.text(string(raw), at)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, attributes := z.TagName()
			tag := atom.Lookup(name)
			p.tag(tag, kind)
			for attributes && kind == html.StartTagToken {
				var key, value []byte
				key, value, attributes = z.TagAttr()
				p.attribute(tag, string(key), string(value))
			}
		}
		at += len(raw)
	}
}

func (p *htmlPage) tag(a atom.Atom, kind html.TokenType) {
	by := map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind]
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Iframe, atom.Select, atom.Textarea, atom.Object, atom.Math:
		p.hidden = max(0, p.hidden+by)
	case atom.Title:
		p.inTitle = by > 0
	case atom.A:
		p.inLink = by > 0
	case atom.Pre:
		p.pre = max(0, p.pre+by)
		p.line()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.line()
		p.heading = by > 0
	case atom.P, atom.Div, atom.Br, atom.Hr, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Caption, atom.Tr, atom.Td, atom.Th,
		atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Figure, atom.Figcaption, atom.Blockquote,
		atom.Form, atom.Fieldset, atom.Address, atom.Details, atom.Summary, atom.Body, atom.Head, atom.Button, atom.Label:
		p.line()
	}
	p.set(a, by)
}

// line ends the line one is on.
func (p *htmlPage) line() {
	if n := p.out.Len() - p.begin; n > 0 {
		p.out.WriteByte('\n')
		p.now.length = n
		p.lines = append(p.lines, p.now)
	}
	p.begin, p.now, p.space = p.out.Len(), htmlLine{}, false
}

// text takes the raw text that stands at a byte of the page.
func (p *htmlPage) text(raw string, at int) {
	for i := 0; i < len(raw); {
		// An entity is taken by itself; what stands between two runs along.
		end := len(raw)
		if raw[i] == '&' {
			if semi := strings.IndexByte(raw[i:min(len(raw), i+40)], ';'); semi > 0 {
				end = i + semi + 1
			} else {
				end = i + 1
			}
			p.words(html.UnescapeString(raw[i:end]), at+i, false)
		} else {
			if amp := strings.IndexByte(raw[i:], '&'); amp >= 0 {
				end = i + amp
			}
			p.words(raw[i:end], at+i, true)
		}
		i = end
	}
}

// words takes text as shown: white space is one space, and none begins a line.
func (p *htmlPage) words(s string, at int, along bool) {
	if p.inTitle {
		p.title.WriteString(s)
		return
	}
	if p.hidden > 0 {
		return
	}
	for i := 0; i < len(s); {
		if strings.IndexByte(" \t\n\r\f", s[i]) >= 0 {
			if s[i] == '\n' && p.pre > 0 {
				p.line()
			}
			p.space = p.out.Len() > p.begin
			i++
			continue
		}
		end := strings.IndexAny(s[i:], " \t\n\r\f")
		if end < 0 {
			end = len(s) - i
		}
		from := at
		if along {
			from += i
		}
		if p.space {
			p.put(" ", max(0, from-1))
		}
		p.put(s[i:i+end], from)
		p.shown(end)
		p.space = false
		i += end
	}
}

func (p *htmlPage) put(s string, at int) {
	k := len(p.offsets)
	if k == 0 || p.offsets[k-1].File+p.out.Len()-p.offsets[k-1].Text != at {
		p.offsets = append(p.offsets, Offset{p.out.Len(), at})
	}
	p.out.WriteString(s)
}

// through joins two maps: from a text to another, and from that to a file.
func through(first, second []Offset, length int) []Offset {
	var out []Offset
	add := func(text, file int) {
		if k := len(out); k == 0 || out[k-1].File+text-out[k-1].Text != file {
			out = append(out, Offset{text, file})
		}
	}
	rest := &Reading{Offsets: second}
	for i, o := range first {
		end := length
		if i+1 < len(first) {
			end = first[i+1].Text
		}
		if file, ok := rest.FileOffset(o.File); ok {
			add(o.Text, file)
		}
		from, _ := slices.BinarySearchFunc(second, o.File+1, func(s Offset, at int) int { return s.Text - at })
		for _, s := range second[from:] {
			at := o.Text + s.Text - o.File
			if at >= end {
				break
			}
			add(at, s.File)
		}
	}
	return out
}

// startOfLine is the byte a line begins at.
func startOfLine(text string, line int) int {
	at := 0
	for range line - 1 {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return at
		}
		at += i + 1
	}
	return at
}
