package dossier

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"entente/act"
)

// goodFiles are the small dossiers of this package, the one on the page that
// describes the format, and the worked cases of the repository.
func goodFiles(t testing.TB) map[string][]byte {
	small, err := filepath.Glob("testdata/good/*.yaml")
	if err != nil || len(small) == 0 {
		t.Fatalf("no files in testdata/good: %v", err)
	}
	cases, err := filepath.Glob("../dossiers/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{pagePath: everything(t)}
	for _, path := range append(small, cases...) {
		if files[path], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func mustRead(t testing.TB, name string, src []byte) *Dossier {
	t.Helper()
	d, problems := Read(name, src)
	if d == nil {
		t.Fatalf("%v\n%s", problems, src)
	}
	return d
}

func TestGoodFilesHaveNoProblem(t *testing.T) {
	for path, src := range goodFiles(t) {
		d, problems := Read(path, src)
		if d == nil || filepath.Dir(path) != "../dossiers" && len(problems) > 0 {
			t.Errorf("%s: %v", path, problems)
		}
	}
}

// TestPageHasEveryKey makes sure that the page has an example of every kind and
// every key of the format.
func TestPageHasEveryKey(t *testing.T) {
	seen := map[string]bool{}
	r := &reader{}
	if !r.accept(everything(t)) {
		t.Fatal(r.report())
	}
	r.dossier(r.parse())
	for m := range r.marks {
		seen[string(m.act.Kind)+"."+numbers.ReplaceAllString(m.path, "")] = true
	}
	for _, info := range act.Kinds() {
		for _, f := range shapes()[info.Kind].fields {
			// What every act may have is shown once, for sources.
			if key := string(info.Kind) + "." + f.key; !seen[key] && (f.part == ofBody || info.Kind == "source") {
				t.Errorf("no example has %s", key)
			}
			if f.typ.Kind() != reflect.Slice || f.typ.Elem().Kind() != reflect.Struct || f.typ == reflect.TypeFor[act.SourceRefs]() {
				continue
			}
			for _, inner := range shapeOf(f.typ.Elem()).fields {
				if key := string(info.Kind) + "." + f.key + "." + inner.key; !seen[key] {
					t.Errorf("no example has %s", key)
				}
			}
		}
	}
}

var numbers = regexp.MustCompile(`\.\d+`)

// bare takes places away, which Write does not keep.
func bare(d *Dossier) *Dossier {
	for _, a := range d.Acts {
		a.Place = act.Place{}
		withoutPlaces(reflect.ValueOf(a.Body).Elem())
	}
	return d
}

func withoutPlaces(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if c, ok := v.Addr().Interface().(*act.Condition); ok {
			c.Place, c.Indent = act.Place{}, 0
			return
		}
		if v.NumField() > 0 && v.Type().Field(0).IsExported() {
			for i := range v.NumField() {
				withoutPlaces(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			withoutPlaces(v.Index(i))
		}
	}
}

func TestWrittenDossierReadsTheSame(t *testing.T) {
	for _, src := range goodFiles(t) {
		sameAfterWriting(t, src)
	}
}

func sameAfterWriting(t testing.TB, src []byte) {
	t.Helper()
	first := bare(mustRead(t, "first", src))
	text := Write(first)
	second := bare(mustRead(t, "second", text))
	if len(first.Acts) != len(second.Acts) {
		t.Fatalf("%d acts became %d\n%s", len(first.Acts), len(second.Acts), text)
	}
	for i := range first.Acts {
		if !reflect.DeepEqual(first.Acts[i], second.Acts[i]) {
			t.Fatalf("an act changed:\n%+v %+v\n%+v %+v\n%s", first.Acts[i], first.Acts[i].Body, second.Acts[i], second.Acts[i].Body, text)
		}
	}
	first.Acts, second.Acts = nil, nil
	if !reflect.DeepEqual(first, second) {
		t.Fatalf("%+v became %+v", first, second)
	}
	if again := Write(mustRead(t, "third", text)); !bytes.Equal(text, again) {
		t.Fatalf("written twice, it differs:\n%s\n---\n%s", text, again)
	}
}

func TestFormattedDossierReadsTheSame(t *testing.T) {
	for _, src := range goodFiles(t) {
		sameAfterFormatting(t, src)
	}
}

// sameAfterFormatting compares all but conditions, in which words become signs.
func sameAfterFormatting(t testing.TB, src []byte) {
	t.Helper()
	tidy := Format(src)
	if again := Format(tidy); !bytes.Equal(tidy, again) {
		t.Fatalf("formatted twice, it differs:\n%q\n%q", tidy, again)
	}
	signed := func(src []byte) []byte {
		d := mustRead(t, "formatted", src)
		for _, a := range d.Acts {
			withSigns(reflect.ValueOf(a.Body).Elem())
		}
		return Write(d)
	}
	if before, after := signed(src), signed(tidy); !bytes.Equal(before, after) {
		t.Fatalf("formatting changed the acts:\n%s\n---\n%s", before, after)
	}
}

func withSigns(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if c, ok := v.Addr().Interface().(*act.Condition); ok {
			c.Text = signs(c.Text)
		} else if v.NumField() > 0 && v.Type().Field(0).IsExported() {
			for i := range v.NumField() {
				withSigns(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			withSigns(v.Index(i))
		}
	}
}

// TestShapesAreUnambiguous keeps the keys of headers and bodies apart: both are
// written side by side in one item.
func TestShapesAreUnambiguous(t *testing.T) {
	sections := map[string]bool{}
	for _, k := range top {
		sections[k.key] = true
	}
	for _, info := range act.Kinds() {
		if sections[info.Section] {
			t.Errorf("the key %s has two meanings", info.Section)
		}
		sections[info.Section] = true
		sh := shapes()[info.Kind]
		for _, f := range sh.fields {
			if f.key == "" || f.doc == "" {
				t.Errorf("%s: key %q has no name or no doc tag", info.Kind, f.key)
			}
		}
		if len(sh.byKey) != len(sh.fields) {
			t.Errorf("%s: two fields share a key: %v", info.Kind, sh.keys)
		}
		if info.Shape == act.Listed && sh.byKey["id"].part != ofAct || sh.byKey["kind"] != nil {
			t.Errorf("%s: id and kind are keys of every act and cannot be a body's", info.Kind)
		}
	}
}
