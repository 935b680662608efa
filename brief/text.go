package brief

import "io"

// TextOptions say how a document is set as text.
type TextOptions struct {
	Width  int  // columns, 80 if zero; no line is longer
	Colour bool // ANSI colour for a terminal; without it the text holds no escape sequence
}

// Text writes d as plain text.
func Text(w io.Writer, d Document, o TextOptions) error {
	_, err := io.WriteString(w, d.banner()+"\n")
	return err
}
