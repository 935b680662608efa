package web

import (
	"entente/act"
	"entente/dossier"
)

// KindShown is a kind of act, with the keys of its items.
type KindShown struct {
	Kind  act.Kind   `json:"kind"`
	Doc   string     `json:"doc,omitempty"`
	Opens bool       `json:"opens,omitempty" doc:"it opens a case: filed in one of which nothing is on record"`
	Keys  []KeyShown `json:"keys"`
}

// KeyShown is a key of an item.
type KeyShown struct {
	Name     string     `json:"name"`
	Doc      string     `json:"doc,omitempty"`
	Is       string     `json:"is" enum:"text,day,yes or no,one of,list,references,condition,choices,rows"`
	Of       []string   `json:"of,omitempty" doc:"the values it can have"`
	Required bool       `json:"required,omitempty"`
	Keys     []KeyShown `json:"keys,omitempty" doc:"of each row"`
}

// sorts says how a value is asked for, for programs.
var sorts = map[asking]string{asLine: "text", asLong: "text", asDay: "day", asCheck: "yes or no", asPick: "one of", asLines: "list", asRefs: "references",
	asCondition: "condition", asChoices: "choices", asRows: "rows"}

func keysShown(keys []dossier.Key) []KeyShown {
	all := []KeyShown{}
	for _, k := range keys {
		x := KeyShown{Name: k.Name, Doc: k.Doc, Is: sorts[typeOf(k)], Of: k.Enum, Required: k.Required}
		if typeOf(k) == asRows {
			x.Keys = keysShown(dossier.KeysOf(k.Type.Elem()))
		}
		all = append(all, x)
	}
	return all
}

func listKinds(*visit, *struct{}) (*of[[]KindShown], error) {
	all := []KindShown{}
	for _, info := range act.Kinds() {
		all = append(all, KindShown{info.Kind, info.Doc, info.Shape == act.Single, keysShown(formKeys(info.Kind))})
	}
	return body(all), nil
}
