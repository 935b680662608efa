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

const plainTable = `CREATE TABLE act(seq INTEGER PRIMARY KEY, stub BLOB NOT NULL, seal BLOB NOT NULL, id BLOB NOT NULL,
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

// quarter is the lower quartile: what an operation takes when nobody disturbs it.
func quarter(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/4].Nanoseconds()) / 1000
}

func mean(d []time.Duration) float64 {
	var sum time.Duration
	for _, x := range d {
		sum += x
	}
	return float64(sum.Nanoseconds()) / float64(len(d)) / 1000
}

func timed(d *[]time.Duration, f func()) {
	start := time.Now()
	f()
	*d = append(*d, time.Since(start))
}

func appends() {
	dir, err := os.MkdirTemp(".", ".bench-") // on the disk, not on a memory file system
	check(err)
	defer os.RemoveAll(dir)
	s := newSite(filepath.Join(dir, "reg"))
	defer s.Close()
	ctx := context.Background()
	_, err = s.AppendAdmitted(ctx, s.admitted(1<<30, 1))
	check(err)
	var row register.Row
	check(s.store.Rows(register.Query{From: 1, To: 2}, func(r *register.Row) error { row = *r; return nil }))
	p := newPlain(dir, row)
	file, err := os.OpenFile(filepath.Join(dir, "sync"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	check(err)
	block := make([]byte, 8192)

	// One at a time, in turns of loops: a sync of one file in between would make the
	// next file's sync pay for it.
	const turn = 100
	one := s.admitted(0, *rounds)
	var syncs, plains, regs []time.Duration
	for i := 0; i+turn <= *rounds; i += turn {
		for range turn {
			timed(&syncs, func() {
				_, err := file.Write(block)
				check(err)
				check(syscall.Fdatasync(int(file.Fd())))
			})
		}
		for range turn {
			timed(&plains, p.insert)
		}
		for j := range turn {
			timed(&regs, func() { _, err := s.AppendAdmitted(ctx, one[i+j:i+j+1]); check(err) })
		}
	}
	fs, pl, rg := quarter(syncs), quarter(plains), quarter(regs)
	fmt.Printf("one at a time, µs, lower quartile: fdatasync of 8 KiB %.0f, plain INSERT %.0f, register %.0f; mean %.0f, %.0f, %.0f\n", fs, pl, rg, mean(syncs), mean(plains), mean(regs))
	floor("single append against a plain INSERT of the same row", pl/rg, 0.6, fmt.Sprintf("by the mean %.2f", mean(plains)/mean(regs)))
	floor("single append against an 8 KiB fdatasync loop", fs/rg, 0.9, fmt.Sprintf("by the mean %.2f", mean(syncs)/mean(regs)))

	// Sixty-four in a transaction.
	const batch = 64
	n := max(20, *rounds/5)
	many := s.admitted(1_000_000, n*batch)
	plains, regs = nil, nil
	for i := range n {
		timed(&plains, func() {
			p.exec("BEGIN")
			for range batch {
				p.insert()
			}
			p.exec("COMMIT")
		})
		timed(&regs, func() { _, err := s.AppendAdmitted(ctx, many[i*batch:(i+1)*batch]); check(err) })
	}
	bp, br := quarter(plains)/batch, quarter(regs)/batch
	fmt.Printf("64 a transaction, µs an act: plain INSERT %.1f, register %.1f (%.0f acts/s)\n", bp, br, 1e6/br)
	floor("batch of 64 against a batched plain INSERT", bp/br, 0.42, "")

	// Sixty-four appenders, one act each at a time; and plain INSERTs one at a time.
	concurrent(s, p, *rounds)
}

func concurrent(s *site, p *plain, rounds int) {
	const appenders = 64
	each := max(20, rounds/4)
	ctx := context.Background()
	var with, plain float64
	for turn := range 3 {
		pool := s.admitted(2_000_000+turn*appenders*each, appenders*each)
		start := time.Now()
		for range rounds {
			p.insert()
		}
		plain += float64(rounds) / time.Since(start).Seconds()
		var wg sync.WaitGroup
		start = time.Now()
		for g := range appenders {
			wg.Go(func() {
				for i := range each {
					k := g*each + i
					_, err := s.AppendAdmitted(ctx, pool[k:k+1])
					check(err)
				}
			})
		}
		wg.Wait()
		with += float64(appenders*each) / time.Since(start).Seconds()
	}
	var drafts []*register.Draft
	for i := range appenders * each {
		d, err := s.Draft(position(4_000_000+i), register.Reported, s.key)
		check(err)
		drafts = append(drafts, d)
	}
	var wg sync.WaitGroup
	start := time.Now()
	for g := range appenders {
		wg.Go(func() {
			for i := range each {
				_, err := s.Append(ctx, drafts[g*each+i])
				check(err)
			}
		})
	}
	wg.Wait()
	inline := float64(appenders*each) / time.Since(start).Seconds()
	fmt.Printf("64 appenders: %.0f acts/s; plain INSERT one at a time %.0f/s; with every check of act and signature on the way %.0f acts/s\n", with/3, plain/3, inline)
	floor("64 appenders against plain single INSERTs", with/plain, 4, "")
}
