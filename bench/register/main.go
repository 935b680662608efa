// Command register measures the register against plain SQLite and the disk itself,
// as ratios in one process with the operations interleaved, so that a busy machine
// slows both sides alike. It prints one line a floor and ends with 1 if one fails.
//
//	go run ./bench/register              # everything but the million
//	go run ./bench/register -acts 1000000 -dir /somewhere   # opening, first question, audit; the register is kept there
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
)

var (
	rounds = flag.Int("rounds", 1000, "interleaved rounds of single appends")
	acts   = flag.Int("acts", 100_000, "acts in the large register")
	dir    = flag.String("dir", "", "where the large register is built and kept (a temporary folder when empty)")
	only   = flag.String("only", "", "run one part: append, large")
)

func main() {
	flag.Parse()
	fmt.Printf("%s, %s/%s, %d processors\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0))
	if *only != "large" {
		appends()
	}
	if *only != "append" {
		large()
	}
	if failed {
		os.Exit(1)
	}
}

var failed bool

// floor prints a figure beside the least it must be.
func floor(name string, got, least float64, detail string) {
	verdict := "ok"
	if got < least {
		verdict, failed = "FAILS", true
	}
	fmt.Printf("%-58s %10.2f  (floor %.2f)  %-5s  %s\n", name, got, least, verdict, detail)
}

// ceiling prints a figure beside the most it may be.
func ceiling(name string, got, most float64, detail string) {
	verdict := "ok"
	if got > most {
		verdict, failed = "FAILS", true
	}
	fmt.Printf("%-58s %10.3f  (at most %.2f)  %-5s  %s\n", name, got, most, verdict, detail)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}
