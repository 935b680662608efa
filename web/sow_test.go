package web

import (
	"fmt"
	"strings"

	"entente/act"
	"entente/cable"
	"entente/register"
)

// mail is a telegram of the site: how the whole is marked, and each paragraph, as it stands
// and in full.
type mail struct {
	class string
	paras [][2]string
}

var mails = []mail{
	{"CONFIDENTIAL", [][2]string{{"(U)", "USA UNCLASSIFIED"}, {"(C)", "USA CONFIDENTIAL"}, {"(S//REL TO PAK)", "USA SECRET//REL TO PAK"}}},
	{"SECRET", [][2]string{{"(S)", "USA SECRET"}, {"(S//NF)", "USA SECRET//NOFORN"}, {"(U)", "USA UNCLASSIFIED"}, {"(S//REL TO OIC)", "USA SECRET//REL TO OIC"}}},
	{"UNCLAS", [][2]string{{"(U)", "USA UNCLASSIFIED"}, {"(C)", "USA CONFIDENTIAL"}}},
}

// sow makes the acts of a telegram around words that stand nowhere else: one for its
// subject, one for its document's name, one a paragraph.
func (m mail) sow(i int, word func(mark string) string) (all []sown) {
	whole := "USA " + strings.Replace(m.class, "UNCLAS", "UNCLASSIFIED", 1)
	subject, name := word(whole), word(whole)
	text := fmt.Sprintf("P 20130%dZ MAR 07\nFM AMEMBASSY ISLAMABAD\nTO RUEHC/SECSTATE WASHDC\nINFO RUEHLO/AMEMBASSY LONDON\nBT\n%s ISLAMABAD 00000%d\nSUBJECT: %s\nREF: ISLAMABAD %d\n", i, m.class, i+1, subject, i)
	var words []string
	for k, p := range m.paras {
		words = append(words, word(p[1]))
		text += fmt.Sprintf("\n%d. %s The minister said %s \u202eand left\u202c.\n", k+1, p[0], words[k])
	}
	ts, _ := cable.Read("mail.txt", []byte(text+"\nSMITH\nBT\nNNNN\n"))
	rename := func(id string) string { return strings.Replace(id, ts[0].ID(), name, 1) }
	n := 0
	for _, a := range cable.Acts(ts, cable.Shipped()) {
		p := sown{initiative: "open", made: a, also: []string{subject, name}, marks: [register.Portions]string{whole, whole, whole, whole}}
		a.Initiative, a.ID = "open", rename(a.ID)
		for k := range a.Source {
			a.Source[k].Source = rename(a.Source[k].Source)
		}
		switch a.Body.(type) {
		case *act.Actor:
			if i > 0 {
				continue
			}
		case *act.Source:
			p.file = text + "\nSMITH\nBT\nNNNN\n"
			if mark, _, _ := strings.Cut(a.Marking, ";"); mark != whole {
				p.marks = [register.Portions]string{mark, mark, mark, mark}
			}
		case *act.Message:
			p.words[register.PortionHeader], p.words[register.PortionBody] = name, subject
		case *act.Paragraph:
			a.ID = "para-" + words[n]
			mark := m.paras[n][1]
			p.marks = [register.Portions]string{mark, mark, whole, mark}
			p.words[register.PortionBody] = words[n]
			n++
		}
		p.id = a.ID
		all = append(all, p)
	}
	return all
}
