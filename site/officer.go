package site

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// An officer looks after people and reads no more than anybody else. Whoever sends
// links could use them, and whoever sets levels could set them for a friend: so what
// an officer lets somebody read beyond what he reads himself waits until another
// vouches for it. For an actor that is a delegate or officer of that actor, cleared
// as high; the first person of an actor is vouched for at the machine.

// linkLasts is how long a link of an officer can be used.
const linkLasts = 7 * 24 * time.Hour

// covers reports whether all that a person could read another could read too.
func (s *Site) covers(by, p *Person) bool {
	if by.Awaits || p.Level > by.Level {
		return false
	}
	if p.Actor != "" {
		return p.Actor == by.Actor
	}
	_, cleared := s.w.Cleared("person:" + p.Name)
	return !cleared
}

// mayLookAfter refuses who is no officer, and an officer who looks after himself.
func mayLookAfter(by *Person, name string) error {
	switch {
	case by.Role != Officer || by.Awaits:
		return fmt.Errorf("an officer looks after people: %w", ErrNotPermitted)
	case by.Name == name:
		return fmt.Errorf("nobody changes what he may do himself; another officer can: %w", ErrNotPermitted)
	}
	return nil
}

// LetIn lets an officer let somebody in, and gives the link's secret by which the
// person sets a password, once, within a week.
func (s *Site) LetIn(by *Person, p Person) (secret string, err error) {
	if err := mayLookAfter(by, p.Name); err != nil {
		return "", err
	}
	p.Awaits = !s.covers(by, &p)
	if err := s.AddPerson(p, ""); err != nil {
		return "", err
	}
	if secret, err = s.invite(p.Name, linkLasts, p.Awaits); err != nil {
		return "", err
	}
	return secret, s.did(by, "let-in", &p)
}

// Relink gives somebody who is here a new link: the password is set anew by it.
func (s *Site) Relink(by *Person, name string) (secret string, err error) {
	p, err := s.Person(name)
	if err != nil {
		return "", err
	}
	if err := mayLookAfter(by, name); err != nil {
		return "", err
	}
	if secret, err = s.invite(name, linkLasts, !s.covers(by, p)); err != nil {
		return "", err
	}
	return secret, s.did(by, "relink", p)
}

// Change lets an officer change what somebody is called and may do.
func (s *Site) Change(by *Person, p Person) error {
	old, err := s.Person(p.Name)
	if err != nil {
		return err
	}
	if err := errors.Join(mayLookAfter(by, p.Name), p.check()); err != nil {
		return err
	}
	wider := p.Level > old.Level || p.Actor != old.Actor
	p.Awaits = (old.Awaits || wider) && !s.covers(by, &p)
	_, err = s.db.Exec("UPDATE person SET title = ?, actor = ?, office = ?, role = ?, level = ?, rel_to = ?, awaits = ? WHERE name = ? AND ended = 0",
		p.Title, p.Actor, p.Office, string(p.Role), int(p.Level), strings.Join(p.RelTo, " "), p.Awaits, p.Name)
	if err != nil {
		return err
	}
	return s.did(by, "change", &p)
}

// MayVouch reports whether somebody may vouch for a person who awaits it.
func (s *Site) MayVouch(by, p *Person) (bool, error) {
	if !p.Awaits || by.Awaits || by.Name == p.Name || by.Role == Observer || by.Actor != p.Actor && !(p.Actor == "" && by.Role == Officer) || p.Level > by.Level {
		return false, nil
	}
	var did int // whoever had a hand in it does not vouch for it
	err := s.db.QueryRow("SELECT count(*) FROM deed WHERE name = ? AND by = ?", p.Name, by.Name).Scan(&did)
	return did == 0, err
}

// AwaitVouching lists for whom a person may vouch.
func (s *Site) AwaitVouching(by *Person) ([]*Person, error) {
	people, err := s.People()
	if err != nil {
		return nil, err
	}
	var all []*Person
	for _, p := range people {
		may, err := s.MayVouch(by, p)
		if err != nil {
			return nil, err
		}
		if may {
			all = append(all, p)
		}
	}
	return all, nil
}

// Vouch says for a person that it is who it is said to be, and may read what its
// terms say.
func (s *Site) Vouch(by *Person, name string) error {
	p, err := s.Person(name)
	if err != nil {
		return err
	}
	may, err := s.MayVouch(by, p)
	if err != nil {
		return err
	}
	if !may {
		return fmt.Errorf("a delegate or officer of the same actor vouches, cleared as high, who did not let the person in: %w", ErrNotPermitted)
	}
	return s.vouch(by, p)
}

// VouchAtMachine is for whoever keeps the machine, who could read all of the
// register's file in any case.
func (s *Site) VouchAtMachine(name string) error {
	p, err := s.Person(name)
	if err != nil {
		return err
	}
	return s.vouch(&Person{Name: "at the machine"}, p)
}

func (s *Site) vouch(by, p *Person) error {
	// The terms must be those that were vouched for, should an officer change them now.
	done, err := s.db.Exec("UPDATE person SET awaits = 0 WHERE name = ? AND actor = ? AND level = ? AND ended = 0", p.Name, p.Actor, int(p.Level))
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, nobodyOf(p.Name))
	}
	return s.did(by, "vouch", p)
}

// EndPerson ends a person: its sessions, links and ways to sign in are gone, and its
// name is not given again, because it stands in what was done.
func (s *Site) EndPerson(by *Person, name string) error {
	p, err := s.Person(name)
	if err != nil {
		return err
	}
	if err := mayLookAfter(by, name); err != nil {
		return err
	}
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE person SET password = '', ended = ? WHERE name = ?", s.now().UnixMilli(), name); err != nil {
		return err
	}
	for _, table := range []string{"session", "invitation", "passkey", "identity", "token", "answered", "feed", "view"} {
		if _, err := tx.Exec("DELETE FROM "+table+" WHERE name = ?", name); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return s.did(by, "end", p)
}

// Deed is something that was done about a person.
type Deed struct {
	At    time.Time
	By    string
	What  string // let-in, relink, change, vouch, end
	Terms string // what the person might do from then on
}

func (s *Site) did(by *Person, what string, p *Person) error {
	_, err := s.db.Exec("INSERT INTO deed(at, by, name, what, terms) VALUES (?,?,?,?,?)", s.now().UnixMilli(), by.Name, p.Name, what, p.Terms())
	return err
}

// Terms says in one line what a person may do: "delegate of PAK, SECRET, REL TO PAK, SAU".
func (p *Person) Terms() string {
	said := string(p.Role)
	if p.Actor != "" {
		said += " of " + p.Actor
	}
	said += ", " + p.Level.String()
	if len(p.RelTo) > 0 {
		said += ", REL TO " + strings.Join(p.RelTo, ", ")
	}
	return said
}

// Deeds lists what was done about a person, the latest first.
func (s *Site) Deeds(name string) ([]Deed, error) {
	rows, err := s.db.Query("SELECT at, by, what, terms FROM deed WHERE name = ? ORDER BY at DESC, rowid DESC", name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Deed
	for rows.Next() {
		var d Deed
		var at int64
		if err := rows.Scan(&at, &d.By, &d.What, &d.Terms); err != nil {
			return nil, err
		}
		d.At = time.UnixMilli(at).UTC()
		all = append(all, d)
	}
	return all, rows.Err()
}
