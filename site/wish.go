package site

// What a person has settled for itself, about how the site meets it.
const wishTables = `
CREATE TABLE wish(
	name   TEXT NOT NULL REFERENCES person(name),
	key    TEXT NOT NULL,
	value  TEXT NOT NULL,
	PRIMARY KEY(name, key)) STRICT;
`

// firstSteps is the wish that puts the first steps away.
const firstSteps = "first-steps"

// ShowsFirstSteps reports whether a person is still shown the first steps: from its
// first visit until it puts them away.
func (s *Site) ShowsFirstSteps(p *Person) (bool, error) {
	var n int
	err := s.db.QueryRow("SELECT count(*) FROM wish WHERE name = ? AND key = ? AND value = 'away'", p.Name, firstSteps).Scan(&n)
	return n == 0, err
}

// ShowFirstSteps has the first steps shown, or puts them away.
func (s *Site) ShowFirstSteps(p *Person, show bool) error {
	value := "away"
	if show {
		value = "shown"
	}
	_, err := s.db.Exec("INSERT INTO wish VALUES (?,?,?) ON CONFLICT(name, key) DO UPDATE SET value = excluded.value", p.Name, firstSteps, value)
	return err
}
