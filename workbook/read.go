package workbook

import (
	"bytes"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
)

// A Book is a workbook as read: its rows, by section, each cell with its place.
type Book struct {
	Name string
	Head map[string]Cell
	Rows []*Row
}

// Row is one row: one act.
type Row struct {
	Info  act.Info
	Sheet string
	Row   int
	ID    string
	Cells map[string]Cell // by key; a blank cell of a column that is there says nothing
	Bad   bool            // the table itself cannot be trusted here: a formula, a merged cell, a column nobody knows
	keys  []dossier.Key   // the columns of its sheet
}

// Cell is a text and where it stands.
type Cell struct {
	Text  string
	Place act.Place
}

// ReadFile reads the workbook in a file.
func ReadFile(path string) (*Book, act.Problems) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > MaxSize {
		return nil, guard(path, make([]byte, MaxSize+1))
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, act.Problems{act.Wrong(phrase.New(), act.Place{File: path}, "cannot-read", "check the name and whether you may read it", "the file cannot be read: %v", err)}
	}
	return ReadBook(path, src)
}

// ReadBook reads the cells of a workbook. The problems are those of the table itself:
// headings, formulas, merged cells; what the cells say is judged by [Book.Dossier] and
// [Import].
func ReadBook(name string, src []byte) (*Book, act.Problems) {
	if problems := guard(name, src); len(problems) > 0 {
		return nil, problems
	}
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{UnzipSizeLimit: maxOpened, UnzipXMLSizeLimit: maxOpened})
	if err != nil {
		return nil, act.Problems{act.Wrong(phrase.New(), act.Place{File: name}, "not-a-workbook", "save the table as Excel workbook (.xlsx)", "this is no workbook: %v", err)}
	}
	defer f.Close()
	r := &reader{said: phrase.New(), f: f, name: name, book: &Book{Name: name, Head: map[string]Cell{}}}
	for _, sheet := range f.GetSheetList() {
		r.sheet(sheet)
	}
	if len(r.book.Rows) == 0 && len(r.book.Head) == 0 && len(r.problems) == 0 {
		r.bad(name, "no-sheet", "name the sheets after the sections of a dossier: requires, pledges, caveats", "no sheet of this workbook is one of a case: %s", strings.Join(f.GetSheetList(), ", "))
		return r.book, r.problems
	}
	for _, sheet := range r.unread {
		r.bad(name+" "+sheet, "sheet-not-read", "name the sheets after the sections of a dossier: requires, pledges, caveats", "the sheet is none of a case and was not read")
		r.problems[len(r.problems)-1].Warning = true
	}
	return r.book, r.problems
}

type reader struct {
	f        *excelize.File
	name     string
	book     *Book
	unread   []string // sheets that hold something, and no acts
	problems act.Problems
	said     *phrase.Said
}

func (r *reader) bad(file, code, hint, format string, args ...any) {
	r.problems = append(r.problems, act.Wrong(r.said, act.Place{File: file}, code, hint, format, args...))
}

// at names a cell: book.xlsx pledges!C4.
func (r *reader) at(sheet string, col, row int) string {
	return r.name + " " + sheet + "!" + cell(col, row)
}

