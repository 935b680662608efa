package main

import (
	"os"
	"strings"

	"entente/decide"
)

// procedureNamed finds a procedure: one shipped, by its short name, or one's own, by
// its file.
func procedureNamed(name, path string) (*decide.Procedure, error) {
	if !strings.HasSuffix(name, ".yaml") {
		p, err := decide.Find(name)
		if err != nil {
			return nil, usageError{err, path}
		}
		return p, nil
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	p, problems := decide.ReadProcedure(name, src)
	if problems.Refuse() {
		return nil, problems
	}
	return p, nil
}
