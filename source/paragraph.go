package source

import "strings"

// paragraphs cuts a text into paragraphs and numbers them. Where lines are as
// long as paragraphs, each line that is not empty is one; where the text is
// broken into lines of a page's width, paragraphs are what empty lines part.
func paragraphs(text string) []Paragraph {
	lines := linesOf(text)
	var out []Paragraph
	add := func(s Span) {
		s.Start = skipSpace(text, s.Start, s.End)
		s.End = trimEnd(text, s.Start, s.End)
		if s.End > s.Start {
			out = append(out, Paragraph{Span: s, Sentences: sentences(text, s)})
		}
	}
	if !wrapped(text, lines) {
		for _, l := range lines {
			add(l)
		}
		return out
	}
	open := Span{-1, -1}
	for _, l := range lines {
		if blank(text, l) {
			if open.Start >= 0 {
				add(open)
			}
			open.Start = -1
			continue
		}
		if open.Start < 0 {
			open.Start = l.Start
		}
		open.End = l.End
	}
	if open.Start >= 0 {
		add(open)
	}
	return out
}

func linesOf(text string) (lines []Span) {
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text) - start
		}
		lines = append(lines, Span{start, start + end})
		start += end + 1
	}
	return lines
}

func blank(text string, l Span) bool { return strings.TrimLeft(l.Of(text), " ") == "" }

// wrapped reports whether a text is broken into lines of a page's width: none is
// longer than 120 bytes, and of the lines followed by another of the same
// paragraph more than half have from 45 bytes up.
func wrapped(text string, lines []Span) bool {
	inner, long := 0, 0
	for i, l := range lines {
		if l.End-l.Start > 120 {
			return false
		}
		if i+1 < len(lines) && !blank(text, l) && !blank(text, lines[i+1]) {
			inner++
			if l.End-l.Start >= 45 {
				long++
			}
		}
	}
	return long*2 > inner && inner > 0
}
