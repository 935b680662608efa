package condition

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/parser"
	"entente/act"
)

// A Scope is what the conditions of one dossier may speak of. It is plain data,
// made once and used for all its conditions, by several goroutines if need be; nothing
// is compiled.
type Scope struct {
	Facts      []string            // ids usable as fact.ID
	Actors     []string            // codes usable as joins.CODE and decided.CODE
	Candidates []string            // those of them whose joining is in question: the list "candidates"
	Options    map[string][]string // clause → the short names of its options

	// Groups returns the actors a list members.NAME stands for, as of the date and
	// among those declared, and whether the name is known. Nil: there are no groups.
	Groups func(name string) ([]string, bool)
	// GroupNames are names to suggest for a misspelt group; may be empty.
	GroupNames []string
}

// Parse reads a condition. All problems are returned, each with its place in the
// file, width and remedy; the excerpt is left to the caller, who has the file. The
// expression is nil when a problem refuses the text; warnings come beside it.
func (s *Scope) Parse(c act.Condition) (*Expr, act.Problems) {
	e, problems := s.ParseText(c.Text)
	for i := range problems {
		problems[i].Place = c.PlaceOf(problems[i].Line, problems[i].Col)
	}
	return e, problems
}

// ParseText reads a condition that stands in no file: an assumption on the command
// line, a field of a form. Places are line and column of the text.
func (s *Scope) ParseText(text string) (*Expr, act.Problems) {
	r := &report{}
	e := s.parse(text, r)
	r.problems.Sort()
	if r.problems.Refuse() {
		return nil, r.problems
	}
	return e, r.problems
}

// maxLength is the longest text, in characters; CEL's own default.
const maxLength = 100_000

// The parser of CEL, without macros: exists, all and map over a list cannot be grounded
// in yes-or-no questions. (Its Pratt parser takes a tenth of the time of the one by ANTLR;
// the tests compare the two.)
var celParser = sync.OnceValue(func() *parser.Parser {
	p, err := parser.NewParser(parser.EnablePrattParser(true), parser.EnableVariadicOperatorASTs(true),
		parser.MaxRecursionDepth(maxNesting), parser.ExpressionSizeCodePointLimit(maxLength), parser.ErrorRecoveryLimit(1))
	if err != nil {
		panic(err) // the options are constants
	}
	return p
})

// parse is the whole way of a text: words and signs, names, shape, CEL, grounding. Every stage reports
// what it alone can see; one that a fault stops leaves the rest unsaid.
func (s *Scope) parse(text string, r *report) *Expr {
	if n := utf8.RuneCountInString(text); n > maxLength {
		r.say(place{1, 1, 1}, tooLong, n, maxLength)
		return nil
	}
	src := []rune(text)
	scan := &scanner{report: r, src: src, cel: slices.Clone(src)}
	scan.scan()
	(&resolver{r, s, scan.tokens}).resolve()
	before := len(r.problems)
	(&shape{report: r, tokens: scan.tokens}).check()
	if r.full || r.problems[before:].Refuse() {
		return nil
	}
	tree, errs := celParser().Parse(common.NewTextSource(string(scan.cel)))
	if found := errs.GetErrors(); len(found) > 0 {
		if !r.problems.Refuse() {
			at := found[0].Location
			refuse(r, at.Line(), at.Column()+1, found[0].Message, scan.tokens)
		}
		return nil
	}
	return (&grounder{report: r, Scope: s, info: tree.SourceInfo(), tokens: scan.tokens}).condition(tree.Expr())
}

// refuse translates an error of CEL's that no stage before has seen: at the token that begins at or before it.
func refuse(r *report, line, col int, message string, tokens []token) {
	at := &tokens[0]
	for i := range tokens {
		if t := &tokens[i]; t.line < line || t.line == line && t.col <= col {
			at = t
		}
	}
	if strings.Contains(message, "recursion limit") {
		r.say(at.place(), tooDeep, maxNesting)
		return
	}
	r.say(at.place(), refused)
}
