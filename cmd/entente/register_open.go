package main

import (
	"fmt"
	"io"

	"entente/register"
	"entente/site"
)

// readRegister opens a register for reading, and warns when it is behind its guard.
func readRegister(dir string, stderr io.Writer) (*register.Register, error) {
	reg, behind, err := site.Read(dir)
	if behind != "" {
		fmt.Fprintf(stderr, "warning: %s\n", behind)
	}
	return reg, err
}
