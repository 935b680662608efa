package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"

	"entente/act"
	"entente/brief"
	"entente/brief/pdf"
	"entente/marking"
	"entente/register"
	"entente/site"
	"entente/workbook"
)

// mostRows is how many rows a list that is taken away may have.
const mostRows = 100_000

// list is the rows of one page, to be taken away. The marking goes with them: in the
// name of the file and in its first row.
type list struct {
	name    string // of the file: "gaza-isf-2025-actors"
	title   string
	marking marking.Marking
	shown   site.Shown // the acts it is made of
	columns []string   // keys of the catalogue below column., and names in JSON
	rows    [][]string
}

// caseLists are the lists of a case by name; siteLists those of the site.
var (
	caseLists = map[string]func(*visit, *site.Case) (*list, error){
		"actors": actorList, "others": otherList, "timeline": timelineList, "sources": sourceList, "decisions": decisionList,
	}
	siteLists = map[string]func(*visit) (*list, error){
		"search": searchList, "cases": headingList, "changes": changeList, "waits": waitList, "risks": riskList, "dates": dateList,
	}
)

// caseExport answers /case/{case}/list/{file}, such as actors.csv.
func caseExport(v *visit, w http.ResponseWriter) error {
	c, err := v.openCase()
	if err != nil {
		return err
	}
	name, ext, _ := strings.Cut(v.r.PathValue("file"), ".")
	make, ok := caseLists[name]
	if !ok {
		return register.ErrNotFound
	}
	l, err := make(v, c)
	if err != nil {
		return err
	}
	l.name, l.shown = c.ID+"-"+name, c.Shown()
	return v.take(w, l, ext)
}

// siteExport answers /list/{file}, such as search.csv?q=troops.
func siteExport(v *visit, w http.ResponseWriter) error {
	name, ext, _ := strings.Cut(v.r.PathValue("file"), ".")
	make, ok := siteLists[name]
	if !ok {
		return register.ErrNotFound
	}
	l, err := make(v)
	if err != nil {
		return err
	}
	l.name = name
	return v.take(w, l, ext)
}

// listWriters write a list by the kind of file; listFiles are those kinds in the order
// shown to people.
var (
	listWriters = map[string]func(*visit, *bytes.Buffer, *list) error{"csv": writeCSV, "xlsx": writeXLSX, "json": writeJSON}
	listFiles   = []string{"csv", "xlsx", "json"}
)

// take hands a list out as a file, and writes down that it was taken.
func (v *visit) take(w http.ResponseWriter, l *list, ext string) error {
	write, ok := listWriters[ext]
	if !ok {
		return register.ErrNotFound
	}
	var out bytes.Buffer
	if err := write(v, &out, l); err != nil {
		return err
	}
	return v.handOut(w, l.shown, l.name, ext, l.marking, out.Bytes())
}

var unnamed = regexp.MustCompile(`[^A-Za-z0-9]+`)

// fileTypes are what files are called to browsers.
var fileTypes = map[string]string{
	"csv": "text/csv; charset=utf-8", "json": "application/json", "html": "text/html; charset=utf-8", "pdf": "application/pdf",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// handOut writes a file with its marking in its name.
func (v *visit) handOut(w http.ResponseWriter, shown site.Shown, name, ext string, m marking.Marking, body []byte) error {
	if err := v.reader.Read("export "+name+"."+ext, m, shown); err != nil {
		return err
	}
	file := name + "_" + strings.Trim(unnamed.ReplaceAllString(banner(m), "-"), "-") + "." + ext
	w.Header().Set("Content-Type", cmp.Or(fileTypes[ext], "application/octet-stream"))
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file}))
	_, err := w.Write(body)
	return err
}

// writeCSV writes the marking, the heads and the rows. A cell that a spreadsheet would
// take for a formula gets an apostrophe before it.
func writeCSV(v *visit, out *bytes.Buffer, l *list) error {
	out.WriteString("\ufeff") // Excel takes the file for UTF-8
	w := csv.NewWriter(out)
	w.Write([]string{banner(l.marking)})
	w.Write(l.heads(v))
	for _, row := range l.rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				cell = "'" + cell
			}
			safe[i] = cell
		}
		w.Write(safe)
	}
	w.Flush()
	return w.Error()
}

