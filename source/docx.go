package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"entente/act"
	"entente/phrase"
)

// A DOCX file is a zip archive of XML (ECMA-376, Part 1). Only the text of
// word/document.xml is read: paragraphs in their order, those of tables included.
// Deleted text of tracked changes is left out and named; external entities and
// document type declarations are refused.

const (
	maxParts   = 4096     // parts of an archive
	maxXML     = 64 << 20 // of the document's XML, unpacked
	maxRatio   = 200      // unpacked to packed
	maxNesting = 256      // elements within elements
	mainPart   = "word/document.xml"
	wordML     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictML   = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

func (d *Document) readDOCX(name string, raw []byte) {
	at := act.Place{File: name + "!" + mainPart}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		d.refuse(act.Place{File: name}, "bad-zip", "the file is cut or damaged; ask for it again", "the archive of the document cannot be opened: %v", err)
		return
	}
	if len(archive.File) > maxParts {
		d.refuse(act.Place{File: name}, "zip-bomb", "no letter needs so many: find out who made it, and do not open it", "the archive has %d parts", len(archive.File))
		return
	}
	var main *zip.File
	var unread []string
	for _, f := range archive.File {
		switch f.Name {
		case mainPart:
			main = f
		case "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml":
			unread = append(unread, strings.TrimSuffix(strings.TrimPrefix(f.Name, "word/"), ".xml"))
		}
	}
	if main == nil {
		d.refuse(act.Place{File: name}, "not-docx", "add the document itself: text, HTML, DOCX or PDF", "the archive holds no %s", mainPart)
		return
	}
	text, err := unpack(main)
	if err != nil {
		d.refuse(at, "zip-bomb", "no letter unpacks to so much: find out who made it, and do not open it", err.Error())
		return
	}
	d.fromWord(name, at, text)
	if d.Reading != nil && len(unread) > 0 {
		said := phrase.New()
		for i, part := range unread {
			unread[i] = said.Say(part)
		}
		p := act.Wrong(said, act.Place{File: name}, "not-read", "read them in the original; what matters in them can be added as a source of its own",
			"the document has %s, which are not part of its text here", said.Join(unread, " and ", " and "))
		p.Warning = true
		d.Findings = append(d.Findings, p)
	}
}

// The parts of a document that are not read.
var _ = []string{phrase.Key("footnotes"), phrase.Key("endnotes"), phrase.Key("comments")}

var errTooMuch = errors.New(phrase.Key("it unpacks to more than a document can hold"))

func unpack(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("it cannot be unpacked: %w", err)
	}
	defer in.Close()
	limit := min(maxXML, int64(f.CompressedSize64)*maxRatio+1<<20)
	text, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, fmt.Errorf("it cannot be unpacked: %w", err)
	}
	if int64(len(text)) > limit {
		return nil, errTooMuch
	}
	return text, nil
}

// word collects the text of a document's XML, one line a paragraph.
type word struct {
	out     strings.Builder
	depth   int
	inText  bool
	deleted int // depth of the <w:del> one is in; 0 outside
	struck  bool
	styles  []bool // of each finished line: is it a heading
	heading bool
	run     int // depth of the run one is in; 0 outside
	skipped int // depth of what is shown only by older programs; 0 outside
}

func (d *Document) fromWord(name string, at act.Place, text []byte) {
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.Strict = true
	dec.Entity = map[string]string{}
	w := &word{}
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			at.Line, at.Col = dec.InputPos()
			d.refuse(at, "bad-xml", "the file is damaged, or was made to look like a document; ask for it again", "the document's XML cannot be read: %v", err)
			return
		}
		if dir, ok := tok.(xml.Directive); ok {
			at.Line, at.Col = dec.InputPos()
			what := phrase.Key("the document has a document type declaration")
			if bytes.Contains(bytes.ToUpper(dir), []byte("ENTITY")) {
				what = phrase.Key("the document declares entities of its own, which could draw in other files")
			}
			d.refuse(at, "external-entity", "no word processor writes this: find out who made it, and do not open it; nothing was read", what)
			return
		}
		if w.token(tok); w.depth > maxNesting {
			at.Line, at.Col = dec.InputPos()
			d.refuse(at, "too-deep", "no word processor writes this: find out who made it", "the document's XML is nested deeper than %d levels", maxNesting)
			return
		}
	}
	body, _, findings := normalise(name, w.out.String(), 0)
	for i := range findings {
		findings[i].File, findings[i].Excerpt = at.File, ""
		findings[i].Text = findings[i].Said.Sayf("%s (paragraph %d)", findings[i].Text, findings[i].Line)
		findings[i].Line, findings[i].Col = 0, 0
	}
	d.Findings = append(d.Findings, findings...)
	if w.struck {
		d.doubt(at, "tracked-changes", "look at the original before quoting: its authors had not agreed on the text",
			"the document has tracked changes; what is marked as deleted was left out")
	}
	d.Reading = &Reading{Version: Version, Reader: "docx", Text: body}
	line := 0
	for _, l := range linesOf(body) {
		s := Span{skipSpace(body, l.Start, l.End), trimEnd(body, l.Start, l.End)}
		if s.End > s.Start {
			p := Paragraph{Span: s, Sentences: sentences(body, s)}
			if line < len(w.styles) && w.styles[line] {
				p.Role = Heading
			}
			d.Reading.Paragraphs = append(d.Reading.Paragraphs, p)
		}
		line++
	}
	d.Reading.marks()
}

func (w *word) token(tok xml.Token) {
	switch tok := tok.(type) {
	case xml.StartElement:
		w.depth++
		if tok.Name.Local == "Fallback" && w.skipped == 0 {
			w.skipped = w.depth
		}
		if tok.Name.Space == wordML || tok.Name.Space == strictML {
			w.open(tok)
		}
	case xml.EndElement:
		if tok.Name.Space == wordML || tok.Name.Space == strictML {
			w.close(tok.Name.Local)
		}
		if w.skipped == w.depth {
			w.skipped = 0
		}
		w.depth--
	case xml.CharData:
		if w.inText {
			w.write(oneLine(tok))
		}
	}
}

func (w *word) open(e xml.StartElement) {
	switch e.Name.Local {
	case "del", "moveFrom":
		if w.deleted == 0 {
			w.deleted = w.depth
		}
		w.struck = true
	case "r":
		w.run = w.depth
	case "t":
		w.inText = true
	case "tab", "ptab", "br", "cr":
		if w.run > 0 {
			w.write([]byte(" "))
		}
	case "noBreakHyphen":
		w.write([]byte("-"))
	case "pStyle":
		for _, a := range e.Attr {
			if a.Name.Local == "val" && (strings.HasPrefix(strings.ToLower(a.Value), "heading") || strings.EqualFold(a.Value, "title")) {
				w.heading = true
			}
		}
	}
}

func (w *word) write(s []byte) {
	if w.deleted == 0 && w.skipped == 0 {
		w.out.Write(s)
	}
}

func (w *word) close(name string) {
	switch name {
	case "t":
		w.inText = false
	case "r":
		w.run = 0
	case "p":
		w.out.WriteByte('\n')
		w.styles = append(w.styles, w.heading)
		w.heading = false
	case "del", "moveFrom":
		if w.deleted == w.depth {
			w.deleted = 0
		}
	}
}

// oneLine keeps line ends of the XML out of a paragraph.
func oneLine(s []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}
