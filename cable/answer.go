package cable

// Reading is what was read, as JSON: the telegrams with their findings.
type Reading struct {
	Version   string  `json:"entente"`
	Telegrams []Shown `json:"telegrams"`
}

// Shown is a telegram with what is computed of it.
type Shown struct {
	ID      string `json:"id,omitempty"`
	SHA256  string `json:"sha256"`
	Marking string `json:"marking"`
	*Telegram
	Findings []Finding `json:"findings"`
}

// Readings gives telegrams as JSON has them.
func Readings(ts []*Telegram) Reading {
	r := Reading{Version: "cable-read/1", Telegrams: []Shown{}}
	for _, t := range ts {
		r.Telegrams = append(r.Telegrams, Shown{t.ID(), t.Hash(), t.Marking().String(), t, Found(t.Findings)})
	}
	return r
}