func writeXLSX(v *visit, out *bytes.Buffer, l *list) error {
	t := workbook.Table{Name: l.name, Title: l.title}
	for _, head := range l.heads(v) {
		t.Columns = append(t.Columns, workbook.Column{Head: head, Width: 24})
	}
	for _, row := range l.rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = cell
		}
		t.Rows = append(t.Rows, cells)
	}
	return workbook.WriteTables(out, banner(l.marking), v.lang.Code, []workbook.Table{t})
}

func writeJSON(_ *visit, out *bytes.Buffer, l *list) error {
	rows := make([]map[string]string, len(l.rows))
	for i, row := range l.rows {
		rows[i] = map[string]string{}
		for j, cell := range row {
			rows[i][l.columns[j]] = cell
		}
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Marking string              `json:"marking"`
		Title   string              `json:"title"`
		Columns []string            `json:"columns"`
		Rows    []map[string]string `json:"rows"`
	}{banner(l.marking), l.title, l.columns, rows})
}

// caseBrief answers /case/{case}/brief/{file}, such as assess.docx: an answer as a paper.
func caseBrief(v *visit, w http.ResponseWriter) error {
	c, err := v.openCase()
	if err != nil {
		return err
	}
	name, ext, _ := strings.Cut(v.r.PathValue("file"), ".")
	var d brief.Document
	switch name {
	case "assess":
		ans, err := c.Assess()
		if err != nil {
			return err
		}
		d = ans.Brief().In(v.lang.Code)
	case "charter":
		d = c.Charter().Brief().In(v.lang.Code)
	case "decide":
		ans, err := c.Decisions()
		if err != nil {
			return err
		}
		d = ans.Brief().In(v.lang.Code)
	default:
		return register.ErrNotFound
	}
	var out bytes.Buffer
	switch ext {
	case "html":
		err = brief.HTML(&out, d)
	case "docx":
		err = brief.DOCX(&out, d)
	case "pdf":
		var text []byte
		if text, err = pdf.Write(v.r.Context(), d); errors.Is(err, pdf.ErrNoBrowser) {
			return badRequest(v.say("brief.nobrowser"))
		}
		out.Write(text)
	default:
		return register.ErrNotFound
	}
	if err != nil {
		return err
	}
	return v.handOut(w, c.Shown(), c.ID+"-"+name, ext, c.Marking, out.Bytes())
}

// briefFiles are what a brief is taken away as, in the order shown to people.
var briefFiles = []string{"html", "pdf", "docx"}

func (l *list) heads(v *visit) []string {
	heads := make([]string, len(l.columns))
	for i, c := range l.columns {
		heads[i] = v.say("column." + c)
	}
	return heads
}

func (l *list) add(cells ...string) { l.rows = append(l.rows, cells) }

func actorList(v *visit, c *site.Case) (*list, error) {
	ans, err := c.Assess()
	if err != nil {
		return nil, err
	}
	l := &list{title: c.Title, marking: c.Marking, columns: []string{"code", "name", "standing", "gist"}}
	for _, a := range standings(ans) {
		l.add(a.ID, v.name(a.ID, a.Name), v.standing(a.Standing), ans.Gist(v.lang.Code, a))
	}
	return l, nil
}

func otherList(v *visit, c *site.Case) (*list, error) {
	ans, err := c.Assess()
	if err != nil {
		return nil, err
	}
	l := &list{title: c.Title, marking: c.Marking, columns: []string{"code", "name", "roles"}}
	for _, a := range v.others(c, ans) {
		l.add(a.ID, v.name(a.ID, c.Sit.Name(a.ID)), v.values(a.Body.(*act.Actor).Roles))
	}
	return l, nil
}

