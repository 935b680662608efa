package cable

// Reading is what was read, as JSON: the telegrams with their findings.
type Reading struct {
	Version   string  `json:"entente"`
	Telegrams []Shown `json:"telegrams"`
}

// Shown is a telegram with what is computed of it.
type Shown struct {
	ID      string `json:"id,omitempty"`
	SHA256  string `json:"sha256"` // of the file it was read from
	Marking string `json:"marking"`
	*Telegram
	Portions []Portion `json:"portions"` // the marking of each paragraph, in full
	Relayed  []Said    `json:"relayed,omitempty"`
	Findings []Finding `json:"findings"`
}

// Readings gives telegrams as JSON has them.
func Readings(ts []*Telegram) Reading {
	r := Reading{Version: "cable-read/1", Telegrams: []Shown{}}
	for _, t := range ts {
		portions := t.Portions("")
		for i := range portions { // the text stands in the body
			portions[i].Text, portions[i].Passages = "", nil
		}
		r.Telegrams = append(r.Telegrams, Shown{t.ID(), t.Hash(), t.Marking().String(), t, portions, t.Relayed(), Found(t.Findings)})
	}
	return r
}
