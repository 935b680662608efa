package web

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"

	"entente/site"
)

// largestImport is the largest body an import may have: the largest workbook, in the
// base64 of programs.
const largestImport = 12 << 20

// incoming is everything the Import pages show.
type incoming struct {
	cases []site.Heading
	id    string
	plan  *site.Plan
	done  bool   // it has been filed
	wrong string // why nothing can be planned
}

// importPage asks for a file.
func importPage(v *visit) (*page, error) { return v.importForm("") }

func (v *visit) importForm(wrong string) (*page, error) {
	cases, err := v.reader.Cases()
	if err != nil {
		return nil, err
	}
	p := &page{title: v.say("import.title"), marking: headingsMarking(cases), body: importBody(v, &incoming{cases: cases, wrong: wrong})}
	if wrong != "" {
		p.status = http.StatusUnprocessableEntity
	}
	return p, nil
}

// handIn takes a file, and leads to what it would do.
func handIn(v *visit) (*page, error) {
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	if v.r.MultipartForm == nil {
		return nil, badRequest(v.say("import.unread"))
	}
	f, head, err := v.r.FormFile("file")
	if err != nil {
		return v.importForm(v.say("import.nofile"))
	}
	defer f.Close()
	src, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	of := v.r.PostFormValue("case")
	if of != "" {
		if _, err := v.reader.Case(of, site.When{}); err != nil {
			return nil, err
		}
	}
	name := filepath.Base(filepath.Clean("/" + strings.ReplaceAll(head.Filename, `\`, "/")))
	if form := site.FormOf(src); !form.Read() {
		return v.importForm(v.say("import.unknown", "file", name) + " " + v.say("import.like."+string(form)))
	} else if form == site.CableForm && of == "" {
		return v.importForm(v.say("import.whichcase"))
	}
	id, err := v.reader.HandIn(name, src, of)
	if err != nil {
		return nil, err
	}
	return goTo("/import/" + id), nil
}

// planned shows what a file would do. Nothing of it is on record.
func planned(v *visit) (*page, error) {
	id := v.r.PathValue("id")
	plan, err := v.reader.HandedIn(id)
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("import.title"), marking: plan.Marking, body: planBody(v, &incoming{id: id, plan: plan})}, nil
}

// carryOut files what was shown, or forgets the file.
func carryOut(v *visit) (*page, error) {
	id := v.r.PathValue("id")
	if v.r.PostFormValue("do") != "file" {
		if err := v.reader.TakeBack(id); err != nil {
			return nil, err
		}
		return goTo("/import"), nil
	}
	plan, err := v.reader.Import(v.r.Context(), id)
	if err != nil {
		return nil, err
	}
	if err := v.reader.Read(plan.Case, "", "import", plan.Marking); err != nil {
		return nil, err
	}
	return &page{title: v.say("import.title"), marking: plan.Marking, body: planBody(v, &incoming{id: id, plan: plan, done: true})}, nil
}

// planList is what a file would do, row by row.
func planList(v *visit, p *site.Plan, f site.Fate) []site.PlanRow {
	var all []site.PlanRow
	for _, r := range p.Rows {
		if r.Fate == f {
			all = append(all, r)
		}
	}
	return all
}
