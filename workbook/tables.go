package workbook

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A Table is one sheet of an answer, or of a list: heads, rows, and a chart beside
// them. Values are text, int64, float64 or bool; a float64 is shown as a part in per cent
// when its column says so.
type Table struct {
	Name    string
	Title   string
	Columns []Column
	Rows    [][]any
	Chart   *Chart
}

// Column is one column of a table.
type Column struct {
	Head    string
	Percent bool
	Width   float64 // in characters; 16 when 0
}

// Chart draws columns of the table as bars: Label names the rows, Values are drawn.
type Chart struct {
	Title   string
	Label   int
	Values  []int
	Stacked bool
	Percent bool // from 0 to 100 %
}

// WriteTables writes tables as a workbook, a sheet each, with the marking in the first
// row of each.
func WriteTables(out io.Writer, marking, language string, tables []Table) error {
	t := &tabler{f: excelize.NewFile(), marking: cmp.Or(marking, "UNMARKED"), rtl: rightToLeft(language)}
	defer t.f.Close()
	t.marked = t.style(&excelize.Style{Font: &excelize.Font{Bold: true}})
	t.headed = t.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D9E2EC"}}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}})
	t.body = t.style(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	one := "0.0 %"
	t.part = t.style(&excelize.Style{CustomNumFmt: &one, Alignment: &excelize.Alignment{Vertical: "top"}})
	for i, x := range tables {
		t.table(i, x)
	}
	if t.err != nil {
		return t.err
	}
	t.f.SetActiveSheet(0)
	return t.f.Write(out)
}

type tabler struct {
	f                          *excelize.File
	marking                    string
	rtl                        bool
	marked, headed, body, part int
	err                        error
}

func (t *tabler) style(s *excelize.Style) int {
	id, err := t.f.NewStyle(s)
	t.try(err)
	return id
}

func (t *tabler) try(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *tabler) table(i int, x Table) {
	if i == 0 {
		t.try(t.f.SetSheetName("Sheet1", x.Name))
	} else {
		_, err := t.f.NewSheet(x.Name)
		t.try(err)
	}
	if t.rtl {
		yes := true
		t.try(t.f.SetSheetView(x.Name, 0, &excelize.ViewOptions{RightToLeft: &yes}))
	}
	put := func(col, row int, v any, style int) {
		at := cell(col, row)
		if s, ok := v.(string); ok {
			t.try(t.f.SetCellStr(x.Name, at, s)) // a text, whatever it begins with
		} else {
			t.try(t.f.SetCellValue(x.Name, at, v))
		}
		t.try(t.f.SetCellStyle(x.Name, at, at, style))
	}
	put(1, 1, t.marking+" – "+x.Title, t.marked)
	for c, col := range x.Columns {
		put(c+1, 2, col.Head, t.headed)
		name, _ := excelize.ColumnNumberToName(c + 1)
		t.try(t.f.SetColWidth(x.Name, name, name, cmp.Or(col.Width, 16)))
	}
	for r, row := range x.Rows {
		for c, v := range row {
			style := t.body
			if c < len(x.Columns) && x.Columns[c].Percent {
				style = t.part
			}
			put(c+1, r+3, v, style)
		}
		if n := x.linesOf(row); n > 1 {
			t.try(t.f.SetRowHeight(x.Name, r+3, lineHeight*float64(n)))
		}
	}
	t.try(t.f.SetPanes(x.Name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 2, TopLeftCell: "B3", ActivePane: "bottomRight"}))
	t.try(onePageWide(t.f, x.Name))
	if x.Chart != nil && len(x.Rows) > 0 {
		t.chart(x)
	}
}

// lineHeight is the height of a line of text, in points; a sheet has rows of at most mostLines.
const (
	lineHeight = 15
	mostLines  = 27
)

// linesOf is how many lines the text of a row takes, wrapped to its columns: not every
// program finds out by itself.
func (x *Table) linesOf(row []any) int {
	most := 1
	for c, v := range row {
		text, ok := v.(string)
		if !ok || c >= len(x.Columns) {
			continue
		}
		n, width := 0, max(4, int(cmp.Or(x.Columns[c].Width, 16))-2)
		for _, line := range strings.Split(text, "\n") {
			n += 1 + utf8.RuneCountInString(line)/width
		}
		most = max(most, n)
	}
	return min(most, mostLines)
}

// onePageWide prints a sheet across, all its columns and its chart on one page.
func onePageWide(f *excelize.File, sheet string) error {
	yes, landscape, one, any := true, "landscape", 1, 0
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &any})
}

// chart stands to the right of its table.
func (t *tabler) chart(x Table) {
	column := func(c int) string {
		name, _ := excelize.ColumnNumberToName(c + 1)
		return fmt.Sprintf("'%s'!$%s$3:$%s$%d", strings.ReplaceAll(x.Name, "'", "''"), name, name, len(x.Rows)+2)
	}
	kind := excelize.Col
	if x.Chart.Stacked {
		kind = excelize.ColStacked
	}
	chart := &excelize.Chart{Type: kind, Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: x.Chart.Title}}},
		Legend: excelize.ChartLegend{Position: "bottom"}, Dimension: excelize.ChartDimension{Width: 720, Height: 380}}
	if x.Chart.Percent {
		zero, one := 0.0, 1.0
		chart.YAxis = excelize.ChartAxis{Minimum: &zero, Maximum: &one, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0 %"}}
	}
	for _, v := range x.Chart.Values {
		name, _ := excelize.ColumnNumberToName(v + 1)
		chart.Series = append(chart.Series, excelize.ChartSeries{Name: fmt.Sprintf("'%s'!$%s$2", strings.ReplaceAll(x.Name, "'", "''"), name), Categories: column(x.Chart.Label), Values: column(v)})
	}
	t.try(t.f.AddChart(x.Name, cell(len(x.Columns)+2, 3), chart))
}
