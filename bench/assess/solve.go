package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"syscall"
	"time"

	"entente/logic"
)

// solve is Entente's process in the race: FILE and, where there is one, how much CPU time it has.
func solve(args []string) error {
	if len(args) != 1 && len(args) != 2 {
		return fmt.Errorf("usage: assess solve FILE [LIMIT]")
	}
	ctx := context.Background()
	if len(args) == 2 {
		limit, err := time.ParseDuration(args[1])
		if err != nil {
			return err
		}
		ctx = spending(ctx, limit*4/5) // the limit is counted coarsely, and there must be time left to print
	}
	in, err := readInstance(args[0])
	if err != nil {
		return err
	}
	out, err := logic.Best(ctx, in.form, logic.Options{})
	if err != nil {
		return err
	}
	if out.Status == logic.Optimal {
		fmt.Println("s OPTIMUM")
	} else {
		fmt.Println("s", out.Status)
	}
	in.print("o", out.Values)
	if out.Status == logic.Feasible {
		in.print("b", out.Bounds)
	}
	return nil
}

// print prints a value for each stage.
func (in *instance) print(what string, values []int64) {
	fmt.Print(what)
	for i, v := range values {
		fmt.Print(" ", v+in.offsets[i])
	}
	fmt.Println()
}

// spending returns a context that ends when this process has used so much CPU time.
func spending(ctx context.Context, limit time.Duration) context.Context {
	ctx, stop := context.WithCancel(ctx)
	var watch func()
	watch = func() {
		var used syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
			return
		}
		left := limit - time.Duration(used.Utime.Nano()+used.Stime.Nano())
		if left <= 0 {
			stop()
			return
		}
		time.AfterFunc(max(left/2, time.Millisecond), watch)
	}
	time.AfterFunc(limit/2, watch)
	return ctx
}

// readValues reads what the solve verb prints: "s OPTIMUM", "o v1 v2 v3 v4" and, where it was stopped, "b b1 b2 b3 b4": what is proved.
func readValues(p problem, out string) ([]int64, error) {
	said := map[string][]int64{}
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != "o" && words[0] != "b" {
			continue
		}
		said[words[0]] = nil
		for _, w := range words[1:] {
			v, err := strconv.ParseInt(w, 10, 64)
			if err != nil {
				return nil, err
			}
			said[words[0]] = append(said[words[0]], v)
		}
	}
	if values := said["o"]; strings.Contains(out, "s OPTIMUM") {
		return values, nil
	} else if bounds := said["b"]; len(bounds) == len(p.stages) && len(values) == len(bounds) {
		for i, b := range bounds {
			if values[i] > b {
				return nil, short{p.stages[i].name, float64(values[i]), float64(b)}
			}
		}
	}
	return nil, errors.New(firstLine(out))
}
