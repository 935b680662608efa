package main

import (
	"archive/zip"
	"bytes"
	"context"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

var (
	anyTag = regexp.MustCompile(`<[^>]*>`)
	number = regexp.MustCompile(`[0-9]+`)
	// the answer stands first, as a quotation
	headline = regexp.MustCompile(`(?m)^> (?:\*\*[^*]+\*\*:? )?(.+)$`)
)

// A brief as a page, for a word processor and as PDF gives the answer in the same words
// and numbers, and the paper no number beyond those of the answer: read back from the
// files.
func TestPapersSayTheSameNumbers(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	dossier := filepath.Join("..", "..", "dossiers", "gaza-isf-2025.yaml")
	for _, verb := range []string{"assess", "charter", "decide"} {
		var said, wrong bytes.Buffer
		if code := run(context.Background(), []string{verb, dossier, "--markdown", "--docx", file("x.docx"), "--pdf", file("x.pdf")}, &said, &wrong); code != 0 {
			t.Fatalf("%s: %d %s", verb, code, wrong.String())
		}
		z, err := zip.OpenReader(file("x.docx"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := z.Open("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		z.Close()
		head := headline.FindStringSubmatch(said.String())
		if head == nil {
			t.Fatalf("%s: no answer stands first in\n%.400s", verb, said.String())
		}
		want := numbers(said.String())
		same := func(form, text string) {
			t.Helper()
			if !strings.Contains(plain(text), plain(head[1])) {
				t.Errorf("%s: the %s does not say %q", verb, form, head[1])
			}
			for _, n := range numbers(text) {
				if !slices.Contains(want, n) {
					t.Errorf("%s: the %s says %s, and the answer does not", verb, form, n)
				}
			}
		}
		same("DOCX", html.UnescapeString(anyTag.ReplaceAllString(strings.ReplaceAll(string(text), "</w:p>", " "), "")))
		if strings.Contains(wrong.String(), "no Chromium") {
			t.Log("SKIPPED: no Chromium on this machine: no PDF is read back")
			continue
		}
		pdftotext, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Log("SKIPPED: no pdftotext on this machine: no PDF is read back")
			continue
		}
		printed, err := exec.Command(pdftotext, file("x.pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plain(string(printed)), plain(head[1])) { // lines of a sheet cut longer numbers in two
			t.Errorf("%s: the PDF does not say %q", verb, head[1])
		}
	}
	t.Setenv("PATH", dir)
	var said, wrong bytes.Buffer
	if code := run(context.Background(), []string{"charter", dossier, "--pdf", file("none.pdf")}, &said, &wrong); code != 0 || !strings.Contains(wrong.String(), "no Chromium is on this machine") {
		t.Errorf("without Chromium: %d %s", code, wrong.String())
	}
	if _, err := os.Stat(file("none.pdf")); err == nil {
		t.Error("there is a PDF all the same")
	}
}

// plain is a text without the marks of its form.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\\", "", "\u00ad", "").Replace(text)), " ")
}

// numbers are those of a text, each once.
func numbers(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(number.FindAllString(text, -1))))
}

// Every verb that puts something on record, or writes elsewhere than told, can be tried.
func TestEveryWritingVerbCanBeTried(t *testing.T) {
	root := rootCommand()
	found := 0
	var look func(cmd *cobra.Command)
	look = func(cmd *cobra.Command) {
		path := strings.TrimPrefix(cmd.CommandPath(), "entente ")
		if slices.Contains(writing, path) {
			found++
		}
		writes := cmd.Flags().Lookup("key") != nil && path != "register key list"
		if writes && cmd.Flags().Lookup("dry-run") == nil {
			t.Errorf("%s signs acts and cannot be tried", path)
		}
		for _, c := range cmd.Commands() {
			look(c)
		}
	}
	look(root)
	if found != len(writing) {
		t.Errorf("%d verbs are named as writing, and %d are there", len(writing), found)
	}
}
