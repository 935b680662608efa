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
	"sync"
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

// adopt makes this process the one that orphans below it are handed to.
var adopt = sync.OnceValue(func() error {
	const subreaper = 36 // PR_SET_CHILD_SUBREAPER
	if _, _, e := syscall.RawSyscall(syscall.SYS_PRCTL, subreaper, 1, 0); e != 0 {
		return e
	}
	return nil
})

// start runs one command to its end. A command that ends before the shell that
// started it may be waited for by that shell, and its figures are lost: it is then
// run again.
func (r *runner) start(name string, args ...string) (out string, err error) {
	for range 5 {
		if out, err = r.once(name, args...); !errors.Is(err, syscall.ECHILD) {
			break
		}
	}
	return out, err
}

// once starts one command. The limit covers all processes of one
// runner together, so that three stages do not get three limits.
//
// A small shell sets the limit, starts the command and leaves at once; the
// command, which first says its number, is then ours to wait for. Started by this program directly, it would be charged
// with our own peak memory, which Linux counts from before exec.
func (r *runner) once(name string, args ...string) (string, error) {
	left := r.limit - r.cpu
	if left <= 0 {
		return "", errOutOfTime
	}
	if err := adopt(); err != nil {
		return "", err
	}
	script := fmt.Sprintf(`ulimit -t %d
sh -c 'echo $$ >&3; exec 3>&-; exec "$0" "$@"' "$0" "$@" 3>&1 >stdout 2>stderr </dev/null &`, int(math.Ceil(left.Seconds())))
	sh := exec.Command("sh", append([]string{"-c", script, name}, args...)...)
	sh.Dir = r.dir
	said, err := sh.Output()
	if err != nil {
		return "", err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(said)))
	if err != nil {
		return "", err
	}
	var status syscall.WaitStatus
	var used syscall.Rusage
	for {
		if _, err = syscall.Wait4(pid, &status, 0, &used); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	r.cpu += time.Duration(used.Utime.Nano() + used.Stime.Nano())
	r.peak = max(r.peak, used.Maxrss*1024)
	out, err := os.ReadFile(filepath.Join(r.dir, "stdout"))
	if err != nil {
		return "", err
	}
	if status.Signaled() || r.cpu > r.limit {
		return string(out), errOutOfTime
	}
	if len(out) == 0 { // what a solver found it says; exit codes differ too much to tell
		errs, err := os.ReadFile(filepath.Join(r.dir, "stderr"))
		return "", errors.Join(fmt.Errorf("%s: %s", name, firstLine(string(errs))), err)
	}
	return string(out), nil
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
			out, err := r.start(self, "solve", "p.opb", r.limit.String())
			if err != nil {
				return nil, err
			}
			return readValues(p, out)
		}},
		{"clasp", "clasp", prepareASP, solveProgram},
		{ground, "clasp", prepareASPIF, func(r *runner, p problem) ([]int64, error) { return solveClasp(r, p, "p.aspif") }},
		{"z3", "z3", prepareSMT, solveZ3},
		{"glpk", "glpsol", nil, func(r *runner, p problem) ([]int64, error) { return solveGLPK(r, p) }},
		{"glpk-cuts", "glpsol", nil, func(r *runner, p problem) ([]int64, error) { return solveGLPK(r, p, "--cuts") }},
		{"cbc", "cbc", nil, solveCBC},
		{"highs", "highs", prepareHiGHS, solveHiGHS},
	}
}

func prepareOPB(p problem, dir string) error {
	return writeFile(filepath.Join(dir, "p.opb"), p.writeOPB)
}

// ground is clasp handed rows that are already in its own numbers, which no person
// writes and no export gives: the rest of the field reads text. It has a column of its own.
const ground = "clasp-ground"

// prepareASP writes the program that `entente export --asp` gives.
func prepareASP(p problem, dir string) error {
	return writeFile(filepath.Join(dir, "p.lp"), func(w io.Writer) error {
		return p.form.WriteASP(w, "an instance of the race")
	})
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

// solveProgram lets gringo read the program and clasp solve what it writes, one
// after the other as in a pipe.
func solveProgram(r *runner, p problem) ([]int64, error) {
	grounded, err := r.start("gringo", "p.lp")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(r.dir, "p.grounded"), []byte(grounded), 0o600); err != nil {
		return nil, err
	}
	values, err := solveClasp(r, p, "p.grounded")
	if err != nil {
		return nil, err
	}
	for i, s := range p.form.Stages() { // the program counts "not x" where the rows count from an offset
		values[i] -= p.stages[i].least()
		values[i] += p.stages[i].offset
		for _, t := range s.Terms {
			if t.Lit < 0 {
				values[i] -= t.Weight
			}
		}
	}
	return values, nil
}

func solveClasp(r *runner, p problem, file string) ([]int64, error) {
	out, err := r.start("clasp", "--opt-strategy=usc,oll,stratify", file)
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
		if far, ok := errors.AsType[short](err); ok {
			return nil, short{s.name, far.value + float64(s.offset), far.bound + float64(s.offset)}
		}
		if err != nil {
			return nil, err
		}
		values = append(values, int64(math.Round(v))+s.offset)
	}
	return values, nil
}

// The expressions are compiled when a solver has answered: Entente's own process needs none.
var glpkObjective = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`Objective:\s+obj = (\S+)`) })

func solveGLPK(r *runner, p problem, flags ...string) ([]int64, error) {
	return byStage(r, p, func(path string) (float64, error) {
		report := path + ".out"
		if out, err := r.start("glpsol", append([]string{"--lp", path, "-o", report}, flags...)...); err != nil {
			return 0, far(out, err, glpkFar(), glpkFar())
		}
		text, err := os.ReadFile(filepath.Join(r.dir, report))
		if err != nil {
			return 0, err
		}
		found := glpkObjective().FindSubmatch(text)
		if found == nil || !bytes.Contains(text, []byte("INTEGER OPTIMAL")) {
			return 0, errors.New("no optimum")
		}
		return strconv.ParseFloat(string(found[1]), 64)
	})
}

var cbcObjective = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`Objective value:\s+(\S+)`) })

func solveCBC(r *runner, p problem) ([]int64, error) {
	return byStage(r, p, func(path string) (float64, error) {
		out, err := r.start("cbc", path, "ratioGap", "0", "allowableGap", "0", "solve")
		if err != nil {
			return 0, far(out, err, cbcFound(), cbcProved())
		}
		found := cbcObjective().FindStringSubmatch(out)
		if found == nil || !strings.Contains(out, "Optimal solution found") {
			return 0, errors.New("no optimum")
		}
		return strconv.ParseFloat(found[1], 64)
	})
}

// prepareHiGHS writes its options: no gap may be left, and one thread, because CPU time of all threads counts.
func prepareHiGHS(_ problem, dir string) error {
	return os.WriteFile(filepath.Join(dir, "highs.opt"), []byte("mip_rel_gap = 0\nmip_abs_gap = 0\nthreads = 1\n"), 0o600)
}

var highsObjective = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`Primal bound\s+(\S+)`) })

func solveHiGHS(r *runner, p problem) ([]int64, error) {
	return byStage(r, p, func(path string) (float64, error) {
		out, err := r.start("highs", "--options_file", "highs.opt", path)
		if err != nil {
			return 0, far(out, err, highsFar(), highsFar())
		}
		found := highsObjective().FindStringSubmatch(out)
		if found == nil || !regexp.MustCompile(`Status\s+Optimal`).MatchString(out) {
			return 0, errors.New("no optimum")
		}
		return strconv.ParseFloat(found[1], 64)
	})
}
