// Package pdf prints a document as PDF with the Chromium that is on the machine. No
// library in Go sets Arabic; a browser does, and tags what it prints.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"entente/brief"
)

// ErrNoBrowser says that there is no Chromium to print with.
var ErrNoBrowser = errors.New("no PDF: there is no Chromium on this machine; the HTML prints from any browser, and the DOCX from a word processor")

// names are what Chromium is called on different machines.
var names = []string{"chromium", "chromium-browser", "google-chrome", "chrome"}

// printing is how long printing may take.
const printing = time.Minute

// Write prints a document. The browser reads it from a folder of its own, which is
// gone afterwards, and reaches no network.
func Write(ctx context.Context, doc brief.Document) ([]byte, error) {
	browser := ""
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		return nil, ErrNoBrowser
	}
	dir, err := os.MkdirTemp("", "entente-pdf")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "brief.html"), filepath.Join(dir, "brief.pdf")
	f, err := os.OpenFile(in, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(brief.HTML(f, doc), f.Close()); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, printing)
	defer cancel()
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--proxy-server=127.0.0.1:9", "--user-data-dir=" + filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf=" + out}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // Chromium's own rule; the document is ours and runs no script
	}
	said, err := exec.CommandContext(ctx, browser, append(args, "file://"+in)...).CombinedOutput()
	text, missing := os.ReadFile(out)
	if missing != nil {
		return nil, fmt.Errorf("no PDF: %s could not print (%v): %.200s", filepath.Base(browser), err, said)
	}
	return text, nil
}
