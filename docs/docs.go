// Package docs holds the manual. The pages are Markdown, one a verb and one a
// subject; entente's --help is the beginning of the same page, so that the two
// never differ.
package docs

import (
	"embed"
	"strings"
)

//go:embed *.md
var pages embed.FS

// Page returns a page of the manual by its name, "assess" or "dossier".
func Page(name string) (string, bool) {
	b, err := pages.ReadFile(name + ".md")
	return string(b), err == nil
}

// Help returns the beginning of a page, for --help: what stands between its title
// and its first section, without the marks of Markdown.
func Help(name string) string {
	page, _ := Page(name)
	_, body, _ := strings.Cut(page, "\n")
	body, _, _ = strings.Cut(body, "\n## ")
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(body), "\n") {
		if !strings.HasPrefix(line, "```") {
			out = append(out, strings.ReplaceAll(line, "`", ""))
		}
	}
	return strings.Join(out, "\n")
}
