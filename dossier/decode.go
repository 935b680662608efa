package dossier

import (
	"reflect"

	"entente/act"
	"entente/phrase"
)

// Decode reads another YAML document of the house, such as a procedure, into a
// struct whose json, doc and enum tags are its format, with the rules and messages
// of a dossier: no unknown key, no anchor, every problem with its place. The
// returned places let the caller report what only it can know. Conditions and
// references in the document are not followed.
func Decode(name string, src []byte, into any) (*Places, act.Problems) {
	r := &reader{name: name, marks: map[mark]span{}}
	p := &Places{r, &act.Act{}}
	if r.accept(src) {
		if root := r.parse(); root != nil && r.mapping(root, "the document") {
			v := reflect.ValueOf(into).Elem()
			r.marks[mark{p.whole, ""}] = span{root.Line, root.Column, 1}
			r.fill(root, shapeOf(v.Type()), "document", "", p.whole, func(f *field) reflect.Value { return v.Field(f.index) }, "")
		}
	}
	return p, r.report()
}

// Places knows where each value of a decoded document stands.
type Places struct {
	r     *reader
	whole *act.Act
}

// Said remembers how problems are said.
func (p *Places) Said() *phrase.Said { return p.r.said.Said() }

// Problem is a mistake at a value, named by the path of its keys: "stages.0.threshold".
func (p *Places) Problem(path, code, hint, format string, args ...any) act.Problem {
	at := p.r.at(p.whole, path)
	problem := p.r.problem(code, hint, format, args)
	problem.Place, problem.Width = act.Place{File: p.r.name, Line: at.line, Col: at.col}, max(1, at.width)
	if at.line > 0 && at.line <= len(p.r.lines) {
		problem.Excerpt = p.r.lines[at.line-1]
	}
	return problem
}
