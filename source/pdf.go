package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"

	"entente/act"
)

// A PDF holds glyphs and their places, no text. What a program makes of them is
// derived: Poppler's pdftotext where it is installed, and else a reader of our own
// kind, which puts words together by the gaps between glyphs. The text is kept as
// derived, with the name of the program, because another would read otherwise.

// pdfTime is how long a program may take over a PDF, and maxPages how many pages
// the built-in reader takes on.
const (
	pdfTime  = 60 * time.Second
	maxPages = 2000
)

var errLocked = errors.New("the PDF is protected by a password")

func (d *Document) readPDF(name string, raw []byte) {
	at := act.Place{File: name}
	text, reader, err := derive(raw)
	switch {
	case errors.Is(err, errLocked):
		d.refuse(at, "password", err.Error(), "take the password off with the program that made it, and add the copy; name the original in its defects")
		return
	case err != nil:
		d.refuse(at, "bad-pdf", "the PDF cannot be read: "+err.Error(), "ask for the file again, or type out what matters and add that as text")
		return
	}
	body, _, findings := normalise(name, text, 0)
	for i := range findings {
		findings[i].Line, findings[i].Col, findings[i].Excerpt = 0, 0, ""
	}
	d.Findings = append(d.Findings, findings...)
	d.Findings = append(d.Findings, act.Problem{Place: at, Code: "derived", Warning: true, Text: "the text of a PDF is derived from where its letters stand (" + reader + ")",
		Hint: "compare with the page before you quote; a better text can be added as a source of its own"})
	d.Reading = &Reading{Version: Version, Reader: reader, Derived: true, Text: body, Paragraphs: paragraphs(body)}
	d.Reading.marks()
}

// derive gives the text of a PDF and what derived it.
func derive(raw []byte) (text, reader string, err error) {
	if path, err := exec.LookPath("pdftotext"); err == nil {
		text, err := poppler(path, raw)
		return text, "pdf: pdftotext", err
	}
	text, err = glyphs(raw)
	return text, "pdf: built in", err
}

func poppler(path string, raw []byte) (string, error) {
	ctx, stop := context.WithTimeout(context.Background(), pdfTime)
	defer stop()
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(ctx, path, "-enc", "UTF-8", "-eol", "unix", "-", "-")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(raw), &limited{&out, maxXML}, &limited{&complaints, 1 << 16}
	err := cmd.Run()
	said, _, _ := strings.Cut(strings.TrimSpace(complaints.String()), "\n")
	switch {
	case strings.Contains(complaints.String(), "ncorrect password"):
		return "", errLocked
	case ctx.Err() != nil:
		return "", fmt.Errorf("it took longer than %v", pdfTime)
	case err != nil && said != "":
		return "", errors.New(strings.ToLower(said[:1]) + said[1:])
	case err != nil:
		return "", err
	}
	return out.String(), nil
}

// limited takes so many bytes and refuses more.
type limited struct {
	into *bytes.Buffer
	room int
}

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.room {
		return 0, errTooMuch
	}
	l.room -= len(p)
	return l.into.Write(p)
}

// glyphs puts the text of a PDF together from its glyphs: those of one height are
// a line, and a gap of a fifth of their size is a space. The library panics on
// damaged files.
func glyphs(raw []byte) (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			text, err = "", fmt.Errorf("it is damaged (%v)", r)
		}
	}()
	in, err := pdf.NewReader(bytes.NewReader(raw), int64(len(raw)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return "", errLocked
	case err != nil:
		return "", err
	case in.NumPage() > maxPages:
		return "", fmt.Errorf("it has more than %d pages", maxPages)
	}
	var out strings.Builder
	for n := range in.NumPage() {
		if page := in.Page(n + 1); !page.V.IsNull() {
			layOut(&out, page.Content().Text)
			out.WriteByte('\f')
		}
		if out.Len() > maxXML {
			return "", errTooMuch
		}
	}
	return out.String(), nil
}

// layOut writes letters in the order the PDF writes them, which mostly is that of
// reading.
func layOut(out *strings.Builder, letters []pdf.Text) {
	for i, l := range letters {
		if i > 0 {
			last := letters[i-1]
			switch size := max(l.FontSize, 1); {
			case !sameLine(last, l) && last.Y-l.Y > 1.6*size:
				out.WriteString("\n\n")
			case !sameLine(last, l):
				out.WriteByte('\n')
			case l.X-(last.X+last.W) > 0.2*size:
				out.WriteByte(' ')
			}
		}
		out.WriteString(l.S)
	}
}

func sameLine(a, b pdf.Text) bool {
	d := a.Y - b.Y
	return d < 0.3*max(a.FontSize, 1) && -d < 0.3*max(a.FontSize, 1)
}
