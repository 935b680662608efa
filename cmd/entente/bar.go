package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progressBar draws a bar of 30 characters, at most ten times a second, from the
// second second on, and clears it at the end.
func progressBar(w io.Writer, doing string, total int) func(done int) {
	const width = 30
	start, drawn := time.Now(), time.Time{}
	return func(done int) {
		now := time.Now()
		if total <= 0 || now.Sub(start) < time.Second || done < total && now.Sub(drawn) < 100*time.Millisecond {
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
