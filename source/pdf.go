package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"entente/act"
	"entente/phrase"
)

// A PDF holds glyphs and their places, no text. What a program makes of them is
// derived: Poppler's pdftotext, which reads hostile files in a process of its own
// that can be ended. The text is kept as derived, because another version would read
// otherwise.

// pdfTime is how long the program may take over a PDF.
const pdfTime = 60 * time.Second

var (
	errLocked   = errors.New(phrase.Key("the PDF is protected by a password"))
	errNoReader = errors.New(phrase.Key("there is no pdftotext on this machine to read PDFs with"))
)

func (d *Document) readPDF(name string, raw []byte) {
	at := act.Place{File: name}
	text, err := derive(raw)
	switch {
	case errors.Is(err, errNoReader):
		d.refuse(at, "no-pdf-reader", "install Poppler (on Debian: apt-get install poppler-utils), or add the text of the document as text", err.Error())
		return
	case errors.Is(err, errLocked):
		d.refuse(at, "password", "take the password off with the program that made it, and add the copy; name the original in its defects", err.Error())
		return
	case err != nil:
		d.refuse(at, "bad-pdf", "ask for the file again, or type out what matters and add that as text", "the PDF cannot be read: %v", err)
		return
	}
	body, _, findings := normalise(name, text, 0)
	for i := range findings {
		findings[i].Line, findings[i].Col, findings[i].Excerpt = 0, 0, ""
	}
	d.Findings = append(d.Findings, findings...)
	d.doubt(at, "derived", "compare with the page before you quote; a better text can be added as a source of its own",
		"the text of a PDF is derived from where its letters stand")
	d.Reading = &Reading{Version: Version, Reader: "pdf", Derived: true, Text: body, Paragraphs: paragraphs(body)}
	d.Reading.marks()
}

// derive gives the text of a PDF.
func derive(raw []byte) (string, error) {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return "", errNoReader
	}
	ctx, stop := context.WithTimeout(context.Background(), pdfTime)
	defer stop()
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(ctx, path, "-enc", "UTF-8", "-eol", "unix", "-", "-")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(raw), &limited{&out, maxXML}, &limited{&complaints, 1 << 16}
	err = cmd.Run()
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
