// Command forces races Entente's solver against public ones on made-up statements of
// requirements: which units fill which lines, best, as everything stands.
//
//	go run ./bench/forces -sizes f57,f193 -seeds 1-5 -runs 3
//	go run ./bench/forces write f57 1     # the instance on standard output, for another solver
//
// The cases are acts, folded and encoded as `entente forces` does it; the race itself is
// bench/assess on the instances written. README.md says how to read the figures.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"entente/forces"
	"entente/logic"
)

func main() {
	if err := dispatch(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func dispatch(args []string) error {
	if len(args) == 3 && args[0] == "write" {
		seed, err := strconv.ParseUint(args[2], 10, 64)
		if err != nil {
			return err
		}
		return write(os.Stdout, args[1], seed)
	}
	set := flag.NewFlagSet("forces", flag.ExitOnError)
	sizeList := set.String("sizes", "f7,f57,f193", "f7, f57, f193")
	first := set.Uint64("first", 1, "first seed")
	seeds := set.Uint64("seeds", 3, "how many seeds")
	runs := set.String("runs", "3", "runs an instance; the median counts")
	limit := set.String("limit", "60s", "CPU time for one solver on one instance")
	solvers := set.String("solvers", "entente,clasp,glpk,cbc,highs", "who races")
	if err := set.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "forces")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var files []string
	for _, name := range strings.Split(*sizeList, ",") {
		for s := *first; s < *first+*seeds; s++ {
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.opb", name, s))
			f, err := os.Create(file)
			if err != nil {
				return err
			}
			if err := write(f, name, s); err != nil {
				return err
			}
			if err := f.Close(); err != nil {
				return err
			}
			files = append(files, file)
		}
	}
	cmd := exec.Command("go", "run", "./bench/assess", "-files", strings.Join(files, ","), "-runs", *runs, "-limit", *limit, "-solvers", *solvers)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// write writes an instance as bench/assess reads it: OPB with a line for each stage.
func write(out io.Writer, name string, seed uint64) error {
	i := slices.IndexFunc(sizes, func(s size) bool { return s.name == name })
	if i < 0 {
		return fmt.Errorf("no size %q", name)
	}
	f, problems := forces.Form(context.Background(), made(sizes[i], seed), forces.Query{})
	if problems.Refuse() {
		return problems
	}
	return writeForm(out, f)
}

func writeForm(out io.Writer, f *logic.Form) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "* #variable= %d #constraint= %d\n", f.Vars(), len(f.Rows()))
	for i, s := range f.Stages() {
		if len(s.Terms) > 0 {
			stage(w, i+1, slices.Clone(s.Terms))
		}
	}
	for _, r := range f.Rows() {
		terms(w, r.Terms)
		fmt.Fprintf(w, " >= %d ;\n", r.K)
	}
	return w.Flush()
}

// stage writes a stage over variables that count when they are true.
func stage(w io.Writer, n int, ts []logic.Term) {
	offset := int64(0)
	for i, t := range ts {
		if t.Lit < 0 {
			offset += t.Weight
			ts[i] = logic.Term{Weight: -t.Weight, Lit: -t.Lit}
		}
	}
	fmt.Fprintf(w, "* stage s%d %d", n, offset)
	terms(w, ts)
	fmt.Fprintln(w, " ;")
}

func terms(w io.Writer, ts []logic.Term) {
	for _, t := range ts {
		sign := ""
		if t.Lit < 0 {
			sign = "~"
		}
		fmt.Fprintf(w, " %+d %sx%d", t.Weight, sign, t.Lit.Var())
	}
}
