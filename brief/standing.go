package brief

// Standing is where an actor stands towards an initiative. The zero value says
// nothing about standing: such an actor is named and drawn neutral.
type Standing string

// The standings of an assessment.
const (
	In         Standing = "in"
	Contingent Standing = "contingent"
	Out        Standing = "out"
)

// Standings lists the standings in the order in which they are shown.
func Standings() []Standing { return []Standing{In, Contingent, Out} }

// Sign is the one-column character that stands for s wherever it is shown:
// ● in, ◐ contingent, ○ out, · nothing said.
func (s Standing) Sign() string {
	switch s {
	case In:
		return "●"
	case Contingent:
		return "◐"
	case Out:
		return "○"
	}
	return "·"
}

// Word is s for people: "in", "contingent", "out" or "no standing".
func (s Standing) Word() string {
	switch s {
	case In, Contingent, Out:
		return string(s)
	}
	return "no standing"
}

// Finding is what was found of a condition, a term or a step of a reason. The
// zero value means that the question does not arise (an actor that set no such
// condition).
type Finding string

// The findings of a condition.
const (
	Holds     Finding = "holds"
	Fails     Finding = "fails"
	Open      Finding = "open"      // nobody has settled it
	Contested Finding = "contested" // sources that count contradict each other
)

// Findings lists the findings in the order in which they are shown.
func Findings() []Finding { return []Finding{Holds, Fails, Open, Contested} }

// Sign is the one-column character that stands for f wherever it is shown:
// ✓ holds, ✗ fails, ? open, ≠ contested, · not asked.
func (f Finding) Sign() string {
	switch f {
	case Holds:
		return "✓"
	case Fails:
		return "✗"
	case Open:
		return "?"
	case Contested:
		return "≠"
	}
	return "·"
}

// Word is f for people: "holds", "fails", "open", "contested" or "not asked".
func (f Finding) Word() string {
	switch f {
	case Holds, Fails, Open, Contested:
		return string(f)
	}
	return "not asked"
}
