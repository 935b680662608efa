package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"entente/act"
	"entente/site"
)

// enterAPI lets in whoever may use an operation: by a token with its scope, or by the
// session of a browser, which may do all its person may.
func (v *visit) enterAPI(scope site.Scope) error {
	if !v.s.limits.allow(v.r) {
		return errTooMany
	}
	if err := v.identify(); err != nil {
		return err
	}
	if v.session == nil {
		return errNobody
	}
	if v.token != nil && !v.token.May(scope) {
		return errScope(scope)
	}
	if err := v.readMoment(); err != nil {
		return err
	}
	if v.r.Method != http.MethodGet && !v.when.Now() {
		return errPast
	}
	return nil
}

// identify finds out who asks, by the token that was sent or else by the session.
func (v *visit) identify() error {
	secret, bearer := strings.CutPrefix(v.r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		return v.enter()
	}
	t, err := v.s.site.Token(strings.TrimSpace(secret))
	if errors.Is(err, site.ErrExpired) {
		return errNobody
	}
	if err != nil {
		return err
	}
	v.token, v.session, v.reader = t, &site.Session{Person: t.Person, Since: -1}, v.s.site.Reader(t.Person)
	return nil
}

// kept is an answer that is held back until it is whole.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header { return k.header }

func (k *kept) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}

func (k *kept) Write(b []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(b)
}

func (k *kept) send(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), k.header)
	s := &sheet{}
	s.Write(k.body.Bytes())
	s.send(w, r, max(k.status, http.StatusOK))
}

// tagOf names a content: of what the reader sees, and of nothing else.
func tagOf(content []byte) string {
	h := sha256.Sum256(content)
	return `"` + hex.EncodeToString(h[:16]) + `"`
}

// tagged gives an answer its ETag, and answers 304 to who has it already.
func tagged(w http.ResponseWriter, r *http.Request, answer func(http.ResponseWriter)) {
	k := &kept{header: http.Header{}}
	answer(k)
	if r.Method == http.MethodGet && k.status == http.StatusOK {
		tag := tagOf(k.body.Bytes())
		k.header.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			k.status = http.StatusNotModified
			k.body.Reset()
		}
	}
	k.send(w, r)
}

// matches reports whether a header of If-Match or If-None-Match names a tag.
func matches(header, tag string) bool {
	return slices.ContainsFunc(strings.Split(header, ","), func(x string) bool {
		x = strings.Replace(strings.TrimPrefix(strings.TrimSpace(x), "W/"), squeezed, `"`, 1)
		return x == tag || x == "*"
	})
}

// day reads a day that was sent; where says in which part of the request.
func (v *visit) day(text, where string, wrong *act.Problems) (d act.Date) {
	if text == "" {
		return d
	}
	d, err := act.ParseDate(text)
	if err != nil {
		*wrong = append(*wrong, act.Problem{Place: act.Place{File: where}, Code: "bad-day", Text: v.say("error.day", "name", where, "text", text)})
	}
	return d
}
