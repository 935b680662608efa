package cable

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/act"
)

// telegram writes one in a line: "07 ISLAMABAD 12 < STATE 3, 06 RIYADH 4".
func telegram(tb testing.TB, file, line string) *Telegram {
	tb.Helper()
	what, refs, _ := strings.Cut(line, " < ")
	f := strings.Fields(what)
	ref := ""
	if refs != "" {
		ref = "REF: " + refs + "\n"
	}
	day := "01"
	if len(f) > 3 {
		day = f[3]
	}
	ts, _ := Read(file, fmt.Appendf(nil, "R %s0000Z JUN %s\nFM AMEMBASSY %s\nTO SECSTATE WASHDC\nBT\nUNCLAS %s %s\n\nTAGS: PREL\nSUBJECT: ABOUT %s\n%s\n1. HE CAME ON THE %s.\n\nSMITH\nBT\nNNNN\n", day, f[0], f[1], f[1], f[2], f[1], ref, day))
	if len(ts) != 1 {
		tb.Fatal(line)
	}
	return ts[0]
}

// TestThread: which telegrams make a conversation, and which references dangle.
func TestThread(t *testing.T) {
	for _, c := range []struct {
		telegrams, want, dangling []string
	}{
		{[]string{"07 ISLAMABAD 12", "07 STATE 3 02 < ISLAMABAD 12"}, []string{"07ISLAMABAD12 07STATE3"}, nil},
		{[]string{"07 ISLAMABAD 12 02", "07 STATE 3 01 < ISLAMABAD 12"}, []string{"07STATE3", "07ISLAMABAD12"}, []string{"ISLAMABAD12"}}, // not yet sent
		{[]string{"06 ISLAMABAD 12", "07 ISLAMABAD 12", "07 STATE 3 02 < ISLAMABAD 12"}, []string{"06ISLAMABAD12", "07ISLAMABAD12 07STATE3"}, nil},
		{[]string{"06 ISLAMABAD 12", "07 ISLAMABAD 12", "07 STATE 3 02 < 06 ISLAMABAD 12"}, []string{"06ISLAMABAD12 07STATE3", "07ISLAMABAD12"}, nil},
		{[]string{"06 ISLAMABAD 12", "07 STATE 3 02 < ISLAMABAD 12"}, []string{"06ISLAMABAD12 07STATE3"}, nil}, // of the year before
		{[]string{"05 ISLAMABAD 12", "07 STATE 3 02 < ISLAMABAD 12"}, []string{"05ISLAMABAD12", "07STATE3"}, []string{"ISLAMABAD12"}},
		{[]string{"07 A 1", "07 B 2 02", "07 C 3 03 < A. A 1 B. B 2"}, []string{"07A1 07B2 07C3"}, nil},
		{[]string{"07 A 1", "07 B 2 02 < A 1, AND C 9"}, []string{"07A1 07B2"}, []string{"C9"}},
		{[]string{"07 A 1 < JONES LETTER OF MAY 5; LAPAZ A-12"}, []string{"07A1"}, nil}, // no telegrams
	} {
		var ts []*Telegram
		for i, line := range c.telegrams {
			ts = append(ts, telegram(t, fmt.Sprint(i), line))
		}
		th := Thread(ts, "", nil)
		var got, dangling []string
		for _, x := range th.Conversations {
			var ids []string
			for _, m := range x.Messages {
				ids = append(ids, m.ID)
			}
			got = append(got, strings.Join(ids, " "))
		}
		for _, d := range th.Dangling {
			dangling = append(dangling, d.Wanted)
		}
		if !slices.Equal(got, c.want) || !slices.Equal(dangling, c.dangling) {
			t.Errorf("%q: %q dangling %q, want %q dangling %q", c.telegrams, got, dangling, c.want, c.dangling)
		}
	}
}

// TestRefs: reference lists as telegrams write them.
func TestRefs(t *testing.T) {
	for list, want := range map[string]string{
		"LA PAZ 0246, AND LA PAZ 244": "LAPAZ246 | LAPAZ244",
		"(A) STATE 014154; (B) LA PAZ 0225; (C) STATE 013783;\n(D) A-245 NOVEMBER 26, 1973.": "A STATE14154 | B LAPAZ225 | C STATE13783 | D 73A-245",
		"A. STATE 27026: B. STATE 27778: C. STATE 34265":                                     "A STATE27026 | B STATE27778 | C STATE34265",
		"A) LA PAZ 5832, B) LA PAZ 5831":                                                     "A LAPAZ5832 | B LAPAZ5831",
		"STATE 235324 OF 11/30/73\n  STATE 240150 OF 12/8/73\n  LA PAZ 7565 OF 12/17/73":     "73STATE235324 | 73STATE240150 | 73LAPAZ7565",
		"LA PAZ 638\n  BINNS/AMBASSADOR TELECON JAN 31":                                      "LAPAZ638",
		"LA PAZ 0577 AND PREVIOUS.":                                                          "LAPAZ577",
		"BINNS-BREWIN LETTER OF FEBRUARY 5":                                                  "",
		"79 PEKING 939":                                                                      "79PEKING939",
		"07STATE12345":                                                                       "07STATE12345",
		"(AL LA PAZ A-048; (B) ARA/BC MEMO TO DEPT":                                          "A LAPAZA-048 | B ",
		"STATE 026462 TO LA PAZ REPEATED TO USCINCSO":                                        "STATE26462",
		"WORLD BANK LOAN TO MINING SECTOR":                                                   "",
		"STATE 131738 (MAY 24, 1978)":                                                        "78STATE131738",
	} {
		var got []string
		for _, r := range parseRefs(strings.Split(list, "\n")) {
			s := ""
			if r.Serial != "" {
				s = key(r.Year, r.Post, r.Serial)
			}
			got = append(got, strings.TrimPrefix(r.Label+" "+s, " "))
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("%q: %q, want %q", list, s, want)
		}
	}
}

