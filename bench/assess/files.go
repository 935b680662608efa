package main

import (
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// runFiles races on instances somebody else wrote. The means are taken over the files
// whose names are alike up to the last sign before the seed.
func (rc race) runFiles(files []string) error {
	var field []entrant
	for _, e := range entrants(rc.self) {
		if !slices.Contains(rc.solvers, e.name) {
			continue
		}
		if _, err := exec.LookPath(e.program); err != nil {
			fmt.Fprintf(rc.out, "! %s is not installed here: left out\n", e.program)
			continue
		}
		field = append(field, e)
	}
	rc.head(field)
	var order []string
	ratios := map[string][]float64{}
	var differ []string
	for _, file := range files {
		in, err := readInstance(file)
		if err != nil {
			return err
		}
		p, err := problemOf(in.form)
		if err != nil {
			return err
		}
		for i := range p.stages {
			p.stages[i].offset += in.offsets[i]
		}
		results, err := rc.solveAll(field, p)
		if err != nil {
			return err
		}
		label := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		if d := disagreement(results); d != "" {
			differ = append(differ, label+": "+d)
		}
		group, _, _ := strings.Cut(label, "-")
		if !slices.Contains(order, group) {
			order = append(order, group)
		}
		if ratio := rc.line(label, results); !math.IsNaN(ratio) {
			ratios[group] = append(ratios[group], ratio)
		}
	}
	for _, group := range order {
		if rs := ratios[group]; len(rs) > 0 {
			fmt.Fprintf(rc.out, "%-16s best anchor ÷ entente: geometric mean %.2f, worst %.2f, over %d\n", group, geomean(rs), slices.Min(rs), len(rs))
		}
	}
	if len(differ) > 0 {
		return fmt.Errorf("proved optima differ:\n%s", strings.Join(differ, "\n"))
	}
	return nil
}
