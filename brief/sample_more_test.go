package brief

import (
	"math"
	"strings"
	"time"
)

// arabicSample is a short brief in Arabic: the page runs from right to left, names
// of files and quotations in it do not.
func arabicSample() Document {
	return Document{
		Title:    "قوة الاستقرار: من يشارك وبأي شروط",
		Subtitle: "تقييم حتى ٣٠ تشرين الثاني ٢٠٢٥",
		Marking:  "تمرين // غير مصنف",
		Lang:     "ar",
		Meta:     []Pair{{"حتى", "٣٠ تشرين الثاني ٢٠٢٥"}, {"الملف", "exercise.yaml"}},
		Blocks: []Block{
			Callout{Kind: Answer, Text: "القوة غير قابلة للقيام بالالتزامات الحالية (exercise.yaml:43)."},
			Heading{Level: 1, Text: "من يشارك"},
			Figure{Caption: "الدول", Picture: Map{Places: []Place{{Code: "IDN", Label: "إندونيسيا", Standing: In}, {Code: "EGY", Label: "مصر", Standing: In}, {Code: "PAK", Label: "باكستان", Standing: Contingent}, {Code: "TUR", Label: "تركيا", Standing: Out}}}},
			Table{Caption: "المواقف", Columns: []Column{{Head: "الجهة"}, {Head: "الموقف"}, {Head: "القوات", Align: End}, {Head: "السبب"}}, Rows: [][]Cell{
				{{Text: "إندونيسيا", Strong: true}, {Standing: In}, {Text: "20,000"}, {Text: "عرض رسمي بلا شروط"}},
				{{Text: "باكستان", Strong: true}, {Standing: Contingent}, {}, {Text: "لا يوجد تفويض من مجلس الأمن"}},
			}},
			ReasonTree{Folded: true, Reasons: []Reason{{Statement: "باكستان مشروطة", Because: []Reason{{Statement: "تطلب تفويضًا من الأمم المتحدة", Finding: Open, Cites: []Cite{{Act: "pak-2", Place: "exercise.yaml:43", Quote: "under a UN mandate"}}}}}}},
			Figure{Caption: "الشروط", Picture: Matrix{Rows: []Row{{Label: "باكستان", Standing: Contingent}}, Cols: []Col{{Label: "هناك تفويض من مجلس الأمن", Finding: Open}, {Label: "وقف إطلاق النار قائم"}}, Cells: [][]Tick{{{Finding: Open}, {Finding: Holds}}}}},
			Figure{Caption: "الطريق", Picture: Graph{Nodes: []Node{{ID: "a", Label: "اعتماد التفويض", Note: "مجلس الأمن", Finding: Open}, {ID: "b", Label: "القوة قابلة للقيام", Kind: Goal}}, Edges: []Edge{{From: "a", To: "b"}}}},
			Paragraph{Text: "Quoted as received: the text of the draft is in English only."},
		},
	}
}

