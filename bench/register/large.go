package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"syscall"

	"entente/disclosure"
	"entente/marking"
	"entente/register"
	"entente/register/sqlite"
	"entente/situation"
)

// large builds a register of many acts, or takes the one that is kept, and asks it.
func large() {
	where := *dir
	if where == "" {
		var err error
		where, err = os.MkdirTemp(".", ".bench-")
		check(err)
		defer os.RemoveAll(where)
	}
	home := filepath.Join(where, fmt.Sprintf("acts-%d", *acts))
	if _, err := os.Stat(filepath.Join(home, "built")); err != nil {
		build(home)
	}
	runtime.GC()
	before := peak()

	start := time.Now()
	store, err := sqlite.Open(filepath.Join(home, "r.db"))
	check(err)
	r, err := register.Open(store, register.Options{})
	check(err)
	opened := time.Since(start)
	var entries []*register.Entry
	view := disclosure.Over(r, "PAK", nil)
	check(view.Entries(register.Query{Initiative: "case-0"}, func(e *register.Entry) error { entries = append(entries, e); return nil }))
	folded, _ := register.Standing(entries)
	sit, problems := situation.At(folded, situation.When{})
	if problems.Refuse() {
		check(problems)
	}
	first := time.Since(start)
	fmt.Printf("\n%d acts: opened in %v; the first question (fold the %d acts of one initiative as PAK sees them: %d in force) answered after %v\n",
		r.Head().Size, opened.Round(time.Millisecond), len(entries), len(sit.Acts), first.Round(time.Millisecond))
	ceiling("opening and the first question, s", first.Seconds(), 3, "")
	ceiling("memory at its peak, GB", peak()/1e9, 1.5, fmt.Sprintf("%.2f before opening", before/1e9))

	proofs(r)
	decisions()
	start, busy := time.Now(), processor()
	rep, err := r.AuditLog(context.Background())
	check(err)
	took := time.Since(start)
	busy = processor() - busy
	floor("full audit of the log, thousand acts/s", float64(rep.Leaves)/took.Seconds()/1000, 300, fmt.Sprintf("%d leaves, %d tiles in %v, %v of processor time", rep.Leaves, rep.Tiles, took.Round(time.Millisecond), busy.Round(time.Millisecond)))
	auditWhole()
	info, err := os.Stat(filepath.Join(home, "r.db"))
	check(err)
	fmt.Printf("on disk %d bytes an act; peak memory of the whole run %.2f GB\n", info.Size()/r.Head().Size, peak()/1e9)
	check(r.Close())
}

func proofs(r *register.Register) {
	took := make([]time.Duration, 400)
	size := r.Head().Size
	for i := range took {
		start := time.Now()
		_, _, _, err := r.Prove(int64(i) * 7919 % size)
		check(err)
		took[i] = time.Since(start)
	}
	q := quarter(took)
	slowest := float64(took[len(took)*95/100].Microseconds()) / 1000
	ceiling("inclusion proof, ms", q/1000, 0.5, fmt.Sprintf("95 of 100 within %.2f ms", slowest))
}

func decisions() {
	x := disclosure.NewRules()
	groups := []string{"OIC", "UN", "LAS"}
	r := x.Reader("PAK", marking.Secret, groups)
	// A hundred thousand actors known to the rules, and markings over them.
	for i := range 100_000 {
		x.Reader(fmt.Sprintf("A%d", i), marking.Secret, nil)
	}
	var ps []*disclosure.Portion
	for i := range 1000 {
		ps = append(ps, x.Portion(marking.Parse(fmt.Sprintf("A%d SECRET//REL TO A%d, OIC, PAK//TLP:AMBER//ORCON", i*97, i*31))))
	}
	var sink disclosure.Why
	b := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink |= disclosure.May(r, ps[i%len(ps)])
		}
	})
	ns := float64(b.T.Nanoseconds()) / float64(b.N)
	ceiling("disclosure.May, ns", ns, 50, fmt.Sprintf("%d allocations, %v", b.AllocsPerOp(), sink.Words()))
}

// processor is the time the process has spent on processors.
func processor() time.Duration {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory the process has had, in bytes.
func peak() float64 {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return float64(u.Maxrss) * 1024
}

// auditWhole audits a register of acts drafted one by one, signatures and all.
func auditWhole() {
	where, err := os.MkdirTemp(".", ".bench-")
	check(err)
	defer os.RemoveAll(where)
	s := newSite(where)
	for i := range 4 {
		_, err := s.AppendAdmitted(context.Background(), s.admitted(i*500, 500))
		check(err)
	}
	start := time.Now()
	rep, err := s.Audit(context.Background(), nil)
	check(err)
	fmt.Printf("audit with every portion, receipt and signature: %.0f acts/s\n", float64(rep.Acts)/time.Since(start).Seconds())
	check(s.Close())
}
