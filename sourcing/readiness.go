package sourcing

import (
	_ "embed"
	"sync"
	"time"

	"entente/act"
	"entente/dossier"
)

// Levels is a system of readiness, as the body that keeps it laid it down: dated data
// with its reference. The json and doc tags are the format of the file.
type Levels struct {
	ID        string  `json:"system" doc:"its short name"`
	Title     string  `json:"title" doc:"the system"`
	Reference string  `json:"reference" doc:"the text that lays it down"`
	Verified  string  `json:"verified" enum:"text|secondary|unverified" doc:"how it was read"`
	First     int     `json:"valid_months" doc:"how many months a pledge is valid"`
	Then      int     `json:"renewed_months" doc:"how many months a renewal adds"`
	Levels    []Level `json:"levels" doc:"the levels, the lowest first"`
}

// Level is one level of readiness.
type Level struct {
	Level string `json:"level" doc:"its short name in pledges and lines"`
	Words string `json:"words" doc:"what it means"`
	Days  int    `json:"deploys_days,omitempty" doc:"within how many days of a request its units deploy"`
}

//go:embed pcrs.yaml
var pcrsFile []byte

// PCRS is the United Nations Peacekeeping Capability Readiness System.
var PCRS = sync.OnceValue(func() *Levels {
	l := new(Levels)
	if _, problems := dossier.Decode("sourcing/pcrs.yaml", pcrsFile, l); problems.Refuse() {
		panic(problems) // the file is in the program
	}
	return l
})

// Rank is the place of a level, from 1; 0 for a unit that has none.
func (l *Levels) Rank(level string) int {
	for i, x := range l.Levels {
		if x.Level == level {
			return i + 1
		}
	}
	return 0
}

// deploys is within how many days of a request a unit of the level deploys; 0 when
// nothing is laid down.
func (l *Levels) deploys(level string) Day {
	if r := l.Rank(level); r > 0 {
		return Day(l.Levels[r-1].Days)
	}
	return 0
}

// Lapse is the first day a registered pledge is valid no longer, and false for one
// that is not registered.
func (l *Levels) Lapse(a *act.Act, b *act.Pledge) (time.Time, bool) {
	if l.Rank(b.Readiness) == 0 || a.On.IsZero() {
		return time.Time{}, false
	}
	end := months(a.On.Last(), l.First)
	if b.Renewed.IsZero() {
		return end, true
	}
	if renewed := months(b.Renewed.Last(), l.Then); renewed.After(end) {
		end = renewed
	}
	return end, true
}

// months is a day so many months on, the last of its month where that has no such day.
func months(t time.Time, n int) time.Time {
	on := t.AddDate(0, n, 0)
	if on.Day() != t.Day() { // counted over into the next month
		on = on.AddDate(0, 0, -on.Day())
	}
	return on
}
