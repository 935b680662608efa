package main

import (
	"fmt"
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
	means := map[string]*ratios{}
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
		if means[group] == nil {
			order, means[group] = append(order, group), &ratios{}
		}
		means[group].add(rc.line(label, results))
	}
	for _, group := range order {
		means[group].print(rc.out, group)
	}
	if len(differ) > 0 {
		return fmt.Errorf("proved optima differ:\n%s", strings.Join(differ, "\n"))
	}
	return nil
}
