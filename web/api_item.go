package web

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/act"
	"entente/dossier"
)

// A program says an act as an item of a dossier says it, in JSON; the site takes it as
// what was typed into the form of its kind, so that there is one way from words to an
// act, with one set of checks and messages.

// mostListed is how many rows a list in an item may have, as in a form.
const mostListed = 100

// typeItem types an item into a form. What does not fit is said by its place.
func typeItem(form url.Values, keys []dossier.Key, item map[string]any, prefix, where string) (wrong act.Problems) {
	for _, name := range slices.Sorted(maps.Keys(item)) {
		at := where + "." + name
		i := slices.IndexFunc(keys, func(k dossier.Key) bool { return k.Name == name && !(k.Name == "id" && k.Of == "act") })
		if i < 0 {
			wrong = append(wrong, act.Problem{Place: act.Place{File: at}, Code: "unknown-key", Text: fmt.Sprintf("this kind has no key %s", name), Hint: "GET /v1/kinds lists the keys"})
			continue
		}
		clear := prefix + name
		for key := range form {
			if key == clear || strings.HasPrefix(key, clear+".") {
				delete(form, key)
			}
		}
		wrong = append(wrong, typeValue(form, keys[i], item[name], clear, at)...)
	}
	return wrong
}

func typeValue(form url.Values, k dossier.Key, value any, name, at string) (wrong act.Problems) {
	misfit := func(what string) act.Problems {
		return act.Problems{{Place: act.Place{File: at}, Code: "bad-value", Text: k.Name + " is " + what}}
	}
	if value == nil {
		return nil
	}
	switch typeOf(k) {
	case asRows:
		rows, ok := value.([]any)
		if !ok {
			return misfit("a list")
		}
		if len(rows) > mostListed {
			return misfit(fmt.Sprintf("a list of at most %d", mostListed))
		}
		for i, row := range rows {
			here := fmt.Sprintf("%s[%d]", at, i)
			if m, ok := row.(map[string]any); ok {
				wrong = append(wrong, typeItem(form, dossier.KeysOf(k.Type.Elem()), m, fmt.Sprintf("%s.%d.", name, i), here)...)
			} else {
				wrong = append(wrong, act.Problem{Place: act.Place{File: here}, Code: "bad-value", Text: "each of " + k.Name + " is a mapping"})
			}
		}
		return wrong
	case asChoices:
		m, ok := value.(map[string]any)
		if !ok {
			return misfit("a mapping of clauses to options")
		}
		for clause, option := range m {
			text, ok := scalar(option)
			if !ok {
				return misfit("a mapping of clauses to options")
			}
			form.Set(name+"."+clause, text)
		}
		return nil
	case asLines, asRefs:
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		var lines []string
		for _, x := range list {
			text, ok := scalar(x)
			if !ok || strings.ContainsAny(text, "\r\n") || typeOf(k) == asRefs && strings.Contains(text, ",") {
				return misfit("a list of texts of one line")
			}
			lines = append(lines, text)
		}
		form.Set(name, strings.Join(lines, "\n"))
		return nil
	}
	text, ok := scalar(value)
	if !ok {
		return misfit("one value")
	}
	form.Set(name, text)
	return nil
}

// scalar is a value of JSON as somebody would have typed it.
func scalar(value any) (string, bool) {
	switch x := value.(type) {
	case string:
		return x, true
	case bool:
		return strconv.FormatBool(x), true
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64), true
	}
	return "", false
}

var rowNumber = regexp.MustCompile(`\.(\d+)(\.|$)`)

// itemProblems says what is wrong with a form by the places of the item it was made of.
func itemProblems(wrong map[string]act.Problems) act.Problems {
	var all act.Problems
	for path, problems := range wrong {
		at := "body.item"
		switch path {
		case "":
		case "id", "corrects":
			at = "body." + path
		default:
			at += "." + rowNumber.ReplaceAllString(path, "[$1]$2")
		}
		for _, p := range problems {
			all = append(all, act.Problem{Place: act.Place{File: at}, Code: p.Code, Text: p.Text, Hint: p.Hint})
		}
	}
	slices.SortFunc(all, func(a, b act.Problem) int {
		return strings.Compare(a.File+"\x00"+a.Text, b.File+"\x00"+b.Text)
	})
	return all
}
