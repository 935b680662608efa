package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// schema is what the OpenAPI document says of a value.
type schema struct {
	Ref        string `json:"$ref"`
	Type       any
	Enum       []any
	Items      *schema
	Properties map[string]*schema
	Additional any `json:"additionalProperties"`
}

// described is one operation of the document.
type described struct {
	method, path string
	Parameters   []struct {
		Name, In string
		Schema   schema
	}
	RequestBody struct {
		Content map[string]struct{ Schema schema }
	}
}

// document reads the OpenAPI document, as a program does that knows nothing else.
func (w *world) document() (all []described, schemas map[string]*schema) {
	w.Helper()
	var doc struct {
		Paths      map[string]map[string]described
		Components struct{ Schemas map[string]*schema }
	}
	if err := json.Unmarshal([]byte(w.ask("", request{method: "GET", path: "/openapi.json"}).body), &doc); err != nil {
		w.Fatal(err)
	}
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(doc.Paths[path])) {
			op := doc.Paths[path][method]
			op.method, op.path = strings.ToUpper(method), path
			all = append(all, op)
		}
	}
	return all, doc.Components.Schemas
}

// dice draws what is sent from the bytes of a fuzzer; when they are over it draws zeros.
type dice struct {
	from    []byte
	schemas map[string]*schema
	pool    []string
}

func (d *dice) roll(n int) int {
	if len(d.from) == 0 {
		return 0
	}
	x := int(d.from[0])
	d.from = d.from[1:]
	return x % n
}

// text is a word that means something here, or nonsense, or the bytes themselves.
func (d *dice) text() string {
	switch d.roll(4) {
	case 0:
		return nonsense[d.roll(len(nonsense))]
	case 1:
		n := min(d.roll(40), len(d.from))
		text := string(d.from[:n])
		d.from = d.from[n:]
		return text
	}
	return d.pool[d.roll(len(d.pool))]
}

// value makes a value of a schema; one time in eight, of none.
func (d *dice) value(s *schema, depth int) any {
	for s != nil && s.Ref != "" {
		s = d.schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]]
	}
	if s == nil || d.roll(8) == 7 {
		return []any{nil, true, -1, 1e300, "", "x", []any{}, map[string]any{"a": []any{map[string]any{}}}}[d.roll(8)]
	}
	kind := fmt.Sprint(s.Type)
	switch {
	case len(s.Enum) > 0 && d.roll(6) > 0:
		return s.Enum[d.roll(len(s.Enum))]
	case strings.Contains(kind, "object"):
		m := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			if d.roll(5) > 0 && depth < 6 {
				m[name] = d.value(s.Properties[name], depth+1)
			}
		}
		if s.Additional != nil && s.Additional != false {
			for range d.roll(4) {
				m[d.key()] = d.value(&schema{Type: []string{"string", "array", "object", "number"}[d.roll(4)], Items: &schema{Type: "string"}}, depth+1)
			}
		}
		return m
	case strings.Contains(kind, "array"):
		list := []any{}
		for range d.roll(4) {
			list = append(list, d.value(s.Items, depth+1))
		}
		return list
	case strings.Contains(kind, "integer"), strings.Contains(kind, "number"):
		return []any{0, 1, -1, 30, 501, 1 << 40, 0.5}[d.roll(7)]
	case strings.Contains(kind, "boolean"):
		return d.roll(2) == 0
	}
	return d.text()
}

// key is a key of an item, mostly one that there is.
func (d *dice) key() string {
	return []string{"says", "actor", "on", "marking", "if", "terms", "stance", "source", "quote", "members", "in", "of", "settles", d.text()}[d.roll(14)]
}

// request makes a request to an operation.
func (d *dice) request(op described) (q request, headers [][2]string) {
	path, query := op.path, url.Values{}
	for _, p := range op.Parameters {
		switch p.In {
		case "path":
			path = strings.Replace(path, "{"+p.Name+"}", url.PathEscape(d.text()), 1)
		case "query":
			if d.roll(2) == 0 {
				query.Set(p.Name, fmt.Sprint(d.value(&p.Schema, 0)))
			}
		case "header":
			if d.roll(3) == 0 {
				headers = append(headers, [2]string{p.Name, strings.Map(printed, d.text())})
			}
		}
	}
	if d.roll(8) == 7 {
		query.Set(d.text(), d.text())
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	q = request{method: op.method, path: path}
	for _, kind := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
		s := op.RequestBody.Content[kind].Schema
		if q.kind = kind; strings.Contains(kind, "json") {
			text, err := json.Marshal(d.value(&s, 0))
			if err != nil {
				text = []byte("{")
			}
			q.body = string(text)
		} else {
			q.body = d.text()
		}
		if d.roll(10) == 9 {
			q.body = q.body[:d.roll(len(q.body)+1)] + d.text()
		}
		if d.roll(10) == 9 {
			q.kind = d.text()
		}
	}
	q.kind = strings.Map(printed, q.kind)
	return q, headers
}

