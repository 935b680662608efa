// Package decide measures how fast tables of votes are decided anew, against the
// same sum by SQLite over the same file.
//
//	go test ./bench/decide -bench . -benchtime 5x -count 3
//
// The file is the General Assembly's roll calls, 438,239 votes cast in 3,152 rows;
// it is taken twice, so that 876,478 votes are decided, reading included. SQLite
// reads the same bytes by its own CSV-like import (one insert a row, prepared, in one
// transaction) and counts yes, no and abstain in one statement; a second figure
// leaves the import out and only counts.
package decide

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"entente/decide"
)

func file(tb testing.TB) []byte {
	src, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "unga", "roll_calls_wide.csv"))
	if err != nil {
		tb.Skipf("SKIPPED, NOT MEASURED: real data absent: %v", err)
	}
	_, rows, _ := bytes.Cut(src, []byte("\n"))
	return append(bytes.Clone(src), rows...)
}

func BenchmarkTally(b *testing.B) {
	src := file(b)
	p, err := decide.Find("unga-important")
	if err != nil {
		b.Fatal(err)
	}
	var ans *decide.TallyAnswer
	for b.Loop() {
		ans, _ = decide.Tally("roll_calls_wide.csv", src, p)
	}
	b.ReportMetric(float64(ans.Votes), "votes")
}

// load imports the file as a table with a column a member.
func load(tb testing.TB, db *sql.DB, src []byte) []string {
	r := csv.NewReader(bytes.NewReader(src))
	head, err := r.Read()
	if err != nil {
		tb.Fatal(err)
	}
	var cols, members []string
	for i, h := range head {
		cols = append(cols, fmt.Sprintf("c%d", i))
		if regexp.MustCompile(`^[A-Z]{2,3}$`).MatchString(h) {
			members = append(members, cols[i])
		}
	}
	exec := func(q string, args ...any) {
		if _, err := db.Exec(q, args...); err != nil {
			tb.Fatal(err)
		}
	}
	exec("drop table if exists rolls")
	exec("create table rolls (" + strings.Join(cols, " text, ") + " text)")
	tx, err := db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	st, err := tx.Prepare("insert into rolls values (" + strings.TrimSuffix(strings.Repeat("?,", len(cols)), ",") + ")")
	if err != nil {
		tb.Fatal(err)
	}
	row := make([]any, len(cols))
	for {
		rec, err := r.Read()
		if err != nil {
			break
		}
		for i := range row {
			row[i] = rec[i]
		}
		if _, err := st.Exec(row...); err != nil {
			tb.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
	return members
}

// count decides every row by two thirds of those voting, and adds up the votes.
func count(tb testing.TB, db *sql.DB, members []string) (adopted, votes int64) {
	part := func(letter string) string {
		terms := make([]string, len(members))
		for i, m := range members {
			terms[i] = "(" + m + "='" + letter + "')"
		}
		return strings.Join(terms, "+")
	}
	q := "select sum(3*y >= 2*(y+n) and y > 0), sum(y+n+a) from (select " + part("Y") + " as y, " + part("N") + " as n, " + part("A") + " as a from rolls)"
	if err := db.QueryRow(q).Scan(&adopted, &votes); err != nil {
		tb.Fatal(err)
	}
	return adopted, votes
}

func open(tb testing.TB) *sql.DB {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	tb.Cleanup(func() { db.Close() })
	return db
}

func BenchmarkSQLite(b *testing.B) {
	src := file(b)
	db := open(b)
	var counting time.Duration
	for b.Loop() {
		members := load(b, db, src)
		start := time.Now()
		count(b, db, members)
		counting += time.Since(start)
	}
	b.ReportMetric(float64(counting.Nanoseconds())/float64(b.N), "count-ns/op")
}

// TestSameSum: both count the same votes and adopt the same rows, the quorum aside.
func TestSameSum(t *testing.T) {
	src := file(t)
	p, err := decide.Find("unga-important")
	if err != nil {
		t.Fatal(err)
	}
	ans, problems := decide.Tally("roll_calls_wide.csv", src, p)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	db := open(t)
	adopted, votes := count(t, db, load(t, db, src))
	if votes != ans.Votes || int(adopted) < ans.Outcomes[decide.Adopted] {
		t.Errorf("SQLite counts %d votes and adopts %d, we %d and %d", votes, adopted, ans.Votes, ans.Outcomes[decide.Adopted])
	}
}
