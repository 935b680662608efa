package cable

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"entente/phrase"
)

// Same reports whether two messages say the same.
func Same(a, b *Message) bool {
	x, err := json.Marshal(a)
	if err != nil {
		return false
	}
	y, err := json.Marshal(b)
	return err == nil && string(x) == string(y)
}

// difference names the first part in which a message would be read differently.
func difference(said *phrase.Said, ts []*Telegram, m *Message) string {
	if len(ts) != 1 {
		return said.Sayf("it would be read as %d messages", len(ts))
	}
	read := &ts[0].Message
	for i, b := range m.Body {
		what := said.Sayf("a paragraph")
		if b.Heading {
			what = said.Sayf("a heading")
		}
		if i >= len(read.Body) || read.Body[i].Text != b.Text || read.Body[i].Number != b.Number || read.Body[i].Heading != b.Heading {
			return said.Sayf("%s would not be read as it stands: %s", what, cutShort(b.Text))
		}
	}
	if len(read.Body) > len(m.Body) {
		return said.Sayf("it would gain a paragraph: %s", cutShort(read.Body[len(m.Body)].Text))
	}
	a, b := parts(read), parts(m)
	for _, k := range slices.Sorted(maps.Keys(b)) {
		if a[k] != b[k] {
			return said.Sayf("its part “%s” would be read as %s", strings.ReplaceAll(k, "_", " "), cutShort(a[k]))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(a)) {
		if _, ok := b[k]; !ok {
			return said.Sayf("it would gain its part “%s”: %s", strings.ReplaceAll(k, "_", " "), cutShort(a[k]))
		}
	}
	return said.Sayf("in something that has no name")
}

// parts are a message's parts as JSON, by their names.
func parts(m *Message) map[string]string {
	var raw map[string]json.RawMessage
	if b, err := json.Marshal(m); err != nil || json.Unmarshal(b, &raw) != nil {
		return nil
	}
	out := map[string]string{}
	for k, v := range raw {
		out[k] = string(v)
	}
	return out
}

func cutShort(s string) string {
	if s == "" {
		return "nothing"
	}
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}
