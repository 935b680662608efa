package cable

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/dossier"
)

// record reads a dossier's acts below a head every dossier needs.
func record(t *testing.T, sections string) []*act.Act {
	t.Helper()
	head := "entente: 1\nid: desk\ntitle: The desk\nas_of: 2040-01-01\nmarking: UNCLASSIFIED\ninitiative: {title: The desk, type: contact_group}\n"
	d, problems := dossier.Read("desk.yaml", []byte(head+sections))
	if problems.Refuse() {
		t.Fatal(problems)
	}
	return d.Acts
}

// TestDemarches: one message, several ways, and what the answers come to.
func TestDemarches(t *testing.T) {
	for _, c := range []struct{ acts, want string }{
		{`
messages:
  - id: m
    actor: EGY
    on: 2031-04-04
    to: [PAK]
    carried: [{channel: call, answered: refused}, {channel: note, answered: deferred}]
`, "m 2 differ: deferred by note; refused by call"},
		{`
messages:
  - id: m
    actor: EGY
    on: 2031-04-04
    to: [PAK]
    carried: [{channel: call, answered: refused}, {channel: note, answered: refused, answer: never}]
`, "m 2 agree: all 2 say the same"},
		{`
messages:
  - id: m
    actor: EGY
    on: 2031-04-04
    to: [PAK]
    carried: [{channel: call, answered: refused}, {channel: note}]
`, "m 2 incomplete: 1 of 2 ways brought no answer"},
		{`
messages:
  - id: m
    actor: EGY
    on: 2031-04-04
    to: [PAK]
    carried: [{channel: call, answer: We shall see.}, {channel: note, answer: No.}]
`, "m 2 not_compared: say under answered what each answer comes to: agreed, refused, deferred, noted"},
		{`
messages:
  - {id: m, actor: EGY, on: 2031-04-04, to: [PAK], reference: 31CAIRO4, channels: [call]}
  - {id: n, actor: EGY, on: 2031-04-05, to: [PAK], reference: 31CAIRO4, channels: [note]}
  - {id: o, actor: EGY, on: 2031-04-05, to: [IDN], reference: 31CAIRO4, channels: [note]}
`, "m 2 none: no answer is on record"},
	} {
		var got []string
		for _, d := range Demarches(record(t, c.acts)).Demarches {
			got = append(got, fmt.Sprintf("%s %d %s: %s", d.Message, len(d.Ways), d.Answers, d.Because))
		}
		if !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s\ngot %q, want %q", c.acts, got, c.want)
		}
	}
}

