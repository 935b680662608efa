package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"entente/act"
	"entente/dossier"
)

// readDossier reads the dossier a case is named by: its file or, where there is a
// folder of dossiers, its id. Warnings come back beside it; what refuses it is the
// error.
func readDossier(name string) (*dossier.Dossier, act.Problems, error) {
	path, err := caseFile(name)
	if err != nil {
		return nil, nil, err
	}
	d, problems := dossier.ReadFile(path)
	if problems.Refuse() {
		return nil, nil, problems
	}
	return d, problems, nil
}

// caseFile finds the file of a case.
func caseFile(name string) (string, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return "", fmt.Errorf("%s is a folder; name one dossier in it", name)
	case err == nil:
		return name, nil
	}
	if byID := filepath.Join("dossiers", name+".yaml"); exists(byID) {
		return byID, nil
	}
	text := "there is no dossier " + name
	if ids := casesHere(); len(ids) > 0 {
		if near := act.Nearest(name, ids); near != "" {
			text += " (did you mean " + near + "?)"
		}
		text += "; dossiers/ has " + strings.Join(ids, ", ")
	}
	return "", notFound(text)
}

// casesHere lists the ids of the cases in the folder of dossiers.
func casesHere() []string {
	files, _ := filepath.Glob(filepath.Join("dossiers", "*.yaml"))
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".yaml")
	}
	return files
}

// notFound is the name of something that is not there, said for people.
type notFound string

func (e notFound) Error() string { return string(e) }

// Is makes it os.ErrNotExist to those who ask.
func (e notFound) Is(target error) bool { return target == os.ErrNotExist }

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// writeFile writes a whole file or none: it is put in place when complete. Its
// errors name the file the user named, and are failures: a folder that is missing
// for the output is not a case that was not found.
func writeFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder; name the file to write", path)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".entente-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: is its folder there, and may you write in it?", path)
	}
	defer os.Remove(tmp.Name())
	if err := write(tmp); err != nil {
		tmp.Close()
		var e *fs.PathError
		if errors.As(err, &e) && e.Path == tmp.Name() {
			return fmt.Errorf("%s cannot be written: %v", path, e.Err)
		}
		return err
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("%s cannot be written: %v", path, err)
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return fmt.Errorf("%s cannot be written: %v", path, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("%s cannot be written: %v", path, err)
	}
	return nil
}
