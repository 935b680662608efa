package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"

	_ "modernc.org/sqlite" // the driver

	"entente/register"
)

// plain is the same row in the same table, with nothing around it.
type plain struct {
	conn *sql.Conn
	stmt *sql.Stmt
	row  register.Row
	n    int64
}

const plainTable = `CREATE TABLE act(seq INTEGER PRIMARY KEY, stub BLOB NOT NULL, seal BLOB NOT NULL, id BLOB NOT NULL UNIQUE,
	initiative TEXT NOT NULL, name TEXT NOT NULL, signer TEXT NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL, day TEXT NOT NULL,
	recorded INTEGER NOT NULL, receipt BLOB NOT NULL, portions BLOB NOT NULL, UNIQUE (initiative, name, signer)) STRICT`

func newPlain(dir string, row register.Row) *plain {
	db, err := sql.Open("sqlite", filepath.Join(dir, "plain.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	check(err)
	conn, err := db.Conn(context.Background())
	check(err)
	_, err = conn.ExecContext(context.Background(), plainTable)
	check(err)
	stmt, err := conn.PrepareContext(context.Background(), "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	check(err)
	return &plain{conn: conn, stmt: stmt, row: row}
}

func (p *plain) exec(q string) {
	_, err := p.conn.ExecContext(context.Background(), q)
	check(err)
}

// insert adds the row under a new number, id and name.
func (p *plain) insert() {
	r := p.row
	p.n++
	id := slices.Clone(r.ID)
	for i := range 8 {
		id[i] ^= byte(p.n * 2654435761 >> (8 * i))
	}
	_, err := p.stmt.Exec(p.n, r.Stub, r.Seal, id, fmt.Sprintf("case-%d", p.n%1000), fmt.Sprintf("act-%d", p.n), r.Signer, r.Kind, r.Actor, r.Day, r.Recorded, r.Receipt, r.Portions)
	check(err)
}

func parallel(n int, f func(int)) {
	var wg sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	wg.Wait()
}

// timed gives the lower quartile of how long f takes, in µs: what it takes when nobody
// disturbs it.
func timed(times int, f func(i int)) float64 {
	d := make([]time.Duration, times)
	for i := range d {
		start := time.Now()
		f(i)
		d[i] = time.Since(start)
	}
	return quarter(d)
}

func quarter(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/4].Nanoseconds()) / 1000
}

// series is one figure of every turn of a run.
type series []float64

func (s series) median() float64 {
	s = slices.Sorted(slices.Values(s))
	return s[len(s)/2]
}

func (s series) String() string {
	return fmt.Sprintf("%.0f (%.0f to %.0f)", s.median(), slices.Min(s), slices.Max(s))
}

// over divides turn by turn, so that what slows a turn slows both sides of its ratio.
func (s series) over(t series) series {
	out := make(series, len(s))
	for i := range s {
		out[i] = s[i] / t[i]
	}
	return out
}

// atLeast holds the median of the turns to a floor, and gives their spread.
func (s series) atLeast(name string, least float64) {
	sorted := slices.Sorted(slices.Values(s))
	floor(name, s.median(), least, fmt.Sprintf("turns %.2f to %.2f, half of them %.2f to %.2f", sorted[0], sorted[len(s)-1], sorted[len(s)/4], sorted[len(s)*3/4]))
}

func appends() {
	dir, err := os.MkdirTemp(".", ".bench-") // on the disk, not on a memory file system
	check(err)
	defer os.RemoveAll(dir)
	s := newSite(filepath.Join(dir, "reg"))
	defer s.Close()
	_, err = s.AppendAdmitted(context.Background(), s.admitted(1<<30, 1))
	check(err)
	var row register.Row
	check(s.store.Rows(register.Query{From: 1, To: 2}, func(r *register.Row) error { row = *r; return nil }))
	p := newPlain(dir, row)
	// Both logs come to their full size first: while one grows, each sync writes its
	// new length too.
	const warm, by = 2560, 16
	acts := s.admitted(1<<29, warm)
	for i := 0; i < warm; i += by {
		_, err := s.AppendAdmitted(context.Background(), acts[i:i+by])
		check(err)
		p.exec("BEGIN")
		for range by {
			p.insert()
		}
		p.exec("COMMIT")
	}
	single(dir, s, p)
	batched(s, p)
	concurrent(s, p)
	fmt.Printf("peak memory, acts to append included, %.2f GB\n", peak()/1e9)
}

// single appends one act at a time, in turns of loops: a sync of one file in between
// would make the next file's sync pay for it.
func single(dir string, s *site, p *plain) {
	const turn = 100
	block := make([]byte, 8192)
	sync := func(f *os.File, at int64) {
		_, err := f.WriteAt(block, at)
		check(err)
		check(syscall.Fdatasync(int(f.Fd())))
	}
	grows, err := os.OpenFile(filepath.Join(dir, "grows"), os.O_CREATE|os.O_WRONLY, 0o600)
	check(err)
	stays, err := os.OpenFile(filepath.Join(dir, "stays"), os.O_CREATE|os.O_WRONLY, 0o600)
	check(err)
	for i := range int64(turn) {
		sync(stays, i*8192)
	}
	acts := s.admitted(0, *rounds/turn*turn)
	var growing, staying, plains, regs series
	for i := 0; i < len(acts); i += turn {
		growing = append(growing, timed(turn, func(j int) { sync(grows, int64(i+j)*8192) }))
		staying = append(staying, timed(turn, func(j int) { sync(stays, int64(j)*8192) }))
		plains = append(plains, timed(turn, func(int) { p.insert() }))
		regs = append(regs, timed(turn, func(j int) {
			_, err := s.AppendAdmitted(context.Background(), acts[i+j:i+j+1])
			check(err)
		}))
	}
	fmt.Printf("one at a time, µs: fdatasync of 8 KiB at the end of a file %v, in a file that is there %v; plain INSERT %v, register %v\n", growing, staying, plains, regs)
	plains.over(regs).atLeast("single append against a plain INSERT of the same row", 0.6)
	growing.over(regs).atLeast("single append against an 8 KiB fdatasync loop", 0.9)
	fmt.Printf("  and against a loop in a file that is there already: %.2f\n", staying.over(regs).median())
}

// batched appends sixty-four acts in a transaction.
func batched(s *site, p *plain) {
	const batch, turn = 64, 20
	ctx := context.Background()
	n := max(5, *rounds/100)
	acts := s.admitted(1_000_000, n*turn*batch)
	var plains, regs series
	for i := range n {
		plains = append(plains, timed(turn, func(int) {
			p.exec("BEGIN")
			for range batch {
				p.insert()
			}
			p.exec("COMMIT")
		})/batch)
		regs = append(regs, timed(turn, func(j int) {
			k := (i*turn + j) * batch
			_, err := s.AppendAdmitted(ctx, acts[k:k+batch])
			check(err)
		})/batch)
	}
	fmt.Printf("64 a transaction, µs an act: plain INSERT %.1f, register %.1f (%.0f acts/s)\n", plains.median(), regs.median(), 1e6/regs.median())
	plains.over(regs).atLeast("batch of 64 against a batched plain INSERT", 0.42)
}

// concurrent lets sixty-four append, one act each at a time, beside plain INSERTs one
// at a time. All time counts here, that of copying the log into the database too.
func concurrent(s *site, p *plain) {
	const appenders, each = 64, 50
	turns := max(3, *rounds/100)
	var with, plain series
	for turn := range turns {
		acts := s.admitted(2_000_000+turn*appenders*each, appenders*each)
		start := time.Now()
		for range *rounds {
			p.insert()
		}
		plain = append(plain, float64(*rounds)/time.Since(start).Seconds())
		with = append(with, atOnce(appenders, each, func(i int) error {
			_, err := s.AppendAdmitted(context.Background(), acts[i:i+1])
			return err
		}))
	}
	drafts := make([]*register.Draft, appenders*each)
	for i := range drafts {
		var err error
		drafts[i], err = s.Draft(position(4_000_000+i), register.Reported, s.key)
		check(err)
	}
	checked := atOnce(appenders, each, func(i int) error {
		_, err := s.Append(context.Background(), drafts[i])
		return err
	})
	fmt.Printf("64 appenders, acts/s: %v; plain INSERT one at a time %v; with every check of act and signature on the way %.0f\n", with, plain, checked)
	with.over(plain).atLeast("64 appenders against plain single INSERTs", 4)
}

// atOnce calls f from many goroutines, and gives the calls in a second.
func atOnce(many, each int, f func(i int) error) float64 {
	var wg sync.WaitGroup
	start := time.Now()
	for g := range many {
		wg.Go(func() {
			for i := range each {
				check(f(g*each + i))
			}
		})
	}
	wg.Wait()
	return float64(many*each) / time.Since(start).Seconds()
}
