package workbook

import (
	"testing"

	"github.com/xuri/excelize/v2"

	"entente/act"
	"entente/dossier"
)

// TestOthersTables reads tables as planners lay them out: a Statement of Unit
// Requirement with its title above the headings, and a list of offers with days of
// Excel's calendar.
func TestOthersTables(t *testing.T) {
	d, problems := dossier.ReadFile("testdata/lake.yaml")
	if problems.Refuse() {
		t.Fatal(problems)
	}
	src := table(t, `
SUR:
The Lake Force – Statement of Unit Requirement |
as of May 2031 |
Serial No. | Unit Type | Description | Qty | Authorised Strength | Location | Priority | RDD
3.1 | Mech Inf Bn | a battalion for the west | 1 | 850 | West | 1 | 2031-07-01
3.2 | Level II hospital | a hospital | 1 | 69 | West | 2 |
CJSOR:
CJSOR Serial | Capability | Requirement | Number required
7 | Utility helicopter unit | helicopters | 2
Offers:
Pledge No | TCC | Date of pledge | Offer | Unit type | Personnel | PCRS level | Available from
pak-9 | PAK | 2031-04 | an infantry battalion | Infantry battalion | 850 | 2 | x
`, func(f *excelize.File) {
		style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		f.SetCellValue("Offers", "H2", 47665) // 1 July 2030
		f.SetCellStyle("Offers", "H2", "H2", style)
	})
	book, problems := ReadBook("others.xlsx", src)
	if problems.Refuse() {
		t.Fatal(problems)
	}
	in := book.Against(d)
	if in.Problems.Refuse() || len(in.Added) != 4 {
		t.Fatalf("%d added, %v", len(in.Added), in.Problems)
	}
	by := map[string]*act.Act{}
	for _, a := range in.Added {
		by[a.ID] = a
	}
	west := by["requires-3-1"].Body.(*act.Requirement)
	if west.Capability != "mechanised_infantry" || west.Strength != 850 || west.Number != 1 || west.Place != "West" || west.Priority != 1 || west.From.String() != "2031-07-01" {
		t.Errorf("%+v", west)
	}
	if h := by["requires-3-2"].Body.(*act.Requirement); h.Capability != "field_hospital" {
		t.Errorf("%+v", h)
	}
	if h := by["requires-7"].Body.(*act.Requirement); h.Capability != "utility_helicopters" || h.Number != 2 {
		t.Errorf("%+v", h)
	}
	pak := by["pak-9"].Body.(*act.Pledge)
	if by["pak-9"].Actor != "PAK" || pak.Readiness != "2" || pak.From.String() != "2030-07-01" || pak.Amount.Low != 850 {
		t.Errorf("%+v", pak)
	}
	if at := by["pak-9"].Place.String(); at != "others.xlsx Offers!A2" {
		t.Errorf("it is said to stand at %s", at)
	}
}

// TestOthersNames reads a list of offers as the readiness system keeps it: States by their
// names, and what a unit is by its type alone.
func TestOthersNames(t *testing.T) {
	d, problems := dossier.ReadFile("testdata/lake.yaml")
	if problems.Refuse() {
		t.Fatal(problems)
	}
	book, problems := ReadBook("others.xlsx", table(t, `
SUR:
Serial | Unit type | Qty
9 | FPU | 1
PCRS:
T/PCC | Unit type | Qty | Strength | Level
Jordan | FPU | 1 | 140 | 2
Congo | FPU | 1 | 140 | 2
`))
	if problems.Refuse() {
		t.Fatal(problems)
	}
	in := book.Against(d)
	if len(in.Added) != 2 || len(in.Refused) != 1 || !in.Problems.Refuse() {
		t.Fatalf("%d added, %d refused, %v", len(in.Added), len(in.Refused), in.Problems)
	}
	if b := in.Added[0].Body.(*act.Requirement); b.Need != "FPU" || b.Capability != "formed_police" {
		t.Errorf("%+v", b)
	}
	if b := in.Added[1].Body.(*act.Pledge); in.Added[1].Actor != "JOR" || b.What != "FPU" || b.Amount.Low != 140 {
		t.Errorf("%s %+v", in.Added[1].Actor, b)
	}
	if p := in.Problems[0]; p.Excerpt != "Congo" { // there are two of that name
		t.Errorf("%v", p)
	}
}

// FuzzBook reads whatever a file may hold: never a panic, and what is read is a
// dossier that can be written.
func FuzzBook(f *testing.F) {
	for _, src := range books(f) {
		if len(src) < 1<<16 {
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, problems := Read("book.xlsx", src)
		if d == nil {
			if !problems.Refuse() {
				t.Error("refused without a reason")
			}
			return
		}
		if _, again := dossier.Read("again", dossier.Write(d)); again.Refuse() {
			t.Error(again)
		}
	})
}

// FuzzCell writes any words into the cells of a pledge, and reads them back.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"a; b", `c:\d`, "a|b", "=1+1", "line\nline", "words: 3 | low: 1", "  x  ", "'quoted", "# no comment", "{a: b}", "yes", "0850", "1e3"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, what, place string) {
		d := &dossier.Dossier{ID: "lake", Title: "A lake", AsOf: act.MustDate("2031-05-01")}
		a := &act.Act{ID: "pak-1", Kind: "pledge", Body: &act.Pledge{What: what, Places: []string{place, "north"}, Equipment: []string{place}}}
		a.Actor, a.Initiative = "PAK", "lake"
		d.Acts = []*act.Act{{ID: "PAK", Kind: "actor", Initiative: "lake", Body: &act.Actor{Roles: []string{"contributor"}}}, a}
		want, problems := dossier.Read("lake.yaml", dossier.Write(d))
		if problems.Refuse() {
			return // no dossier could say so
		}
		book, err := Bytes(want)
		if err != nil {
			return // longer than a cell
		}
		got, problems := Read("book.xlsx", book)
		if problems.Refuse() {
			t.Fatal(problems)
		}
		if a, b := string(dossier.Write(got)), string(dossier.Write(want)); a != b {
			t.Errorf("the book says\n%s\nnot\n%s", a, b)
		}
	})
}
