package web

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
	"entente/site"
	"entente/web/words"
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
	p := &page{title: v.say("import.title"), marking: headingsMarking(cases), shown: site.ShowsTitles(cases), how: "list", body: importBody(v, &incoming{cases: cases, wrong: wrong})}
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
	name, src, err := v.handedIn()
	if err != nil {
		return nil, err
	}
	if len(src) == 0 && name == "" {
		return v.importForm(v.say("import.nofile"))
	}
	of := v.r.PostFormValue("case")
	if of != "" {
		if _, err := v.reader.Case(of, site.When{}); err != nil {
			return nil, err
		}
	}
	src, wrong := v.readable(name, src, of)
	if wrong != nil {
		return v.importForm(wrong.Error())
	}
	id, err := v.reader.HandIn(name, src, of)
	if err != nil {
		return nil, err
	}
	return goTo("/import/" + id), nil
}

// readable makes sure that a file can be planned, and writes the heads of a list as a
// dossier has them.
func (v *visit) readable(name string, src []byte, of string) ([]byte, error) {
	form := site.FormOf(src)
	if !form.Read() {
		return nil, badRequest(v.say("import.unknown", "file", name) + " " + v.say("import.like."+string(form)))
	}
	if form == site.TableForm {
		src = keyed(src)
	}
	if of == "" && (!form.SaysCase() || form == site.TableForm && site.TableCase(src) == "") {
		return nil, badRequest(v.say("import.whichcase"))
	}
	return src, nil
}

// handedIn is the file that came with a form, or what was pasted into it.
func (v *visit) handedIn() (name string, src []byte, err error) {
	f, head, err := v.r.FormFile("file")
	if err != nil {
		if text := v.r.PostFormValue("text"); strings.TrimSpace(text) != "" {
			return "pasted.txt", []byte(strings.ReplaceAll(text, "\r\n", "\n")), nil // a browser sends its own line ends
		}
		return "", nil, nil
	}
	defer f.Close()
	src, err = io.ReadAll(f)
	return fileName(head.Filename), src, err
}

// planned shows what a file would do. Nothing of it is on record.
func planned(v *visit) (*page, error) {
	id := v.r.PathValue("id")
	plan, err := v.reader.HandedIn(id)
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("import.title"), marking: plan.Marking, shown: plan.Shown(), how: "import", body: planBody(v, &incoming{id: id, plan: plan})}, nil
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
	return &page{title: v.say("import.title"), marking: plan.Marking, shown: plan.Shown(), how: "import", body: planBody(v, &incoming{id: id, plan: plan, done: true})}, nil
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

// keyed writes the heads of a list, and the kinds in it, as a dossier has them: a list
// that was taken away in another language comes back the same.
func keyed(src []byte) []byte {
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		return src // parted by something else, or no table: it is read as it is
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	kinds := -1
	for _, row := range rows {
		for i, cell := range row {
			switch {
			case len(row) > 1 && kinds < 0:
				row[i] = listColumn(cell)
			case i == kinds:
				row[i] = listKind(cell)
			}
		}
		if at := slices.Index(row, "kind"); at >= 0 && kinds < 0 {
			kinds = at
		}
		w.Write(row)
	}
	w.Flush()
	if bytes.Count(out.Bytes(), []byte("\n")) != bytes.Count(bytes.TrimRight(src, "\n"), []byte("\n"))+1 {
		return src // its lines would not be where they were
	}
	return out.Bytes()
}

// listColumn is the column a head names in any language of the site.
func listColumn(head string) string {
	for _, l := range words.Languages {
		for _, c := range entryColumns {
			if l.Say("column."+c) == head {
				return c
			}
		}
	}
	return head
}

// listKind is the kind a word names in any language of the site.
func listKind(word string) string {
	for _, l := range words.Languages {
		for _, info := range act.Kinds() {
			if l.Record(phrase.Kind, string(info.Kind)) == word {
				return string(info.Kind)
			}
		}
	}
	return word
}
