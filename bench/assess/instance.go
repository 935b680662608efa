package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"

	"entente/logic"
)

// An instance is a file as Entente's process reads it: straight into a form.
type instance struct {
	form    *logic.Form
	offsets []int64 // by stage: its value when every term is false
	steps   []logic.Lit
	terms   []logic.Term // of the line being read
}

// readInstance reads an instance file: OPB as the pseudo-Boolean competitions
// have it, with the stages in comment lines, one weighted sum per line:
//
//   - #variable= 3 #constraint= 2
//   - stage members 0 -1 x1 -1 x2 ;
//     min: -1 x1 -1 x2 ;
//     +1 x1 +1 ~x3 >= 1 ;
//
// The min line, which blends the stages for solvers that know only one sum, is
// skipped.
func readInstance(path string) (*instance, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	in := &instance{form: logic.NewForm()}
	for n := 1; len(src) > 0; n++ {
		line, rest, _ := bytes.Cut(src, []byte("\n"))
		src = rest
		if err := in.line(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return in, nil
}

func (in *instance) line(line []byte) error {
	switch {
	case len(line) == 0 || bytes.HasPrefix(line, []byte("min:")):
		return nil
	case line[0] == '*':
		return in.comment(line)
	}
	rest, err := in.sum(line)
	if err != nil {
		return err
	}
	relation, right, _ := bytes.Cut(rest, []byte(" "))
	if string(relation) != ">=" && string(relation) != "=" {
		return errors.New("no >= or = in row")
	}
	least, err := strconv.ParseInt(string(bytes.TrimRight(right, " ;")), 10, 64)
	if err != nil {
		return fmt.Errorf("right-hand side: %w", err)
	}
	in.form.AtLeast(least, in.terms...)
	if len(relation) == 1 {
		in.form.AtMost(least, in.terms...)
	}
	return nil
}

// comment reads what is said in comments: how many variables, the stages, the steps.
func (in *instance) comment(line []byte) error {
	if s, ok := bytes.CutPrefix(line, []byte("* stage ")); ok {
		name, s, _ := bytes.Cut(s, []byte(" "))
		offset, s, _ := bytes.Cut(s, []byte(" "))
		o, err := strconv.ParseInt(string(offset), 10, 64)
		if err != nil {
			return fmt.Errorf("offset of stage %s: %w", name, err)
		}
		if _, err := in.sum(s); err != nil {
			return err
		}
		in.offsets = append(in.offsets, o)
		in.form.Minimise(string(name), in.terms...)
	}
	if s, ok := bytes.CutPrefix(line, []byte("* steps ")); ok {
		for _, word := range bytes.Fields(s) {
			v, err := strconv.Atoi(string(word))
			if err != nil {
				return fmt.Errorf("step: %w", err)
			}
			in.steps = append(in.steps, in.variable(v))
		}
	}
	return nil
}

// variable makes variables as far as this one.
func (in *instance) variable(v int) logic.Lit {
	for in.form.Vars() < v {
		in.form.New("")
	}
	return logic.Lit(v)
}

// sum reads weights and literals into in.terms, up to ; or a relation.
func (in *instance) sum(s []byte) (rest []byte, err error) {
	in.terms = in.terms[:0]
	for {
		for len(s) > 0 && s[0] == ' ' {
			s = s[1:]
		}
		if len(s) == 0 || s[0] == ';' || s[0] == '>' || s[0] == '=' {
			return s, nil
		}
		w, after, ok := number(s)
		if !ok {
			word, _, _ := bytes.Cut(s, []byte(" "))
			return nil, fmt.Errorf("weight: %q is no number", word)
		}
		lit := after[min(1, len(after)):]
		negated := len(lit) > 0 && lit[0] == '~'
		if negated {
			lit = lit[1:]
		}
		var v int64
		if ok = len(lit) > 1 && lit[0] == 'x' && lit[1] >= '0' && lit[1] <= '9'; ok {
			v, s, ok = number(lit[1:])
		}
		if !ok || v < 1 || v > maxVariable {
			word, _, _ := bytes.Cut(lit, []byte(" "))
			return nil, fmt.Errorf("%q is no variable", word)
		}
		l := in.variable(int(v))
		if negated {
			l = l.Not()
		}
		in.terms = append(in.terms, logic.Term{Weight: w, Lit: l})
	}
}

const maxVariable = 1 << 24

// number reads a whole number, signed or not, that ends before a space or with the line.
func number(s []byte) (n int64, rest []byte, ok bool) {
	i, minus := 0, false
	if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
		i, minus = 1, s[0] == '-'
	}
	start := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int64(s[i]-'0')
		i++
	}
	if i == start || i-start > 18 || i < len(s) && s[i] != ' ' {
		return 0, nil, false
	}
	if minus {
		n = -n
	}
	return n, s[i:], true
}
