package dossier

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"entente/act"
)

// schemaID is freeID without letter classes, which editors' expressions lack.
const schemaID = `^[^\s#:;,!?'"(){}\[\]/\\]+$`

// Schema is the JSON Schema (draft 7) of a dossier. An editor with a YAML language
// server completes keys and values by it when the file's first line is
//
//	# yaml-language-server: $schema=dossier-1.json
//
// The checker knows more than the schema can say: what refers to what, which days
// exist, what a condition means.
func Schema() []byte {
	root := object("A dossier: what is on record about a planned force, coalition or alliance.")
	root.Schema = "http://json-schema.org/draft-07/schema#"
	root.ID = "urn:entente:dossier-1"
	root.Title = "Entente dossier, format 1"
	root.Definitions = map[string]*jsonschema.Schema{
		"text":      {Types: []string{"string", "number", "boolean"}},
		"date":      {Types: []string{"string", "integer"}, Pattern: dateForm.String()},
		"condition": {Types: []string{"string", "boolean"}},
		"quantity":  {AnyOf: []*jsonschema.Schema{{Types: []string{"string", "integer"}}, structSchema(reflect.TypeFor[act.Quantity]())}},
		"source":    {AnyOf: []*jsonschema.Schema{{Type: "string"}, {Type: "array", Items: &jsonschema.Schema{Type: "string"}}}},
		"choices":   {Type: "object", AdditionalProperties: &jsonschema.Schema{Type: "string"}},
	}
	for _, t := range top {
		s := with(ref("text"), t.doc)
		switch t.key {
		case "entente":
			s = &jsonschema.Schema{Enum: []any{Version}, Description: t.doc}
		case "as_of":
			s = with(ref("date"), t.doc)
		}
		property(root, t.key, s, t.required)
	}
	for _, info := range act.Kinds() {
		item := object(info.Doc)
		for i := range shapes()[info.Kind].fields {
			f := &shapes()[info.Kind].fields[i]
			property(item, f.key, fieldSchema(f), f.required)
		}
		section := &jsonschema.Schema{Description: info.Doc}
		switch info.Shape {
		case act.Single:
			section = item
		case act.Keyed:
			section.Type = "object"
			section.AdditionalProperties = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{item, {Type: "null"}}}
		case act.Listed:
			section.Type = "array"
			section.Items = item
		}
		property(root, info.Section, section, false)
	}
	kinds := &jsonschema.Schema{Type: "object", Required: []string{"kind", "id"}}
	property(root, others, &jsonschema.Schema{Type: "array", Items: kinds, Description: "acts of kinds that have no section"}, false)
	b, err := json.MarshalIndent(root, "", " ")
	if err != nil {
		panic(err) // plain data always marshals
	}
	return append(bytes.TrimSpace(b), '\n')
}

func object(doc string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Description: doc, Properties: map[string]*jsonschema.Schema{},
		AdditionalProperties: &jsonschema.Schema{Not: &jsonschema.Schema{}}}
}

func property(s *jsonschema.Schema, name string, p *jsonschema.Schema, required bool) {
	s.Properties[name] = p
	s.PropertyOrder = append(s.PropertyOrder, name)
	if required {
		s.Required = append(s.Required, name)
	}
}

// ref points to a definition. Beside $ref draft 7 ignores every other word, so the
// description stands beside an allOf.
func ref(name string) *jsonschema.Schema {
	return &jsonschema.Schema{AllOf: []*jsonschema.Schema{{Ref: "#/definitions/" + name}}}
}

func with(s *jsonschema.Schema, doc string) *jsonschema.Schema {
	s.Description = doc
	return s
}

func structSchema(t reflect.Type) *jsonschema.Schema {
	s := object("")
	sh := shapeOf(t)
	for i := range sh.fields {
		property(s, sh.fields[i].key, fieldSchema(&sh.fields[i]), sh.fields[i].required)
	}
	return s
}

// fieldSchema describes one key by its Go type and tags.
func fieldSchema(f *field) *jsonschema.Schema {
	return with(typeSchema(f.typ, f), f.doc)
}

func typeSchema(t reflect.Type, f *field) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[act.Date]():
		return ref("date")
	case reflect.TypeFor[act.Quantity]():
		return ref("quantity")
	case reflect.TypeFor[act.SourceRefs]():
		return ref("source")
	case reflect.TypeFor[act.Choices]():
		return ref("choices")
	case reflect.TypeFor[act.Condition]():
		return ref("condition")
	}
	switch t.Kind() {
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		s := &jsonschema.Schema{Type: "integer", Minimum: jsonschema.Ptr(0.0)}
		if f.key == "difficulty" {
			s.Minimum, s.Maximum = jsonschema.Ptr(1.0), jsonschema.Ptr(9.0)
		}
		return s
	case reflect.Slice:
		return &jsonschema.Schema{Type: "array", Items: typeSchema(t.Elem(), f)}
	case reflect.Struct:
		return structSchema(t)
	}
	if f.enum != nil {
		s := &jsonschema.Schema{}
		for _, v := range f.enum {
			s.Enum = append(s.Enum, v)
			if v == "true" || v == "false" { // YAML reads them as yes and no
				s.Enum = append(s.Enum, v == "true")
			}
		}
		return s
	}
	if f.key == "id" && f.part == ofAct {
		return &jsonschema.Schema{Type: "string", Pattern: schemaID}
	}
	return ref("text")
}
