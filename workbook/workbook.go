// Package workbook reads and writes the spreadsheet an officer keeps: the acts of a
// case, one sheet a section of the dossier, one row an act, one column a key.
//
// [Write] lays a dossier out as a workbook, [Read] reads one, with every problem of it
// at once, each with its sheet and cell: the rows are read by the dossier's own reader,
// so that a mistake in a cell is said as the same mistake in a file is. [Import] holds a
// workbook against a case: what it adds, what it changes, what is refused.
// [WriteTables] writes any tables, with charts, for answers and lists.
//
// A book is written in the language of its case, where that is one of those of package
// phrase; a book in any of them is read.
//
// A workbook somebody else laid out is read too, as far as its headings are known:
// columns.yaml has those of the United Nations' Statement of Unit Requirement and of
// NATO's Combined Joint Statement of Requirements.
//
// What could harm is refused before it is opened (guard.go). Formulas are never
// computed, and text is written as text.
package workbook

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
)

// Head is the sheet of what a dossier says of itself.
const Head = "dossier"

// lists is the sheet drop-down lists take their words from.
const lists = "lists"

const (
	rowMarking = 1 // marking and what the sheet is for
	rowKeys    = 2 // the keys
	rowFirst   = 3 // the first act
	spareRows  = 300
	maxCell    = 32767 // characters a cell holds
)

// Write lays a dossier out as a workbook.
func Write(out io.Writer, d *dossier.Dossier) error {
	w := &writer{f: excelize.NewFile(), d: d, lang: tongueOf(d.Language)}
	defer w.f.Close()
	if err := w.styles(); err != nil {
		return err
	}
	w.head()
	for _, info := range act.Kinds() {
		w.section(info)
	}
	w.others()
	w.lists()
	if w.err != nil {
		return w.err
	}
	w.f.SetActiveSheet(0)
	return w.f.Write(out)
}

type writer struct {
	f     *excelize.File
	d     *dossier.Dossier
	lang  string
	err   error
	style struct{ marking, key, text, wrapped int }
	words [][]string // columns of the sheet of lists
}

func (w *writer) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) styles() error {
	var err error
	add := func(s *excelize.Style) int {
		id, e := w.f.NewStyle(s)
		err = cmp.Or(err, e)
		return id
	}
	top := &excelize.Alignment{Vertical: "top"}
	w.style.marking = add(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	w.style.key = add(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D9E2EC"}},
		Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}})
	w.style.text = add(&excelize.Style{NumFmt: 49, Alignment: top})
	w.style.wrapped = add(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	return err
}

// sheet makes a sheet with its marking, its keys and its columns' lists.
func (w *writer) sheet(name, doc string, keys []dossier.Key, said map[string]string, rows int) {
	if name == Head {
		w.try(w.f.SetSheetName("Sheet1", name))
	} else {
		_, err := w.f.NewSheet(name)
		w.try(err)
	}
	if rightToLeft(w.d.Language) {
		yes := true
		w.try(w.f.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &yes}))
	}
	w.text(name, 1, rowMarking, cmp.Or(w.d.Marking, "UNMARKED")+" – "+doc, w.style.marking)
	for i, k := range keys {
		head := cmp.Or(said[k.Name], k.Name)
		w.text(name, i+1, rowKeys, head, w.style.key)
		col, _ := excelize.ColumnNumberToName(i + 1)
		w.try(w.f.SetColWidth(name, col, col, width(k)))
		w.try(w.f.SetColStyle(name, col, w.style.text))
		w.choices(name, col, head, k, rows)
	}
	w.text(name, 1, rowMarking, cmp.Or(w.d.Marking, "UNMARKED")+" – "+doc, w.style.marking)
	for i, k := range keys {
		w.text(name, i+1, rowKeys, cmp.Or(said[k.Name], k.Name), w.style.key)
	}
	w.try(w.f.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: rowKeys, TopLeftCell: cell(2, rowFirst), ActivePane: "bottomRight"}))
}

// rightToLeft reports whether a language is written from right to left.
func rightToLeft(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return slices.Contains([]string{"ar", "fa", "he", "ur", "ps", "sd", "ckb", "dv", "yi"}, base)
}

func width(k dossier.Key) float64 {
	switch {
	case k.Name == "id" || k.Type == reflect.TypeFor[string]() && k.Enum == nil && k.Name != "grade":
		return 26
	case k.Type.Kind() == reflect.Bool, k.Type.Kind() == reflect.Int, k.Type.Kind() == reflect.Int64:
		return 10
	}
	return 16
}

func cell(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row)
	return name
}

// text writes a text as a text, never as a formula.
func (w *writer) text(sheet string, col, row int, s string, style int) {
	at := cell(col, row)
	if n := len(utf16s(s)); n > maxCell {
		w.try(fmt.Errorf("%s!%s: %s characters; a cell holds %s", sheet, at, act.Grouped(int64(n)), act.Grouped(maxCell)))
		return
	}
	w.try(w.f.SetCellStr(sheet, at, s))
	w.try(w.f.SetCellStyle(sheet, at, at, style))
}

