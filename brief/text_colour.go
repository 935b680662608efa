package brief

// style is a way to paint text on a terminal. Colours are those of the terminal's
// own palette, so that they suit its background.
type style string

const (
	plain  style = ""
	strong style = "1"
	quiet  style = "2"
	green  style = "32"
	yellow style = "33"
	red    style = "31"
	blue   style = "36"
)

func (t *texter) paint(s style, text string) string {
	if !t.colour || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

func signStyle(s Standing, f Finding) style {
	switch {
	case s == In, f == Holds:
		return green
	case s == Contingent, f == Open:
		return yellow
	case s == Out, f == Fails:
		return red
	case f == Contested:
		return blue
	}
	return plain
}

func (k Kind) style() style {
	switch k {
	case Answer:
		return green
	case Warning:
		return red
	}
	return blue
}
