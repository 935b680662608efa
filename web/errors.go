package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"

	"entente/act"
	"entente/register"
	"entente/site"
)

// What a request itself can be wrong in.
var (
	errNobody  = errors.New("nobody has signed in")
	errTooMany = errors.New("too many requests")
	errPast    = errors.New("a past moment accepts no writes")
	errReading = errors.New("the record is still being read")
)

// badRequest is a request that cannot be read, said for people.
type badRequest string

func (e badRequest) Error() string { return string(e) }

// statusOf is the one place where errors become statuses. Word is the key of the
// sentence that says what is wrong and what to do.
func statusOf(err error) (status int, word string) {
	var problems act.Problems
	var bad badRequest
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &bad):
		return http.StatusBadRequest, "error.request"
	case errors.As(err, &problems):
		return http.StatusUnprocessableEntity, "error.problems"
	case errors.As(err, &tooBig):
		return http.StatusRequestEntityTooLarge, "error.size"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return http.StatusRequestTimeout, "error.slow"
	case errors.Is(err, site.ErrProof), errors.Is(err, site.ErrSignIn):
		return http.StatusUnauthorized, "error.proof"
	case errors.Is(err, site.ErrStranger):
		return http.StatusForbidden, "error.stranger"
	case errors.Is(err, site.ErrProvider):
		return http.StatusBadGateway, "error.provider"
	case errors.Is(err, errNobody):
		return http.StatusUnauthorized, "error.nobody"
	case errors.Is(err, site.ErrNotPermitted), errors.Is(err, register.ErrRefused), errors.Is(err, register.ErrNotCleared):
		return http.StatusForbidden, "error.permitted"
	case errors.Is(err, register.ErrNotFound):
		return http.StatusNotFound, "error.absent"
	case errors.Is(err, errChanged):
		return http.StatusPreconditionFailed, "error.changed"
	case errors.Is(err, errUnderWay):
		return http.StatusConflict, "error.underway"
	case errors.Is(err, errKeyUsed):
		return http.StatusUnprocessableEntity, "error.keyused"
	case errors.Is(err, errPast):
		return http.StatusConflict, "error.past"
	case errors.Is(err, register.ErrConflict):
		return http.StatusConflict, "error.conflict"
	case errors.Is(err, site.ErrExpired):
		return http.StatusGone, "error.expired"
	case errors.Is(err, errTooMany):
		return http.StatusTooManyRequests, "error.often"
	case errors.Is(err, errReading):
		return http.StatusServiceUnavailable, "error.reading"
	case errors.Is(err, context.Canceled):
		return 499, "error.stopped" // the reader has gone; nobody will see it
	}
	return http.StatusInternalServerError, "error.failed"
}

// errorPage says what is wrong, where, and what to do, with the number that is in
// the log. It says no more of what is not there than of what may not be seen.
func (v *visit) errorPage(err error) *page {
	status, word := statusOf(err)
	if status == http.StatusInternalServerError {
		v.s.log.Error("failed", "id", v.id, "error", withoutContent(err))
	}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		v.header.Set("Retry-After", "10")
	}
	var said []string
	var bad badRequest
	var problems act.Problems
	switch {
	case errors.As(err, &bad):
		said = []string{string(bad)}
	case errors.As(err, &problems):
		for _, p := range problems {
			said = append(said, p.In(v.lang.Code).Text)
		}
	}
	return &page{title: v.say(word + ".title"), status: status, body: errorBody(v, v.say(word+".do"), said)}
}

// nothingHere answers every address that is no route.
func nothingHere(v *visit) (*page, error) { return nil, register.ErrNotFound }

func queryEscape(s string) string { return url.QueryEscape(s) }
