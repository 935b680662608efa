package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"entente/assess"
	"entente/logic"
)

// TestProgressLine: nothing in the first second; then what is computed with the gap,
// also while the search says nothing new; gone at the end.
func TestProgressLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		say, done := progressLine(&out)
		say(assess.Progress{Doing: "conflicts"})
		time.Sleep(900 * time.Millisecond)
		synctest.Wait()
		if out.Len() > 0 {
			t.Errorf("in the first second: %q", out.String())
		}
		say(assess.Progress{Doing: "the best package", Search: logic.Progress{Name: "members", Found: true, Incumbent: -12, Bound: -15}})
		time.Sleep(2 * time.Second)
		synctest.Wait()
		lines := strings.Split(out.String(), "\r\033[K")
		if want := "the best package … 3 s · members: best so far 12, at most 3 better (Ctrl-C gives the best so far)"; len(lines) < 8 || lines[len(lines)-1] != want {
			t.Errorf("after %d lines: %q, want %q", len(lines), lines[len(lines)-1], want)
		}
		done()
		if !strings.HasSuffix(out.String(), "\r\033[K") {
			t.Errorf("at the end: %q", out.String())
		}
	})
}
