package gazetteer

import (
	"slices"
	"time"
)

// Status is how an actor stands in an organisation's record.
type Status string

const (
	StatusMember    Status = "member"    // admitted, or elected for a term
	StatusPermanent Status = "permanent" // permanent member of the Security Council
	StatusSuspended Status = "suspended" // a member whose participation is suspended
	StatusObserver  Status = "observer"  // admitted without vote
	StatusAsserted  Status = "asserted"  // named by another; its own confirmation is not recorded here
	StatusDisputed  Status = "disputed"  // named by another, and its own organs contradict each other
	StatusDenied    Status = "denied"    // named by another and said no itself
)

// Counts says whether the status takes part as a member: suspended, observing,
// asserted, disputed and denied ones do not.
func (s Status) Counts() bool { return s == StatusMember || s == StatusPermanent }

// Membership is one actor's status in one organisation over one stretch of time.
type Membership struct {
	Org    string `json:"org"`
	Code   string `json:"code"`
	From   Date   `json:"from"`            // first day
	Until  Date   `json:"until,omitempty"` // first day no longer; empty while it lasts
	Status Status `json:"status"`
	Source string `json:"source"`
	Note   string `json:"note,omitempty"`
}

// holds says whether the stretch covers a day written in full.
func (m Membership) holds(day string) bool {
	return !m.From.after(day) && (m.Until == "" || m.Until.after(day))
}

// Members gives everybody with a status in the organisation on the calendar day
// of at, each once, ordered by code. Suspended, observing, asserted and denied
// ones are among them: use Status.Counts to leave them out. Ask Complete whether
// the list can be relied on for that day.
func Members(org string, at time.Time) []Membership {
	var out []Membership
	day := dayOf(at)
	for _, m := range roll(org) {
		if m.holds(day) {
			out = append(out, m)
		}
	}
	return out
}

// Member gives the status of an actor in an organisation on the calendar day of
// at; false when it has none.
func Member(org, code string, at time.Time) (Status, bool) {
	day := dayOf(at)
	for _, m := range roll(org) {
		if m.Code == code && m.holds(day) {
			return m.Status, true
		}
	}
	return "", false
}

// Of gives every status an actor had on the calendar day of at, ordered by
// organisation.
func Of(code string, at time.Time) []Membership {
	var out []Membership
	day := dayOf(at)
	for _, org := range Rolls() {
		for _, m := range roll(org) {
			if m.Code == code && m.holds(day) {
				out = append(out, m)
			}
		}
	}
	return out
}

// History gives every stretch kept for an organisation, ordered by code and date.
func History(org string) []Membership { return slices.Clone(roll(org)) }

// Rolls lists the organisations whose members are kept by date.
func Rolls() []string {
	var out []string
	for _, e := range table().all {
		if e.KeptFrom != "" {
			out = append(out, e.Code)
		}
	}
	return out
}

// Complete says whether the list of an organisation's members is complete on the
// calendar day of at. Outside it Members and Member answer from what there is,
// and the lack of a row proves nothing.
func Complete(org string, at time.Time) bool {
	e, ok := Lookup(org)
	day := dayOf(at)
	return ok && e.KeptFrom != "" && !e.KeptFrom.after(day) && (e.KeptUntil == "" || e.KeptUntil.after(day))
}
