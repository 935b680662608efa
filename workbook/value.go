package workbook

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"entente/act"
	"entente/dossier"
)

// value is a cell as text: a formula is reported, a day of Excel's calendar is written
// as a day, a capability in others' words is ours.
func (r *reader) value(sheet string, c, row int, raw string, x *Row, key string) string {
	at := cell(c+1, row)
	if f, _ := r.f.GetCellFormula(sheet, at); f != "" && f != "TRUE()" && f != "FALSE()" { // as LibreOffice writes yes and no
		r.formula(sheet, c, row, f)
		x.Bad = true
	}
	text := strings.TrimSpace(raw)
	i := slices.IndexFunc(x.keys, func(k dossier.Key) bool { return k.Name == key })
	if i < 0 {
		return text
	}
	typ, _ := r.f.GetCellType(sheet, at)
	switch t := x.keys[i].Type; {
	case t == reflect.TypeFor[act.Date]() && (typ == excelize.CellTypeUnset || typ == excelize.CellTypeNumber || typ == excelize.CellTypeDate):
		return r.day(text, len(text))
	case t == reflect.TypeFor[act.Capability]():
		return capabilityOf(wordOf(x.keys[i], text))
	case t.Kind() == reflect.Bool:
		if word := wordOf(x.keys[i], text); word != text {
			return word
		}
		if typ == excelize.CellTypeBool || text == "1" || text == "0" {
			return map[string]string{"1": "true", "0": "false", "TRUE": "true", "FALSE": "false"}[text]
		}
		return strings.ToLower(text)
	}
	return wordOf(x.keys[i], text)
}

// day reads a number of Excel's calendar: 47665 is 2030-07-01. Four figures are a
// year.
func (r *reader) day(text string, n int) string {
	var serial float64
	if _, err := fmt.Sscanf(text, "%g", &serial); err != nil || n == 4 || strings.ContainsAny(text, "-/") {
		return text
	}
	props, _ := r.f.GetWorkbookProps()
	t, err := excelize.ExcelDateToTime(serial, props.Date1904 != nil && *props.Date1904)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return text
	}
	return t.Format(time.DateOnly)
}

// madeID makes an id of a row that has none: of its number in its statement, else of
// its row.
func madeID(x *Row) string {
	if s := slug(x.Cells["line"].Text); s != "" {
		return x.Info.Section + "-" + s
	}
	return fmt.Sprintf("%s-row-%d", x.Info.Section, x.Row)
}

func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	return strings.Join(words, "-")
}
