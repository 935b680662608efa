package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"

	"entente/brief"
	"entente/register"
)

//go:embed all:dist
var dist embed.FS

//go:embed site.css
var siteStyle string

//go:embed icon.svg
var icon []byte

// script is the bundle of web/src; nil when it was not built.
var script, _ = fs.ReadFile(dist, "dist/app.js")

// assets are the files pages load, by names that change with their content.
var assets = map[string]struct {
	kind string
	body []byte
}{
	styleName:  {"text/css; charset=utf-8", []byte(brief.Style() + siteStyle)},
	scriptName: {"text/javascript; charset=utf-8", script},
	iconName:   {"image/svg+xml", icon},
}

var (
	styleName  = named("style", ".css", []byte(brief.Style()+siteStyle))
	scriptName = named("app", ".js", script)
	iconName   = named("icon", ".svg", icon)
)

func named(name, ext string, body []byte) string {
	h := sha256.Sum256(body)
	return name + "-" + hex.EncodeToString(h[:6]) + ext
}

// sheets is the style that prints a marking above and below on every sheet. The
// address names the marking, since the policy of pages takes no style from within them.
func sheets(v *visit, w http.ResponseWriter) error {
	mark := v.r.URL.Query().Get("of")
	if len(mark) > longestMarking {
		return badRequest(v.say("error.marking", "n", longestMarking))
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, err := io.WriteString(w, brief.Sheets(mark))
	return err
}

// longestMarking is the longest marking, in bytes, that is printed in a margin.
const longestMarking = 1000

func asset(v *visit, w http.ResponseWriter) error {
	a, ok := assets[v.r.PathValue("file")]
	if !ok || len(a.body) == 0 {
		return register.ErrNotFound
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, err := w.Write(a.body)
	return err
}
