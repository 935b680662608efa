package site

import (
	"database/sql"
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

// A look at many acts is one row too: it names the last link of their chain.
const shownTables = `
ALTER TABLE reading ADD COLUMN shown BLOB NOT NULL DEFAULT x'';
CREATE INDEX reading_shown ON reading(shown, at);
CREATE TABLE shown(
	link       BLOB PRIMARY KEY,
	before     BLOB NOT NULL,
	initiative TEXT NOT NULL,
	act        TEXT NOT NULL) STRICT;
CREATE INDEX shown_act ON shown(initiative, act);
CREATE INDEX shown_before ON shown(before);
`

// Reading is one time somebody looked at something.
type Reading struct {
	Name    string // who
	How     string // page, case, list, export, proof, import, api; and what
	Marking string // of what was shown then
	At      time.Time
}

// Read writes down that the person is shown acts of the record: on a page, in an answer
// or in a file, as how says, under the marking of the whole. It is the one place where
// that is noted; a look at what is not marked is noted only where it is an act's own page.
// Nothing is shown before that is on disk: where it fails, so does the page.
func (r *Reader) Read(how string, m marking.Marking, shown Shown) error {
	if len(shown.links) == 0 && shown.page == nil {
		return nil
	}
	note, err := shown.keep(r.s.db)
	if err != nil {
		return err
	}
	var initiative, act string
	if shown.page != nil {
		initiative, act = shown.page.Heading.Initiative, shown.page.Heading.ID
	}
	return r.s.kept.write(append(note, statement{"INSERT INTO reading VALUES (?,?,?,?,?,?,?)",
		[]any{r.p.Name, initiative, act, how, m.String(), r.s.now().UnixMilli(), shown.last()}})...)
}

// keep says what is to be written to keep the links that are not kept yet; where one is,
// so are those before it.
func (x Shown) keep(db *sql.DB) (note []statement, err error) {
	for i := len(x.links) - 1; i >= 0; i-- {
		l := x.links[i]
		var here int
		if err := db.QueryRow("SELECT count(*) FROM shown WHERE link = ?", l.key[:]).Scan(&here); err != nil || here > 0 {
			return note, err
		}
		note = append(note, statement{"INSERT OR IGNORE INTO shown VALUES (?,?,?,?)", []any{l.key[:], x.key(i - 1), l.initiative, l.act}})
	}
	return note, nil
}

// mostReadings is how many readings of one object are shown, the newest.
const mostReadings = 200

// Readings says who was shown an act when it was marked above unclassified, the
// newest first: on its own page, or among others. Officers, and those who read for the
// actor whose act it is or who signed it, see everybody's readings; others see their own.
func (r *Reader) Readings(e *register.Entry) ([]Reading, error) {
	who := r.p.Name
	if r.p.Role == Officer || r.p.Actor != "" && (r.p.Actor == string(e.Heading.Actor) || r.p.Actor == e.Heading.Signer) {
		who = ""
	}
	rows, err := r.s.db.Query(`WITH RECURSIVE
		since(link) AS (SELECT link FROM shown WHERE initiative = ?1 AND act = ?2 UNION SELECT s.link FROM shown s JOIN since ON s.before = since.link),
		look(id) AS (SELECT rowid FROM reading WHERE initiative = ?1 AND act = ?2 UNION SELECT rowid FROM reading WHERE shown IN since)
		SELECT name, how, marking, at FROM reading WHERE rowid IN look AND (?3 = '' OR name = ?3) ORDER BY at DESC, rowid DESC LIMIT ?4`,
		e.Heading.Initiative, e.Heading.ID, who, 4*mostReadings)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Reading
	for rows.Next() && len(all) < mostReadings {
		var x Reading
		var at int64
		if err := rows.Scan(&x.Name, &x.How, &x.Marking, &at); err != nil {
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