func timelineList(v *visit, c *site.Case) (*list, error) {
	l := v.entryList("timeline", dated(c))
	l.title, l.marking = c.Title, c.Marking
	return l, nil
}

// entryColumns are the columns of a list of acts; the Import page reads them back.
var entryColumns = []string{"day", "case", "id", "kind", "actor", "gist", "says", "quote", "marking"}

// entryList lays acts out.
func (v *visit) entryList(name string, all []*register.Entry) *list {
	l := &list{name: name, marking: site.Joined(all), shown: site.ShowsActs(all), columns: entryColumns}
	for _, e := range all {
		l.add(e.Act.On.String(), e.Heading.Initiative, e.Act.ID, v.kind(e.Heading.Kind), string(e.Act.Actor), v.gist(e.Act), e.Act.Says, e.Act.Quote, site.Joined([]*register.Entry{e}).String())
	}
	return l
}

func sourceList(v *visit, c *site.Case) (*list, error) {
	l := &list{title: c.Title, marking: c.Marking, columns: []string{"id", "name", "publisher", "day", "reference", "acts"}}
	all, err := v.survey(c)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		b := s.source.Body.(*act.Source)
		var ids []string
		for _, a := range s.acts {
			ids = append(ids, a.ID)
		}
		l.add(s.source.ID, b.Title, b.Publisher, b.Date.String(), b.Reference, strings.Join(ids, " "))
	}
	return l, nil
}

func decisionList(v *visit, c *site.Case) (*list, error) {
	ans, err := c.Decisions()
	if err != nil {
		return nil, err
	}
	l := &list{title: c.Title, marking: c.Marking, columns: []string{"id", "name", "day", "body", "outcome"}}
	for _, d := range ans.Decisions {
		l.add(d.ID, d.Title, d.On.String(), d.Body, v.value(string(d.Outcome)))
	}
	return l, nil
}

func headingList(v *visit) (*list, error) {
	t, m, err := v.today()
	if err != nil {
		return nil, err
	}
	l := &list{title: v.say("start.cases"), marking: m, shown: site.ShowsTitles(t.cases), columns: []string{"case", "name", "kind"}}
	for _, h := range t.cases {
		l.add(h.ID, h.Title, h.Type)
	}
	return l, nil
}

func changeList(v *visit) (*list, error) {
	t, m, err := v.today()
	if err != nil {
		return nil, err
	}
	l := v.entryList("changes", t.changes)
	l.title, l.marking = v.say("start.changed"), m
	return l, nil
}

func waitList(v *visit) (*list, error) {
	return v.itemList("start.waits", func(t *today) []site.Item { return t.waits })
}

func riskList(v *visit) (*list, error) {
	return v.itemList("start.risks", func(t *today) []site.Item { return t.risks })
}

func dateList(v *visit) (*list, error) {
	dates, err := v.reader.Dates()
	if err != nil {
		return nil, err
	}
	l := &list{title: v.say("calendar.title"), columns: []string{"day", "case", "kind", "name", "says", "id"}}
	var all []marking.Marking
	for _, d := range dates {
		when := d.On.String()
		if !d.At.IsZero() {
			when = d.At.Format(time.RFC3339)
		}
		all = append(all, d.Case.Marking)
		l.add(when, d.Case.ID, v.say("item."+d.Kind), v.name(d.Actor, d.Name), d.In(v.lang.Code), d.Act)
	}
	l.marking, l.shown = joined(all), site.ShowsDates(dates)
	return l, nil
}

func (v *visit) itemList(word string, of func(*today) []site.Item) (*list, error) {
	t, m, err := v.today()
	if err != nil {
		return nil, err
	}
	l := &list{title: v.say(word), marking: m, columns: []string{"day", "case", "kind", "name", "says", "id"}}
	l.shown = site.ShowsItems(of(t))
	for _, it := range of(t) {
		l.add(it.On.String(), it.Case.ID, v.say("item."+it.Kind), v.name(it.Actor, it.Name), it.In(v.lang.Code), it.Act)
	}
	return l, nil
}
