package brief

import (
	"math"
	"strconv"
	"strings"
)

// words gives the quantities as a table.
func (b Bars) words(in tongue) []Block {
	t := Table{Columns: []Column{{Head: upperFirst(clean(b.Unit))}}}
	for _, p := range b.Parts {
		t.Columns = append(t.Columns, Column{Head: p.Label, Align: End})
	}
	need := b.hasNeed()
	if need {
		t.Columns = append(t.Columns, Column{Head: in.say("Needed"), Align: End})
	}
	for i, bar := range b.Bars {
		label := clean(bar.Label)
		if n := clean(bar.Note); n != "" {
			label += " (" + n + ")"
		}
		row := Cells(label)
		for p := range b.Parts {
			row = append(row, Cell{Text: quantity(b.value(i, p))})
		}
		if need {
			row = append(row, Cell{Text: quantity(bar.Need)})
		}
		t.Rows = append(t.Rows, row)
	}
	out := []Block{t}
	if b.Threshold != nil {
		out = append(out, Paragraph{Text: b.thresholdText()})
	}
	return out
}

func (b Bars) thresholdText() string {
	return strings.TrimPrefix(clean(b.Threshold.Label)+": "+quantity(b.Threshold.Value), ": ")
}

func (b Bars) hasNeed() bool {
	for _, bar := range b.Bars {
		if bar.Need > 0 {
			return true
		}
	}
	return false
}

// value is the p-th part of the i-th bar; what is missing, negative or no number
// counts as nothing.
func (b Bars) value(i, p int) float64 {
	if p >= len(b.Bars[i].Values) {
		return 0
	}
	return sane(b.Bars[i].Values[p])
}

func sane(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		return 0
	}
	return v
}

// full is the quantity that fills the whole length.
func (b Bars) full() float64 {
	most := sane(b.Full)
	if b.Threshold != nil {
		most = max(most, sane(b.Threshold.Value))
	}
	for i, bar := range b.Bars {
		sum := 0.0
		for p := range b.Parts {
			sum += b.value(i, p)
		}
		most = max(most, sum, sane(bar.Need))
	}
	if most == 0 {
		return 1
	}
	return most
}

// quantity writes v with at most two decimals and thin groups of three digits.
func quantity(v float64) string {
	s := strconv.FormatFloat(math.Round(sane(v)*100)/100, 'f', -1, 64)
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		return whole + "." + frac
	}
	return whole
}
