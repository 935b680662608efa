package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
	"entente/register"
	"entente/workbook"
)

// A list of acts as comma-separated values: a row an act, its heads the keys of a
// dossier, with the id and the kind of each. The lists that pages give away are of
// this form, with their marking in the row above the heads.
//
//	EXERCISE//UNCLASSIFIED
//	case,id,kind,actor,on,says
//	gaza-isf-2025,pak-ready,statement,PAK,2025-11-02,Pakistan is ready to talk.

// beside are columns of lists that say again what others say.
var beside = []string{"case", "id", "kind", "gist", "name", "standing", "acts"}

// planCSV reads such a list against the case it belongs to, row by row.
func (r *Reader) planCSV(p *Plan, name string, src []byte) (acts []*act.Act, refused []PlanRow, err error) {
	t, problems := readTable(name, src)
	p.Problems = problems
	if problems.Refuse() {
		return nil, nil, nil
	}
	if p.Case == "" && len(t.rows) > 0 {
		p.Case = t.rows[0].cells["case"]
	}
	if p.Case == "" {
		return nil, nil, ErrWhichCase
	}
	on, err := r.onRecord(p.Case)
	if err != nil {
		return nil, nil, err
	}
	var among []*act.Act
	for _, id := range on.order {
		among = append(among, on.byID[id].Act)
	}
	day := act.MustDate(r.s.now().UTC().Format("2006-01-02"))
	for _, row := range t.rows {
		a, err := row.act(p.Case, t.marking, on, among, day)
		if err != nil {
			x := PlanRow{Act: &act.Act{ID: row.cells["id"], Kind: act.Kind(row.cells["kind"]), Initiative: p.Case}, At: row.at}
			refused = append(refused, x.wrong(err))
			continue
		}
		a.Initiative, a.Place = p.Case, act.Place{File: name, Line: row.line}
		acts = append(acts, a)
		if on.byID[a.ID] == nil {
			among = append(among, a)
		}
	}
	return acts, refused, nil
}

// TableCase is the case a list names in its first row; empty when it names none.
func TableCase(src []byte) string {
	t, _ := readTable("", src)
	if len(t.rows) == 0 {
		return ""
	}
	return t.rows[0].cells["case"]
}

type table struct {
	marking string
	rows    []tableRow
}

type tableRow struct {
	line  int
	at    string
	cells map[string]string // by column; those that are empty are not there
}

// readTable reads the rows of a list. What is wrong with the list as a whole is a
// problem; what is wrong with a row is for who reads the row.
func readTable(name string, src []byte) (t table, problems act.Problems) {
	said := phrase.New()
	wrong := func(line int, hint, format string, values ...any) {
		problems = append(problems, act.Wrong(said, act.Place{File: name, Line: line, Col: 1}, "bad-table", hint, format, values...))
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(src))
	in.FieldsPerRecord, in.Comma = -1, comma(src)
	var heads []string
	for {
		record, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			wrong(1, "a cell with quotation marks or line breaks stands between quotation marks, and those in it are doubled", "the list cannot be read: %s", strings.TrimPrefix(err.Error(), "csv: "))
			return t, problems
		}
		line, _ := in.FieldPos(0)
		filled := slices.DeleteFunc(slices.Clone(record), func(c string) bool { return strings.TrimSpace(c) == "" })
		switch {
		case len(filled) == 0:
		case heads == nil && len(filled) == 1 && strings.TrimSpace(record[0]) != "":
			t.marking = strings.TrimSpace(record[0])
		case heads == nil:
			for _, h := range record {
				heads = append(heads, headKey(h))
			}
			for _, need := range []string{"id", "kind"} {
				if !slices.Contains(heads, need) {
					wrong(line, "each row is an act: give its id, its kind and the keys a dossier has for that kind", "no column is headed %s", need)
				}
			}
		default:
			row := tableRow{line: line, at: fmt.Sprintf("%s:%d", name, line), cells: map[string]string{}}
			for i, cell := range record {
				if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(cell[1])) {
					cell = cell[1:] // as lists are given away
				}
				if cell = strings.TrimSpace(cell); cell != "" && i < len(heads) && heads[i] != "" {
					row.cells[heads[i]] = cell
				}
			}
			t.rows = append(t.rows, row)
		}
	}
	if heads == nil {
		wrong(1, "the first row names the columns: id, kind, actor, on, says …", "there is no row of heads")
	}
	return t, problems
}

