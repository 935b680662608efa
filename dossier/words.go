package dossier

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"entente/act"
)

func runes(s string) int { return utf8.RuneCountInString(s) }

// quoted sets a word of the file off in a message.
func quoted(s string) string { return act.Quote(s) }

// allowed is the remedy for a key that does not exist.
func allowed(keys []string) string { return "it may have: " + strings.Join(keys, ", ") }

// listed names things in a message; beyond a dozen it counts the rest.
func listed(names []string) string {
	const most = 12
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d others", strings.Join(names[:most], ", "), len(names)-most)
}

// meant ends a message with the word a person probably meant, if there is one.
func (r *reader) meant(word string, words []string) string {
	if n := r.nearest(word, words); n != "" && n != word {
		return " (did you mean " + quoted(n) + "?)"
	}
	return ""
}

// nearest is act.Nearest within bounds: no word is looked for when this one is too
// long for a slip of the pen, or when so much is wrong that nobody will read it.
func (r *reader) nearest(word string, words []string) string {
	const longest, most = 100, 5000
	if len(word) > longest || len(r.problems) > maxProblems/2 {
		return ""
	}
	return act.Nearest(word, words[:min(len(words), most)])
}
