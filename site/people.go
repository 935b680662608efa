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
}

// Reader is the name its clearance stands under on the register.
func (p *Person) Reader() string {
	if p.Actor == "" {
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
		wrong = append(wrong, fmt.Errorf("the name %q: use 2 to 40 of a–z, 0–9, point, hyphen and underscore, beginning with a letter or figure", p.Name))
	}
	if p.Actor != "" && !actorCode.MatchString(p.Actor) {
		wrong = append(wrong, fmt.Errorf("the actor %q: use a code such as PAK or SECRETARIAT", p.Actor))
	}
	if !slices.Contains(Roles, p.Role) {
		wrong = append(wrong, fmt.Errorf("the role %q: use officer, delegate or observer", p.Role))
	}
	if p.Role == Delegate && p.Actor == "" {
		wrong = append(wrong, fmt.Errorf("a delegate files acts for an actor: name it"))
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
	_, err = s.db.Exec("INSERT INTO person VALUES (?,?,?,?,?,?,?,?,?,?)", p.Name, p.Title, p.Actor, p.Office, string(p.Role), int(p.Level),
		strings.Join(p.RelTo, " "), kept, -1, s.now().UnixMilli())
	if err != nil && strings.Contains(err.Error(), "UNIQUE") {
		return fmt.Errorf("%s is here already: %w", p.Name, register.ErrConflict)
	}
	return err
}

// Person finds somebody by name.
func (s *Site) Person(name string) (*Person, error) {
	p, _, err := s.person(name)
	return p, err
}

const personColumns = "name, title, actor, office, role, level, rel_to, password"

func (s *Site) person(name string) (*Person, string, error) {
	p, password, err := scanPerson(s.db.QueryRow("SELECT "+personColumns+" FROM person WHERE name = ?", name))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%s: nobody of that name: %w", name, register.ErrNotFound)
	}
	return p, password, err
}

func scanPerson(row interface{ Scan(...any) error }) (*Person, string, error) {
	var p Person
	var level int
	var relTo, password string
	if err := row.Scan(&p.Name, &p.Title, &p.Actor, &p.Office, &p.Role, &level, &relTo, &password); err != nil {
		return nil, "", err
	}
	p.Level, p.RelTo = marking.Level(level), strings.Fields(relTo)
	return &p, password, nil
}

// People lists everybody who may sign in, in order of name.
func (s *Site) People() ([]*Person, error) {
	rows, err := s.db.Query("SELECT " + personColumns + " FROM person ORDER BY name")
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

// Invite makes a link's secret by which a person sets a password, once. For a
// person that is not here it makes the first officer, and only while nobody is here.
func (s *Site) Invite(name string, lasts time.Duration) (secret string, err error) {
	if name == "" {
		people, err := s.People()
		if err != nil {
			return "", err
		}
		if len(people) > 0 {
			return "", fmt.Errorf("there are people here already; an officer invites others: %w", ErrNotPermitted)
		}
	} else if _, err := s.Person(name); err != nil {
		return "", err
	}
	secret, hash := newToken()
	tx, err := s.db.Begin()
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM invitation WHERE name = ?", name); err != nil { // the latest link holds
		return "", err
	}
	if _, err := tx.Exec("INSERT INTO invitation VALUES (?, ?, ?)", hash, name, s.now().Add(lasts).UnixMilli()); err != nil {
		return "", err
	}
	return secret, tx.Commit()
}

// Invited says for whom a link is: a name, or empty for the first officer.
func (s *Site) Invited(secret string) (name string, err error) {
	err = s.db.QueryRow("SELECT name FROM invitation WHERE hash = ? AND until > ?", tokenHash(secret), s.now().UnixMilli()).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrExpired
	}
	return name, err
}

// Accept sets the password of whoever a link is for, and uses the link up. The first
// officer brings its own name and title.
func (s *Site) Accept(secret string, p Person, password string) (*Person, error) {
	name, err := s.Invited(secret)
	if err != nil {
		return nil, err
	}
	if err := checkPassword(password); err != nil {
		return nil, err
	}
	if name == "" {
		p.Role, p.Actor, p.Level = Officer, s.w.Custodian(), marking.TopSecret
		if err := s.AddPerson(p, password); err != nil {
			return nil, err
		}
		name = p.Name
	} else if _, err := s.db.Exec("UPDATE person SET password = ? WHERE name = ?", s.hashPassword(password), name); err != nil {
		return nil, err
	}
	if _, err := s.db.Exec("DELETE FROM invitation WHERE hash = ?", tokenHash(secret)); err != nil {
		return nil, err
	}
	return s.Person(name)
}
