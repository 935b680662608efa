// Package sourcing fits units to lines: what is pledged, to the statement of
// requirements, over time (NATO calls it sourcing, the United Nations force
// generation). It says of every unit and every line it could fill what stands in the
// way, and writes the rest as rows of a form, beside whatever else the form holds.
//
// Call [Read] with a situation, then [Plan.Encode] with a form and a [Ground], which
// says what is not for this package to know: who takes part, which conditions hold.
// It serves two questions: assess judges a package by the force it brings, forces
// shows the assignment, the gaps and what would close them.
//
// It leaves out what is best: the stages of an objective belong to the question. Time
// is counted in days; a unit is in one place at a time and is not divided.
package sourcing
