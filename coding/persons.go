package coding

import "entente/gazetteer"

// persons are the people a document introduces by an office: "Foreign Minister
// Kasuri". A surname that follows later is the same person.
type persons map[string]string // surname in small letters → code of whom the person speaks for; "" when not known

var (
	titles = set(`president premier pm minister secretary king queen emir prince sheikh ambassador envoy spokesperson spokesman spokeswoman
		chancellor general gen lt col colonel adm admiral adviser advisor chief commander marshal chairman chairperson director leader dr mr mrs ms sen senator
		sultan representative coordinator commissioner vice deputy secretary-general brigadier maj major capt captain professor prof ayatollah attache lawmaker speaker`)
	roles = set(`official officials government governments president premier minister ministers ministry diplomat diplomats leader leaders leadership army military ambassador ambassadors
		envoy envoys spokesperson spokesman spokeswoman authorities troops forces foreign defence defense prime parliament cabinet delegation side mission embassy
		representative representatives officer officers secretary king prince adviser advisor policymakers counterpart people representatives
		sources source analyst analysts negotiators commander commanders chief`)
	offices    = set("of for on")
	portfolios = set("for and of affairs defense defence security international foreign political state")
	connectors = set("al el bin ben ibn abu abd ul ur de van von der da")
)

// personsIn collects them.
func personsIn(lines []line, known Known) persons {
	ps := persons{}
	for _, l := range lines {
		for i := 0; i < len(l.words); i++ {
			if !titles[l.words[i].low] {
				continue
			}
			name, end := nameAfter(l.words, l.mentions, i+1)
			if name == "" {
				continue
			}
			code := stateAround(&l, i, end)
			if old, there := ps[name]; !there || old == "" {
				ps[name] = code
			}
			i = end - 1
		}
	}
	return ps
}

// nameAfter gives the surname that ends the run of capitals from a word on, and
// where the run ends. What a title is of ("Secretary of State", "Minister for
// Defence", "Adviser on Political Affairs") is stepped over.
func nameAfter(words []word, mentions []mention, i int) (surname string, end int) {
	for i < len(words) && titles[words[i].low] && !words[i].afterDot {
		i++
	}
	for i+1 < len(words) && offices[words[i].low] && words[i+1].capital {
		i += 2
		for i < len(words) && !words[i].afterDot && portfolios[words[i].low] {
			i++
		}
	}
	end = i
	for end < len(words) && end < i+5 && !words[end].afterDot && (words[end].capital && !titles[words[end].low] || connectors[words[end].low]) && !mentioned(mentions, end) {
		if words[end].capital {
			surname = words[end].low
		}
		end++
	}
	if len(surname) < 3 || roles[surname] {
		return "", end
	}
	return surname, end
}

func mentioned(mentions []mention, i int) bool {
	for _, m := range mentions {
		if m.from <= i && i < m.to && !m.person {
			return true
		}
	}
	return false
}

// stateAround gives whom the holder of a title speaks for: what is named just
// before the title ("Iranian Foreign Minister", "Egypt’s President"), or after it with
// "of".
func stateAround(l *line, title, end int) string {
	best := ""
	for _, m := range l.mentions {
		if m.to <= title && m.to >= title-4 && !crossed(l.words, m.to, title) && m.how != gazetteer.ByCapital {
			best = m.code
		}
	}
	if best != "" {
		return best
	}
	for _, m := range l.mentions {
		if m.from >= title && m.from <= end+2 && m.from > 0 && (l.words[m.from-1].low == "of" || m.from > 1 && l.words[m.from-2].low == "of") {
			return m.code
		}
	}
	return ""
}

// crossed reports whether a comma or the like stands between two words.
func crossed(words []word, from, to int) bool {
	for i := from; i <= to && i < len(words); i++ {
		if words[i].afterDot {
			return true
		}
	}
	return false
}

// mention adds to a line the persons it names.
func (ps persons) mention(l *line) {
	for i, w := range l.words {
		if code, ok := ps[w.low]; ok && w.capital && code != "" && !mentioned(l.mentions, i) {
			l.mentions = append(l.mentions, mention{code: code, from: i, to: i + 1, how: gazetteer.ByName, person: true})
		}
	}
}
