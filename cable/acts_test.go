package cable

import (
	"slices"
	"strings"
	"testing"

	"entente/act"
	"entente/dossier"
	"entente/marking"
)

// TestSeedActs: the telegram is a document, fifteen posts, a message with its
// marking paragraph by paragraph, and nine paragraphs; a dossier takes them as they are.
func TestSeedActs(t *testing.T) {
	m := seed(t)
	acts := Acts([]*Telegram{m}, Shipped())
	message, paragraphs := acts[len(acts)-10], acts[len(acts)-9:]
	b := message.Body.(*act.Message)
	if message.ID != "07ISLAMABAD1279-sent" || message.Actor != "amembassy_islamabad" || message.On.String() != "2007-03-20" || message.Marking != "USA CONFIDENTIAL" || message.Speaker != "CROCKER" {
		t.Errorf("%+v", message)
	}
	if len(b.To) != 1 || b.To[0] != "secstate_washdc" || len(b.Info) != 13 || b.Precedence != "priority" || b.Reference != "07ISLAMABAD1279" {
		t.Errorf("%+v", b)
	}
	if len(b.Portions) != 9 || b.Portions[5] != (act.Portion{Paragraph: "6", Marking: "USA CONFIDENTIAL"}) {
		t.Errorf("portions %v", b.Portions)
	}
	for i, a := range paragraphs {
		p := a.Body.(*act.Paragraph)
		var text strings.Builder
		for _, x := range p.Passages {
			text.WriteString(x.Words)
		}
		bare := strings.NewReplacer(" ", "", "\n", "")
		if want := m.Portions("USA")[i]; p.Number != want.Paragraph || bare.Replace(text.String()) != bare.Replace(want.Text) || a.Marking != "USA CONFIDENTIAL" || a.Source[0].String() != "07ISLAMABAD1279#"+p.Number || a.ID != "07ISLAMABAD1279-para-"+p.Number {
			t.Errorf("%+v", a)
		}
	}
	if b.Sent != "2007-03-20 13:00 Z" {
		t.Errorf("sent at %s", b.Sent)
	}
	d := &dossier.Dossier{ID: "posts", Title: "Telegrams", AsOf: act.MustDate("2007-03-20"), Marking: "USA CONFIDENTIAL", Acts: append([]*act.Act{
		{ID: "posts", Kind: "initiative", Body: &act.Initiative{Title: "Telegrams", Type: "contact_group"}},
		{ID: "USA", Kind: "actor", Body: &act.Actor{}}}, acts...)}
	if _, problems := dossier.Read("posts.yaml", dossier.Write(d)); problems.Refuse() {
		t.Error(problems)
	}
}

