package web

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"entente/register"
	"entente/site"
)

// api is what pages do, for programs. Its operations stand in
// api_NAME.go, one file a concern; each is a function from a [visit] and what was
// sent to what is answered, and the OpenAPI document is made from their types.
type api struct {
	huma.API
	s      *Server
	mux    *http.ServeMux
	ops    map[string]string // "GET /v1/cases": its id
	inTurn inTurn
}

// changing marks an operation that changes something, and says what it changes: the
// address whose ETag an If-Match is held against. A POST takes an Idempotency-Key.
const changing = "changing"

// secret marks an operation whose answer holds a secret, which is kept under no key.
const secret = "secret"

// streaming marks an operation whose answer has no end, and so no ETag.
const streaming = "streaming"

// mount puts the API beside the pages.
func (s *Server) mount(mux *http.ServeMux) *api {
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	a := &api{s: s, mux: mux, ops: map[string]string{}}
	a.API = huma.NewAPI(huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Entente", Version: "1",
				Description: "The record of a coalition, and what it adds up to. Every answer is the record as the person may read it who asks; what may not be seen is answered like what is not there."},
			Components: &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{
				"token":   {Type: "http", Scheme: "bearer", Description: "A token of a person: entente token issue, or the page Tokens."},
				"session": {Type: "apiKey", In: "cookie", Name: sessionCookie, Description: "The session of a browser that has signed in."},
			}},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json", RejectUnknownQueryParameters: true,
	}, a)
	a.reading()
	a.searching()
	a.dating()
	a.importing()
	a.mailing()
	a.coding()
	a.filing()
	a.sitting()
	a.around()
	a.taking()
	a.asking()
	a.proving()
	a.accounts()
	a.viewing()
	a.people()
	a.complete()
	text, err := json.Marshal(a.OpenAPI())
	if err != nil {
		panic(err) // of the program's own types; every test would show it
	}
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		w.Write(text)
	})
	mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		v.refuse(w, cmp.Or(v.enterAPI(site.ScopeRead), register.ErrNotFound))
	})
	return a
}

// complete says in the document what holds for every operation: the tag of what is read,
// and how errors come.
func (a *api) complete() {
	for path, item := range a.OpenAPI().Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete} {
			if op == nil {
				continue
			}
			if a.ops[method+" "+path] == "" || op.Responses["default"] == nil {
				panic(path + ": no error is described") // every test would show it
			}
			op.Responses["default"].Description = "What is wrong, everything at once (RFC 9457)"
			if op.Method != http.MethodGet || op.Metadata[streaming] != nil {
				continue
			}
			op.Parameters = append(op.Parameters, &huma.Param{Name: "If-None-Match", In: "header", Description: "an ETag: answered 304 while nothing has changed", Schema: &huma.Schema{Type: "string"}})
			op.Responses["304"] = &huma.Response{Description: "as the If-None-Match says"}
			if ok := op.Responses["200"]; ok != nil {
				if ok.Headers == nil {
					ok.Headers = map[string]*huma.Param{}
				}
				ok.Headers["ETag"] = &huma.Param{Description: "of what you see; of nothing else", Schema: &huma.Schema{Type: "string"}}
			}
		}
	}
}

// schemaName tells the answers of the packages apart: assess.Answer is AssessAnswer.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	pkg := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
	if pkg == "" || pkg == "web" || pkg == "act" {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

// Handle serves an operation: it lets in who may ask, and keeps what was answered
// where that is asked for. It makes api the adapter of its own huma.API.
func (a *api) Handle(op *huma.Operation, handler func(huma.Context)) {
	scope := op.Metadata["scope"].(site.Scope)
	a.ops[op.Method+" "+op.Path] = op.OperationID
	a.mux.HandleFunc(op.Method+" "+op.Path, func(w http.ResponseWriter, r *http.Request) {
		v := a.s.visit(w, r)
		answer := func(w http.ResponseWriter) {
			handler(humago.NewContext(op, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)), w))
		}
		err := v.enterAPI(scope)
		switch {
		case err != nil:
		case op.Metadata[streaming] != nil:
			answer(w)
		case op.Metadata[changing] != nil:
			err = a.change(v, w, r, op, answer)
		default:
			tagged(w, r, answer)
		}
		if err != nil {
			v.refuse(w, err)
		}
	})
}

// ServeHTTP completes the adapter; requests come by way of the site's own handler.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.s.ServeHTTP(w, r) }

type visitKey struct{}

// operation describes an operation by its scope, id, method and path, and in words.
func operation(scope site.Scope, id, method, path, summary string, marks ...string) huma.Operation {
	o := huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, MaxBodyBytes: largestForm,
		Security: []map[string][]string{{"token": {string(scope)}}, {"session": {}}}, Metadata: map[string]any{"scope": scope}}
	if scope == site.ScopePeople {
		o.Security = o.Security[1:]
	}
	for _, m := range marks {
		o.Metadata[m] = true
	}
	o.Tags = []string{string(scope)}
	return o
}

// answers registers what answers an operation. Its errors become statuses where
// those of pages do.
func answers[I, O any](a *api, op huma.Operation, f func(*visit, *I) (*O, error)) {
	huma.Register(a.API, op, func(ctx context.Context, in *I) (*O, error) {
		v := ctx.Value(visitKey{}).(*visit)
		out, err := f(v, in)
		if err == nil && ctx.Value(quiet{}) == nil {
			err = v.reader.Read("api "+op.OperationID, v.marked, v.shown)
		}
		if err != nil {
			return nil, v.problem(err)
		}
		return out, nil
	})
}

// of is an answer that is its own JSON.
type of[T any] struct{ Body T }

func body[T any](x T) *of[T] { return &of[T]{x} }
