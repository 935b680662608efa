// Command checkcmd checks dossiers and prints every problem.
package main

import (
	"fmt"
	"os"

	"entente/dossier"
)

func main() {
	code := 0
	for _, path := range os.Args[1:] {
		d, problems := dossier.ReadFile(path)
		for _, p := range problems {
			p.Print(os.Stdout)
		}
		if d == nil {
			code = 3
			continue
		}
		fmt.Printf("%s: %d acts, %d warnings\n", path, len(d.Acts), len(problems))
	}
	os.Exit(code)
}
