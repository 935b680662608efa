package web

import (
	"io"
	"net/http"
)

// healthz says that the site answers and its register writes; it names nothing of
// either.
func healthz(v *visit, w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if v.s.site.Register().ReadOnly() != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, err := io.WriteString(w, "read only\n")
		return err
	}
	_, err := io.WriteString(w, "ok\n")
	return err
}
