// Command web measures a site under load: a million acts, two hundred readers each
// with a view of its own, on one machine. A process of its own serves; this one plays
// the readers over loopback and prints one line a floor; it ends with 1 if one fails.
//
//	go run ./bench/web                                # a small site, made in a temporary folder: a few minutes
//	go run ./bench/web -acts 1000000 -dir /somewhere  # the whole; the site is kept there: filling takes a while
//
// Answers are held to what a page should take, not to a peer: there is no other
// program that answers these questions. Both processes share the machine, so what
// is printed is an upper bound; how busy it was stands beside it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

var (
	acts     = flag.Int("acts", 50_000, "acts on record")
	readers  = flag.Int("readers", 200, "readers, each with a view of its own")
	rate     = flag.Int("rate", 50, "requests a second")
	lasts    = flag.Duration("for", time.Minute, "how long each part is measured")
	streams  = flag.Int("open", 1000, "open pages that follow the record")
	dir      = flag.String("dir", "", "where the site is made and kept (a temporary folder when empty)")
	only     = flag.Bool("search", false, "measure searching alone")
	profiles = flag.String("profile", "", "folder for profiles of the serving process, two files a part: processor and memory")
	serving  = flag.String("serve", "", "serve the site of this folder: what the measuring process starts")
)

func main() {
	flag.Parse()
	if *serving != "" {
		serve(*serving, *readers)
		return
	}
	where := *dir
	if where == "" {
		var err error
		where, err = os.MkdirTemp(".", ".bench-")
		check(err)
		defer os.RemoveAll(where)
	}
	home := filepath.Join(where, fmt.Sprintf("site-%d-%d", *acts, *readers))
	if _, err := os.Stat(filepath.Join(home, "filled")); err != nil {
		fill(home, *acts, *readers)
	}
	fmt.Printf("%s, %s/%s, %d processors, load average %s\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), loadAverage())
	if !*only {
		measure(home)
	}
	search(home)
	fmt.Printf("\nload average at the end %s\n", loadAverage())
	if failed {
		os.Exit(1)
	}
}

func loadAverage() string {
	text, _ := os.ReadFile("/proc/loadavg")
	return strings.Join(strings.Fields(string(text))[:min(3, len(strings.Fields(string(text))))], " ")
}

var failed bool

// ceiling prints a figure beside the most it may be.
func ceiling(name string, got, most float64, detail string) {
	verdict := "ok"
	if got > most {
		verdict, failed = "FAILS", true
	}
	fmt.Printf("%-50s %9.1f  (at most %.0f)  %-5s  %s\n", name, got, most, verdict, detail)
}
