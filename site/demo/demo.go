// Package demo fills a site with the worked cases, for people who want to see what
// Entente does before they have a record of their own. Everything in it is marked
// EXERCISE; [Remove] takes all of it away.
package demo

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"entente/act"
	"entente/dossier"
	"entente/dossiers"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// Persona is somebody a visitor can be.
type Persona struct {
	Name     string `json:"name"`
	Password string `json:"password"`
	Title    string `json:"title"`
	Sees     string `json:"sees"`
}

const (
	origin      = "exercise.example/demo"
	secretariat = "SECRETARIAT"
	mark        = "people.json" // says that a folder holds a demonstration, and who is in it
)

// cast is who is in the demonstration: one who reads all and looks after the site,
// one who speaks for a State, one who reads what is for everybody.
var cast = []site.Person{
	{Name: "secretary", Title: "Secretary of the exercise", Actor: secretariat, Office: "Registry", Role: site.Officer, Level: marking.Secret},
	{Name: "pakistan", Title: "Delegate of Pakistan", Actor: "PAK", Office: "Ministry of Foreign Affairs", Role: site.Delegate, Level: marking.Secret},
	{Name: "observer", Title: "Observer", Role: site.Observer},
}

var sees = []string{
	"reads up to SECRET and looks after people",
	"speaks for Pakistan and reads what is released to it",
	"reads only what is unclassified",
}

// Make fills a folder with the demonstration, or finds the one that is there.
func Make(ctx context.Context, dir string) ([]Persona, error) {
	if people, err := read(dir); err == nil {
		return people, nil
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, fmt.Errorf("%s is not empty and holds no demonstration; name another folder", dir)
	}
	secret, public, err := register.NewLogKey(origin)
	if err != nil {
		return nil, err
	}
	w, err := site.Found(dir, secret, public, site.Founding{Origin: origin, Keeper: secretariat, Office: "Registry", Guard: filepath.Join(dir, "guard")})
	if err != nil {
		return nil, err
	}
	err = fill(ctx, dir, w)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return populate(dir)
}

// fill puts the worked cases on record, deposited with the secretariat.
func fill(ctx context.Context, dir string, w *site.Writer) error {
	key, err := site.SigningKey(dir, "")
	if err != nil {
		return err
	}
	var drafts []*register.Draft
	draft := func(a *act.Act) error {
		d, err := w.Draft(a, site.Quality(a, secretariat, true), key)
		drafts = append(drafts, d)
		return err
	}
	for i, level := range []string{"SECRET", "SECRET"} {
		who := []string{secretariat, "PAK"}[i]
		a := &act.Act{ID: "clearance-" + strings.ToLower(who), Kind: "register_clearance", Body: &register.ClearanceAct{Reader: act.ActorRef(who), Level: level}}
		a.Actor, a.Marking = secretariat, exercise("UNCLASSIFIED")
		if err := draft(a); err != nil {
			return err
		}
	}
	names, err := fs.Glob(dossiers.Files, "*.yaml")
	if err != nil {
		return err
	}
	for _, name := range names {
		src, err := dossiers.Files.ReadFile(name)
		if err != nil {
			return err
		}
		d, problems := dossier.Read(name, src)
		if problems.Refuse() {
			return problems
		}
		for _, a := range d.Acts {
			a.Marking = marked(a, d.Marking)
			if b, ok := a.Body.(*act.Source); ok { // the documents of the cases are not part of the demonstration
				b.SHA256, b.Text = "", ""
			}
			if err := draft(a); err != nil {
				return err
			}
		}
	}
	kept, err := sources(dir)
	if err != nil {
		return err
	}
	post, err := mail(dir)
	if err != nil {
		return err
	}
	for _, a := range append(kept, post...) {
		if err := draft(a); err != nil {
			return err
		}
	}
	results, err := w.AppendAll(ctx, drafts, nil)
	for _, r := range results {
		err = errors.Join(err, r.Err)
	}
	return err
}

// marked gives an act its marking in the exercise. Soundings, which are confidential
// in life, are released to those they are between, so that there is something not
// everybody may see.
func marked(a *act.Act, whole string) string {
	if b, ok := a.Body.(*act.Sounding); ok {
		between := []string{string(a.Actor)}
		for _, to := range b.To {
			if code := string(to); code == strings.ToUpper(code) {
				between = append(between, code)
			}
		}
		return exercise("CONFIDENTIAL//REL TO " + strings.Join(between, ", "))
	}
	if a.Marking != "" {
		return exercise(a.Marking)
	}
	return exercise(whole)
}

// exercise marks what a marking says of the whole, and of each portion, as exercise.
func exercise(text string) string {
	parts := strings.Split(text, ";")
	for i, part := range parts {
		name, mark, portion := strings.Cut(part, ": ")
		if !portion {
			name, mark = "", part
		}
		m := marking.Parse(mark)
		if m.Exercise = true; portion {
			parts[i] = name + ": " + m.String()
		} else {
			parts[i] = m.String()
		}
	}
	return strings.Join(parts, ";")
}

// populate adds the cast, each with a password drawn for this folder.
func populate(dir string) ([]Persona, error) {
	s, err := site.Open(dir, site.Options{})
	if err != nil {
		return nil, err
	}
	var people []Persona
	for i, p := range cast {
		x := Persona{Name: p.Name, Password: strings.ToLower(rand.Text()[:16]), Title: p.Title, Sees: sees[i]}
		err = errors.Join(err, s.AddPerson(p, x.Password))
		people = append(people, x)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(people, "", "  ")
	if err != nil {
		return nil, err
	}
	return people, os.WriteFile(filepath.Join(dir, mark), append(text, '\n'), 0o600)
}

func read(dir string) ([]Persona, error) {
	text, err := os.ReadFile(filepath.Join(dir, mark))
	if err != nil {
		return nil, err
	}
	var people []Persona
	return people, json.Unmarshal(text, &people)
}

// Remove takes a demonstration away, with all that is in its folder. It refuses a
// folder that holds none, and one that is being served.
func Remove(dir string) error {
	if _, err := read(dir); err != nil {
		return fmt.Errorf("%s holds no demonstration; nothing was removed: %w", dir, os.ErrNotExist)
	}
	release, err := register.Lock(dir)
	if err != nil {
		return err
	}
	defer release()
	return os.RemoveAll(dir)
}
