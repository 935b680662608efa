package cable

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"entente/act"
	"entente/dossier"
)

// seedTexts adds the files of testdata/bad to a fuzz test.
func seedTexts(f *testing.F) {
	files, _ := filepath.Glob("testdata/bad/*.txt")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
}

// FuzzRead: no text makes it fail, lose a line or a letter, and what can be written
// of a message reads as the same message.
func FuzzRead(f *testing.F) {
	seedTexts(f)
	f.Add([]byte("PAGE 01 X\nACTION EB-1\nR 010000Z JAN 74\nFM A\nTO B\nUNCLAS A 1\n\n1. A\nUNCLASSIFIED\n\nPAGE 02 X\n\nB.\n----\nC\n----\nREF A (COMMENT: D. END COMMENT.)\nJONES\nNNN\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		ts, problems := Read("fuzz", src)
		if (len(ts) == 0) != problems.Refuse() {
			t.Fatal(problems)
		}
		for _, m := range ts {
			for _, b := range m.Body {
				var sb strings.Builder
				for _, p := range b.Passages {
					sb.WriteString(p.Text)
				}
				if !b.Heading && sb.String() != b.Text {
					t.Fatalf("the passages %q are not %q", b.Passages, b.Text)
				}
			}
			if len(m.Where) != len(m.Body) {
				t.Fatal("a block stands nowhere")
			}
			at := int32(0)
			for _, l := range m.lines {
				if l.start < at || l.start > at+2 || l.end < l.start || l.from > l.to {
					t.Fatal("a line is lost")
				}
				at = l.end
			}
			for _, p := range m.Findings {
				if p.Hint == "" || p.Line < 0 || p.Code == "" {
					t.Fatalf("%+v", p)
				}
			}
			m.Relayed()
			m.Portions("USA")
			var out bytes.Buffer
			if Write(&out, &m.Message) == nil {
				again, _ := Read("again", out.Bytes())
				if len(again) != 1 || !Same(&again[0].Message, &m.Message) {
					t.Fatalf("%q reads otherwise", out.Bytes())
				}
			}
		}
		Thread(ts, "SECSTATE WASHDC", nil)
		Calendar(ts, nil, act.MustDate("2020-01-01"))
		Acts(ts, Shipped())
	})
}

// FuzzWrite: whatever a message says, it is refused or reads the same.
func FuzzWrite(f *testing.F) {
	files, _ := filepath.Glob("testdata/bad/*.txt")
	for _, file := range files {
		src, _ := os.ReadFile(file)
		ts, _ := Read(file, src)
		for _, m := range ts {
			if b, err := json.Marshal(&m.Message); err == nil {
				f.Add(b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var m Message
		if json.Unmarshal(src, &m) != nil {
			return
		}
		var out bytes.Buffer
		if Write(&out, &m) != nil {
			return
		}
		if again, _ := Read("again", out.Bytes()); len(again) != 1 || !Same(&again[0].Message, &m) {
			t.Fatalf("%q reads otherwise", out.Bytes())
		}
	})
}

// FuzzDraft: a draft is refused with its faults, or its telegram has no
// contradiction and reads the same.
func FuzzDraft(f *testing.F) {
	f.Add([]byte(draftExample(f)))
	f.Add([]byte("cable: 1\nfrom: A\npost: B\nserial: 1\nsent: 2016-02-16 16:00 Z\nprecedence: routine\nto: [{name: C}]\nclassification: unclassified\ntags: [PREL]\nsubject: D\ntext: [{report: E}]\nsignature: FFF\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var d Draft
		_, problems := dossier.Decode("draft.yaml", src, &d)
		if problems.Refuse() {
			return
		}
		m, faults := d.Compose(Shipped())
		if m == nil {
			if len(faults) == 0 {
				t.Fatal("refused without a fault")
			}
			return
		}
		var out bytes.Buffer
		if err := Write(&out, m); err != nil {
			t.Fatal(err)
		}
		again, _ := Read("again", out.Bytes())
		for _, p := range again[0].Findings {
			if !p.Warning && p.Code != "bidi-control" && p.Code != "control-character" && p.Code != "nul-byte" {
				t.Fatalf("%v\n%s", p, out.Bytes())
			}
		}
	})
}

// FuzzBook: an address book is refused with what is wrong in it, or read whole; no
// indicator of it is unknown to it, and what is written of it reads the same.
func FuzzBook(f *testing.F) {
	f.Add([]byte("indicator,name,actor,members\nRUEHC,SECSTATE WASHDC,USA,\n# a remark\nRUEHEE,ARAB LEAGUE COLLECTIVE,,AMEMBASSY CAIRO; AMEMBASSY RIYADH\n"))
	f.Add([]byte("RUEHC,\"SEC\nSTATE\",,;;\n\"\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, problems := ReadBook("book.csv", src)
		for _, p := range problems {
			if p.Text == "" || p.Hint == "" {
				t.Fatalf("%+v", p)
			}
		}
		if problems.Refuse() {
			return
		}
		for _, s := range b.Stations() {
			if found, ok := b.Station(s.Indicator); !ok || found.Indicator != s.Indicator {
				t.Fatalf("%q is not found, though it stands there", s.Indicator)
			}
			b.Expand([]Addressee{{Name: s.Name, Indicator: s.Indicator}}, nil)
		}
		var out bytes.Buffer
		if err := WriteBook(&out, b); err != nil {
			t.Fatal(err)
		}
		if again, problems := ReadBook("again.csv", out.Bytes()); problems.Refuse() || !reflect.DeepEqual(again.Stations(), b.Stations()) {
			t.Fatalf("%q reads otherwise: %v", out.Bytes(), problems)
		}
	})
}
