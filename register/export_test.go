package register

import "os"

// Soak reports whether the fault tests run at their full size: make soak.
func Soak() bool { return os.Getenv("ENTENTE_SOAK") != "" }
