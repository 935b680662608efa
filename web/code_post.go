package web

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"entente/act"
	"entente/coding"
	"entente/register"
	"entente/site"
	"entente/source"
)

// preview is the act as it would go on record, as far as it was filled in.
type preview struct {
	act       *act.Act
	as        register.As
	chain     []source.Link
	condition backWords
	who       []*site.Person
	missing   []string // what it still needs, while somebody is filling it in
}

// postCoding takes what was made of a sentence: to look at it, or to put it on record.
func postCoding(v *visit) (*page, error) {
	x, err := v.openBench(v.r.PathValue("place"))
	if err != nil {
		return nil, err
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	x.typed = v.r.PostForm
	x.form = filledFrom(x.typed, x.place)
	do := x.typed.Get("do")
	if do == "look" {
		x.look(v)
		p := v.benchPage(x, 0)
		if v.r.Header.Get("HX-Request") != "" {
			p.part, p.body = true, previewPart(v, x)
		}
		return p, nil
	}
	if x.typed.Get("seen") != x.seen() {
		x.said = append(x.said, v.say("code.meanwhile"))
		x.look(v)
		return v.benchPage(x, http.StatusConflict), nil
	}
	acts, ok := x.made(v, do)
	if ok {
		err = v.fileCoding(acts, x.typed.Get("deposited") != "")
	}
	switch {
	case !ok, errors.Is(err, site.ErrNotPermitted), errors.Is(err, register.ErrConflict):
		x.refused(v, err)
		x.look(v)
		x.shown.missing = nil // it is said beside its field
		return v.benchPage(x, http.StatusUnprocessableEntity), nil
	case err != nil:
		return nil, err
	}
	next := x.place
	if do != "accept" {
		next = x.s.After(x.place)
	}
	to := string(v.link("/case/%s/source/%s/%s", x.c.ID, x.on.Act.ID, next))
	if next == "" {
		to = string(v.link("/case/%s/source/%s", x.c.ID, x.on.Act.ID))
	}
	if len(acts) > 0 {
		to += "?filed=" + queryEscape(acts[0].ID)
	}
	return goTo(to), nil
}

// made makes the acts of what was asked for; not where something is wrong with it, which
// is kept to be shown.
func (x *bench) made(v *visit, do string) ([]*act.Act, bool) {
	x.s.Tail = x.tail(v)
	command := map[string]string{"accept": "ok", "accept-next": "ok", "reject": "r", "nothing": "n"}[do]
	if command == "ok" {
		if err := x.s.Fill(x.form); !x.right(v, err) {
			return nil, false
		}
	} else if len(x.form.Took)+len(x.form.Set) > 0 {
		x.said = append(x.said, v.say("code.begun"))
		return nil, false
	} else if x.s.Go(x.place) != nil || command == "" {
		x.said = append(x.said, v.say("file.unread"))
		return nil, false
	}
	reply, err := x.s.Do(command)
	return reply.Acts, x.right(v, err)
}

// right keeps what is wrong to be shown.
func (x *bench) right(v *visit, err error) bool {
	if err != nil && !errors.As(err, &x.wrong) {
		x.said = append(x.said, v.faults(err)...)
	}
	return err == nil
}

// refused says why acts were not filed.
func (x *bench) refused(v *visit, err error) {
	switch {
	case errors.Is(err, register.ErrConflict):
		x.said = append(x.said, v.say("code.meanwhile"))
	case err != nil:
		x.said = append(x.said, v.faults(err)...)
	}
}

// fileCoding puts what was made of a sentence on record, in the name of whom the reader
// files for.
func (v *visit) fileCoding(acts []*act.Act, deposited bool) error {
	if len(acts) == 0 {
		return nil // the sentence had been gone through
	}
	drafts, err := v.layOut(acts, deposited)
	if err != nil {
		return err
	}
	return v.s.site.FileAll(v.r.Context(), v.who(), drafts)
}

// look makes the act as it would go on record, and says what it still lacks.
func (x *bench) look(v *visit) {
	shown := &preview{condition: sayCondition(v.lang.Code, x.c, x.form.Set["if"]+x.form.Set["unless"])}
	x.shown = shown
	x.begin(v, !contains(x.places(), x.place))
	x.s.Tail = x.tail(v)
	err := x.s.Fill(x.form)
	if err == nil {
		shown.act, err = x.s.Draft()
	}
	var wrong coding.Wrong
	if errors.As(err, &wrong) {
		for _, p := range wrong.Problems() {
			shown.missing = append(shown.missing, wrongWords(v, p))
		}
		return
	}
	if shown.act == nil {
		return
	}
	me := v.who()
	shown.as = v.s.site.As(me, shown.act, x.typed.Get("deposited") != "")
	shown.chain = source.Chain(shown.act, x.on.Act)
	d, err := v.s.site.LayOut(me, shown.act, shown.as, nil)
	if err == nil {
		shown.who, err = v.s.site.WhoWillSee(d)
	}
	if err != nil {
		shown.missing = append(shown.missing, v.faults(err)...)
	}
}

// places are those of the sentences that are gone through.
func (x *bench) places() (all []string) {
	for _, p := range x.s.All() {
		all = append(all, p.Place)
	}
	return all
}

// seen says how often the sentence at hand had been coded when its form was shown, so
// that a form sent twice, or beside another's, is not taken for a second act.
func (x *bench) seen() string { return strconv.Itoa(len(x.s.Outcomes(x.place))) }

// tail ends the ids of acts, so that they collide with nobody's, seen or unseen.
func (x *bench) tail(v *visit) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{v.who().Name, x.c.ID, x.on.Act.ID, x.place, x.seen()}, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:6])
}

// filledFrom takes a form apart: a list, with another value in its place; keys of the
// act; and further keys, one a line.
func filledFrom(form url.Values, place string) coding.Filled {
	f := coding.Filled{Place: place, Took: map[string]string{}, Set: map[string]string{}}
	for name, values := range form {
		value := strings.TrimSpace(strings.ReplaceAll(values[0], "\r\n", "\n"))
		if value == "" {
			continue
		}
		if field, other := strings.CutSuffix(name, ".other"); other {
			f.Took[field] = value
		} else if field, ok := strings.CutPrefix(name, "pick."); ok && strings.TrimSpace(form.Get(field+".other")) == "" {
			f.Took[field] = value
		} else if key, ok := strings.CutPrefix(name, "set."); ok {
			f.Set[key] = value
		}
	}
	if via := strings.Split(f.Set["via"], "\n"); len(via) > 1 {
		list, _ := json.Marshal(filled(via...))
		f.Set["via"] = string(list)
	}
	for line := range strings.SplitSeq(form.Get("more"), "\n") {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			f.Set[strings.TrimSuffix(key, ":")] = strings.TrimSpace(value)
		} else if key != "" {
			f.Set[key] = "-"
		}
	}
	return f
}
