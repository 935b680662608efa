package web

import (
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// smallest is the size from which a page is worth compressing.
const smallest = 1 << 10

var squeezers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// send writes a page, compressed where the browser takes that. No page holds a secret
// of its reader beside words that somebody else chose, so that its size gives none
// away.
func send(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	if len(body) < smallest || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		w.Write(body)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := squeezers.Get().(*gzip.Writer)
	defer squeezers.Put(z)
	z.Reset(w)
	z.Write(body)
	z.Close()
}
