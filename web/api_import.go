package web

import (
	"net/http"

	"entente/act"
	"entente/marking"
	"entente/site"
)

// importing is the operation that takes files.
func (a *api) importing() {
	op := change(operation(site.ScopeFile, "import", http.MethodPost, "/v1/import", "What a dossier, a workbook or telegrams would put on record; with file, put it there"), "/v1/cases/{body.case}")
	op.MaxBodyBytes = largestImport
	answers(a, op, importFile)
}

// Incoming is a file that is handed in.
type Incoming struct {
	Name    string `json:"name" maxLength:"200" doc:"what it is called, for the places of mistakes"`
	Content []byte `json:"content" doc:"its bytes, in base64"`
	Case    string `json:"case,omitempty" doc:"where telegrams and STIX bundles belong; other files say themselves"`
	File    bool   `json:"file,omitempty" doc:"put it on record; without it nothing is written"`
}

// Outcome is what a file would do, or did.
type Outcome struct {
	Marking  string       `json:"marking" doc:"of all that the file holds"`
	Form     string       `json:"form" doc:"what the file is: dossier, workbook, cable, csv, stix"`
	Case     string       `json:"case"`
	Filed    bool         `json:"filed"`
	Rows     []RowOutcome `json:"rows"`
	Problems []Remark     `json:"problems" doc:"all that is wrong with the file, or doubtful"`
}

// RowOutcome is what becomes of one act of a file.
type RowOutcome struct {
	Fate string   `json:"fate" enum:"added,changed,same,refused"`
	Kind act.Kind `json:"kind"`
	Act  string   `json:"act"`
	At   string   `json:"at,omitempty" doc:"its place in the file"`
	Why  string   `json:"why,omitempty" doc:"of one that is refused"`
}

// Remark is one thing wrong with a file, or doubtful in it.
type Remark struct {
	At      string `json:"at" doc:"FILE:LINE:COL, or sheet and cell"`
	Says    string `json:"says"`
	Hint    string `json:"hint,omitempty" doc:"the remedy"`
	Warning bool   `json:"warning,omitempty" doc:"it refuses nothing"`
}

func importFile(v *visit, in *struct{ Body Incoming }) (*of[Outcome], error) {
	src, err := v.readable(in.Body.Name, in.Body.Content, in.Body.Case)
	if err != nil {
		part := "body.content"
		if err.Error() == v.say("import.whichcase") {
			part = "body.case"
		}
		return nil, wrongPart(part, err)
	}
	id, err := v.reader.HandIn(in.Body.Name, src, in.Body.Case)
	if err != nil {
		return nil, err
	}
	var plan *site.Plan
	if in.Body.File {
		plan, err = v.reader.Import(v.r.Context(), id)
	} else if plan, err = v.reader.HandedIn(id); err == nil {
		err = v.reader.TakeBack(id)
	}
	if err != nil {
		return nil, err
	}
	if len(plan.Rows) == 0 && plan.Problems.Refuse() { // nothing of it could be read
		return nil, plan.Problems
	}
	v.shows(plan.Marking, plan.Shown())
	return body(outcome(plan, in.Body.File)), nil
}

func outcome(p *site.Plan, filed bool) Outcome {
	o := Outcome{Marking: p.Marking.String(), Form: string(p.Form), Case: p.Case, Filed: filed, Rows: []RowOutcome{}, Problems: []Remark{}}
	if p.Marking.String() == "" {
		o.Marking = marking.Unclassified.String()
	}
	for _, r := range p.Rows {
		o.Rows = append(o.Rows, RowOutcome{string(r.Fate), r.Act.Kind, r.Act.ID, r.At, r.Why})
	}
	for _, y := range p.Problems {
		o.Problems = append(o.Problems, Remark{y.Place.String(), y.Text, y.Hint, y.Warning})
	}
	return o
}