// sheet reads one sheet, if it is one of a case.
func (r *reader) sheet(sheet string) {
	info, ok := sectionOf(sheet)
	switch {
	case sheet == lists:
		return
	case bare(sheet) == bare(Head):
		info = act.Info{Section: Head}
	case bare(sheet) == othersSheet:
		info = act.Info{Section: othersSheet, Shape: act.Listed}
	case !ok:
		var names []string
		for _, k := range act.Kinds() {
			names = append(names, k.Section)
		}
		if near := act.Nearest(sheet, names); near != "" {
			r.bad(r.name+" "+sheet, "unknown-sheet", "the sheets are named after the sections of a dossier", "no section is called %q (did you mean %q?)", sheet, near)
		} else if grid, _ := r.f.GetRows(sheet); slices.ContainsFunc(grid, func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) != "" }) {
			r.unread = append(r.unread, sheet)
		}
		return
	}
	grid, err := r.f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		r.bad(r.name+" "+sheet, "cannot-read", "save the table anew as Excel workbook (.xlsx)", "the sheet cannot be read: %v", err)
		return
	}
	if len(grid) > maxRows {
		r.bad(r.name+" "+sheet, "too-many-rows", "take what is no act out of the sheet", "the sheet has %s rows; %s are the most", act.Grouped(int64(len(grid))), act.Grouped(maxRows))
		return
	}
	merged := r.merged(sheet)
	before := len(r.problems)
	if info.Section == Head {
		r.head(sheet, grid)
		return
	}
	top := header(info, grid)
	if top < 0 {
		if slices.ContainsFunc(grid, func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) != "" }) {
			r.bad(r.name+" "+sheet, "no-headings", r.said.Sayf("write the keys of the section in one row: %s …", strings.Join(keyNames(info)[:min(8, len(keyNames(info)))], ", ")),
				"no row of this sheet has the headings of %s", info.Section)
		}
		return
	}
	cols, ok := r.headings(sheet, info, grid[top], top+1)
	unknown := len(r.problems) > before
	if !ok {
		return
	}
	for i := top + 1; i < len(grid); i++ {
		if strings.TrimSpace(strings.Join(grid[i], "")) != "" {
			r.row(sheet, info, cols, grid[top], grid[i], i+1)
		}
	}
	for _, x := range r.book.Rows { // what a column nobody knows says would be lost
		x.Bad = x.Bad || x.Sheet == sheet && (unknown || slices.ContainsFunc(merged, func(m [2]int) bool { return m[0] <= x.Row && x.Row <= m[1] }))
	}
}

// merged reports merged cells below the headings, and says in which rows they are.
func (r *reader) merged(sheet string) [][2]int {
	cells, err := r.f.GetMergeCells(sheet)
	if err != nil {
		return nil
	}
	var out [][2]int
	for _, m := range cells {
		if _, row, err := excelize.CellNameToCoordinates(m.GetStartAxis()); err == nil && row >= rowKeys {
			r.bad(r.name+" "+sheet+"!"+m.GetStartAxis()+":"+m.GetEndAxis(), "merged-cells", "take the cells apart (Unmerge cells) and write each value in its own", "merged cells: whose value it is cannot be told")
			_, last, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
			out = append(out, [2]int{row, last})
		}
	}
	return out
}

// headRows is how far down the headings are looked for.
const headRows = 12