// TestSeedDemarche: Iran's complaint went three ways and had one answer.
func TestSeedDemarche(t *testing.T) {
	d, problems := dossier.ReadFile("../dossiers/moderate-states-2007.yaml")
	if problems.Refuse() {
		t.Fatal(problems)
	}
	var got []string
	for _, d := range Demarches(d.Acts).Demarches {
		got = append(got, fmt.Sprintf("%s to %s, %d ways, %s", d.Actor, strings.Join(d.To, ","), len(d.Ways), d.Answers))
	}
	if want := []string{"IRN to PAK, 3 ways, agree"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestReceipts: sent, delivered, read, as far as each addressee's own receipt says.
func TestReceipts(t *testing.T) {
	acts := record(t, `
messages:
  - {id: m, actor: EGY, on: 2031-04-04, to: [PAK, IDN], info: [MYS], reference: 31CAIRO4}
receipts:
  - {id: r1, actor: PAK, on: 2031-04-04, of: m, status: delivered, at: "2031-04-04 10:00 Z"}
  - {id: r2, actor: PAK, on: 2031-04-05, of: m, status: read}
  - {id: r3, actor: MYS, on: 2031-04-04, of: m, status: returned}
`)
	acts = append(acts, &act.Act{ID: "IDN", Kind: "actor", Body: &act.Actor{Of: "SEA"}}) // whose post it is can receipt for it
	acts = append(acts, &act.Act{ID: "r4", Kind: "receipt", Header: act.Header{Actor: "SEA", On: act.MustDate("2031-04-06")}, Body: &act.Receipt{Of: "m", Status: "read"}})
	for _, c := range []struct{ at, want string }{
		{"2031-04-04", "PAK action delivered r1, IDN action sent , MYS information returned r3"},
		{"2031-04-05", "PAK action read r2, IDN action sent , MYS information returned r3"},
		{"2031-04-06", "PAK action read r2, IDN action read r4, MYS information returned r3"},
		{"2031-04-03", ""},
	} {
		var got []string
		for _, d := range Receipts(acts, act.MustDate(c.at)).Deliveries {
			got = append(got, d.Addressee+" "+d.For+" "+d.State+" "+d.By)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", c.at, s, c.want)
		}
	}
}

const dueForm = "R %s\nFM AMEMBASSY X\nTO SECSTATE WASHDC\nBT\n%s LAPAZ 000001\n\n%s\nTAGS: PREL\nSUBJECT: A\n\n1. HE CAME.\n\nSMITH\nBT\nNNNN\n"

// TestCalendar: what each order's rule says, and when.
func TestCalendar(t *testing.T) {
	for _, c := range []struct{ sent, class, order, want string }{
		{"010000Z JAN 74", "CONFIDENTIAL", "E.O. 11652: GDS", "1980-12-31 lifted"},
		{"010000Z JAN 74", "SECRET", "E.O. 11652: GDS", "1976-12-31 lowered CONFIDENTIAL, 1982-12-31 lifted"},
		{"010000Z JAN 74", "TOP SECRET", "E.O. 11652: GDS", " referred"}, // its steps were read nowhere,
		{"010000Z JAN 74", "SECRET", "E.O. 11652: XGDS-2", "2004-12-31 referred"},
		{"011200Z MAR 79", "CONFIDENTIAL", "E.O. 12065: GDS 3/1/85 (SMITH, A.) OR-P", "1985-03-01 lifted"},
		{"011200Z MAR 79", "CONFIDENTIAL", "E.O. 12065: XDS-1 10/6/99 (SMITH, A.)", "1999-10-06 referred"},
		{"011200Z MAR 79", "CONFIDENTIAL", "E.O. 12065: XGDS-1 (SMITH, A.)", " referred"},
		{"011200Z MAR 90", "SECRET", "E.O. 12356: DECL: OADR", " referred"},
		{"201300Z MAR 07", "CONFIDENTIAL", "E.O. 12958: DECL: 03/14/2017", "2017-03-14 lifted"},
		{"201300Z MAR 07", "CONFIDENTIAL", "E.O. 12958: DECL: 2017/03/20", "2017-03-20 lifted"},
		{"201300Z MAR 07", "SECRET", "E.O. 12958: DECL: X1", " referred"},
		{"201300Z MAR 12", "SECRET", "E.O. 13526: DECL: 25X1", " referred"},
		{"201300Z MAR 12", "SECRET", "E.O. 13526: WHENEVER", " referred"},
		{"201300Z MAR 12", "SECRET", "", " referred"},
		{"201300Z MAR 12", "UNCLAS", "E.O. 13526: N/A", ""},
	} {
		ts, _ := Read("t", fmt.Appendf(nil, dueForm, c.sent, c.class, c.order))
		var got []string
		for _, d := range Calendar(ts, nil, act.MustDate("1970-01-01")).Due {
			got = append(got, strings.TrimRight(d.Day.String()+" "+d.Outcome+" "+d.To, " "))
		}
		slices.Sort(got)
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s of %s, %s: %q, want %q", c.class, c.sent, c.order, s, c.want)
		}
	}
}

// TestCalendarSaysWhatWasNotRead: a step nobody read in the order is told from one
// somebody did.
func TestCalendarSaysWhatWasNotRead(t *testing.T) {
	for order, want := range map[string]bool{"E.O. 11652: GDS": true, "E.O. 11652: XGDS-2": false} {
		ts, _ := Read("t", fmt.Appendf(nil, dueForm, "010000Z JAN 74", "CONFIDENTIAL", order))
		doubt := Calendar(ts, nil, act.MustDate("1970-01-01")).Due[0].Doubt
		if strings.Contains(doubt, "not read in the order's own text") != want {
			t.Errorf("%s: %q", order, doubt)
		}
	}
}

// TestCalendarFollowsActs: on its day a mark is due; only an act settles it.
func TestCalendarFollowsActs(t *testing.T) {
	ts, _ := Read("t", fmt.Appendf(nil, dueForm, "201300Z MAR 07", "CONFIDENTIAL", "E.O. 12958: DECL: 03/14/2017"))
	message := `
messages:
  - {id: 07LAPAZ1-sent, actor: USA, on: 2007-03-20, to: [USA], reference: 07LAPAZ1}
declassifications:
`
	for _, c := range []struct{ at, acts, want string }{
		{"2017-03-13", "", "coming CONFIDENTIAL"},
		{"2017-03-14", "", "due CONFIDENTIAL"},
		{"2017-03-14", "  - {id: d, actor: USA, on: 2017-03-14, of: 07LAPAZ1-sent, outcome: lifted}\n", "done UNCLASSIFIED d"},
		{"2017-03-13", "  - {id: d, actor: USA, on: 2017-03-14, of: 07LAPAZ1-sent, outcome: lifted}\n", "coming CONFIDENTIAL"},
		{"2017-03-14", "  - {id: d, actor: USA, on: 2017-03-14, of: 07LAPAZ1-sent, outcome: referred, referred: FRA}\n", "undecided CONFIDENTIAL d"},
		{"2017-03-14", "  - {id: d, actor: USA, on: 2017-03-14, of: 07LAPAZ1-sent, outcome: put_off, until: 2027-03-14}\n", "put_off CONFIDENTIAL d"},
		{"2027-03-14", "  - {id: d, actor: USA, on: 2017-03-14, of: 07LAPAZ1-sent, outcome: put_off, until: 2027-03-14}\n", "due CONFIDENTIAL d"},
		{"2017-03-14", "  - {id: d, actor: USA, on: 2017-03-14, of: 07LAPAZ1-sent, paragraph: \"1\", outcome: lifted}\n", "due CONFIDENTIAL  [1 lifted]"},
	} {
		var acts []*act.Act
		if c.acts != "" {
			acts = record(t, message+c.acts)
		}
		d := Calendar(ts, acts, act.MustDate(c.at)).Due[0]
		got := strings.TrimRight(d.State+" "+d.Marking+" "+d.By, " ")
		if d.Portions != nil {
			got += fmt.Sprintf("  %v", d.Portions)
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.at, c.acts, got, c.want)
		}
	}
}

