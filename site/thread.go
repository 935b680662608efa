package site

import (
	"cmp"
	"slices"
	"time"

	"entente/cable"
)

// thread puts telegrams in conversations: by the references they went on record with,
// and by what the record says they answer.
func (m *Mail) thread(all []*Telegram) {
	one := map[*Telegram]*Thread{}
	numbered := map[string][]*Telegram{} // two messages can have one number
	var ts []*cable.Telegram
	for _, t := range all {
		one[t] = &Thread{Telegrams: []*Telegram{t}}
		if r := cable.Recalled(t.Entry.Act); r != nil {
			ts = append(ts, r)
			numbered[r.ID()] = append(numbered[r.ID()], t)
		}
	}
	refer := func(t, to *Telegram) {
		if t == to || slices.Contains(t.Answers, to.ID) {
			return
		}
		t.Answers = append(t.Answers, to.ID)
		into, from := one[t], one[to]
		if into == from {
			return
		}
		into.Telegrams = append(into.Telegrams, from.Telegrams...)
		for _, x := range from.Telegrams {
			one[x] = into
		}
	}
	threads := cable.Thread(ts, "", nil)
	for _, c := range threads.Conversations {
		for _, it := range c.Messages {
			for _, t := range numbered[it.ID] {
				for _, id := range it.Answers {
					for _, to := range numbered[id] {
						refer(t, to)
					}
				}
			}
		}
	}
	for _, d := range threads.Dangling {
		for _, t := range numbered[d.In] {
			t.Missing = append(t.Missing, d)
		}
	}
	for _, t := range all {
		if to := m.byID[string(t.Message.Answers)]; to != nil {
			refer(t, to)
		}
	}
	for _, t := range all {
		if t.Thread = one[t]; one[t].Telegrams[0] == t { // each conversation once
			m.Threads = append(m.Threads, one[t])
		}
	}
	for _, th := range m.Threads {
		slices.SortStableFunc(th.Telegrams, func(a, b *Telegram) int { return cmp.Or(a.moment().Compare(b.moment()), cmp.Compare(a.ID, b.ID)) })
		th.Subject = th.Telegrams[0].Subject
	}
	slices.SortStableFunc(m.Threads, func(a, b *Thread) int { return b.Last().moment().Compare(a.Last().moment()) })
}

// Last is the latest telegram of a conversation.
func (t *Thread) Last() *Telegram { return t.Telegrams[len(t.Telegrams)-1] }

func (t *Telegram) moment() time.Time {
	if !t.Sent.IsZero() {
		return t.Sent
	}
	return t.Entry.Act.On.First()
}
