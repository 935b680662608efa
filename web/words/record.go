package words

import "entente/phrase"

// Record says a word of the record: a kind of act, a field of it or a value in a field.
func (l *Language) Record(sort phrase.Sort, word string) string {
	return phrase.Record(l.Code, sort, word)
}

// Has reports whether a language has a word of its own for one of the record; the
// language of the dossier has them all.
func (l *Language) Has(sort phrase.Sort, word string) bool { return phrase.Has(l.Code, sort, word) }
