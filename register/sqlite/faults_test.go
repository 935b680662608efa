package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/register"
)

// appender is the command that runs this binary as the appending program. By turns
// one appends alone, and several at once: their acts take different ways to the disk.
func appender(turn int, dir string, acts int, under ...string) *exec.Cmd {
	args := append(under, os.Args[0])
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), appenderDir+"="+dir, fmt.Sprintf("ENTENTE_TEST_ACTS=%d", acts), fmt.Sprintf("ENTENTE_TEST_APPENDERS=%d", 1+turn%2*3))
	return cmd
}

// TestKill (L2) kills the program at random moments, without warning, and audits
// what is there: no acknowledged act is lost.
func TestKill(t *testing.T) {
	rounds := sized(6, 1000)
	dir := t.TempDir()
	prepare(t, dir)
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	all, total := map[int64]string{}, 0
	for round := range rounds {
		out := output{begun: make(chan struct{})}
		var complaint bytes.Buffer
		cmd := appender(round, dir, 0)
		cmd.Stdout, cmd.Stderr = &out, &complaint
		must(t, cmd.Start())
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if round%3 > 0 { // else it may be killed before it has acknowledged anything
			select {
			case <-out.begun:
			case err := <-ended:
				ended <- err
			}
		}
		time.Sleep(time.Duration(30+rng.IntN(120)) * time.Millisecond)
		cmd.Process.Kill() // fails when it has ended by itself, which the next line finds
		if err := <-ended; cmd.ProcessState.Exited() {
			t.Fatalf("round %d: the program ended by itself: %v\n%s%s", round, err, out.text.String(), complaint.String())
		}
		for seq, name := range acks(out.text.String()) {
			all[seq] = name
		}
		if _, err := audited(dir, all); err != nil {
			t.Fatalf("round %d, %d acknowledged: %v", round, len(all), err)
		}
		if round%50 == 49 { // begin anew, so that audits stay short
			total += len(all)
			dir, all = t.TempDir(), map[int64]string{}
			prepare(t, dir)
		}
	}
	t.Logf("%d kills, %d acknowledged acts, 0 lost", rounds, total+len(all))
	if total+len(all) == 0 {
		t.Error("nothing was ever acknowledged: this test does not test")
	}
}

// output is what a program has written, and tells when it began to.
type output struct {
	text  strings.Builder
	begun chan struct{}
}

func (o *output) Write(p []byte) (int, error) {
	if o.text.Len() == 0 {
		close(o.begun)
	}
	return o.text.Write(p)
}

func needStrace(t *testing.T) {
	t.Helper()
	if err := exec.Command("strace", "-e", "trace=none", "true").Run(); err != nil {
		t.Skip("NOT RUN: strace is not here or may not trace: " + err.Error())
	}
}

// TestIOErrors (L4) makes syncs and writes fail: nothing is acknowledged after a
// failed sync, the program stops, and what it acknowledged is there.
func TestIOErrors(t *testing.T) {
	needStrace(t)
	cases := []struct{ name, inject string }{}
	whens := []int{4, 9, 23}
	for i := range sized(0, 57) {
		whens = append(whens, i+3)
	}
	for _, n := range whens {
		for _, c := range [][2]string{{"EIO on fdatasync", "fdatasync,fsync:error=EIO"}, {"a full disk", "pwrite64:error=ENOSPC"}, {"EIO on write", "pwrite64:error=EIO"}} {
			when := n
			if strings.HasPrefix(c[1], "pwrite64") {
				when = n * 9
			}
			cases = append(cases, struct{ name, inject string }{fmt.Sprintf("%s from call %d", c[0], when), fmt.Sprintf("%s:when=%d+", c[1], when)})
		}
	}
	hit := 0
	for turn, c := range cases {
		dir := t.TempDir()
		prepare(t, dir)
		trace := filepath.Join(dir, "trace")
		cmd := appender(turn/3, dir, 400, "strace", "-f", "-o", trace, "-e", "trace=fdatasync,fsync,pwrite64", "-e", "inject="+c.inject)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		err := cmd.Run()
		text, rerr := os.ReadFile(trace)
		must(t, rerr)
		if !bytes.Contains(text, []byte("(INJECTED)")) {
			t.Errorf("%s: nothing was injected", c.name)
			continue
		}
		hit++
		if err == nil {
			t.Errorf("%s: the program went on", c.name)
		}
		if !strings.Contains(out.String(), "stopped:") {
			t.Errorf("%s: it did not say why it stopped: %s", c.name, last(out.String()))
		}
		if _, err := audited(dir, acks(out.String())); err != nil {
			t.Errorf("%s: %v (%s)", c.name, err, last(out.String()))
		}
	}
	t.Logf("%d faults injected", hit)
}

func last(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

// TestTornFiles cuts database and log short at every page, as a half-done copy
// would be: it is refused, or serves no more and nothing other than was there.
func TestTornFiles(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	cmd := appender(1, dir, 200)
	out, err := cmd.Output()
	must(t, err)
	want := acks(string(out))
	text, err := os.ReadFile(filepath.Join(dir, "r.db"))
	must(t, err)
	step := 4096 * 7 / sized(1, 56)
	for n := 0; n < len(text); n += step {
		torn := t.TempDir()
		must(t, os.WriteFile(filepath.Join(torn, "r.db"), text[:n], 0o600))
		if _, err := audited(torn, want); err == nil {
			t.Errorf("cut to %d of %d bytes: not found", n, len(text))
		} else if n > 0 && !errors.Is(err, register.ErrAltered) && !strings.Contains(err.Error(), "integrity_check") {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
		os.RemoveAll(torn)
	}
}
