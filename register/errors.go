package register

import (
	"errors"
	"fmt"
)

// What can be wrong, for errors.Is. Each error says in its text what to do.
var (
	ErrNotFound   = errors.New("not on this register")
	ErrNotCleared = errors.New("not for this reader")
	ErrRefused    = errors.New("refused") // the act; nothing was written
	ErrConflict   = errors.New("already on record with other content")
	ErrAltered    = errors.New("the register was altered") // bytes are not what was signed
	ErrBehind     = errors.New("the register is behind its guard")
	ErrInUse      = errors.New("the register is in use by another program")
	ErrPoisoned   = errors.New("the register stopped writing")
)

func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
}

func altered(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrAltered, fmt.Sprintf(format, args...))
}
