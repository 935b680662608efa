package dossier

import (
	"unicode/utf8"

	"entente/act"
)

func runes(s string) int { return utf8.RuneCountInString(s) }

// quoted sets a word of the file off in a message.
func quoted(s string) string { return act.Quote(s) }

// meant ends a message with the word a person probably meant, if there is one.
func meant(word string, words []string) string {
	const longest = 100 // a longer word is no slip of the pen, and costly to compare
	if len(word) > longest {
		return ""
	}
	if n := act.Nearest(word, words); n != "" && n != word {
		return " (did you mean " + quoted(n) + "?)"
	}
	return ""
}
