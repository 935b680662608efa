package workbook

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestTablesShowAll writes a table with steps a line each: the row is as high as they are
// many, for not every program makes it so, and the sheet prints on one page across.
func TestTablesShowAll(t *testing.T) {
	var b bytes.Buffer
	err := WriteTables(&b, "", "en", []Table{{Name: "ways", Title: "what would complete the force", Columns: []Column{{Head: "Way"}, {Head: "Steps", Width: 30}},
		Rows: [][]any{{int64(1), "settle the clause\nlift the caveat that no weapons are collected\npledge a hospital"}, {int64(2), "one step"}}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if high, _ := f.GetRowHeight("ways", 3); high != 4*lineHeight {
		t.Errorf("three steps, one of two lines, stand in a row of %v points", high)
	}
	if high, _ := f.GetRowHeight("ways", 4); high != lineHeight {
		t.Errorf("one step stands in a row of %v points", high)
	}
	page, err := f.GetPageLayout("ways")
	if err != nil || *page.FitToWidth != 1 || *page.Orientation != "landscape" {
		t.Errorf("it prints %+v, %v", page, err)
	}
}
