package assess

import (
	"entente/act"
	"entente/brief"
	"entente/phrase"
	"entente/situation"
)

// dissent lists whose own word on a clause is against an option, with the words.
func (m *model) dissent(clause, option string) ([]string, []brief.Reason) {
	var who []string
	var reasons []brief.Reason
	for _, code := range sortedKeys(m.sit.Words) {
		for _, w := range m.sit.Words[code] {
			if w.Topic != "clause:"+clause {
				continue
			}
			for _, a := range w.Acts {
				p := a.Body.(*act.Position)
				against := (p.Stance == "opposes") == (p.Option == option)
				reason := brief.Reason{Statement: m.said.Say("{who} {stance} “{words}”", m.names.Actor(code), m.said.Record(phrase.Value, p.Stance), m.optionWords(clause, p.Option)), Cites: []brief.Cite{situation.Cite(a)}}
				if option != "" && against {
					who = append(who, code)
					reason.Finding = brief.Fails
				}
				reasons = append(reasons, reason)
			}
		}
	}
	return who, reasons
}

// options are the words of a clause's options.
func (m *model) options(clause string, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = plain(m.optionWords(clause, v))
	}
	return out
}

// charter answers the five questions at a glance.
func (m *model) charter() []Question {
	var out []Question
	for _, q := range []string{"threat", "scope", "type", "oversight", "command"} {
		x, stands := Question{Question: q, State: "silent"}, map[string]int{}
		for _, id := range sortedKeys(m.sit.Clauses) {
			c := m.sit.Clauses[id]
			if c.Body.Question != q {
				continue
			}
			in := m.inputs[m.byName["option."+id]]
			qc := QuestionClause{ID: id, Asks: c.Body.Asks, State: "open", Options: in.values, Words: m.options(id, in.values)}
			switch {
			case in.known >= 0:
				qc.State, qc.Option = "settled", in.values[in.known]
				if c.By != nil {
					qc.By = c.By.ID
				}
			case in.draft >= 0:
				qc.State, qc.Option = "drafted", in.values[in.draft]
			}
			reason := m.inputReason(in)
			qc.Dissent, reason.Because = m.dissent(id, qc.Option)
			x.Clauses = append(x.Clauses, qc)
			x.Because = append(x.Because, reason)
			stands[qc.State]++
		}
		switch {
		case len(x.Clauses) > 0 && stands["settled"] == len(x.Clauses):
			x.State = "settled"
		case stands["settled"]+stands["drafted"] > 0:
			x.State = "drafted"
		}
		if len(x.Clauses) == 0 {
			x.Because = []brief.Reason{{Statement: m.said.Say("no clause on record answers it")}}
		}
		out = append(out, x)
	}
	return out
}