// head is the sheet of what the dossier says of itself.
func (w *writer) head() {
	w.sheet(Head, phrase.Say(w.lang, "what the case says of itself; one key a row"), nil, nil, 0)
	w.text(Head, 1, rowKeys, "key", w.style.key)
	w.text(Head, 2, rowKeys, "value", w.style.key)
	row := rowFirst
	for _, kv := range headOf(w.d) {
		if kv[1] != "" {
			w.text(Head, 1, row, kv[0], w.style.text)
			w.text(Head, 2, row, kv[1], w.style.text)
			row++
		}
	}
	w.try(w.f.SetColWidth(Head, "B", "B", 60))
}

func headOf(d *dossier.Dossier) [][2]string {
	return [][2]string{{"entente", fmt.Sprint(dossier.Version)}, {"id", d.ID}, {"title", d.Title}, {"as_of", d.AsOf.String()}, {"marking", d.Marking},
		{"author", d.Author}, {"language", d.Language}}
}

// always are the sections an officer needs though they be empty: those of forces.
var always = []act.Kind{"actor", "requirement", "pledge", "caveat", "rule"}

// section is the sheet of one kind, with the columns that are used and those people
// fill in most.
func (w *writer) section(info act.Info) {
	var acts []*act.Act
	for _, a := range w.d.Acts {
		if a.Kind == info.Kind {
			acts = append(acts, a)
		}
	}
	if len(acts) == 0 && !slices.Contains(always, info.Kind) {
		return
	}
	keys := columns(info)
	keys = slices.DeleteFunc(keys, func(k dossier.Key) bool {
		return k.Of == "header" && !slices.Contains(usual, k.Name) && !slices.ContainsFunc(acts, func(a *act.Act) bool { return !value(a, k).IsZero() })
	})
	name := sheets[w.lang]()[info.Section]
	w.sheet(name, phrase.Doc(w.lang, info.Doc), keys, heads(w.lang, info), len(acts))
	for i, a := range acts {
		for c, k := range keys {
			w.put(name, c+1, rowFirst+i, k, a)
		}
	}
}

// usual are the columns of the header that stand on every sheet.
var usual = []string{"actor", "on", "source", "note"}

func (w *writer) put(sheet string, col, row int, k dossier.Key, a *act.Act) {
	v := value(a, k)
	if v.IsZero() {
		return
	}
	at := cell(col, row)
	switch v.Kind() {
	case reflect.Int, reflect.Int64:
		w.try(w.f.SetCellInt(sheet, at, v.Int()))
	default:
		s, style := written(v), w.style.text
		if listed(k) || v.Kind() == reflect.Bool {
			s = w.said(k, []string{s})[0]
		}
		if strings.Contains(s, "\n") {
			style = w.style.wrapped
		}
		w.text(sheet, col, row, s, style)
	}
}

// columns are the keys of a kind with the id first: items of a mapping have it as
// their key.
func columns(info act.Info) []dossier.Key {
	keys := slices.Clone(dossier.Keys(info.Kind))
	if info.Shape == act.Keyed {
		id := dossier.Key{Name: "id", Doc: "short name others refer to", Type: reflect.TypeFor[string](), Required: true, Of: "act"}
		keys = append([]dossier.Key{id}, keys...)
	}
	return keys
}

// value is the field of an act that a key names.
func value(a *act.Act, k dossier.Key) reflect.Value {
	switch k.Of {
	case "act":
		if k.Name == "kind" {
			return reflect.ValueOf(string(a.Kind))
		}
		return reflect.ValueOf(a.ID)
	case "header":
		return reflect.ValueOf(a.Header).Field(k.Index)
	}
	return reflect.ValueOf(a.Body).Elem().Field(k.Index)
}

// others is the sheet of acts of kinds this program does not know.
func (w *writer) others() {
	var acts []*act.Act
	for _, a := range w.d.Acts {
		if _, unknown := a.Body.(*act.Unknown); unknown {
			acts = append(acts, a)
		}
	}
	if len(acts) == 0 {
		return
	}
	keys := append(slices.Clone(dossier.Keys("")), fieldsKey)
	w.sheet(othersSheet, phrase.Say(w.lang, "acts of kinds this program does not know, kept as they are"), keys, nil, len(acts))
	for i, a := range acts {
		for c, k := range keys[:len(keys)-1] {
			w.put(othersSheet, c+1, rowFirst+i, k, a)
		}
		if f := a.Body.(*act.Unknown).Fields; len(f) > 0 {
			w.text(othersSheet, len(keys), rowFirst+i, asJSON(f), w.style.text)
		}
	}
}

const othersSheet = "acts"

// fieldsKey is the column that keeps what is not understood, as JSON.
var fieldsKey = dossier.Key{Name: "fields", Doc: "what else it says, as JSON", Type: reflect.TypeFor[string](), Of: "body"}

// Bytes is Write into memory.
func Bytes(d *dossier.Dossier) ([]byte, error) {
	var b bytes.Buffer
	err := Write(&b, d)
	return b.Bytes(), err
}