// TestSeedRelayed: what three officials told the embassy, and through whom it came.
func TestSeedRelayed(t *testing.T) {
	var got []string
	for _, s := range seed(t).Relayed() {
		line := s.Paragraph + " " + strings.Join(s.Speaker, "+") + " " + s.Cue
		if s.Hearer != "" {
			line += " > " + s.Hearer
		}
		if len(s.Through) > 0 {
			line += " < " + strings.Join(s.Through, "+")
		}
		got = append(got, line)
	}
	want := []string{
		"1 President Musharraf+Foreign Minister Kasuri+Foreign Secretary Khan emphasized > Ambassador",
		"1 Foreign Minister Kasuri says > Iranian Foreign Minister Mottaki",
		"1 Kasuri reports",
		"2 Khan According to",
		"2 Ahmedinejad responded < Khan",
		"2 Ahmedinejad denied < Khan",
		"3 Musharraf told > Ambassador",
		"3 Musharraf said",
		"3 Musharraf said",
		"3 Kasuri told > Ambassador",
		"3 Kasuri said",
		"4 Foreign Minister Kasuri+Foreign Secretary Khan told > Ambassador",
		"6 Foreign Secretary Khan explained > Ambassador",
		"6 Foreign Secretary Khan said",
		"6 Khan reported",
		"6 Musharraf countered < Foreign Secretary Khan",
		"7 Khan According to",
		"8 Khan said",
		"8 Musharraf responded < Khan",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestCode: words of a portion become an act with place, marking and chain; what the
// embassy comments is nobody's stand but its own.
func TestCode(t *testing.T) {
	m := seed(t)
	portions := m.Portions("USA")
	told, err := m.Act(portions[1], Coded{ID: "iran-denies", Actor: "IRN", Speaker: "Mahmoud Ahmadinejad, president", Relayed: []string{"Riaz Mohammad Khan, foreign secretary"},
		ToldTo: "the Ambassador", Quote: "Iran was not responsible for tensions", Body: &act.Position{Stance: "denies", Issue: "tensions"}})
	if err != nil {
		t.Fatal(err)
	}
	if told.Source[0].String() != "07ISLAMABAD1279#2" || told.Marking != "USA CONFIDENTIAL" || told.Attribution != act.ThirdParty || strings.Join(told.Via, " < ") != "Riaz Mohammad Khan, foreign secretary < AMEMBASSY ISLAMABAD" {
		t.Errorf("%+v", told.Header)
	}
	if counts, _ := told.Counts(); counts {
		t.Error("what Khan said of Iran's word counts as Iran's own")
	}
	khan, err := m.Act(portions[6], Coded{ID: "began", Actor: "PAK", Speaker: "Riaz Mohammad Khan, foreign secretary", ToldTo: "the Ambassador",
		Quote: "Musharraf began his initiative by contacting Egypt, Jordan, Saudi Arabia, and Syria", Body: &act.Statement{}})
	if counts, _ := khan.Counts(); err != nil || khan.Attribution != act.ToldEmbassy || !counts {
		t.Errorf("%v %s", err, khan.Attribution)
	}
	comment, err := m.Act(portions[3], Coded{ID: "mecca", Actor: "USA", Quote: "he may have been trying to prove that he is not averse to dialogue", Body: &act.Statement{Topic: "hypothesis"}})
	if err != nil {
		t.Fatal(err)
	}
	if counts, _ := comment.Counts(); comment.Attribution != act.MissionView || counts {
		t.Errorf("a comment is %s", comment.Attribution)
	}
	observed, err := m.Act(portions[4], Coded{ID: "aman", Actor: "IRN", Quote: "Iran did not/not participate as observers", Body: &act.Statement{}})
	if err != nil || observed.Quote != "Iran did not participate as observers" {
		t.Errorf("%v %q", err, observed.Quote)
	}
	for quote, want := range map[string]string{"Iran was responsible": "does not say", "Iran": "times: quote more words", "": "more than one voice"} {
		if _, err := m.Act(portions[3], Coded{ID: "x", Actor: "IRN", Quote: quote, Body: &act.Statement{}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", quote, err)
		}
	}
}

// TestEntireText: a paragraph that marks all of the text marks what has no mark.
func TestEntireText(t *testing.T) {
	for text, want := range map[string]string{
		"1. (C) ENTIRE TEXT.\n\n2. HE CAME.":         "CONFIDENTIAL",
		"1. C-ENTIRE TEXT.\n\n2. HE CAME.":           "CONFIDENTIAL",
		"1. (S - ENTIRE TEXT)\n\n2. HE CAME.":        "SECRET",
		"1. (U) HE WENT.\n\n2. (SBU) HE CAME.":       "RESTRICTED",
		"1. (U) HE WENT.\n\n2. HE CAME.":             "SECRET",
		"1. (U) HE WENT.\n\n2. (S//NF) HE CAME.":     "SECRET//NOFORN",
		"1. (U) HE WENT.\n\n2. (//DEU TS) HE CAME.":  "DEU TOP SECRET",
		"1. HE.\n\n2. (S//REL TO USA, AUS) HE CAME.": "SECRET//REL TO AUS, USA",
	} {
		ts, _ := Read("t", []byte("R 010000Z JAN 07\nFM AMEMBASSY X\nTO SECSTATE WASHDC\nBT\nS E C R E T LAPAZ 000001\n\n"+text+"\n\nSMITH\nBT\nNNNN\n"))
		if len(ts) != 1 {
			t.Fatal(text)
		}
		p := ts[0].Portions("")
		if got := p[len(p)-1].Marking; got != want || !marking.Parse(got).Known() {
			t.Errorf("%q: paragraph 2 is %q, want %q", text, got, want)
		}
	}
}
