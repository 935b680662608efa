package site

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"entente/phrase"
	"entente/register"
)

const tokenTables = `
CREATE TABLE token(
	hash   BLOB PRIMARY KEY,
	id     TEXT NOT NULL UNIQUE,
	name   TEXT NOT NULL REFERENCES person(name),
	label  TEXT NOT NULL,
	scopes TEXT NOT NULL,
	made   INTEGER NOT NULL,
	until  INTEGER NOT NULL,
	used   INTEGER NOT NULL) STRICT;
CREATE TABLE answered(
	name   TEXT NOT NULL,
	key    TEXT NOT NULL,
	asked  BLOB NOT NULL,
	status INTEGER NOT NULL,
	answer BLOB NOT NULL,
	made   INTEGER NOT NULL,
	PRIMARY KEY(name, key)) STRICT;
`

// Scope is what a token lets a program do for its person: never more than the
// person may do itself.
type Scope string

// The scopes.
const (
	ScopeRead    Scope = "read"    // read acts and ask questions
	ScopeFile    Scope = "file"    // put acts on record
	ScopeAccount Scope = "account" // list and end sessions, issue and end tokens
	ScopePeople  Scope = "people"  // look after people; of a session only: a token that was lost must let nobody in
)

// Scopes lists the scopes a token can have, in the order shown to people.
var Scopes = []Scope{ScopeRead, ScopeFile, ScopeAccount}

// LongestToken is how long a token may work.
const LongestToken = 366 * 24 * time.Hour

// tokenPrefix lets those who look for lost secrets know one of ours.
const tokenPrefix = "entente_"

// Token is a program's way in for a person.
type Token struct {
	ID     string // names it in lists; it opens nothing
	Person *Person
	Label  string // what it is for
	Scopes []Scope
	Made   time.Time
	Until  time.Time
	Used   time.Time // zero when never
}

// May reports whether the token has a scope.
func (t *Token) May(x Scope) bool { return slices.Contains(t.Scopes, x) }

// Issue makes a token for a person. The secret is shown once and not kept.
func (s *Site) Issue(name, label string, scopes []Scope, lasts time.Duration) (secret string, t *Token, err error) {
	label = strings.TrimSpace(label)
	p, missing := s.Person(name)
	if err := errors.Join(MayIssue(label, scopes, lasts), missing); err != nil {
		return "", nil, err
	}
	secret, _ = newToken()
	secret = tokenPrefix + secret
	id, _ := newToken()
	now := s.now()
	t = &Token{ID: id[:12], Person: p, Label: label, Scopes: slices.Compact(slices.Sorted(slices.Values(scopes))), Made: now.UTC(), Until: now.Add(lasts).UTC()}
	_, err = s.db.Exec("INSERT INTO token VALUES (?,?,?,?,?,?,?,?)", tokenHash(secret), t.ID, name, label, joined(t.Scopes),
		now.UnixMilli(), t.Until.UnixMilli(), 0)
	return secret, t, err
}

// MayIssue says everything that is wrong with what a token is asked for.
func MayIssue(label string, scopes []Scope, lasts time.Duration) error {
	var wrong []error
	if label = strings.TrimSpace(label); label == "" || len(label) > 80 {
		wrong = append(wrong, phrase.Faultf(nil, "say in 1 to 80 characters what the token is for"))
	}
	if len(scopes) == 0 {
		wrong = append(wrong, phrase.Faultf(nil, "a token needs a scope: read, file or account"))
	}
	for _, x := range scopes {
		if !slices.Contains(Scopes, x) {
			wrong = append(wrong, phrase.Faultf(nil, "the scope %q: use read, file or account", x))
		}
	}
	if lasts < time.Hour || lasts > LongestToken {
		wrong = append(wrong, phrase.Faultf(nil, "a token works for an hour at least and a year at most"))
	}
	return errors.Join(wrong...)
}

func joined(scopes []Scope) string {
	var words []string
	for _, x := range scopes {
		words = append(words, string(x))
	}
	return strings.Join(words, " ")
}

const tokenColumns = "id, name, label, scopes, made, until, used"

// Token finds the token of a secret; [ErrExpired] when there is none that works.
func (s *Site) Token(secret string) (*Token, error) {
	now := s.now().UnixMilli()
	t, name, err := scanToken(s.db.QueryRow("SELECT "+tokenColumns+" FROM token WHERE hash = ? AND until > ?", tokenHash(secret), now))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrExpired
	}
	if err != nil {
		return nil, err
	}
	t.Person, err = s.Person(name)
	if errors.Is(err, register.ErrNotFound) { // it has been ended
		return nil, ErrExpired
	}
	if err != nil {
		return nil, err
	}
	if now-t.Used.UnixMilli() > time.Minute.Milliseconds() { // not a write for every request
		err = s.kept.write(statement{"UPDATE token SET used = max(used, ?) WHERE id = ?", []any{now, t.ID}})
	}
	return t, err
}

func scanToken(row interface{ Scan(...any) error }) (t *Token, name string, err error) {
	t = &Token{}
	var scopes string
	var made, until, used int64
	err = row.Scan(&t.ID, &name, &t.Label, &scopes, &made, &until, &used)
	for _, x := range strings.Fields(scopes) {
		t.Scopes = append(t.Scopes, Scope(x))
	}
	t.Made, t.Until = time.UnixMilli(made).UTC(), time.UnixMilli(until).UTC()
	if used > 0 {
		t.Used = time.UnixMilli(used).UTC()
	}
	return t, name, err
}

// Tokens lists the tokens of a person, or of everybody for an empty name, those that
// have run out included, the latest first.
func (s *Site) Tokens(name string) ([]*Token, error) {
	rows, err := s.db.Query("SELECT "+tokenColumns+" FROM token WHERE ? IN ('', name) ORDER BY made DESC, id", name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*Token
	for rows.Next() {
		t, name, err := scanToken(rows)
		if err != nil {
			return nil, err
		}
		t.Person = &Person{Name: name}
		all = append(all, t)
	}
	return all, rows.Err()
}

// EndToken ends a token of a person, or of anybody for an empty name.
func (s *Site) EndToken(name, id string) error {
	r, err := s.db.Exec("DELETE FROM token WHERE id = ? AND ? IN ('', name)", id, name)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fmt.Errorf("the token %s: %w", id, register.ErrNotFound))
	}
	return nil
}