// header is the row of the headings: the one with the most that are known, and at
// least two.
func header(info act.Info, grid [][]string) int {
	best, most := -1, 1
	for i, row := range grid[:min(headRows, len(grid))] {
		n := 0
		for _, h := range row {
			if _, ok := headingOf(info, h); ok && strings.TrimSpace(h) != "" {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// headingOf is keyOf, and for the sheet of unknown kinds their header.
func headingOf(info act.Info, heading string) (string, bool) {
	if info.Section != othersSheet {
		return keyOf(info, heading)
	}
	for _, k := range append(slices.Clone(dossier.Keys("")), fieldsKey) {
		if k.Name == strings.TrimSpace(heading) {
			return k.Name, true
		}
	}
	return "", false
}

func keyNames(info act.Info) []string {
	var names []string
	for _, k := range columns(info) {
		names = append(names, k.Name)
	}
	return names
}

// headings gives each column its key. One nobody knows, or one that stands twice, is
// reported; false when the rows cannot be read for it.
func (r *reader) headings(sheet string, info act.Info, row []string, at int) ([]string, bool) {
	if len(row) > maxColumns {
		r.bad(r.at(sheet, maxColumns+1, at), "too-many-columns", "take the columns that are no keys out", "the sheet has %d columns; %d are the most", len(row), maxColumns)
		return nil, false
	}
	cols := make([]string, len(row))
	first := map[string]int{}
	for c, h := range row {
		if strings.TrimSpace(h) == "" {
			continue
		}
		key, ok := headingOf(info, h)
		if !ok {
			meant := ""
			if near := act.Nearest(h, keyNames(info)); near != "" {
				meant = r.said.Sayf(" (did you mean %q?)", near)
			}
			r.bad(r.at(sheet, c+1, at), "unknown-column", r.said.Sayf("the columns are %s", strings.Join(keyNames(info), ", ")), "no column of %s is called %q%s", info.Section, h, meant)
			continue
		}
		if was, twice := first[key]; twice {
			r.bad(r.at(sheet, c+1, at), "duplicate-column", "keep one of the two", "%q is the column %s again, which is %s", h, key, cell(was+1, at))
			continue
		}
		first[key], cols[c] = c, key
	}
	return cols, true
}

// row reads one row.
func (r *reader) row(sheet string, info act.Info, cols, headings, texts []string, at int) {
	x := &Row{Info: info, Sheet: sheet, Row: at, Cells: map[string]Cell{}}
	for _, k := range append(append(columns(info), dossier.Keys("")...), fieldsKey) {
		if slices.Contains(cols, k.Name) && !slices.ContainsFunc(x.keys, func(y dossier.Key) bool { return y.Name == k.Name }) {
			x.keys = append(x.keys, k)
		}
	}
	for c, raw := range texts {
		switch {
		case strings.TrimSpace(raw) == "":
			if f, _ := r.f.GetCellFormula(sheet, cell(c+1, at)); f != "" {
				r.formula(sheet, c, at, f)
				x.Bad = true
			}
		case c >= len(cols) || cols[c] == "":
			if c >= len(cols) || headings[c] == "" {
				r.bad(r.at(sheet, c+1, at), "no-heading", "give the column a heading, or empty the cell", "a value in a column without a heading: %q", clipped(raw))
				x.Bad = true
			}
		default:
			text := r.value(sheet, c, at, raw, x, cols[c])
			if others(info, headings[c], cols[c]) {
				text = codeOf(x.keys, cols[c], text)
			}
			x.Cells[cols[c]] = Cell{text, act.Place{File: r.at(sheet, c+1, at)}}
			if said := inWords[info.Section]; cols[c] == "capability" && said != "" && !slices.Contains(cols, said) {
				x.Cells[said] = Cell{strings.TrimSpace(raw), act.Place{File: r.at(sheet, c+1, at)}}
				x.keys = append(x.keys, keyNamed(columns(info), said))
			}
		}
	}
	if len(x.Cells) == 0 {
		return
	}
	x.ID = strings.TrimSpace(x.Cells["id"].Text)
	if x.ID == "" && !slices.Contains(cols, "id") && info.Shape == act.Listed {
		x.ID = madeID(x)
		x.keys = append([]dossier.Key{{Name: "id", Type: reflect.TypeFor[string](), Of: "act"}}, x.keys...)
		x.Cells["id"] = Cell{x.ID, act.Place{File: r.at(sheet, 1, at)}}
	}
	r.book.Rows = append(r.book.Rows, x)
}

func (r *reader) formula(sheet string, c, row int, f string) {
	r.bad(r.at(sheet, c+1, row), "formula", "copy the cell and paste its value in place", "a formula, ='%s': what it comes to is not taken", clipped(f))
}

func clipped(s string) string {
	if rs := []rune(s); len(rs) > 60 {
		return string(rs[:60]) + "…"
	}
	return s
}

// head reads the sheet of what the dossier says of itself.
func (r *reader) head(sheet string, grid [][]string) {
	for i, row := range grid {
		if len(row) < 2 || i < rowFirst-1 || strings.TrimSpace(row[1]) == "" {
			continue
		}
		if f, _ := r.f.GetCellFormula(sheet, cell(2, i+1)); f != "" {
			r.formula(sheet, 1, i+1, f)
		}
		r.book.Head[strings.TrimSpace(row[0])] = Cell{strings.TrimSpace(row[1]), act.Place{File: r.at(sheet, 2, i+1)}}
	}
}
