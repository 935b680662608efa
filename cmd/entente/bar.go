package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// bar shows on a terminal how far a long job is; nil where there is no terminal.
func bar(stderr io.Writer, doing string, total int) func(done int) {
	draw := barOf(stderr, doing)
	if draw == nil {
		return nil
	}
	return func(done int) { draw(done, total) }
}

// barOf is bar for a job that learns as it goes how much there is to do.
func barOf(stderr io.Writer, doing string) func(done, total int) {
	file, ok := stderr.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return progressBar(stderr, doing)
}

// progressBar draws a bar of 30 characters, at most ten times a second, once a job
// has taken more than a second, and clears it at the end.
func progressBar(w io.Writer, doing string) func(done, total int) {
	const width = 30
	start, drawn := time.Now(), time.Time{}
	return func(done, total int) {
		now := time.Now()
		if total <= 0 || now.Sub(start) <= time.Second || done < total && now.Sub(drawn) < 100*time.Millisecond {
			return
		}
		drawn = now
		if done >= total {
			fmt.Fprint(w, "\r\033[K")
			return
		}
		full := width * done / total
		left := time.Duration(float64(now.Sub(start)) / float64(max(done, 1)) * float64(total-done)).Round(time.Second)
		fmt.Fprintf(w, "\r\033[K%s [%s%s] %d of %d, %v left", doing, strings.Repeat("=", full), strings.Repeat(" ", width-full), done, total, left)
	}
}
