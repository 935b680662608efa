package web

import (
	"net/http"
	"time"

	"entente/marking"
	"entente/site"
)

// dating is the operation that gives the days that count.
func (a *api) dating() {
	answers(a, operation(site.ScopeRead, "list-dates", http.MethodGet, "/v1/dates", "Deadlines, ends of silences and votes, and lapses in the cases you may see, the soonest first"), listDates)
}

// DateShown is a day that counts.
type DateShown struct {
	Case  string `json:"case"`
	Act   string `json:"act" doc:"the act that sets it"`
	Kind  string `json:"kind" enum:"deadline,silence,ballot,lapses,mandate,sanction,report"`
	On    string `json:"on" doc:"the day, month or year"`
	At    string `json:"at,omitempty" doc:"the moment, in universal time, where it has one"`
	Actor string `json:"actor,omitempty" doc:"who is to act"`
	Says  string `json:"says"`
	Late  bool   `json:"late,omitempty" doc:"it is over"`
}

func listDates(v *visit, _ *struct{}) (*of[Page[DateShown]], error) {
	dates, err := v.reader.Dates()
	if err != nil {
		return nil, err
	}
	p := Page[DateShown]{Items: []DateShown{}}
	var all []marking.Marking
	for _, d := range dates {
		x := DateShown{Case: d.Case.ID, Act: d.Act, Kind: d.Kind, On: d.On.String(), Actor: d.Actor, Says: d.Says, Late: d.Late}
		if !d.At.IsZero() {
			x.At = d.At.Format(time.RFC3339)
		}
		p.Items, all = append(p.Items, x), append(all, d.Case.Marking)
	}
	v.shows(joined(all), site.ShowsDates(dates))
	p.Marking = joined(all).String()
	return body(p), nil
}
