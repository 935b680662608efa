package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"hash/fnv"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"entente/register"
	"entente/site"
)

// change marks an operation that changes what is read at an address, "/v1/cases/{body.case}"
// where the body names the case.
func change(op huma.Operation, subject string) huma.Operation {
	op.Metadata[changing] = subject
	header := func(name, says string, longest int) {
		op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "header", Description: says, Schema: &huma.Schema{Type: "string", MaxLength: &longest}})
	}
	header("If-Match", "carry it out only while the ETag of "+subject+" is this", 1000)
	if op.Method == http.MethodPost {
		header("Idempotency-Key", "sent again under the same key within a day, the request is answered as before and not carried out again", longestKey)
	}
	return op
}

// quiet is in the context of a request the site sends itself, which nobody reads.
type quiet struct{}

// change carries out an operation that changes something: while what it changes is as its
// sender saw it, and once.
func (a *api) change(v *visit, w http.ResponseWriter, r *http.Request, op *huma.Operation, answer func(http.ResponseWriter)) error {
	carry := func() error {
		if r.Method != http.MethodPost {
			tagged(w, r, answer)
			return nil
		}
		return v.once(w, r, op.Metadata[secret] != nil, answer)
	}
	header := r.Header.Get("If-Match")
	if header == "" {
		return carry()
	}
	subject, err := subjectOf(op.Metadata[changing].(string), r)
	if err != nil {
		return err
	}
	turn := a.inTurn.of(subject) // of those who compare before they change
	turn.Lock()
	defer turn.Unlock()
	if again, err := v.replays(r); err != nil || again { // it has been carried out, and what it changed is no longer as it was
		if err != nil {
			return err
		}
		return carry()
	}
	k := &kept{header: http.Header{}}
	ask := r.Clone(context.WithValue(r.Context(), quiet{}, true))
	ask.Method, ask.Body, ask.ContentLength, ask.URL = http.MethodGet, http.NoBody, 0, &url.URL{Path: subject}
	for _, name := range []string{"If-Match", "Content-Type", "Content-Length", "Accept-Encoding", "If-None-Match"} {
		ask.Header.Del(name)
	}
	a.mux.ServeHTTP(k, ask)
	if k.status != http.StatusOK || !matches(header, k.header.Get("ETag")) {
		return errChanged
	}
	return carry()
}

// subjectOf is the address of what a request changes.
func subjectOf(pattern string, r *http.Request) (string, error) {
	if strings.Contains(pattern, "{body.case}") {
		text, err := wholeBody(r)
		if err != nil {
			return "", err
		}
		var sent struct{ Case string }
		json.Unmarshal(text, &sent) // what cannot be read is said by the operation
		pattern = strings.TrimSuffix(strings.Replace(pattern, "{body.case}", sent.Case, 1), "/")
	}
	for _, name := range []string{"case", "ballot", "draft", "name", "id", "source", "act"} {
		pattern = strings.Replace(pattern, "{"+name+"}", r.PathValue(name), 1)
	}
	return pattern, nil
}

// wholeBody reads the body of a request, and leaves it to be read again.
func wholeBody(r *http.Request) ([]byte, error) {
	text, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(text))
	return text, err
}

// inTurn lets those who compare and change the same take turns.
type inTurn [64]sync.Mutex

func (x *inTurn) of(subject string) *sync.Mutex {
	h := fnv.New32a()
	io.WriteString(h, subject)
	return &x[h.Sum32()%uint32(len(x))]
}

// longestKey is how long an Idempotency-Key may be.
const longestKey = 128

// once carries a request out once under its Idempotency-Key: sent again, it is
// answered as it was the first time.
func (v *visit) once(w http.ResponseWriter, r *http.Request, hides bool, answer func(http.ResponseWriter)) error {
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		answer(w)
		return nil
	}
	if len(key) > longestKey {
		return badRequest(v.say("error.key", "n", longestKey))
	}
	asked, err := hashOf(r)
	if err != nil {
		return err
	}
	who := v.who().Name
	if !v.s.keys.take(who + " " + key) {
		return errUnderWay
	}
	defer v.s.keys.leave(who + " " + key)
	before, err := v.s.site.Recall(who, key, asked)
	if errors.Is(err, register.ErrConflict) {
		return errKeyUsed
	}
	if err != nil {
		return err
	}
	k := &kept{header: http.Header{}}
	if before != nil {
		if len(before.Answer) > 0 {
			k.header.Set("Content-Type", "application/json")
		}
		k.header.Set("Idempotency-Replayed", "true")
		k.status = before.Status
		k.body.Write(before.Answer)
		k.send(w, r)
		return nil
	}
	answer(k)
	if k.status < http.StatusBadRequest { // what was refused changed nothing, and may be put right under the same key
		text := k.body.Bytes()
		if hides {
			text = withoutSecret(text)
		}
		if err := v.s.site.Remember(who, key, asked, site.Answered{Status: k.status, Answer: text}); err != nil {
			v.s.log.Error("idempotency", "id", v.id, "error", withoutContent(err)) // it is done all the same, and said so
		}
	}
	k.send(w, r)
	return nil
}

// hashOf names a whole request.
func hashOf(r *http.Request) ([]byte, error) {
	text, err := wholeBody(r)
	h := sha256.New()
	for _, part := range []string{r.Method, r.URL.RequestURI(), r.Header.Get("Content-Type"), r.Header.Get("If-Match"), string(text)} {
		h.Write(append([]byte(part), 0))
	}
	return h.Sum(nil), err
}

// replays reports whether a request was carried out under its key already.
func (v *visit) replays(r *http.Request) (bool, error) {
	key := r.Header.Get("Idempotency-Key")
	if key == "" || len(key) > longestKey {
		return false, nil
	}
	asked, err := hashOf(r)
	if err != nil {
		return false, err
	}
	before, err := v.s.site.Recall(v.who().Name, key, asked)
	if errors.Is(err, register.ErrConflict) {
		return false, errKeyUsed
	}
	return before != nil, err
}

// withoutSecret is an answer without the secret in it.
func withoutSecret(answer []byte) []byte {
	var x map[string]json.RawMessage
	if json.Unmarshal(answer, &x) != nil {
		return nil
	}
	delete(x, "secret")
	text, err := json.Marshal(x)
	if err != nil {
		return nil
	}
	return text
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
