package site

import (
	"time"

	"entente/marking"
	"entente/register"
)

const readingTables = `
CREATE TABLE reading(
	name       TEXT NOT NULL,
	initiative TEXT NOT NULL,
	act        TEXT NOT NULL,
	how        TEXT NOT NULL,
	marking    TEXT NOT NULL,
	at         INTEGER NOT NULL) STRICT;
CREATE INDEX reading_act ON reading(initiative, act, at);
CREATE INDEX reading_name ON reading(name, at);
`

// Reading is one time somebody looked at something.
type Reading struct {
	Name       string // who
	Initiative string
	Act        string // empty: a list of the case as a whole
	How        string // page, proof, export, print
	Marking    string // of what was shown then
	At         time.Time
}

// Read writes down that the person looked at an act of a case, or took away a list of
// it when act is empty. Nothing is shown before that is on disk: where it fails, so does
// the page.
func (r *Reader) Read(initiative, act, how string, m marking.Marking) error {
	return r.s.kept.write(statement{"INSERT INTO reading VALUES (?,?,?,?,?,?)", []any{r.p.Name, initiative, act, how, m.String(), r.s.now().UnixMilli()}})
}

// mostReadings is how many readings of one object are shown, the newest.
const mostReadings = 200

// Readings says who looked at an act when it was marked above unclassified, the
// newest first. Officers, and those who read for the actor whose act it is or who
// signed it, see everybody's readings; others see their own.
func (r *Reader) Readings(e *register.Entry) ([]Reading, error) {
	who := r.p.Name
	if r.p.Role == Officer || r.p.Actor != "" && (r.p.Actor == string(e.Heading.Actor) || r.p.Actor == e.Heading.Signer) {
		who = ""
	}
	rows, err := r.s.db.Query(`SELECT name, initiative, act, how, marking, at FROM reading
		WHERE initiative = ? AND act = ? AND (? = '' OR name = ?) ORDER BY at DESC LIMIT ?`, e.Heading.Initiative, e.Heading.ID, who, who, 4*mostReadings)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Reading
	for rows.Next() && len(all) < mostReadings {
		var x Reading
		var at int64
		if err := rows.Scan(&x.Name, &x.Initiative, &x.Act, &x.How, &x.Marking, &at); err != nil {
			return nil, err
		}
		if x.At = time.UnixMilli(at); guarded(marking.Parse(x.Marking)) {
			all = append(all, x)
		}
	}
	return all, rows.Err()
}

// guarded reports whether a marking keeps anything from anybody.
func guarded(m marking.Marking) bool {
	return m.Level > marking.Unclassified || m.Listed || m.NOFORN || m.ORCON || m.TLP > marking.Green
}

// mostRecent is how many objects are one key away.
const mostRecent = 10

// Recent gives the acts the person opened last, the latest first, as it may see them
// now.
func (r *Reader) Recent() ([]*register.Entry, error) {
	rows, err := r.s.db.Query(`SELECT initiative, act FROM reading WHERE name = ? AND act <> '' AND how = 'page'
		GROUP BY initiative, act ORDER BY max(at) DESC, max(rowid) DESC LIMIT ?`, r.p.Name, 2*mostRecent)
	if err != nil {
		return nil, err
	}
	var names [][2]string
	for rows.Next() {
		var n [2]string
		if err := rows.Scan(&n[0], &n[1]); err != nil {
			rows.Close()
			return nil, err
		}
		names = append(names, n)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	var all []*register.Entry
	for _, n := range names {
		if e, err := r.alone(n[0], n[1]); err == nil && len(all) < mostRecent {
			all = append(all, e)
		}
	}
	return all, nil
}
