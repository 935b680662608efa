package dossier

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"

	"entente/act"
)

func resolved(t *testing.T) *jsonschema.Resolved {
	var s jsonschema.Schema
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	rs, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// valid checks a dossier against the schema as an editor does: YAML read as JSON.
func valid(t *testing.T, rs *jsonschema.Resolved, src []byte) error {
	var v any
	if err := yaml.Load(src, &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(textKeys(v))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return rs.Validate(v)
}

// textKeys turns what YAML reads and JSON does not have into texts: dates, and the
// keys true and false of a fact.
func textKeys(v any) any {
	switch v := v.(type) {
	case time.Time: // editors read dates as texts
		return v.Format(time.DateOnly)
	case map[any]any:
		m := map[string]any{}
		for k, e := range v {
			m[fmt.Sprint(k)] = textKeys(e)
		}
		return m
	case map[string]any:
		for k, e := range v {
			v[k] = textKeys(e)
		}
	case []any:
		for i, e := range v {
			v[i] = textKeys(e)
		}
	}
	return v
}

func TestGoodFilesFitTheSchema(t *testing.T) {
	rs := resolved(t)
	for path, src := range goodFiles(t) {
		if err := valid(t, rs, src); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if err := valid(t, rs, Write(mustRead(t, path, src))); err != nil {
			t.Errorf("%s, written anew: %v", path, err)
		}
	}
}

func TestSchemaRefusesWhatAnEditorShouldMark(t *testing.T) {
	rs := resolved(t)
	const head = "entente: 1\nid: x\ntitle: X\nas_of: 2031-05-01\n"
	for _, body := range []string{
		"colour: green\n",
		"positions: none\n",
		"positions:\n- {id: p, actor: PAK, stance: perhaps}\n",
		"positions:\n- {id: p, actor: PAK}\n",
		"positions:\n- {id: p, actor: PAK, stance: supports, stanse: x}\n",
		"positions:\n- {actor: PAK, stance: supports}\n",
		"positions:\n- {id: p, on: 28/10/2025, stance: supports}\n",
		"facts:\n  f: {asks: Is it?, difficulty: 12}\n",
		"actors:\n  PAK: {roles: candidate}\n",
		"clauses:\n  c: {asks: Which?, options: [{words: x}]}\n",
		"acts:\n- {id: x}\n",
	} {
		if valid(t, rs, []byte(head+body)) == nil {
			t.Errorf("the schema lets this pass:\n%s", body)
		}
	}
	for _, whole := range []string{"entente: 2\nid: x\ntitle: X\nas_of: 2031\n", "id: x\ntitle: X\nas_of: 2031\n", "entente: 1\ntitle: X\nas_of: 2031\n"} {
		if valid(t, rs, []byte(whole)) == nil {
			t.Errorf("the schema lets this pass:\n%s", whole)
		}
	}
}

// TestSchemaDescribesEveryKey makes sure an editor has something to show.
func TestSchemaDescribesEveryKey(t *testing.T) {
	var s jsonschema.Schema
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	for _, info := range act.Kinds() {
		item := s.Properties[info.Section]
		if item == nil {
			t.Fatalf("no %s in the schema", info.Section)
		}
		switch info.Shape {
		case act.Keyed:
			item = item.AdditionalProperties.AnyOf[0]
		case act.Listed:
			item = item.Items
		}
		for _, f := range shapes()[info.Kind].fields {
			p := item.Properties[f.key]
			if p == nil || p.Description != f.doc {
				t.Errorf("%s.%s is not described", info.Section, f.key)
			}
			if p != nil && f.enum != nil && f.typ.Kind().String() == "string" && len(p.Enum) < len(f.enum) {
				t.Errorf("%s.%s: values %v are not those of %v", info.Section, f.key, p.Enum, f.enum)
			}
		}
	}
	if n := strings.Count(string(Schema()), "\n"); n > 14000 {
		t.Errorf("the schema has %d lines", n)
	}
}
