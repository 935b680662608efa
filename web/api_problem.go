package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"entente/act"
	"entente/site"
)

// What a request to the API itself can be wrong in.
var (
	errUnderWay = errors.New("a request under this Idempotency-Key is being carried out")
	errKeyUsed  = errors.New("another request was sent under this Idempotency-Key")
	errChanged  = errors.New("it is no longer as the If-Match says")
)

// errScope is a token that lacks a scope.
type errScope site.Scope

func (e errScope) Error() string { return "this token lacks the scope " + string(e) }

func (e errScope) Is(target error) bool { return target == site.ErrNotPermitted }

// Problem is what is wrong with a request (RFC 9457), everything at once.
type Problem struct {
	Type    string  `json:"type" doc:"about:blank: the title says what sort of problem it is"`
	Title   string  `json:"title" doc:"what is wrong, in general"`
	Status  int     `json:"status" doc:"the HTTP status"`
	Detail  string  `json:"detail,omitempty" doc:"what to do about it"`
	Request string  `json:"request,omitempty" doc:"the number of this request in the log of the site"`
	Errors  []Wrong `json:"errors,omitempty" doc:"everything that is wrong, each with its place"`
}

// Wrong is one thing that is wrong, as the command line prints it.
type Wrong struct {
	Location string `json:"location,omitempty" doc:"where in the request: body.case, query.at"`
	File     string `json:"file,omitempty" doc:"the text it stands in"`
	Line     int    `json:"line,omitempty"`
	Col      int    `json:"col,omitempty" doc:"in characters, from 1"`
	Len      int    `json:"len,omitempty" doc:"how many characters it concerns"`
	Excerpt  string `json:"excerpt,omitempty" doc:"the line of the text"`
	Code     string `json:"code,omitempty" doc:"a short name that does not change"`
	Message  string `json:"message" doc:"what is wrong"`
	Hint     string `json:"hint,omitempty" doc:"what to do about it"`
	Warning  bool   `json:"warning,omitempty" doc:"said, but nothing was refused for it"`
}

// Error, GetStatus and ContentType make a problem an answer of huma's.
func (p *Problem) Error() string { return p.Title }

func (p *Problem) GetStatus() int { return p.Status }

func (p *Problem) ContentType(string) string { return "application/problem+json" }

// huma words what it finds wrong in a request by itself by way of these variables.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status}
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		return ctx.Context().Value(visitKey{}).(*visit).malformed(status, message, errs)
	}
}

// malformed says what is wrong with the form of a request.
func (v *visit) malformed(status int, message string, errs []error) *Problem {
	var wrong []Wrong
	for _, err := range errs {
		var detail huma.ErrorDetailer
		var tooBig *http.MaxBytesError
		switch {
		case errors.As(err, &tooBig):
			return v.problem(err)
		case errors.As(err, &detail):
			d := detail.ErrorDetail()
			wrong = append(wrong, Wrong{Location: d.Location, Message: d.Message})
		default:
			wrong = append(wrong, Wrong{Message: err.Error()})
		}
	}
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return v.problem(&http.MaxBytesError{})
	case status >= http.StatusInternalServerError:
		return v.problem(errors.New(message))
	case len(wrong) == 0:
		wrong = []Wrong{{Message: message}}
	}
	return &Problem{Type: "about:blank", Title: v.say("error.sent.title"), Detail: v.say("error.sent.do"), Status: status, Request: v.id, Errors: wrong}
}

// problem makes an error what a program reads: the status and the words are those of
// pages.
func (v *visit) problem(err error) *Problem {
	status, word := statusOf(err)
	if status == http.StatusInternalServerError {
		v.s.log.Error("failed", "id", v.id, "error", withoutContent(err))
	}
	switch status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		v.header.Set("Retry-After", "10")
	case http.StatusUnauthorized:
		v.header.Set("WWW-Authenticate", `Bearer realm="entente"`)
	}
	p := &Problem{Type: "about:blank", Title: v.say(word + ".title"), Detail: v.say(word + ".do"), Status: status, Request: v.id}
	var problems act.Problems
	var bad badRequest
	var scope errScope
	switch {
	case errors.As(err, &problems):
		p.Title, p.Detail, p.Errors = v.say("error.sent.title"), v.say("error.sent.do"), wrongs(problems)
	case errors.As(err, &bad):
		p.Errors = []Wrong{{Message: string(bad)}}
	case errors.As(err, &scope):
		p.Errors = []Wrong{{Message: scope.Error()}}
	}
	return p
}

// wrongs gives problems as a program reads them. A place without a line is a part of
// the request.
func wrongs(problems act.Problems) []Wrong {
	all := []Wrong{}
	for _, p := range problems {
		w := Wrong{File: p.File, Line: p.Line, Col: p.Col, Len: p.Width, Excerpt: p.Excerpt, Code: p.Code, Message: p.Text, Hint: p.Hint, Warning: p.Warning}
		flag, named := strings.CutPrefix(p.File, "--") // a question names its parts as the command line does
		switch {
		case named:
			w.File, w.Location = "", "body."+flag
		case p.Line == 0 && strings.HasPrefix(p.File, "body"):
			w.File, w.Location = "", p.File
		}
		all = append(all, w)
	}
	return all
}

// refuse answers with a problem where no operation is reached.
func (v *visit) refuse(w http.ResponseWriter, err error) {
	p := v.problem(err)
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.Encode(p)
}