func printed(r rune) rune {
	if r < ' ' || r > '~' {
		return -1
	}
	return r
}

// Whatever is sent to any operation of the document is answered: with what was asked for,
// or with a problem that says what is wrong; never with a failure, and to nobody with a
// word that he may not see. go test -fuzz FuzzAPI ./web goes on from here.
func FuzzAPI(f *testing.F) {
	w := grow(f, plan(nil, "a"))
	ops, schemas := w.document()
	if len(ops) < 50 {
		f.Fatalf("%d operations", len(ops))
	}
	pool := []string{"open", "half", "PAK", "SAU", "pakistan", draftOfPakistan, "open-ballot", "open-silence", "open-cable", "open-text", "2025-11-01", "2025", "statement", "position", "silence",
		"fact.x=true", "joins.PAK", "joins.PAK=false", "unga-majority", "USA UNCLASSIFIED", "PAK TOP SECRET", "actors.csv", "search.json", "assess.html", "decide.docx", "13", "PAK,SAU,2", "2026-12-01 09:00 Z", "yes"}
	for _, a := range w.acts {
		pool = append(pool, a.id)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range ops {
		for range 4 {
			seed := make([]byte, 200)
			for j := range seed {
				seed[j] = byte(r.Uint32())
			}
			f.Add(uint16(i), seed)
		}
		f.Add(uint16(i), []byte{})
	}
	hidden := w.hiddenFrom(eyeOf("observer"))
	f.Fuzz(func(t *testing.T, op uint16, data []byte) {
		w.TB = t
		q, headers := (&dice{data, schemas, pool}).request(ops[int(op)%len(ops)])
		if _, err := url.ParseRequestURI(q.path); err != nil {
			t.Skip("no client can send this path")
		}
		for _, name := range []string{"pakistan", "observer", ""} {
			if name != "" {
				w.again(name)
			}
			got := w.askWith(name, q, headers)
			if got.status >= 500 || got.status < 200 || got.header.Get("Content-Security-Policy") != policy {
				t.Errorf("%s asks %s %q %q and is answered %d %.300s", name, q, headers, q.body, got.status, got.body)
			}
			if got.status >= 400 {
				var p Problem
				if err := json.Unmarshal([]byte(got.body), &p); err != nil || got.header.Get("Content-Type") != "application/problem+json" || p.Status != got.status || p.Title == "" || p.Request == "" {
					t.Errorf("%s asks %s %q and is answered %d without a problem: %s %.300s", name, q, q.body, got.status, got.header.Get("Content-Type"), got.body)
				}
			}
			if name == "" && got.status < 300 {
				t.Errorf("who has not signed in asks %s and is answered %d", q, got.status)
			}
			sent := strings.ToLower(q.path + " " + q.body + " " + q.kind + fmt.Sprint(headers))
			plain, _ := url.QueryUnescape(sent)
			mine := sent + plain // what one sends oneself may come back
			for _, word := range spoken.FindAllString(got.plainly(), -1) {
				if name == "observer" && slices.Contains(hidden, word) && !strings.Contains(mine, word) {
					t.Errorf("an observer asks %s %q %q and is told %q: %d %v %.600s", q, q.body, headers, word, got.status, got.header, got.body)
				}
			}
		}
		if strings.Contains(w.log.String(), `"panic"`) {
			t.Errorf("something panicked:\n%s", w.log.String())
		}
		w.log.Reset()
	})
}

// Any field of any form takes any text. go test -fuzz FuzzForm ./web goes on from
// TestEveryFormTakesNonsense.
func FuzzForm(f *testing.F) {
	w := grow(f, plan(nil, "a"))
	type shown struct {
		name string
		q    request
		v    url.Values
		keys []string
	}
	var all []shown
	like := map[string]bool{}
	for _, name := range []string{"officer", "pakistan"} {
		_, _, posts := w.crawl(name)
		for _, q := range posts {
			v, err := url.ParseQuery(q.body)
			if err != nil {
				f.Fatal(err)
			}
			s := shown{name, q, v, slices.Sorted(maps.Keys(v))}
			if sort := spoken.ReplaceAllString(q.path, "X") + strings.Join(s.keys, " "); !like[sort] && !changesPeople(q) {
				like[sort] = true
				all = append(all, s)
			}
		}
	}
	for i := range all {
		f.Add(uint16(i), uint8(i), nonsense[i%len(nonsense)])
	}
	f.Fuzz(func(t *testing.T, form uint16, field uint8, text string) {
		w.TB = t
		s := all[int(form)%len(all)]
		v := maps.Clone(s.v)
		if len(s.keys) > 0 {
			v[s.keys[int(field)%len(s.keys)]] = []string{text}
		}
		w.again(s.name)
		r := w.ask(s.name, request{s.q.method, s.q.path, s.q.kind, v.Encode()})
		if r.status >= 500 || r.status < 200 || r.header.Get("Content-Security-Policy") != policy {
			t.Errorf("%s with %.300q is answered %d", s.q, v, r.status)
		}
		w.log.Reset()
	})
}
