package words

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// Sort tells the words of the record apart: one word may be a kind of act, a field of
// it and a value in a field, and another in each in another language.
type Sort string

// The sorts.
const (
	Kind  Sort = "kind"  // pledge
	Field Sort = "field" // answer_by
	Value Sort = "value" // not_adopted
)

// record are the words of the record in languages that do not write them as the
// dossier does: record_ar.json.
var record = func() map[string]func() map[Sort]map[string]string {
	all := map[string]func() map[Sort]map[string]string{}
	for _, l := range Languages {
		all[l.Code] = sync.OnceValue(func() map[Sort]map[string]string {
			src, err := files.ReadFile("record_" + l.Code + ".json")
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			var words map[Sort]map[string]string
			if err == nil {
				err = json.Unmarshal(src, &words)
			}
			if err != nil {
				panic(fmt.Errorf("record_%s.json: %w", l.Code, err))
			}
			return words
		})
	}
	return all
}()

// Record says a word of the record. One that the language has no word for, because a
// register brought it, is said as it is written.
func (l *Language) Record(sort Sort, word string) string {
	if said := record[l.Code]()[sort][word]; said != "" {
		return said
	}
	return strings.ReplaceAll(word, "_", " ")
}

// Has reports whether a language has a word of its own for one of the record; the
// language of the dossier has them all.
func (l *Language) Has(sort Sort, word string) bool {
	words := record[l.Code]()
	return words == nil || words[sort][word] != ""
}