// TestJoined: sections from several files are one message, a second copy is counted,
// and two messages under one number are told of each other.
func TestJoined(t *testing.T) {
	section := func(n int, text string) *Telegram {
		ts, _ := Read(fmt.Sprint(n), fmt.Appendf(nil, "R 010000Z JUN 07\nFM AMEMBASSY X\nTO SECSTATE WASHDC\nBT\nUNCLAS SECTION 0%d OF 02 LAPAZ 1\n\n%s", n, text))
		return ts[0]
	}
	one, two := section(1, "TAGS: PREL\nSUBJECT: A\n\n1. HE CAME\nBT\nNNNN\n"), section(2, "AND WENT.\n\n2. HE LEFT.\n\nSMITH\nBT\nNNNN\n")
	for _, ts := range [][]*Telegram{{one, two}, {two, one}} {
		all := Joined(ts)
		if len(all) != 1 || len(all[0].Missing) > 0 || all[0].Signature != "SMITH" || slices.Contains(codes(all[0]), "section-missing") {
			t.Errorf("%d messages, missing %v, signed %s, %v", len(all), all[0].Missing, all[0].Signature, codes(all[0]))
		}
	}
	a := telegram(t, "a", "07 A 1")
	if all := Joined([]*Telegram{a, telegram(t, "b", "07 A 1")}); len(all) != 1 || !slices.Equal(all[0].Copies, []string{"b"}) {
		t.Errorf("%d messages", len(all))
	}
	all := Joined([]*Telegram{a, telegram(t, "b", "07 A 1 03")})
	if len(all) != 2 || !slices.Contains(codes(all[0]), "number-twice") || !slices.Contains(codes(all[1]), "number-twice") {
		t.Errorf("%d messages", len(all))
	}
	if n := len(Joined(Joined(all))[0].Findings); n != len(all[0].Findings) {
		t.Errorf("joined again it has %d findings", n)
	}
	if acts := Acts(all, nil); !slices.ContainsFunc(acts, func(a *act.Act) bool { return a.ID == "07A1-2-sent" }) {
		t.Error("the second message of the number has no act")
	}
}

// TestSorted: action apart from information, the most urgent first.
func TestSorted(t *testing.T) {
	var ts []*Telegram
	for i, to := range []string{"R|TO SECSTATE WASHDC", "O|TO SECSTATE WASHDC", "Z|TO AMEMBASSY X\nINFO SECSTATE WASHDC", "P|TO AMEMBASSY Y"} {
		p, to, _ := strings.Cut(to, "|")
		more, _ := Read(fmt.Sprint(i), fmt.Appendf(nil, "%s 010000Z JUN 07\nFM AMEMBASSY X\n%s\nBT\nUNCLAS LAPAZ %d\n\nSUBJECT: A\n", p, to, i+1))
		ts = append(ts, more...)
	}
	box := Sorted(ts, "SECSTATE WASHDC", nil)
	lakes, _ := ReadBook("book", []byte("RUEHXX,LAKE COLLECTIVE,,SECSTATE WASHDC;AMEMBASSY CAIRO\n"))
	for to, want := range map[string]string{"LAKE COLLECTIVE": "action", "LAKE COLLECTIVE, XMT SECSTATE WASHDC": ""} {
		m := Message{Head: Head{To: []Addressee{{Name: to}}}}
		if got := m.For("SECSTATE WASHDC", lakes); got != want {
			t.Errorf("%s: %q", to, got)
		}
	}
	if len(box.Action) != 2 || box.Action[0].ID != "07LAPAZ2" || len(box.Information) != 1 || len(box.Other) != 1 {
		t.Errorf("%+v", box)
	}
}

// TestThreadArchive: the conversations of the real telegrams. The archive's own field
// of references has thirteen of the fourteen links and no other; the fourteenth stands
// in the text (74LAPAZ4970 on 74LAPAZ4777).
func TestThreadArchive(t *testing.T) {
	names, sources, _ := archive(t)
	var ts []*Telegram
	for _, name := range names {
		more, _ := Read(name+".txt", sources[name])
		ts = append(ts, more...)
	}
	th := Thread(ts, "SECSTATE WASHDC", nil)
	action := 0
	for _, c := range th.Conversations {
		for _, m := range c.Messages {
			if m.For == "action" {
				action++
			}
		}
	}
	if th.Telegrams != 174 || th.Links != 14 || len(th.Conversations) != 161 || len(th.Dangling) != 107 || action != 150 {
		t.Errorf("%d telegrams, %d conversations, %d links, %d dangling, %d for action", th.Telegrams, len(th.Conversations), th.Links, len(th.Dangling), action)
	}
}
