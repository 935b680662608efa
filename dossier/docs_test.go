package dossier

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/act"
)

const pagePath = "../docs/dossier.md"

// examples are the YAML blocks of docs/dossier.md: whole dossiers, and the one
// that all other blocks make together.
func examples(t testing.TB) (whole [][]byte, pieces []byte) {
	page, err := os.ReadFile(pagePath)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllSubmatch(page, -1) {
		if bytes.HasPrefix(m[1], []byte("entente:")) && bytes.Contains(m[1], []byte("\nsources:")) {
			whole = append(whole, m[1])
		} else {
			pieces = append(append(pieces, m[1]...), '\n')
		}
	}
	return whole, pieces
}

// everything is the dossier of the page with all kinds and keys.
func everything(t testing.TB) []byte {
	_, pieces := examples(t)
	return pieces
}

func TestExamplesOfThePageHaveNoProblem(t *testing.T) {
	whole, pieces := examples(t)
	if len(whole) == 0 || len(pieces) < 5000 {
		t.Fatalf("%d whole dossiers and %d bytes of pieces found", len(whole), len(pieces))
	}
	for _, src := range append(whole, pieces) {
		if d, problems := Read("docs", src); d == nil || len(problems) > 0 {
			t.Errorf("%v\n%s", problems, src)
		}
	}
}

// TestPageIsInStep keeps the tables of the page in step with the tags they come
// from; -update writes them.
func TestPageIsInStep(t *testing.T) {
	page, err := os.ReadFile(pagePath)
	if err != nil {
		t.Fatal(err)
	}
	got := string(page)
	put := func(name, table string) {
		begin := "<!-- " + name + " -->\n"
		i := strings.Index(got, begin)
		if i < 0 {
			t.Fatalf("the page has no place %q", strings.TrimSpace(begin))
		}
		i += len(begin)
		j := strings.Index(got[i:], "<!-- end -->")
		got = got[:i] + table + got[i+j:]
	}
	var head []field
	for _, k := range top {
		f := field{key: k.key, doc: k.doc, required: k.required, typ: text}
		switch k.key {
		case "entente":
			f.typ = reflect.TypeFor[int]()
		case "as_of":
			f.typ = reflect.TypeFor[act.Date]()
		}
		head = append(head, f)
	}
	put("head", table(head, ""))
	put("header", table(slices.DeleteFunc(slices.Clone(header().fields), func(f field) bool { return f.part == ofAct }), ""))
	for _, info := range act.Kinds() {
		var fields []field
		for _, f := range shapes()[info.Kind].fields {
			if f.part == ofBody || f.key == "id" {
				fields = append(fields, f)
			}
		}
		put("keys of "+string(info.Kind), table(fields, ""))
	}
	mistakes, warnings := codes(t), warningCodes(t)
	mistakes = slices.DeleteFunc(mistakes, func(c string) bool { return slices.Contains(warnings, c) })
	line := func(codes []string) string {
		return "`" + strings.Join(slices.Compact(slices.Sorted(slices.Values(codes))), "`, `") + "`"
	}
	put("codes", "Mistakes: "+line(mistakes)+".\n\nWarnings: "+line(warnings)+".\n\n")
	if *update {
		if err := os.WriteFile(pagePath, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if got != string(page) {
		t.Errorf("%s is out of step with the format: run go test ./dossier -update", pagePath)
	}
}

// table lists keys, what they hold and what they are for; the keys of mappings
// within a list follow their list.
func table(fields []field, prefix string) string {
	var b strings.Builder
	if prefix == "" {
		b.WriteString("\n| key | holds | what it is |\n|---|---|---|\n")
	}
	for _, f := range fields {
		mark := ""
		if f.required {
			mark = " •"
		}
		fmt.Fprintf(&b, "| `%s`%s | %s | %s |\n", prefix+f.key, mark, holds(f), f.doc)
		if f.typ.Kind() == reflect.Slice && f.typ.Elem().Kind() == reflect.Struct && f.typ != reflect.TypeFor[act.SourceRefs]() {
			b.WriteString(table(shapeOf(f.typ.Elem()).fields, f.key+"."))
		}
	}
	if prefix == "" {
		b.WriteString("\n")
	}
	return b.String()
}

// holds says in a word or two what a key's value is.
func holds(f field) string {
	t, list := f.typ, ""
	if t.Kind() == reflect.Slice && t != reflect.TypeFor[act.SourceRefs]() {
		t, list = t.Elem(), "list of "
	}
	one := map[reflect.Type]string{
		reflect.TypeFor[act.Date]():          "date",
		reflect.TypeFor[act.Quantity]():      "quantity",
		reflect.TypeFor[act.SourceRefs]():    "source or list of such",
		reflect.TypeFor[act.Choices]():       "mapping of clauses to options",
		reflect.TypeFor[act.Condition]():     "condition",
		reflect.TypeFor[act.ActorRef]():      "actor",
		reflect.TypeFor[act.FactRef]():       "fact",
		reflect.TypeFor[act.ClauseRef]():     "clause",
		reflect.TypeFor[act.GateRef]():       "gate",
		reflect.TypeFor[act.ActRef]():        "act",
		reflect.TypeFor[act.InitiativeRef](): "initiative",
	}[t]
	switch {
	case f.enum != nil:
		one = "`" + strings.Join(f.enum, "`, `") + "`"
		list = strings.ReplaceAll(list, "list of ", "list: ")
	case one != "":
		if list != "" {
			one += "s"
		}
	case t.Kind() == reflect.Struct:
		one = "mappings"
	case t.Kind() == reflect.Bool:
		one = "true or false"
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		one = "number"
	case list != "":
		one = "texts"
	default:
		one = "text"
	}
	return list + one
}

// warningCodes are the codes that the bad files provoke as warnings.
func warningCodes(t *testing.T) []string {
	var codes []string
	for name, src := range badFiles(t) {
		_, problems := Read(name, src)
		for _, p := range problems {
			if p.Warning && !strings.HasPrefix(p.Code, "condition-") {
				codes = append(codes, p.Code)
			}
		}
	}
	return codes
}
