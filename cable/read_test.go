package cable

import (
	"strings"
	"testing"
)

const plainTelegram = "P 161100Z FEB 16\nFM AMEMBASSY ISLAMABAD\nTO SECSTATE WASHDC\nBT\nUNCLAS ISLAMABAD 000412\n\nTAGS: PREL, PK\nSUBJECT: TROOPS\n\n" +
	"1. He said “no”.\n\n2. قال الوزير إن القرار لم يُتخذ بعد.\n\n3. وزیر نے کہا کہ فیصلہ نہیں ہوا۔\n\nJONES\nBT\nNNNN\n"

// TestLineEnds: a telegram says the same whatever ends its lines, and with a byte
// order mark before it.
func TestLineEnds(t *testing.T) {
	want, _ := Read("plain", []byte(plainTelegram))
	if len(want) != 1 || len(want[0].Findings) > 0 || len(want[0].Body) != 3 || want[0].Body[1].Text != "قال الوزير إن القرار لم يُتخذ بعد." {
		t.Fatalf("%+v", want[0])
	}
	for what, src := range map[string]string{
		"CR LF": strings.ReplaceAll(plainTelegram, "\n", "\r\n"), "CR": strings.ReplaceAll(plainTelegram, "\n", "\r"), "a mark": "\ufeff" + plainTelegram,
		"spaces": strings.ReplaceAll(plainTelegram, "\n", "  \n"), "odd spaces": strings.ReplaceAll(plainTelegram, "\nFM ", "\n\u00a0FM "),
	} {
		got, _ := Read(what, []byte(src))
		if len(got) != 1 || !Same(&got[0].Message, &want[0].Message) {
			t.Errorf("%s: %s", what, difference(nil, got, &want[0].Message))
		}
	}
}

// TestVoices: what is reported and what is the sender's own, also where a comment runs
// over several paragraphs.
func TestVoices(t *testing.T) {
	for text, want := range map[string]string{
		"1. HE CAME.":          "reported",
		"1. COMMENT: HE LIES.": "comment",
		"1. HE CAME. COMMENT: HE LIES. END COMMENT. HE LEFT.":      "reported comment reported",
		"1. HE CAME (NOTE: LATE. END NOTE) AND LEFT.":              "reported note reported",
		"1. SUMMARY. HE CAME. END SUMMARY.\n\n2. HE CAME.":         "summary | reported",
		"1. COMMENT: HE LIES.\n\n2. ALWAYS. END COMMENT. HE LEFT.": "comment | comment reported",
		"1. COMMENT: HE LIES.\n\n2. HE LEFT.":                      "comment | reported",
		"1. COMMENT: A.\n\n2. B.\n\n3. C. END COMMENT.":            "comment | comment | comment",
		"1. BEGIN SUMMARY HE CAME. END SUMMARY HE LEFT.":           "summary reported",
		"1. HE HAD NO COMMENT: THAT WAS ALL.":                      "reported", // no sentence ends before it
		"1. HE CAME (NOTE: LATE (AS EVER)) AND LEFT.":              "reported note reported",
		"1. HE CAME. (COMMENT: LATE)\n\n2. HE LEFT. END COMMENT.":  "reported comment | reported",
		"1. HE DECLINED COMMENT.":                                  "reported",
		"1. EMBASSY COMMENT: A. END COMMENT.":                      "comment",
		"1. A. (COMMENT: B. END COMMENT.) (NOTE: C. END NOTE.) D.": "reported comment reported note reported",
	} {
		ts, _ := Read("t", []byte("R 010000Z JUN 07\nFM AMEMBASSY X\nTO SECSTATE WASHDC\nBT\nUNCLAS LAPAZ 1\n\n"+text+"\n\nSMITH\nBT\nNNNN\n"))
		var got []string
		for _, b := range ts[0].Body {
			var voices []string
			for _, p := range b.Passages {
				voices = append(voices, string(p.Voice))
			}
			got = append(got, strings.Join(voices, " "))
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

// TestOnce: emphasis is no second negation.
func TestOnce(t *testing.T) {
	for text, want := range map[string]string{
		"Iran did not/not participate.":     "Iran did not participate.",
		"CITED REFTEL NOT RPT NOT CORRECT":  "CITED REFTEL NOT CORRECT",
		"He will not/not, and/or never, go": "He will not, and/or never, go",
		"not not":                           "not not",
		"12/12 said so":                     "12/12 said so",
	} {
		if got := Once(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
