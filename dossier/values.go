package dossier

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v4"

	"entente/act"
)

// trimmed is a text without the white space around it and at the ends of its
// lines, which nobody sees and Format cuts.
func trimmed(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Join(lines, "\n")
}

// scalar reads the text of a value.
func (r *reader) scalar(n *yaml.Node, key string) (string, bool) {
	switch {
	case n.Kind == yaml.AliasNode, n.Style&yaml.TaggedStyle != 0: // reported already
		return "", false
	case n.Kind != yaml.ScalarNode:
		r.bad("want-text", r.here(n), "write it on one line, or as a block after >-", "%s is text, not %s", r.key(key), r.described(n))
		return "", false
	}
	s := trimmed(n.Value)
	if s == "" || isNull(n) {
		r.bad("empty-value", r.here(n), "write a value, or delete the key", "%s has no value", r.key(key))
		return "", false
	}
	if i := strings.IndexFunc(s, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }); i >= 0 {
		r.bad("control-character", r.here(n), "delete it", "%s holds a character that cannot be seen and is not text", r.key(key))
		return "", false
	}
	return s, true
}

// word reads a value that is text, a reference or one of a list of words.
func (r *reader) word(n *yaml.Node, f *field) (string, bool) {
	s, ok := r.scalar(n, f.key)
	if !ok {
		return "", false
	}
	typ := f.typ
	if typ.Kind().String() == "slice" {
		typ = typ.Elem()
	}
	typed := f.enum != nil || typ != text
	if strings.ContainsAny(s[:1]+s[len(s)-1:], curly) || curlyEnds(s) {
		if typed {
			r.bad("typographic-quote", r.here(n), "use the straight one (\"), or none", "typographic quotation mark")
			return "", false
		}
		if f.key != "quote" && n.Style == 0 {
			r.warn("quotes-in-text", r.here(n), "use the straight ones (\"), or none, unless they belong to the text",
				"typographic quotation marks around a text are part of it")
		}
	}
	if f.enum != nil && !slices.Contains(f.enum, s) {
		r.bad("not-allowed", r.here(n), r.say("it is one of: %s", r.values(f.enum)), "%s cannot be %s%s", r.key(f.key), quoted(s), r.meant(s, f.enum))
		return "", false
	}
	return s, true
}

// curlyEnds reports whether a text stands between typographic quotation marks.
func curlyEnds(s string) bool {
	rs := []rune(s)
	return strings.ContainsRune(curly, rs[0]) && strings.ContainsRune(curly, rs[len(rs)-1])
}

var dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// otherDates are notations the reader recognises only to say how they are written
// here. Day and month in figures alone are not guessed at.
var otherDates = []string{"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2006", "Jan 2006", "20060102", "2006/01/02",
	"2006/1/2", "2006.01.02", "2006-1-2", "02-Jan-2006", "2-Jan-06", time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04"}

func (r *reader) date(n *yaml.Node, key string) (act.Date, bool) {
	s, ok := r.scalar(n, key)
	if !ok {
		return act.Date{}, false
	}
	if !dateForm.MatchString(s) {
		hint := r.say("write year-month-day, as in 2025-10-28; or 2025-10 or 2025 when no more is known")
		for _, layout := range otherDates {
			if t, err := time.Parse(layout, s); err == nil {
				form := "2006-01-02"
				if layout == "January 2006" || layout == "Jan 2006" {
					form = "2006-01"
				}
				hint = r.say("write %s", t.Format(form))
				break
			}
		}
		r.bad("bad-date", r.here(n), hint, "%s is a date, and %s is not written as one", r.key(key), quoted(s))
		return act.Date{}, false
	}
	d, err := act.ParseDate(s)
	if err != nil {
		r.bad("no-such-day", r.here(n), "look the day up in the source", "%s: there is no day %s in the calendar", r.key(key), s)
	}
	return d, err == nil
}

// number reads a whole number that is not negative; a difficulty is 1 to 9.
func (r *reader) number(n *yaml.Node, key string) int64 {
	if n.Kind == yaml.AliasNode {
		return 0
	}
	i, err := strconv.ParseInt(n.Value, 10, 64)
	switch {
	case n.Kind != yaml.ScalarNode || err != nil || n.Style != 0:
		hint := r.say("write it in figures, as in 20000")
		if plain := strings.NewReplacer(",", "", " ", "", "_", "").Replace(n.Value); plain != n.Value {
			if _, err := strconv.ParseInt(plain, 10, 64); err == nil {
				hint = r.say("write %s", plain)
			}
		}
		r.bad("want-number", r.here(n), hint, "%s is a whole number, not %s", r.key(key), r.described(n))
		return 0
	case i < 0:
		r.bad("negative", r.here(n), "count from 0", "%s cannot be negative", r.key(key))
		return 0
	case i > 1_000_000_000_000:
		r.bad("out-of-range", r.here(n), "write the number as the source has it", "%s is at most 1,000,000,000,000, not %d", r.key(key), i)
		return 0
	case key == "difficulty" && (i < 1 || i > 9):
		r.bad("out-of-range", r.here(n), "1 is easy, 9 hardly to be had", "%s is 1 to 9, not %d", r.key(key), i)
		return 0
	}
	return i
}

var minus = regexp.MustCompile(`^[-−–]\s?\d`)

// quantity reads the words of a source, or words with the interval they mean.
func (r *reader) quantity(n *yaml.Node, key, path string, a *act.Act) act.Quantity {
	var q act.Quantity
	if n.Kind == yaml.MappingNode {
		v := reflect.ValueOf(&q).Elem()
		r.fill(n, shapeOf(v.Type()), key, path, a, func(f *field) reflect.Value { return v.Field(f.index) }, "")
	} else {
		s, ok := r.scalar(n, key)
		if !ok {
			return q
		}
		if minus.MatchString(s) {
			r.bad("bad-quantity", r.here(n), "count from 0", "%s cannot be negative", r.key(key))
			return q
		}
		if q, ok = act.ParseQuantity(s); !ok {
			r.warn("no-interval", r.here(n), r.say("write %s: {words: …, low: …, high: …}", key), "how much %s is, the program cannot tell", quoted(s))
		}
	}
	if q.Low < 0 || q.High < 0 {
		r.bad("bad-quantity", r.here(n), "look it up in the source", "%s: nothing is that many", r.key(key))
		return act.Quantity{}
	}
	if q.High != 0 && q.Low > q.High {
		r.bad("bad-quantity", r.here(n), "low is the least the words can mean, high the most", "%s: from %s to %s is no interval",
			r.key(key), act.Grouped(q.Low), act.Grouped(q.High))
		return act.Quantity{}
	}
	return q
}

// sourceRefs reads "seed-2#3" or a list of such.
func (r *reader) sourceRefs(n *yaml.Node, key string, a *act.Act) act.SourceRefs {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var refs act.SourceRefs
	for _, c := range nodes {
		s, ok := r.scalar(c, key)
		if !ok {
			continue
		}
		ref := act.ParseSourceRef(s)
		if strings.Contains(ref.Paragraph, "#") {
			r.bad("bad-source", r.here(c), "write several places as a list: [seed-2#3, seed-2#5]", "%s names more than one place", quoted(s))
			continue
		}
		r.refs = append(r.refs, reference{toSource, ref.Source, r.here(c), a, key})
		refs = append(refs, ref)
	}
	return refs
}

// choices reads a mapping of clauses to options.
func (r *reader) choices(n *yaml.Node, key, path string, a *act.Act) act.Choices {
	if !r.mapping(n, key) {
		return nil
	}
	var c act.Choices
	for _, e := range entries(n) {
		option, ok := r.scalar(e.value, e.key.Value)
		if !ok {
			continue
		}
		if c == nil {
			c = act.Choices{}
		}
		c[act.ClauseRef(e.key.Value)] = option
		r.marks[mark{a, path + "." + e.key.Value}] = r.here(e.value)
		r.refs = append(r.refs, reference{toClause, e.key.Value, r.here(e.key), a, key})
	}
	return c
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (r *reader) language(n *yaml.Node) string {
	s, ok := r.scalar(n, "language")
	if ok && !languageTag.MatchString(s) {
		r.bad("bad-language", r.here(n), "write en, ar, fr, ur or another language tag", "%s is no language tag", quoted(s))
	}
	return s
}
