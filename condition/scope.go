package condition

import (
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
	return nil, nil
}