// hostileSample holds in every place what could break a page, a terminal or a line:
// mark-up, escape sequences, overrides of direction, words without a space, marks
// without a letter, IDs that collide, numbers that are none, and pictures that
// refer to what is not there.
func hostileSample() Document {
	bad := []string{
		`</style></title><script>alert("1")</script>`,
		"\x1b[31mred\x1b[0m \x07\x00\u202egnp.exe\u2066",
		`" onload='x' <b>&amp; ${x} {{.}} ]]> -->`,
		strings.Repeat("Donaudampfschifffahrtsgesellschaft", 6),
		"東京都千代田区で開かれた多国籍部隊に関する会議において各国代表は次のとおり合意した。",
		"e\u0301\u0301\u0301 \u0301alone ไทยกำลังเข้าร่วม नमस्ते 👩‍👩‍👧 🇺🇳",
		"| a | b |\n| --- | --- |\n# head\n- item\n1. one\n> quote\n```",
		"العربية في وسط English text שלום",
		string([]byte{0xff, 0xfe, 'x', 0x80}),
		"[link](https://example.org) ![image](https://example.org/x.png) <https://example.org>",
	}
	n := 0
	next := func() string { n++; return bad[n%len(bad)] }
	deep := Reason{Statement: next()}
	for range 30 {
		deep = Reason{Statement: next(), Finding: Findings()[n%4], Because: []Reason{deep, {Statement: next()}}, Cites: []Cite{{next(), next(), next(), next()}}}
	}
	many := Table{ID: `a"b`, Caption: next()}
	for range 14 {
		many.Columns = append(many.Columns, Column{Head: next(), Align: Align(n % 4)})
	}
	few := Table{Mark: next(), Caption: next(), Columns: many.Columns[:4]}
	var matrix Matrix
	for range 45 {
		matrix.Cols = append(matrix.Cols, Col{Label: next(), Finding: Finding(next())})
	}
	for i := range 6 {
		row := []Cell{}
		for range 5 + i {
			row = append(row, Cell{Text: next(), Standing: Standings()[n%3], To: []string{`a"b`, "nowhere", `a b`}[i%3], Strong: i%2 == 0})
		}
		few.Rows, many.Rows = append(few.Rows, row), append(many.Rows, row)
		matrix.Rows = append(matrix.Rows, Row{Label: next(), Standing: Standing(next()), To: "a b"})
		matrix.Cells = append(matrix.Cells, []Tick{{Finding(next()), next()}, {Open, next()}})
	}
	large := Graph{}
	for i := range MaxNodes + 1 {
		large.Nodes = append(large.Nodes, Node{ID: string(rune('A' + i)), Label: next()})
	}
	return Document{
		Title: next(), Subtitle: next(), Marking: next(), Lang: `x" onclick="y`,
		Meta: []Pair{{next(), next()}, {next(), next()}, {"", ""}},
		Blocks: []Block{
			nil,
			Heading{Level: 9, ID: "a b", Mark: next(), Text: next()},
			Heading{Level: -1, ID: "a-b", Text: next()},
			Heading{Level: 3, ID: "a b", Text: next()},
			Paragraph{Mark: next(), Text: next()},
			Paragraph{},
			List{Items: []Item{{Mark: next(), Text: next(), Items: []Item{{Text: next(), Standing: Standing(next()), Items: []Item{{Text: next()}}}}}, {Finding: Finding(next())}}},
			List{Ordered: true},
			many, few, Table{}, Table{Columns: []Column{{}}},
			ReasonTree{ID: `a"b`, Reasons: []Reason{deep, {}, {Cites: []Cite{{}}}}},
			ReasonTree{},
			Callout{Kind: Kind(next()), Mark: next(), Text: next()},
			Figure{ID: "a_b", Mark: next(), Caption: next()},
			Figure{Caption: next(), Picture: Map{}},
			Figure{Picture: Map{Places: []Place{{Code: next(), Label: next()}}}},
			Figure{Picture: Map{Places: []Place{{Code: "fra", Label: next(), Standing: Standing(next()), Note: next()}, {Code: "FRA", Label: next(), Standing: In}, {Label: next(), Lon: 1e9, Lat: -1e9}, {Label: next(), Lon: math.NaN(), Lat: math.Inf(1), Theatre: true}, {Code: "ATA", Label: next(), Standing: Out}}}},
			Figure{Picture: matrix}, Figure{Picture: Matrix{}}, Figure{Picture: Matrix{Rows: []Row{{}}, Cols: []Col{{}}}},
			Figure{Picture: Graph{}}, Figure{Picture: large},
			Figure{Picture: Graph{Nodes: []Node{{ID: "a", Label: next(), Note: next(), Kind: NodeKind(next()), Standing: Standing(next())}, {ID: "b", Label: next(), Kind: Any}, {ID: "c", Label: next(), Kind: All, Finding: Finding(next())}, {ID: "a", Label: "twice"}, {}}, Edges: []Edge{{"a", "b", next()}, {"b", "c", next()}, {"c", "a", next()}, {"a", "a", ""}, {"a", "nowhere", ""}, {"a", "b", ""}, {"a", "c", next()}}}},
			Figure{Picture: Timeline{}}, Figure{Picture: Timeline{Events: []Event{{}}}},
			Figure{Picture: Timeline{Lanes: []string{next(), "unused"}, Now: time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), Events: []Event{{time.Date(-40, 1, 1, 0, 0, 0, 0, time.UTC), next(), next(), next(), ""}, {time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), next(), next(), next(), ""}, {time.Date(2025, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), next(), next(), next(), ""}}}},
			Figure{Picture: Bars{}}, Figure{Picture: Bars{Parts: []Part{{}}, Bars: []Bar{{}}}},
			Figure{Picture: Bars{Parts: []Part{{next(), Tone(next())}, {next(), Dotted}}, Unit: next(), Full: math.Inf(1), Threshold: &Threshold{math.NaN(), next()}, Bars: []Bar{{next(), next(), []float64{-5, 1e300, 7}, 1e300}, {next(), next(), []float64{math.NaN(), 1e-300}, math.Inf(1)}}}},
		},
	}
}
