package main

import "flag"

var (
	dir     = flag.String("dir", "", "")
	acts    = flag.Int("acts", 1_000_000, "")
	readers = flag.Int("readers", 200, "")
)

func main() {
	flag.Parse()
	fill(*dir, *acts, *readers)
}
