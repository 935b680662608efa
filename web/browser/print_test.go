package browser

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Every page prints with its marking above and below on every sheet, which sheet of how
// many it is, without what only a screen has a use for; a table that goes on to another
// sheet has its heads there again.
func TestEverySheetIsMarked(t *testing.T) {
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("SKIPPED: no pdftotext on this machine: printed sheets are not read")
	}
	f := open(t)
	f.signIn()
	sheets, headed := 0, 0
	for _, p := range pages {
		f.show(p[1], "dark", 1100)
		mark := ask[string](f, `document.querySelector(".marking").innerText`)
		pdf, err := chromedp.Run(f.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged()))
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("SHOTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, p[0]+".pdf"), pdf, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(pdftotext, "-layout", "-", "-")
		cmd.Stdin = bytes.NewReader(pdf)
		text, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
		for i, sheet := range all {
			var lines []string
			for line := range strings.Lines(sheet) {
				if line = strings.TrimSpace(line); line != "" {
					lines = append(lines, line)
				}
			}
			sheets++
			number := strconv.Itoa(i+1) + "/" + strconv.Itoa(len(all))
			if len(lines) < 2 || !strings.Contains(lines[0], mark) || !strings.Contains(lines[len(lines)-1], mark) || !strings.HasSuffix(strings.ReplaceAll(lines[len(lines)-1], " ", ""), number) {
				t.Errorf("%s: sheet %s is not marked %s above and below:\n%s", p[1], number, mark, sheet)
			}
			for _, never := range []string{"Sign out", "Search actors and acts", "Français"} {
				if strings.Contains(sheet, never) {
					t.Errorf("%s: sheet %s shows %q", p[1], number, never)
				}
			}
			if p[0] == "compare" && i > 0 && regexp.MustCompile(`(?m)[=≠] (the same|differs)$`).MatchString(sheet) {
				headed++
				if !regexp.MustCompile(`(?s)Left +Right.*Difference`).MatchString(sheet) {
					t.Errorf("%s: sheet %s goes on with a table without its heads:\n%s", p[1], number, sheet)
				}
			}
		}
	}
	t.Logf("%d sheets of %d pages; %d went on with a table", sheets, len(pages), headed)
	if headed == 0 {
		t.Error("no table went on to another sheet: the test says little of heads")
	}
}
