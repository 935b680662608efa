package web

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"entente/register"
	"entente/site"
)

// said are the errors whose words are the same whatever is on the record.
var said = []error{
	register.ErrNotFound, register.ErrNotCleared, register.ErrRefused, register.ErrConflict, register.ErrAltered, register.ErrBehind, register.ErrInUse, register.ErrPoisoned,
	site.ErrNotPermitted, site.ErrExpired, site.ErrProvider, site.ErrProof,
	context.Canceled, context.DeadlineExceeded, sql.ErrNoRows, sql.ErrConnDone, sql.ErrTxDone, io.EOF, io.ErrUnexpectedEOF,
	fs.ErrNotExist, fs.ErrExist, fs.ErrPermission, fs.ErrClosed,
}

// withoutContent is what the log keeps of an error: its kinds from the outside in,
// and the words of those that can hold nothing of the record. An error's whole text
// names acts, and may quote them.
func withoutContent(err error) string {
	var kinds []string
	var walk func(error)
	walk = func(err error) {
		if err == nil || len(kinds) > 20 {
			return
		}
		kind := fmt.Sprintf("%T", err)
		if number, ok := err.(syscall.Errno); ok {
			kind += ": " + number.Error()
		}
		for _, s := range said {
			if err == s {
				kind += ": " + s.Error()
			}
		}
		kinds = append(kinds, kind)
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			walk(x.Unwrap())
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				walk(e)
			}
		}
	}
	walk(err)
	return strings.Join(kinds, ", ")
}

// faultWithoutContent is what the log keeps of a panic; the stack, which it also
// keeps, holds places in the program and no values.
func faultWithoutContent(fault any) string {
	if err, ok := fault.(error); ok {
		var own runtime.Error
		if errors.As(err, &own) {
			return own.Error()
		}
		return withoutContent(err)
	}
	return fmt.Sprintf("%T", fault)
}
