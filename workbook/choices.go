package workbook

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/xuri/excelize/v2"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
)

// choices gives a column its drop-down list: the words allowed, or the ids that stand
// elsewhere in the book. Other words can be typed where the list is open: the reader
// judges them.
func (w *writer) choices(sheet, col, head string, k dossier.Key, rows int) {
	var words []string
	strict := true
	switch {
	case k.Enum != nil && k.Type.Kind() == reflect.String:
		words = w.said(k, k.Enum)
	case k.Type.Kind() == reflect.Bool:
		words = w.said(k, yesNo)
	case k.Type == reflect.TypeFor[act.ActorRef]():
		words, strict = w.ids("actor"), false
	case k.Type == reflect.TypeFor[act.ClauseRef]():
		words, strict = w.ids("clause"), false
	case k.Type == reflect.TypeFor[act.FactRef]():
		words, strict = w.ids("fact"), false
	case k.Type == reflect.TypeFor[act.GateRef]():
		words, strict = w.ids("gate"), false
	}
	if len(words) == 0 {
		return
	}
	at := slices.IndexFunc(w.words, func(have []string) bool { return slices.Equal(have, words) })
	if at < 0 {
		at, w.words = len(w.words), append(w.words, words)
	}
	from, _ := excelize.ColumnNumberToName(at + 1)
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s%d:%s%d", col, rowFirst, col, rowFirst+rows+spareRows))
	v.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", lists, from, from, len(words)))
	v.ShowErrorMessage = strict
	v.SetError(excelize.DataValidationErrorStyleStop, phrase.Say(w.lang, "Not one of the list"), phrase.Say(w.lang, "Choose a word of the list; {what}", brief(phrase.Doc(w.lang, k.Doc))))
	v.SetInput(head, brief(phrase.Doc(w.lang, k.Doc)))
	w.try(w.f.AddDataValidation(sheet, v))
}

// said are words of a list as the book says them.
func (w *writer) said(k dossier.Key, words []string) []string {
	if !listed(k) && k.Type.Kind() != reflect.Bool {
		return words
	}
	in := listWords(w.lang, k)
	out := make([]string, len(words))
	for i, word := range words {
		if out[i] = in[word]; out[i] == "" {
			out[i] = word
		}
	}
	return out
}

// brief cuts a text to what a prompt holds.
func brief(s string) string {
	if rs := []rune(s); len(rs) > 180 {
		return string(rs[:180]) + "…"
	}
	return s
}

func (w *writer) ids(kind act.Kind) []string {
	var out []string
	for _, a := range w.d.Acts {
		if a.Kind == kind {
			out = append(out, a.ID)
		}
	}
	return out
}

// lists is the hidden sheet the drop-down lists take their words from.
func (w *writer) lists() {
	if len(w.words) == 0 {
		return
	}
	_, err := w.f.NewSheet(lists)
	w.try(err)
	for c, words := range w.words {
		for r, word := range words {
			w.text(lists, c+1, r+1, word, w.style.text)
		}
	}
	w.try(w.f.SetSheetVisible(lists, false))
}
