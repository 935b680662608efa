package brief

import (
	"math"
	"strings"
)

// picture sets a picture in words; a matrix and bars are also drawn in characters.
func (t *texter) picture(p Picture) {
	switch p := p.(type) {
	case Matrix:
		t.matrix(p)
	case Bars:
		t.bars(p)
	default:
		t.blocks(words(p, t.in))
	}
}

// matrix sets the signs under letters, as many columns at a time as there is room
// for, and below what letters and signs mean.
func (t *texter) matrix(m Matrix) {
	names := 5
	for _, r := range m.Rows {
		names = max(names, columns(clean(r.Label))+2)
	}
	names = min(names, t.room()*2/5)
	each := len(letters(max(len(m.Cols)-1, 0))) + 2
	fit := max(1, (t.room()-names)/each)
	for from := 0; from == 0 || from < len(m.Cols); from += fit {
		to := min(from+fit, len(m.Cols))
		if from > 0 {
			t.gap()
		}
		head := strings.Repeat(" ", names)
		for c := from; c < to; c++ {
			head += pad(letters(c), each, End)
		}
		t.line(t.paint(strong, head))
		for r, row := range m.Rows {
			lead := "  "
			if row.Standing != "" {
				lead = t.paint(signStyle(row.Standing, ""), row.Standing.Sign()) + " "
			}
			lines := wrap(clean(row.Label), names-2)
			marks := ""
			for c := from; c < to; c++ {
				f := m.at(r, c).Finding
				marks += strings.Repeat(" ", each-1) + t.paint(signStyle("", f), f.Sign())
			}
			t.line(lead + pad(lines[0], names-2, Start) + marks)
			for _, l := range lines[1:] {
				t.line("  " + l)
			}
		}
	}
	t.blocks(m.legend(t.in))
}

// fills are the characters a part of a bar is drawn with.
var fills = map[Tone]string{Solid: "█", Hatched: "▓", Dotted: "▒", Pale: "░"}

func (tone Tone) fill() string {
	if f, ok := fills[tone]; ok {
		return f
	}
	return fills[Pale]
}

func (t *texter) bars(b Bars) {
	var key []string
	for _, p := range b.Parts {
		key = append(key, p.Tone.fill()+string(nbsp)+clean(p.Label))
	}
	if len(key) > 0 {
		t.para("", strings.Join(key, ", "))
	}
	names, nums := 0, 0
	label := make([]string, len(b.Bars))
	num := make([]string, len(b.Bars))
	for i, bar := range b.Bars {
		label[i] = clean(bar.Label)
		var vs []string
		for p := range b.Parts {
			vs = append(vs, quantity(b.value(i, p)))
		}
		num[i] = strings.Join(vs, " + ")
		if bar.Need > 0 {
			num[i] += " " + t.in.say("of {need}", quantity(bar.Need))
		}
		names, nums = max(names, columns(label[i])), max(nums, columns(num[i]))
	}
	names = min(names, t.room()/3)
	nums = min(nums, t.room()/3)
	length := t.room() - names - nums - 4
	full := b.full()
	for i, bar := range b.Bars {
		line := []rune(strings.Repeat(" ", length))
		sum := 0.0
		for p, part := range b.Parts {
			from := int(math.Round(sum / full * float64(length)))
			sum += b.value(i, p)
			for x := from; x < int(math.Round(sum/full*float64(length))); x++ {
				line[x] = []rune(part.Tone.fill())[0]
			}
		}
		for _, v := range b.lines(bar) {
			line[min(int(math.Round(v/full*float64(length))), length-1)] = '┃'
		}
		left, right := wrap(label[i], names), wrap(num[i], nums)
		for k := range max(len(left), len(right)) {
			middle := strings.Repeat(" ", length)
			if k == 0 {
				middle = string(line)
			}
			t.line(pad(at(left, k), names, Start) + "  " + middle + "  " + pad(at(right, k), nums, End))
		}
		if n := clean(bar.Note); n != "" {
			t.para(strings.Repeat(" ", names+2), n)
		}
	}
	if b.Threshold != nil {
		t.para("┃ ", b.thresholdText())
	} else if b.hasNeed() {
		t.para("┃ ", t.in.say("needed"))
	}
}

// lines are the quantities at which a line crosses a bar.
func (b Bars) lines(bar Bar) []float64 {
	var at []float64
	if b.Threshold != nil {
		at = append(at, sane(b.Threshold.Value))
	}
	if bar.Need > 0 {
		at = append(at, sane(bar.Need))
	}
	return at
}
