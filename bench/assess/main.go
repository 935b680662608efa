// Command assess races Entente's solver against public ones on made-up
// situations: who joins, under which package, with which troops.
//
//	go run ./bench/assess -sizes oic57,un193 -modes quo,best -seeds 1-5 -runs 3
//	go run ./bench/assess unlocks -sizes un193  # minimal unlocks, against clasp's
//	go run ./bench/assess whatif -sizes oic57   # single changes after a first answer
//	go run ./bench/assess write oic57 best 1    # the instance on standard output, for another solver
//	go run ./bench/assess -files a.opb,b.opb    # a race on instances written elsewhere
//	go run ./bench/assess solve FILE            # what the race starts as Entente's process
//
// Every solver is a whole process that reads a file, solves and prints; its CPU
// seconds and peak memory are those the operating system counted. Proved optima
// must agree, or the command fails. README.md says how to read the figures.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := dispatch(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func dispatch(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "solve":
			return solve(args[1:])
		case "write":
			return write(args[1:])
		case "solve-unlocks":
			return solveUnlocks(args[1:], os.Stdout)
		case "unlocks":
			return raceFlags(args[1:], race.unlocks)
		case "whatif":
			return raceFlags(args[1:], race.whatIfs)
		}
	}
	return raceFlags(args, race.run)
}

func raceFlags(args []string, run func(race) error) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	rc := race{self: self, out: os.Stdout}
	set := flag.NewFlagSet("assess", flag.ExitOnError)
	sizeList := set.String("sizes", "seed7,oic57,un193", "seed7, oic57, un193, un193f, x1000")
	modeList := set.String("modes", "quo,best", "quo: unknowns at default; best: unknowns free")
	seedList := set.String("seeds", "1-3", "seeds, as 1-20 or 1,4,9")
	solvers := set.String("solvers", "entente,clasp,clasp-ground,z3,glpk,glpk-cuts,cbc,highs", "who races")
	files := set.String("files", "", "race on these instance `files` instead, parted by commas")
	set.IntVar(&rc.runs, "runs", 3, "runs an instance; the median counts")
	set.DurationVar(&rc.limit, "limit", 20*time.Second, "CPU time for one solver on one instance")
	set.Float64Var(&rc.share, "share", 0.5, "unlocks: members asked for, between the most of today (0) and the most possible (1)")
	if err := set.Parse(args); err != nil {
		return err
	}
	if *files != "" {
		rc.solvers = strings.Split(*solvers, ",")
		return rc.runFiles(strings.Split(*files, ","))
	}
	rc.sizes, rc.solvers = strings.Split(*sizeList, ","), strings.Split(*solvers, ",")
	for _, m := range strings.Split(*modeList, ",") {
		rc.modes = append(rc.modes, mode(m))
	}
	if rc.seeds, err = parseSeeds(*seedList); err != nil {
		return err
	}
	return run(rc)
}

func parseSeeds(list string) ([]uint64, error) {
	var seeds []uint64
	for _, part := range strings.Split(list, ",") {
		from, to, ranged := strings.Cut(part, "-")
		if !ranged {
			to = from
		}
		a, err := strconv.ParseUint(from, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("seeds: %w", err)
		}
		b, err := strconv.ParseUint(to, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("seeds: %w", err)
		}
		for s := a; s <= b; s++ {
			seeds = append(seeds, s)
		}
	}
	return seeds, nil
}

// write prints an instance file.
func write(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("usage: assess write SIZE MODE SEED")
	}
	i := slices.IndexFunc(sizes, func(s size) bool { return s.name == args[0] })
	if i < 0 {
		return fmt.Errorf("no size %q", args[0])
	}
	seeds, err := parseSeeds(args[2])
	if err != nil {
		return err
	}
	form, _ := generate(sizes[i], mode(args[1]), seeds[0])
	p, err := problemOf(form)
	if err != nil {
		return err
	}
	return p.writeOPB(os.Stdout)
}
