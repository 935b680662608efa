package site

import (
	"crypto/rand"
	"fmt"
	"strings"
	"unicode/utf8"

	"entente/marking"
	"entente/register"
)

const viewTables = `
CREATE TABLE view(
	id      TEXT PRIMARY KEY,
	name    TEXT NOT NULL REFERENCES person(name),
	title   TEXT NOT NULL,
	path    TEXT NOT NULL,
	marking TEXT NOT NULL,
	shared  INTEGER NOT NULL,
	start   INTEGER NOT NULL) STRICT;
`

// View is an address of the site that a person has named, such as a search. It holds
// no rows: whoever opens it sees what it may see.
type View struct {
	ID      string
	Owner   string
	Title   string
	Path    string
	Marking marking.Marking // of the page it was kept from, and so of its title
	Shared  bool            // those who read for the same actor, cleared as high, see it too
	Start   bool            // it stands on its owner's start page
}

const (
	mostViews    = 100
	longestTitle = 80
	longestPath  = 2000
	longestMark  = 300
)

// KeepView names an address for a person, and gives the id of the view.
func (s *Site) KeepView(p *Person, v View) (id string, err error) {
	v.Title = strings.TrimSpace(v.Title)
	if n := utf8.RuneCountInString(v.Title); n == 0 || n > longestTitle {
		return "", refuse("name the view in 1 to %d characters", longestTitle)
	}
	if v.Path == "" || len(v.Path) > longestPath {
		return "", refuse("the address of the view is none of this site, or has more than %d bytes", longestPath)
	}
	if len(v.Marking.String()) > longestMark {
		return "", refuse("the marking of the view has more than %d bytes", longestMark)
	}
	var n int
	if err := s.db.QueryRow("SELECT count(*) FROM view WHERE name = ?", p.Name).Scan(&n); err != nil {
		return "", err
	}
	if n >= mostViews {
		return "", refuse("there are %d views of yours; delete some first", n)
	}
	id = strings.ToLower(rand.Text()[:16])
	_, err = s.db.Exec("INSERT INTO view VALUES (?,?,?,?,?,?,?)", id, p.Name, v.Title, v.Path, v.Marking.String(), v.Shared, v.Start)
	return id, err
}

// Views lists a person's views, then those shared with it. A title tells something of
// what its owner may read, so it goes to nobody who is cleared for less.
func (s *Site) Views(p *Person) ([]View, error) {
	rows, err := s.db.Query(`SELECT view.id, view.name, view.title, path, marking, shared, start FROM view JOIN person ON person.name = view.name
		WHERE view.name = ?1 OR shared = 1 AND ?2 <> '' AND person.actor = ?2 AND person.level <= ?3 AND person.awaits = 0 AND person.ended = 0 AND ?4 = 0
		ORDER BY view.name <> ?1, view.title, view.id`, p.Name, p.Actor, int(p.Level), p.Awaits)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []View
	for rows.Next() {
		var v View
		var mark string
		if err := rows.Scan(&v.ID, &v.Owner, &v.Title, &v.Path, &mark, &v.Shared, &v.Start); err != nil {
			return nil, err
		}
		v.Marking = marking.Parse(mark)
		all = append(all, v)
	}
	return all, rows.Err()
}

// ShareView shares a view of a person, or keeps it to itself again.
func (s *Site) ShareView(p *Person, id string, shared bool) error {
	return s.changeView("UPDATE view SET shared = ? WHERE id = ? AND name = ?", shared, id, p.Name)
}

// PinView puts a view of a person on its start page, or takes it off.
func (s *Site) PinView(p *Person, id string, start bool) error {
	return s.changeView("UPDATE view SET start = ? WHERE id = ? AND name = ?", start, id, p.Name)
}

// DropView deletes a view of a person.
func (s *Site) DropView(p *Person, id string) error {
	return s.changeView("DELETE FROM view WHERE id = ? AND name = ?", id, p.Name)
}

func (s *Site) changeView(query string, args ...any) error {
	done, err := s.db.Exec(query, args...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("the view: %w", register.ErrNotFound)
	}
	return nil
}
