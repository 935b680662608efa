package dossier

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"entente/act"
)

const sample = "entente: 1   # the format\n" +
	"id: lake-force\n" +
	"title: 'A force: for the lake'\n" +
	"as_of: 2031-05-01\n" +
	"\n" +
	"clauses:\n" +
	"  disarmament:\n" +
	"    asks: Who disarms the militias?  # asked on 1 May\n" +
	"    options:\n" +
	"      - {value: force, words: the force does}\n" +
	"      - value: police\n" +
	"        words: >-\n" +
	"          the police of the shore\n" +
	"          does, alone\n" +
	"\n" +
	"positions:\n" +
	"- id: pak-first\n" +
	"  actor: PAK\n" +
	"  stance:  \"demands\"   # not yet\n" +
	"  note: over\n" +
	"    two lines\n"

func TestSetChangesOneValue(t *testing.T) {
	for _, c := range []struct {
		path, value string
		old, new    string // what is replaced by what
	}{
		{"title", "A force", "'A force: for the lake'", "'A force'"},
		{"title", "It's ours", "'A force: for the lake'", "'It''s ours'"},
		{"as_of", "2031-06", "2031-05-01", "2031-06"},
		{"entente", "1", "", ""},
		{"positions.pak-first.stance", "supports", `"demands"`, `"supports"`},
		{"positions.0.stance", "supports", `"demands"`, `"supports"`},
		{"positions.pak-first.id", "pak-1", "id: pak-first", "id: pak-1"},
		{"positions.pak-first.actor", "EGY", "actor: PAK", "actor: EGY"},
		{"clauses.disarmament.asks", "Who: and how?", "Who disarms the militias?", "'Who: and how?'"},
		{"clauses.disarmament.options.force.words", "the force, alone", "the force does", "'the force, alone'"},
		{"clauses.disarmament.options.police.words", "the police", ">-\n          the police of the shore\n          does, alone", "the police"},
		{"positions.pak-first.on", "2031-04-12", "- id: pak-first\n", "- id: pak-first\n  on: 2031-04-12\n"},
		{"clauses.disarmament.draft", "police", "# asked on 1 May\n", "# asked on 1 May\n    draft: police\n"},
	} {
		got, err := Set([]byte(sample), c.value, strings.Split(c.path, ".")...)
		if want := strings.Replace(sample, c.old, c.new, 1); err != nil || string(got) != want {
			t.Errorf("%s = %s: %v\n%s", c.path, c.value, err, got)
		}
	}
}

func TestSetKeepsLineEnds(t *testing.T) {
	src := strings.ReplaceAll(sample, "\n", "\r\n")
	got, err := Set([]byte(src), "opposes", "positions", "pak-first", "stance")
	if want := strings.Replace(src, `"demands"`, `"opposes"`, 1); err != nil || string(got) != want {
		t.Errorf("%v\n%q", err, got)
	}
	got, err = Set([]byte(src), "2031", "positions", "pak-first", "on")
	if want := strings.Replace(src, "pak-first\r\n", "pak-first\r\n  on: 2031\r\n", 1); err != nil || string(got) != want {
		t.Errorf("%v\n%q", err, got)
	}
}

func TestSetRefuses(t *testing.T) {
	for _, c := range []struct{ src, path, says string }{
		{sample, "positions.nobody.stance", "no such key: positions.nobody"},
		{sample, "positions.7", "no such key: positions.7"},
		{sample, "clauses.disarmament.options", "clauses.disarmament.options holds more than one value"},
		{sample, "clauses.disarmament.options.force.note", "line 10: a key can be added only where keys stand on lines of their own"},
		{sample, "positions.pak-first.note", "line 20: the value goes on over several lines; only a value on one line, or a block, can be changed in place"},
		{sample, "clauses.draft", "line 7: a key can be added only after a value that stands on one line"},
		{"entente: 1\ntitle: \"open\n", "title", "2:8: the quotation mark opened here is not closed"},
		{"\xff\xfee\x00", "title", "this is UTF-16 text; a dossier is UTF-8"},
	} {
		out, err := Set([]byte(c.src), "x", strings.Split(c.path, ".")...)
		if err == nil || !strings.HasSuffix(err.Error(), c.says) || out != nil {
			t.Errorf("%s: %v", c.path, err)
		}
	}
	if _, err := Set([]byte(sample), "x", "colour", "of"); !errors.Is(err, ErrNoSuchKey) {
		t.Errorf("want ErrNoSuchKey, have %v", err)
	}
}

// TestSetAddsANoteToEveryAct writes a remark into every act of a large dossier, one
// at a time, and looks that no more than one line is added.
func TestSetAddsANoteToEveryAct(t *testing.T) {
	src := everything(t)
	done := 0
	for _, a := range mustRead(t, "everything", src).Acts {
		info, _ := act.KindInfo(a.Kind)
		out, err := Set(src, "changed: here", info.Section, a.ID, "note")
		if err != nil {
			continue // the item stands between brackets
		}
		done++
		if n := bytes.Count(out, []byte("\n")) - bytes.Count(src, []byte("\n")); n > 1 {
			t.Errorf("%s: %d lines more", a.ID, n)
		}
		if d := mustRead(t, a.ID, out); len(d.Acts) == 0 {
			t.Errorf("%s: no acts left", a.ID)
		}
	}
	if done < 20 {
		t.Errorf("only %d acts took a note", done)
	}
}