// comma is what parts the cells of the row with the most parts among the first.
func comma(src []byte) rune {
	best, most := ',', 0
	for _, line := range bytes.SplitN(src, []byte("\n"), 4)[:min(3, bytes.Count(src, []byte("\n"))+1)] {
		for _, c := range ",;\t" {
			if n := bytes.Count(line, []byte(string(c))); n > most {
				best, most = c, n
			}
		}
	}
	return best
}

// headKey is the key a head means.
func headKey(head string) string {
	key := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(head)), " ", "_")
	switch key {
	case "act":
		return "id"
	case "day":
		return "on"
	}
	return key
}

// act reads a row as an act, or says why it cannot be one. Of an act that is on record
// the cells that say otherwise are taken; an empty cell takes nothing away.
func (row *tableRow) act(of, whole string, on recorded, among []*act.Act, day act.Date) (*act.Act, error) {
	id, kind := row.cells["id"], act.Kind(row.cells["kind"])
	if in := row.cells["case"]; in != "" && in != of {
		return nil, phrase.Faultf(nil, "it belongs to the case %s, and this is %s", in, of)
	}
	if id == "" || kind == "" {
		return nil, phrase.Faultf(nil, "it has no id, or no kind")
	}
	if _, known := act.KindInfo(kind); !known {
		return nil, phrase.Faultf(nil, "there is no kind of act %q", string(kind))
	}
	keys := map[string]dossier.Key{}
	for _, k := range dossier.Keys(kind) {
		keys[k.Name] = k
	}
	for column := range row.cells {
		if _, ok := keys[column]; !ok && !slices.Contains(beside, column) {
			return nil, phrase.Faultf(nil, "a %s has no %s", kind, column)
		}
	}
	if old := on.byID[id]; old != nil {
		return row.revised(old, kind, keys)
	}
	values := map[string]any{}
	for column, cell := range row.cells {
		if !slices.Contains(beside, column) {
			values[column] = cellValue(keys[column], cell)
		}
	}
	a, wrong := dossier.ReadItem(among, day, kind, id, values)
	if len(wrong) > 0 {
		return nil, rowWrong(wrong)
	}
	if a.Marking == "" {
		a.Marking = whole
	}
	return a, nil
}

// rowWrong is what is wrong with a row, by column.
type rowWrong map[string]act.Problems

func (w rowWrong) Error() string { return w.In(phrase.English) }

// In is what is wrong, said in a language.
func (w rowWrong) In(lang string) string {
	var all []string
	for column, problems := range w {
		for _, p := range problems {
			p = p.In(lang)
			said := p.Text
			if p.Hint != "" {
				said += " (" + p.Hint + ")"
			}
			if column != "" {
				said = column + ": " + said
			}
			all = append(all, said)
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// revised is an act on record as the row says it reads.
func (row *tableRow) revised(old *register.Entry, kind act.Kind, keys map[string]dossier.Key) (*act.Act, error) {
	if old.Act.Kind != kind {
		return nil, phrase.Faultf(nil, "%s is on record as a %s", old.Act.ID, old.Act.Kind)
	}
	var set []string
	for column, cell := range row.cells {
		if slices.Contains(beside, column) || column == "marking" || cell == workbook.Says(old.Act, column) {
			continue
		}
		set = append(set, column+"="+cell)
	}
	slices.Sort(set)
	a, err := register.Revised(old.Act, set)
	if err != nil {
		return nil, err
	}
	return a, nil
}

// cellValue takes a cell as the dossier's reader takes a value.
func cellValue(k dossier.Key, cell string) any {
	switch k.Type.Kind() {
	case reflect.Bool:
		return slices.Contains([]string{"true", "yes", "1", "x"}, strings.ToLower(cell))
	case reflect.Int, reflect.Int64:
		if json.Valid([]byte(cell)) {
			return json.Number(cell)
		}
	case reflect.Slice:
		var all []any
		for _, part := range strings.FieldsFunc(cell, func(r rune) bool {
			return r == ';' || r == '\n' || r == ',' && k.Type.Elem() != reflect.TypeFor[string]()
		}) {
			if part = strings.TrimSpace(part); part != "" {
				all = append(all, part)
			}
		}
		return all
	}
	return cell
}
