package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestBar: nothing in the first second, then a bar ten times a second at most, gone
// at the end.
func TestBar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		draw := progressBar(&out, "adding")
		draw(10, 100)
		if out.Len() > 0 {
			t.Errorf("at once: %q", out.String())
		}
		time.Sleep(2 * time.Second)
		draw(50, 100)
		draw(51, 100)
		if want := "\r\033[Kadding [===============               ] 50 of 100, 2s left"; out.String() != want {
			t.Errorf("after two seconds: %q, want %q", out.String(), want)
		}
		draw(100, 100)
		if !strings.HasSuffix(out.String(), "\r\033[K") {
			t.Errorf("at the end: %q", out.String())
		}
	})
}