// TestBook: what it knows, what it does not, and what a collective comes to.
func TestBook(t *testing.T) {
	b, problems := ReadBook("book.csv", []byte("indicator,name,actor,members\nRUEHC,SECSTATE WASHDC,USA,\nRUEHXX,LAKE COLLECTIVE,,AMEMBASSY CAIRO;AMEMBASSY AMMAN;AMEMBASSY DOHA\nRUEHEG,AMEMBASSY CAIRO,USA\n12,X\nRUEHAA\n"))
	var said []string
	for _, p := range problems {
		said = append(said, p.Error())
	}
	if want := []string{"book.csv:5: '12' is no routing indicator", "book.csv:6: RUEHAA has no address"}; !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	var got []string
	for _, a := range b.Expand([]Addressee{{Name: "LAKE COLLECTIVE", Precedence: Priority}, {Name: "AMEMBASSY PARIS"}}, []string{"AMEMBASSY DOHA"}) {
		got = append(got, a.String())
	}
	if want := []string{"RUEHEG/AMEMBASSY CAIRO PRIORITY", "AMEMBASSY AMMAN PRIORITY", "AMEMBASSY PARIS"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := b.Expand([]Addressee{{Name: "LAKE COLLECTIVE, XMT AMEMBASSY CAIRO, AMEMBASSY AMMAN"}}, nil); len(got) != 1 || got[0].Name != "AMEMBASSY DOHA" {
		t.Errorf("%v", got)
	}
	var out strings.Builder
	if err := WriteBook(&out, b); err != nil {
		t.Fatal(err)
	}
	again, problems := ReadBook("again", []byte(out.String()))
	if len(problems) > 0 || len(again.Stations()) != 3 || again.Owner("SECSTATE WASHDC") != "USA" {
		t.Errorf("%v %v", again.Stations(), problems)
	}
	if learned := Learned([]*Telegram{seed(t)}); len(learned.Stations()) != 15 {
		t.Errorf("learned %d stations", len(learned.Stations()))
	}
}
