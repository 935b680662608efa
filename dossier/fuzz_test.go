package dossier

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// FuzzRead holds the reader to three promises, whatever the bytes: it never
// panics, every problem points into the file and has a code and a remedy, and what
// is accepted survives writing and formatting.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	f.Add(everything(f))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<14 {
			t.Skip("long inputs are slow and find nothing that short ones do not")
		}
		keepsPromises(t, src)
	})
}

func keepsPromises(t testing.TB, src []byte) {
	t.Helper()
	d, problems := Read("fuzz", src)
	if (d == nil) != problems.Refuse() {
		t.Fatalf("dossier %v with problems %v", d, problems)
	}
	lines := strings.Split(string(bytes.TrimPrefix(src, []byte("\ufeff"))), "\n")
	for _, p := range problems {
		if p.Code == "" || p.Text == "" || p.Hint == "" {
			t.Errorf("a problem without code, text or remedy: %+v", p)
		}
		if p.Line == 0 && p.Col == 0 {
			continue
		}
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > runes(lines[p.Line-1])+1 {
			t.Errorf("%s: not in the file: %s", p.Place, p.Text)
		}
		p.Print(new(bytes.Buffer))
	}
	tidy := Format(src)
	if !bytes.Equal(Format(tidy), tidy) {
		t.Errorf("formatted twice, it differs:\n%q\n%q", tidy, Format(tidy))
	}
	if d != nil {
		sameAfterWriting(t, src)
		sameAfterFormatting(t, src)
	}
}

// TestMutatedFiles damages good files the way editing does: lines lost, doubled,
// moved, indented; pieces of other lines put in; odd characters. It reaches deeper
// than the fuzzer does in the same time.
func TestMutatedFiles(t *testing.T) {
	rounds := 400
	if testing.Short() {
		rounds = 50
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var pool, whole []string
	free, err := os.ReadFile("testdata/good/free-hand.yaml")
	if err != nil {
		t.Fatal(err)
	}
	whole = strings.Split(string(free), "\n")
	pool = append(strings.Split(string(everything(t)), "\n"), whole...)
	odd := []string{"\"", "'", ": ", " #", "\t", "[", "]", "{", "}", "- ", "|", ">-", "&a ", "*a", "!t ", "“", "”", "\u00a0", "\u2028", "ع", "\r", "\\", "not ", " and ", "~", ",", "\ufeff", "?", "%", "---"}
	read := 0
	for round := range rounds {
		from := rng.IntN(len(pool) - 40)
		lines := append([]string{"entente: 1", "id: x", "title: X", "as_of: 2031"}, pool[from:from+10+rng.IntN(30)]...)
		if round%4 == 0 { // a whole file: little is wrong with it, and most are accepted
			lines = slices.Clone(whole)
		}
		for range rng.IntN(4) {
			i, j := rng.IntN(len(lines)), rng.IntN(len(lines))
			switch rng.IntN(6) {
			case 0:
				lines = append(lines[:i:i], lines[i+1:]...)
			case 1:
				lines = append(lines[:i:i], append([]string{lines[j]}, lines[i:]...)...)
			case 2:
				lines[i] = "  " + lines[i]
			case 3:
				lines[i] = strings.TrimPrefix(lines[i], "  ")
			case 4:
				rs := []rune(lines[i])
				at := rng.IntN(len(rs) + 1)
				lines[i] = string(rs[:at]) + odd[rng.IntN(len(odd))] + string(rs[at:])
			case 5:
				lines[i] = lines[i][:min(len(lines[i]), rng.IntN(40))]
			}
		}
		src := []byte(strings.ToValidUTF8(strings.Join(lines, "\n"), "?"))
		keepsPromises(t, src)
		if t.Failed() {
			t.Fatalf("with this file:\n%s", src)
		}
		if d, _ := Read("", src); d != nil {
			read++
		}
	}
	if read < rounds/20 {
		t.Errorf("only %d of %d files could be read", read, rounds)
	}
}

// FuzzSet holds Set to its promise: the value asked for, and nothing else.
func FuzzSet(f *testing.F) {
	src := everything(f)
	f.Add("a new title", "title")
	f.Add("opposes: 'not now'", "positions.pak-first.note")
	f.Add("نعم", "initiative.title")
	f.Add("  two  \n lines", "clauses.disarmament.options.police.words")
	before := strings.Split(string(src), "\n")
	f.Fuzz(func(t *testing.T, value, path string) {
		out, err := Set(src, value, strings.Split(path, ".")...)
		if err != nil {
			return
		}
		after := strings.Split(string(out), "\n")
		changed := 0
		for len(before) > changed && len(after) > changed && before[changed] == after[changed] {
			changed++
		}
		tail := 0
		for tail < len(before)-changed && tail < len(after)-changed && before[len(before)-1-tail] == after[len(after)-1-tail] {
			tail++
		}
		if n := len(after) - tail - changed; n > 1 {
			t.Errorf("%d lines changed", n)
		}
	})
}
