package site

import (
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"entente/marking"
	"entente/register"
)

const peopleTables = `
CREATE TABLE person(
	name     TEXT PRIMARY KEY,
	title    TEXT NOT NULL,
	actor    TEXT NOT NULL,
	office   TEXT NOT NULL,
	role     TEXT NOT NULL,
	level    INTEGER NOT NULL,
	rel_to   TEXT NOT NULL,
	password TEXT NOT NULL,
	seen     INTEGER NOT NULL,
	made     INTEGER NOT NULL) STRICT;
CREATE TABLE invitation(
	hash    BLOB PRIMARY KEY,
	name    TEXT NOT NULL,
	until   INTEGER NOT NULL) STRICT;
`

// The awaits of an invitation says whether whoever uses it has to be vouched for.
const officeTables = `
ALTER TABLE person ADD COLUMN awaits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitation ADD COLUMN awaits INTEGER NOT NULL DEFAULT 0;
CREATE TABLE deed(
	at      INTEGER NOT NULL,
	by      TEXT NOT NULL,
	name    TEXT NOT NULL,
	what    TEXT NOT NULL,
	terms   TEXT NOT NULL) STRICT;
CREATE INDEX deed_of ON deed(name, at);
`

// Role is what a person may do here. What a person may read follows from the
// clearance of the actor and the cap of the person, never from the role.
type Role string

// The roles.
const (
	Officer  Role = "officer"  // looks after people and the site
	Delegate Role = "delegate" // files acts for its actor
	Observer Role = "observer" // reads
)

// Roles lists the roles in the order shown to people.
var Roles = []Role{Officer, Delegate, Observer}

// Person is somebody who may sign in.
type Person struct {
	Name   string        // what is typed to sign in
	Title  string        // how it is called: "Ambassador A. Rahman"
	Actor  string        // for whom it reads and files; empty: for nobody but itself
	Office string        // its office in that actor
	Role   Role          //
	Level  marking.Level // it reads and files nothing above this
	RelTo  []string      // it files nothing released beyond these; empty sets no limit
	Awaits bool          // let in by an officer who could not read what it would: until somebody vouches it reads for nobody
	Ended  time.Time     // when it was ended; zero while it may sign in
}

// Reader is the name its clearance stands under on the register.
func (p *Person) Reader() string {
	switch {
	case p.Awaits:
		return "person:" + p.Name + ":awaits"
	case p.Actor == "":
		return "person:" + p.Name
	}
	return p.Actor
}

var (
	personName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)
	actorCode  = regexp.MustCompile(`^[A-Z][A-Z0-9_-]{1,39}$`)
)

// check says everything that is wrong with a person.
func (p *Person) check() error {
	var wrong []error
	if !personName.MatchString(p.Name) {
		wrong = append(wrong, refuse("the name %q: use 2 to 40 of a–z, 0–9, point, hyphen and underscore, beginning with a letter or figure", p.Name))
	}
	if p.Actor != "" && !actorCode.MatchString(p.Actor) {
		wrong = append(wrong, refuse("the actor %q: use a code such as PAK or SECRETARIAT", p.Actor))
	}
	if !slices.Contains(Roles, p.Role) {
		wrong = append(wrong, refuse("the role %q: use officer, delegate or observer", p.Role))
	}
	if p.Role == Delegate && p.Actor == "" {
		wrong = append(wrong, refuse("a delegate files acts for an actor: name it"))
	}
	for _, code := range p.RelTo {
		if !actorCode.MatchString(code) {
			wrong = append(wrong, refuse("REL TO %q: use codes such as PAK or OIC", code))
		}
	}
	return errors.Join(wrong...)
}

// AddPerson lets somebody sign in, with a password or, when it is empty, by a link
// that [Site.Invite] makes.
func (s *Site) AddPerson(p Person, password string) error {
	err := p.check()
	if password != "" {
		err = errors.Join(err, checkPassword(password))
	}
	if err != nil {
		return err
	}
	kept := ""
	if password != "" {
		kept = s.hashPassword(password)
	}
	return s.addPerson(s.db, p, kept)
}

// MayAdd says everything for which a person could not be added.
func (s *Site) MayAdd(p Person) error {
	err := p.check()
	if _, _, e := s.person(p.Name); e == nil {
		err = errors.Join(err, hereAlready(p.Name))
	}
	return err
}

func hereAlready(name string) error {
	return fmt.Errorf("%s is here already, or once was: %w", name, register.ErrConflict)
}

// execer is a database, or a transaction on it.
type execer interface {
	Exec(query string, args ...any) (sql.Result, error)
}

func (s *Site) addPerson(db execer, p Person, password string) error {
	_, err := db.Exec("INSERT INTO person(name, title, actor, office, role, level, rel_to, password, seen, made, awaits) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
		p.Name, p.Title, p.Actor, p.Office, string(p.Role), int(p.Level), strings.Join(p.RelTo, " "), password, -1, s.now().UnixMilli(), p.Awaits)
	if err != nil && strings.Contains(err.Error(), "UNIQUE") {
		return hereAlready(p.Name)
	}
	return err
}

// Person finds somebody who may sign in by name.
func (s *Site) Person(name string) (*Person, error) {
	p, _, err := s.person(name)
	if err == nil && !p.Ended.IsZero() {
		return nil, nobodyOf(name)
	}
	return p, err
}

func nobodyOf(name string) error {
	return fmt.Errorf("%s: nobody of that name: %w", name, register.ErrNotFound)
}

const personColumns = "name, title, actor, office, role, level, rel_to, password, awaits, ended"

func (s *Site) person(name string) (*Person, string, error) {
	p, password, err := scanPerson(s.db.QueryRow("SELECT "+personColumns+" FROM person WHERE name = ?", name))
	if errors.Is(err, sql.ErrNoRows) {
		err = nobodyOf(name)
	}
	return p, password, err
}

func scanPerson(row interface{ Scan(...any) error }) (*Person, string, error) {
	var p Person
	var level int
	var ended int64
	var relTo, password string
	if err := row.Scan(&p.Name, &p.Title, &p.Actor, &p.Office, &p.Role, &level, &relTo, &password, &p.Awaits, &ended); err != nil {
		return nil, "", err
	}
	p.Level, p.RelTo = marking.Level(level), strings.Fields(relTo)
	if ended != 0 {
		p.Ended = time.UnixMilli(ended).UTC()
	}
	return &p, password, nil
}

// People lists everybody who may sign in, in order of name.
func (s *Site) People() ([]*Person, error) { return s.people("ended = 0") }

// Gone lists everybody who was ended, in order of name.
func (s *Site) Gone() ([]*Person, error) { return s.people("ended != 0") }

func (s *Site) people(which string) ([]*Person, error) {
	rows, err := s.db.Query("SELECT " + personColumns + " FROM person WHERE " + which + " ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*Person
	for rows.Next() {
		p, _, err := scanPerson(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, rows.Err()
}
