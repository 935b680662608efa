package register

import (
	"os"
	"strconv"
)

// Sized gives the size of a fault test: small every day; full, or so many percent
// of it as ENTENTE_SOAK says, in make soak.
func Sized(small, full int) int {
	percent, err := strconv.Atoi(os.Getenv("ENTENTE_SOAK"))
	if err != nil {
		return small
	}
	return max(small, full*percent/100)
}
