// Package dossier reads the plain-text dossier an analyst writes: a YAML file
// that introduces sources, actors, facts and clauses and then lists dated acts.
//
// Call [ReadFile] or [Read] first. They return every problem of the file in one
// run, each with its line, column and remedy, and the acts only when nothing
// refuses the file. [Format] tidies what nobody would notice, [Set] changes one
// value and leaves every other byte alone, [Write] lays acts out as a new
// dossier, [Schema] is the JSON Schema that lets an editor complete keys.
//
// The structs of package act, with their json, doc and enum tags, are the
// format: a key added there is read, checked, written, described in the schema
// and in docs/dossier.md without a change here.
//
// The package leaves out what the acts add up to (situation and the eight
// questions) and the language of conditions (condition), which it only compiles
// to find mistakes.
package dossier

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"entente/act"
)

// Version is the format this program reads and writes: "entente: 1".
const Version = 1

// MaxSize is the largest file read, in bytes: thirty times the largest real
// dossier so far, and what a hostile file can cost stays below a second.
const MaxSize = 2 << 20

// A Dossier is one file: what it says of itself, and its acts, by section and
// within a section in the order of the file.
//
//	entente: 1
//	id: gaza-isf-2025
//	title: Stabilisation force for Gaza
//	as_of: 2025-11-30
//
// Every item becomes one act. The id of an act is the key of its item (PAK,
// un_mandate) or the item's own id; the initiative's id is the dossier's. An id
// names one thing in a dossier, whatever its kind.
type Dossier struct {
	ID       string   // short name of the case, and of its initiative
	Title    string   // what a reader sees
	AsOf     act.Date // the day answers are for unless another is asked
	Marking  string   // marking of the whole; acts may carry their own
	Author   string   // who wrote the dossier
	Language string   // language tag of its words; empty is English
	Acts     []*act.Act
}

// ReadFile reads the dossier in a file, as [Read] does.
func ReadFile(path string) (*Dossier, act.Problems) {
	src, problem := load(path)
	if problem != nil {
		problem.Place.File = path
		return nil, act.Problems{*problem}
	}
	return Read(path, src)
}

// load reads a file no further than the limit allows.
func load(path string) ([]byte, *act.Problem) {
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > MaxSize {
		return nil, tooBig(info.Size())
	}
	src, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, cannotRead(err)
	}
	return src, nil
}

func cannotRead(err error) *act.Problem {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	r := &reader{}
	p := r.problem("cannot-read", "check the name and whether you may read it", "the file cannot be read: %v", []any{err})
	return &p
}

func tooBig(n int64) *act.Problem {
	r := &reader{}
	p := r.problem("too-big", "keep documents beside the dossier and cite them under sources",
		"the file has %s bytes; a dossier has at most %s", []any{act.Grouped(n), act.Grouped(MaxSize)})
	return &p
}

// Read reads a dossier. The name is used in messages only. The problems are all
// that is wrong with the text, in its order, warnings included; the dossier is
// nil when a problem refuses the text.
func Read(name string, src []byte) (*Dossier, act.Problems) {
	r := &reader{name: name}
	var d *Dossier
	if r.accept(src) {
		if root := r.parse(); root != nil {
			d = r.dossier(root)
		}
	}
	if d != nil {
		r.references(d)
		r.sense(d)
		r.conditions(d)
		r.own()
		if !r.problems.Refuse() {
			r.lint(d)
		}
	}
	problems := r.report()
	if problems.Refuse() {
		return nil, problems
	}
	return d, problems
}
