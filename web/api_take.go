package web

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/site"
)

// taking are the operations that hand out files: lists as CSV, XLSX and JSON, and
// answers as papers, with the marking in their names.
func (a *api) taking() {
	take := func(id, path, summary string, kinds ...string) huma.Operation {
		op := operation(site.ScopeRead, id, http.MethodGet, path, summary)
		content := map[string]*huma.MediaType{}
		for _, k := range kinds {
			content[fileTypes[k]] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
		}
		op.Responses = map[string]*huma.Response{"200": {Description: "the file", Content: content}}
		return op
	}
	answers(a, take("take-case-list", "/v1/cases/{case}/lists/{file}", "A list of a case as a file: actors, others, timeline, sources or decisions, as .csv, .xlsx or .json", listFiles...),
		func(v *visit, _ *struct {
			InCase
			File string `path:"file" doc:"the list and the kind of file" example:"actors.csv"`
		}) (*file, error) {
			return v.handedOut(caseExport)
		})
	answers(a, take("take-list", "/v1/lists/{file}", "A list of the site as a file: cases, changes, waits, risks, or search with q, as .csv, .xlsx or .json", listFiles...),
		func(v *visit, _ *struct {
			Moment
			File string `path:"file" doc:"the list and the kind of file" example:"search.csv"`
			Q    string `query:"q" doc:"of search: what is looked for"`
			Skip string `query:"skip" doc:"of search: leave out so many of the acts found"`
		}) (*file, error) {
			return v.handedOut(siteExport)
		})
	answers(a, take("take-brief", "/v1/cases/{case}/briefs/{file}", "An answer as a paper: assess, charter or decide, as .html, .docx or, where a browser is installed, .pdf", briefFiles...),
		func(v *visit, _ *struct {
			InCase
			File string `path:"file" doc:"the question and the kind of file" example:"assess.docx"`
		}) (*file, error) {
			return v.handedOut(caseBrief)
		})
}

// file is an answer that is a file.
type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition" doc:"its name, which bears the marking"`
	Body        []byte
}

// handedOut answers with the file a page hands out.
func (v *visit) handedOut(raw func(*visit, http.ResponseWriter) error) (*file, error) {
	k := &kept{header: http.Header{}}
	if err := raw(v, k); err != nil {
		return nil, err
	}
	return &file{k.header.Get("Content-Type"), k.header.Get("Content-Disposition"), k.body.Bytes()}, nil
}
