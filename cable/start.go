package cable

import "strings"

// furniture recognises what stands on every page and is no part of a message.
func furniture(s string) Role {
	switch s[0] {
	case 'P', 'p':
		if len(s) > 7 && begins(s, "PAGE ") && digit(s[5]) && len(s) < 80 {
			return Page
		}
	}
	if len(s) > 40 && strings.IndexByte(s, '/') > 0 && strings.Contains(s, "Declassified/Released") {
		return Stamp
	}
	return Outside
}

// firstPage reports whether a page line is that of page one.
func firstPage(s string) bool {
	n, _ := leadingNumber(s[5:])
	return n == 1
}

// repeats reports whether a line is a classification as pages repeat it.
func repeats(s string) bool { return len(s) < 48 && classed(s) && banner(capitals(s)) }

// classed tells from its first letters whether a line may open with a
// classification; few lines of a text do.
func classed(s string) bool {
	if len(s) < 6 || s[0] < 'a' && s[1] >= 'a' { // a word of a text of both cases
		return false
	}
	second := upper(s[1])
	switch upper(s[0]) {
	case 'T', 'C':
		return second == 'O' || second == ' '
	case 'S', 'R':
		return second == 'E' || second == ' '
	case 'L':
		return second == 'I' || second == ' '
	case 'U':
		return second == 'N' || second == ' '
	}
	return false
}

// archived recognises the title that parts a telegram from the archive's record of it.
func archived(s string) bool { return s == "Message Attributes" }

// wrapped recognises the titles an archive sets around a telegram.
func wrapped(s string) bool { return s == "Message Text" || archived(s) }

// begins reports whether a message begins on line i, and where in the line; -1
// where none does.
func (r *reader) begins(i int) int {
	s := r.s(i)
	if r.start { // the file has a start of message somewhere
		u := capitals(s)
		if at := strings.Index(u, "ZCZC"); at >= 0 && (at == 0 || at == 1 && u[0] == 'V') {
			return 0
		} else if at > 1 && u[at-1] == 'V' && !letter(u[at-2]) {
			return at - 1
		} else if at > 0 && !letter(u[at-1]) {
			return at
		}
	}
	if len(s) < 5 {
		return -1
	}
	is := false
	switch first, second := upper(s[0]), upper(s[1]); {
	case first == 'D' && second == 'E':
		is = parseFiling(capitals(s)) != nil
	case first == 'F' && second == 'M':
		is = len(s) < 60 && s[2] == ' ' && r.addressed(i)
	case classed(s) && digit(s[len(s)-1]):
		_, is = parseLabel(capitals(s), false)
	}
	if !is && (precedenceLetter(s[0]) != "" && (s[1] == ' ' || digit(s[1]) || upper(s[1]) == upper(s[0])) || digit(s[0]) && digit(s[1]) && digit(s[2])) {
		u := capitals(s)
		g, ok := cutGroup(u)
		is = ok && (g.action != "" || r.followed(i)) || parseRelay(u) != nil
	}
	if is {
		return 0
	}
	return -1
}

// newStart reports whether another transmission begins within the text, without
// page one between: format lines 1 to 3 are no words of a text.
func (r *reader) newStart(i int) bool {
	s := r.s(i)
	switch s[0] {
	case 'V', 'Z':
		return (strings.HasPrefix(s, "VZCZC") || strings.HasPrefix(s, "ZCZC")) && strings.IndexByte(s, ' ') < 0
	case 'D':
		return parseFiling(s) != nil
	}
	return false
}

// followed reports whether the next line names the originator.
func (r *reader) followed(i int) bool {
	for k := i + 1; k < len(r.lines); k++ {
		if s := r.s(k); s != "" {
			return begins(s, "FM")
		}
	}
	return false
}

// addressed reports whether the next line is one of addressees.
func (r *reader) addressed(i int) bool {
	for k := i + 1; k < len(r.lines); k++ {
		if s := r.s(k); s != "" {
			return begins(s, "TO ") || begins(s, "INFO ")
		}
	}
	return false
}

// distribution recognises the lines a receiving ministry sets above a message:
// offices with the number of copies, rules, the numbers of the day.
func distribution(u string) bool {
	if begins(u, "ACTION ") || begins(u, "ORIGIN ") || begins(u, "DRAFTED BY") || begins(u, "APPROVED BY") || strings.HasPrefix(u, "-----") || u[0] == '/' || digit(u[0]) && len(u) < 8 {
		return true
	}
	dash := strings.IndexByte(u, '-')
	return dash > 0 && dash+1 < len(u) && digit(u[dash+1])
}

func classOf(u string) string {
	c, _, _ := cutClass(u, false)
	return c
}

// apart reports whether a blank line parts two lines of text. What stands around
// pages and stamps parts nothing: it was not sent.
func (r *reader) apart(a, b int) bool {
	blank := false
	for k := a + 1; k < b; k++ {
		switch r.lines[k].role {
		case Empty:
			blank = true
		case Page, Banner, Stamp, Header, TextHead, Distributed, Ending, Outside:
			return false
		}
	}
	return blank
}
