package dossier

import (
	"strings"
	"unicode/utf8"

	"entente/act"
	"entente/phrase"
)

func runes(s string) int { return utf8.RuneCountInString(s) }

// quoted sets a word of the file off in a message.
func quoted(s string) string { return act.Quote(s) }

// allowed is the remedy for a key that does not exist.
func (r *reader) allowed(keys []string) string {
	return r.say("it may have: %s", strings.Join(keys, ", "))
}

// listed names things in a message; beyond a dozen it counts the rest.
func (r *reader) listed(names []string) string {
	const most = 12
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return r.say("%s and %d others", strings.Join(names[:most], ", "), len(names)-most)
}

// key is a key as it is called where it is written: in a file as it stands there, in a
// form as its field is called.
func (r *reader) key(key string) string {
	if !r.form {
		return key
	}
	return r.keep().Record(phrase.Field, key)
}

// values are the words a field takes: those of a form are called as it calls them.
func (r *reader) values(words []string) string {
	if !r.form {
		return strings.Join(words, ", ")
	}
	said := make([]string, len(words))
	for i, w := range words {
		said[i] = r.keep().Record(phrase.Value, w)
	}
	return r.keep().Join(said, ", ", ", ")
}

// doc is the sentence that explains a key.
func (r *reader) doc(sentence string) string {
	return r.keep().Keep(sentence, func(lang string) string { return phrase.Doc(lang, sentence) })
}

// kind is a kind of act in a message, aKind with its article.
func (r *reader) kind(k act.Kind) string { return r.keep().Record(phrase.Kind, string(k)) }

func (r *reader) aKind(k act.Kind) string {
	return r.keep().Keep(article(string(k))+" "+spaced(k), func(lang string) string { return phrase.Record(lang, phrase.Kind, string(k)) })
}

// meant ends a message with the word a person probably meant, if there is one.
func (r *reader) meant(word string, words []string) string {
	if n := r.nearest(word, words); n != "" && n != word {
		return r.say(" (did you mean %s?)", quoted(n))
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
