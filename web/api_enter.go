package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"entente/act"
	"entente/register"
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

func (k *kept) send(w http.ResponseWriter) {
	maps.Copy(w.Header(), k.header)
	w.WriteHeader(max(k.status, http.StatusOK))
	w.Write(k.body.Bytes())
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
			k.header.Del("Content-Type")
			k.status = http.StatusNotModified
			k.body.Reset()
		}
	}
	k.send(w)
}

// matches reports whether a header of If-Match or If-None-Match names a tag.
func matches(header, tag string) bool {
	return slices.ContainsFunc(strings.Split(header, ","), func(x string) bool {
		x = strings.TrimPrefix(strings.TrimSpace(x), "W/")
		return x == tag || x == "*"
	})
}

// longestKey is how long an Idempotency-Key may be.
const longestKey = 128

// once carries a request out once under its Idempotency-Key: sent again, it is
// answered as it was the first time.
func (v *visit) once(w http.ResponseWriter, r *http.Request, answer func(http.ResponseWriter)) error {
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		answer(w)
		return nil
	}
	if len(key) > longestKey {
		return badRequest(v.say("error.key", "n", longestKey))
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	h := sha256.New()
	for _, part := range []string{r.Method, r.URL.RequestURI(), r.Header.Get("Content-Type"), r.Header.Get("If-Match"), string(text)} {
		h.Write(append([]byte(part), 0))
	}
	who := v.who().Name
	if !v.s.keys.take(who + " " + key) {
		return errUnderWay
	}
	defer v.s.keys.leave(who + " " + key)
	before, err := v.s.site.Recall(who, key, h.Sum(nil))
	if errors.Is(err, register.ErrConflict) {
		return errKeyUsed
	}
	if err != nil {
		return err
	}
	k := &kept{header: http.Header{}}
	if before != nil {
		k.header.Set("Content-Type", "application/json")
		k.header.Set("Idempotency-Replayed", "true")
		k.status = before.Status
		k.body.Write(before.Answer)
		k.send(w)
		return nil
	}
	answer(k)
	if k.status < http.StatusBadRequest { // what was refused changed nothing, and may be put right under the same key
		if err := v.s.site.Remember(who, key, h.Sum(nil), site.Answered{Status: k.status, Answer: k.body.Bytes()}); err != nil {
			v.s.log.Error("idempotency", "id", v.id, "error", withoutContent(err)) // it is done all the same, and said so
		}
	}
	k.send(w)
	return nil
}

// underWay are the keys of requests that are being carried out.
type underWay struct {
	mu  sync.Mutex
	all map[string]bool
}

// take reports whether nobody had the key.
func (x *underWay) take(key string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.all[key] {
		return false
	}
	if x.all == nil {
		x.all = map[string]bool{}
	}
	x.all[key] = true
	return true
}

func (x *underWay) leave(key string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.all, key)
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
