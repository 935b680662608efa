package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// An answer is what one solver made of one problem.
type answer struct {
	values []int64 // by stage; nil unless every optimum was proved
	cpu    time.Duration
	memory int64 // peak, bytes, of the largest process
	note   string
}

func (a answer) proved() bool { return a.values != nil }

// errOutOfTime says that a process used up its CPU seconds.
var errOutOfTime = errors.New("out of time")

// A runner starts whole processes with a limit on their CPU seconds and adds up
// what they used.
type runner struct {
	dir   string
	limit time.Duration
	cpu   time.Duration
	peak  int64
}

// start runs one command to its end. The limit covers all processes of one
// runner together, so that three stages do not get three limits.
func (r *runner) start(name string, args ...string) (string, error) {
	left := r.limit - r.cpu
	if left <= 0 {
		return "", errOutOfTime
	}
	limited := fmt.Sprintf("ulimit -t %d; exec \"$0\" \"$@\"", int(math.Ceil(left.Seconds())))
	cmd := exec.Command("sh", append([]string{"-c", limited, name}, args...)...)
	cmd.Dir = r.dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if s := cmd.ProcessState; s != nil {
		r.cpu += s.UserTime() + s.SystemTime()
		if u, ok := s.SysUsage().(*syscall.Rusage); ok {
			r.peak = max(r.peak, u.Maxrss*1024)
		}
		if w, ok := s.Sys().(syscall.WaitStatus); ok && w.Signaled() {
			return out.String(), errOutOfTime
		}
	}
	if r.cpu > r.limit {
		return out.String(), errOutOfTime
	}
	// clasp says by its exit code what it found; output decides.
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		return "", err
	}
	if out.Len() == 0 && errs.Len() > 0 {
		return "", fmt.Errorf("%s: %s", name, firstLine(errs.String()))
	}
	return out.String(), nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// An entrant is one solver in the race. solve is given the directory with
// the files it prepared and the problem itself.
type entrant struct {
	name    string
	program string
	prepare func(p problem, dir string) error // files written before the clock starts
	solve   func(r *runner, p problem) ([]int64, error)
}

// entrants are Entente and the public solvers it is measured against, each
// with the flags that did best for it on these instances.
func entrants(self string) []entrant {
	return []entrant{
		{"entente", self, prepareOPB, func(r *runner, p problem) ([]int64, error) {
			out, err := r.start(self, "solve", "p.opb")
			if err != nil {
				return nil, err
			}
			return readValues(out)
		}},
		{"clasp", "clasp", prepareASPIF, solveClasp},
		{"z3", "z3", prepareSMT, solveZ3},
		{"glpk", "glpsol", nil, func(r *runner, p problem) ([]int64, error) { return solveGLPK(r, p) }},
		{"glpk-cuts", "glpsol", nil, func(r *runner, p problem) ([]int64, error) { return solveGLPK(r, p, "--cuts") }},
		{"cbc", "cbc", nil, solveCBC},
	}
}

func prepareOPB(p problem, dir string) error {
	return writeFile(filepath.Join(dir, "p.opb"), p.writeOPB)
}

func prepareASPIF(p problem, dir string) error {
	return writeFile(filepath.Join(dir, "p.aspif"), p.writeASPIF)
}

func prepareSMT(p problem, dir string) error {
	return writeFile(filepath.Join(dir, "p.smt2"), p.writeSMT)
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// readValues reads what the solve verb prints: "s OPTIMUM" and "o v1 v2 v3 v4".
func readValues(out string) ([]int64, error) {
	if !strings.Contains(out, "s OPTIMUM") {
		return nil, errors.New(firstLine(out))
	}
	var values []int64
	for line := range strings.Lines(out) {
		if rest, ok := strings.CutPrefix(line, "o "); ok {
			values = values[:0]
			for _, w := range strings.Fields(rest) {
				v, err := strconv.ParseInt(w, 10, 64)
				if err != nil {
					return nil, err
				}
				values = append(values, v)
			}
		}
	}
	return values, nil
}

func solveClasp(r *runner, p problem) ([]int64, error) {
	out, err := r.start("clasp", "--opt-strategy=usc,oll,stratify", "p.aspif")
	if err != nil {
		return nil, err
	}
	at := strings.LastIndex(out, "Optimization : ")
	if !strings.Contains(out, "OPTIMUM FOUND") || at < 0 {
		return nil, errors.New("no optimum")
	}
	words := strings.Fields(firstLine(out[at+len("Optimization : "):]))
	if len(words) != len(p.stages) {
		return nil, errors.New("stages missing")
	}
	var values []int64
	for i, s := range p.stages {
		v, err := strconv.ParseInt(words[i], 10, 64)
		if err != nil {
			return nil, err
		}
		values = append(values, s.least()+v)
	}
	return values, nil
}

// least is what the stage would cost if every term took its better value:
// solvers that know only penalties count from there.
func (s stage) least() int64 {
	sum := s.offset
	for _, t := range s.terms {
		sum += min(t.weight, 0)
	}
	return sum
}

func solveZ3(r *runner, p problem) ([]int64, error) {
	out, err := r.start("z3", "p.smt2")
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(out, "sat") {
		return nil, errors.New(firstLine(out))
	}
	var values []int64
	for _, s := range p.stages {
		found := regexp.MustCompile(`\(` + s.name + ` (\d+)\)`).FindStringSubmatch(out)
		if found == nil {
			return nil, errors.New("no value for stage " + s.name)
		}
		v, err := strconv.ParseInt(found[1], 10, 64)
		if err != nil {
			return nil, err
		}
		values = append(values, s.least()+v)
	}
	return values, nil
}

// byStage runs one process for each stage, with the optima found so far as rows.
func byStage(r *runner, p problem, solve func(path string) (float64, error)) ([]int64, error) {
	var values []int64
	for k, s := range p.stages {
		name := fmt.Sprintf("stage%d.lp", k)
		err := writeFile(filepath.Join(r.dir, name), func(w io.Writer) error { return p.writeLP(w, k, values) })
		if err != nil {
			return nil, err
		}
		v, err := solve(name)
		if err != nil {
			return nil, err
		}
		values = append(values, int64(math.Round(v))+s.offset)
	}
	return values, nil
}

var glpkObjective = regexp.MustCompile(`Objective:\s+obj = (\S+)`)

func solveGLPK(r *runner, p problem, flags ...string) ([]int64, error) {
	return byStage(r, p, func(path string) (float64, error) {
		report := path + ".out"
		if _, err := r.start("glpsol", append([]string{"--lp", path, "-o", report}, flags...)...); err != nil {
			return 0, err
		}
		text, err := os.ReadFile(filepath.Join(r.dir, report))
		if err != nil {
			return 0, err
		}
		found := glpkObjective.FindSubmatch(text)
		if found == nil || !bytes.Contains(text, []byte("INTEGER OPTIMAL")) {
			return 0, errors.New("no optimum")
		}
		return strconv.ParseFloat(string(found[1]), 64)
	})
}

var cbcObjective = regexp.MustCompile(`Objective value:\s+(\S+)`)

func solveCBC(r *runner, p problem) ([]int64, error) {
	return byStage(r, p, func(path string) (float64, error) {
		out, err := r.start("cbc", path, "ratioGap", "0", "allowableGap", "0", "solve")
		if err != nil {
			return 0, err
		}
		found := cbcObjective.FindStringSubmatch(out)
		if found == nil || !strings.Contains(out, "Optimal solution found") {
			return 0, errors.New("no optimum")
		}
		return strconv.ParseFloat(found[1], 64)
	})
}
