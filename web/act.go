package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/act"
	"entente/dossier"
	"entente/phrase"
	"entente/register"
	"entente/site"
)

// shown is an act with what is around it.
type shown struct {
	c       *site.Case
	e       *register.Entry
	all     []*register.Entry // everybody's entry of it that the reader may see
	sources []evidence
	gone    *act.Act // the act that took it back, corrected or superseded it
	beside  string   // why it is on record and not counted
	newer   bool     // a source of it was replaced by another version
	body    [][2]string
}

// evidence is a place in a source that an act rests on.
type evidence struct {
	source    *act.Act
	paragraph string
}

// actPage shows one act: what it says, the sentence in its source beside it, who put
// it on record, and whether it still stands.
func actPage(v *visit) (*page, error) {
	x, err := openAct(v)
	if err != nil {
		return nil, err
	}
	x.body = v.fields(x.e.Portions[register.PortionBody], inWords(v.lang.Code, x.c))
	p := v.casePage(x.c, "case.act", actBody(v, x))
	p.title, p.marking = v.gist(x.e.Act), site.Joined([]*register.Entry{x.e})
	p.shown, p.how = site.ShowsPage(x.e).And(site.ShowsActs(x.all), site.ShowsTitles([]site.Heading{x.c.Heading})), "page"
	return p, nil
}

// openAct finds the act of the path, with what is around it.
func openAct(v *visit) (*shown, error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	id := v.r.PathValue("act")
	x := &shown{c: c}
	var here bool
	if x.e, here = c.Entry(id); !here {
		return nil, register.ErrNotFound
	}
	if _, x.all, err = v.reader.Entry(c.ID, id); err != nil {
		return nil, err
	}
	for _, ref := range x.e.Act.Source {
		if a := c.Sit.Sources[ref.Source]; a != nil {
			x.sources = append(x.sources, evidence{a, ref.Paragraph})
		}
	}
	x.gone, x.newer = c.Sit.Gone[id], len(versions(c, x.e.Act)) > 0
	for _, b := range c.Sit.Beside {
		if b.Act.ID == id {
			said := phrase.New()
			x.beside = said.In(v.lang.Code, b.Says(said))
		}
	}
	return x, nil
}

// correct leads to the form that puts the act right; nowhere for who may not.
func (x *shown) correct(v *visit) filler {
	if !v.mayCorrect(x.e) {
		return filler{}
	}
	return filler{v.say("act.correct"), v.link("/case/%s/file/%s", x.c.ID, string(x.e.Heading.Kind)) + templ.SafeURL("?corrects="+queryEscape(x.e.Act.ID))}
}

// fields lays out what an act says beyond its header, from the bytes that were
// signed, field by field. Conditions are said in words.
func (v *visit) fields(p register.Portion, words func(cel string) string) [][2]string {
	var signed struct {
		Body map[string]any `json:"body"`
	}
	if json.Unmarshal(p.Bytes, &signed) != nil {
		return nil
	}
	var all [][2]string
	for _, key := range slices.Sorted(maps.Keys(signed.Body)) {
		if said := v.plainly(key, signed.Body[key], words); said != "" {
			all = append(all, [2]string{key, said})
		}
	}
	return all
}

// enumerated are the words a key can take, where it takes one of a list.
var enumerated = enumeratedKeys()

// conditional are the keys whose text is a condition.
var conditional = []string{"if", "unless"}

// plainly says a value of JSON without its marks.
func (v *visit) plainly(key string, value any, words func(cel string) string) string {
	switch value := value.(type) {
	case nil:
		return ""
	case bool:
		return v.value(map[bool]string{true: "yes", false: "no"}[value])
	case string:
		if slices.Contains(conditional, key) {
			return words(value)
		}
		if enumerated[key][value] {
			return v.value(value)
		}
		return value
	case []any:
		var parts []string
		for _, x := range value {
			parts = append(parts, v.plainly(key, x, words))
		}
		return v.several(parts...)
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(value)) {
			parts = append(parts, v.field(key)+": "+v.plainly(key, value[key], words))
		}
		return strings.Join(parts, ", ")
	}
	return fmt.Sprint(value)
}

func enumeratedKeys() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	var take func(keys []dossier.Key)
	take = func(keys []dossier.Key) {
		for _, k := range keys {
			for _, word := range k.Enum {
				if all[k.Name] == nil {
					all[k.Name] = map[string]bool{}
				}
				all[k.Name][word] = true
			}
			if typeOf(k) == asRows {
				take(dossier.KeysOf(k.Type.Elem()))
			}
		}
	}
	for _, info := range act.Kinds() {
		take(dossier.Keys(info.Kind))
	}
	return all
}
