package web

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"entente/act"
	"entente/decide"
	"entente/marking"
	"entente/register"
	"entente/site"
)

// review is what is about to be filed.
type review struct {
	x      *filing
	d      site.Draft
	acts   []*act.Act // the act, and where it puts another right the correction
	body   [][2]string
	as     register.As
	key    bool           // the reader may choose between deposited and reported
	who    []*site.Person // who will see all of it
	signer string
	wrong  string
}

// reviewPage shows what would be filed, who will see it and in whose name; while it
// can be taken back it says for how long.
func reviewPage(v *visit) (*page, error) {
	r, err := v.openReview(v.r.URL.Query().Get("as") == "deposited")
	if err != nil || r == nil {
		return v.backToDraft(err)
	}
	return v.reviewPage(r), nil
}

func (v *visit) backToDraft(err error) (*page, error) {
	if err != nil {
		return nil, err
	}
	return goTo("/draft/" + v.r.PathValue("draft")), nil
}

func (v *visit) reviewPage(r *review) *page {
	p := v.casePage(r.x.c, "case.file", reviewBody(v, r))
	p.title, p.still = v.say("review.title")+" – "+r.x.c.Title, true
	p.marking = marking.Join(r.x.c.Marking, marking.Parse(r.acts[0].Marking).Owned(r.signer))
	return p
}

// openReview opens the draft of the path as the act it makes; nil where the form is
// not right yet.
func (v *visit) openReview(deposited bool) (*review, error) {
	x, d, err := v.openDraft()
	if err != nil {
		return nil, err
	}
	a, wrong := v.readFiling(x)
	if len(wrong) > 0 {
		return nil, nil
	}
	return v.reviewOf(x, d, a, deposited)
}

// reviewOf lays out what would be filed of a form that makes an act.
func (v *visit) reviewOf(x *filing, d site.Draft, a *act.Act, deposited bool) (*review, error) {
	r := &review{x: x, d: d, acts: []*act.Act{a}}
	if old, err := v.corrected(x.c, x.form.Get("corrects")); err != nil {
		return nil, err
	} else if old != nil {
		c := &act.Act{ID: a.ID + "-correction", Kind: "correction", Initiative: a.Initiative, Body: &act.Correction{Of: act.ActRef(old.ID), Text: v.say("review.stands", "id", a.ID)}}
		c.Actor, c.On, c.Marking = act.ActorRef(v.who().Actor), act.MustDate(v.s.now().UTC().Format("2006-01-02")), a.Marking
		r.acts = append(r.acts, c)
	}
	s, me := v.s.site, v.who()
	r.signer, r.as = me.Actor, s.As(me, a, deposited)
	r.key = me.Actor == s.Register().Custodian() && string(a.Actor) != me.Actor && a.Actor != ""
	laid, err := s.LayOut(me, a, r.as, nil)
	if err != nil {
		return nil, err
	}
	r.body = v.fields(laid.Portions[register.PortionBody], inWords(v.lang.Code, x.c))
	r.who, err = s.WhoWillSee(laid)
	return r, err
}

// laidOut lays out the acts of a review, signed with a key or to be signed.
func (v *visit) laidOut(r *review, key *register.Key) (all []*register.Draft, err error) {
	for i, a := range r.acts {
		as := r.as
		if i > 0 {
			as = register.Own // the correction is its signer's
		}
		d, err := v.s.site.LayOut(v.who(), a, as, key)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// fileDraft files what was looked at, signed with the key the site holds. It is on
// record when the time in which it can be taken back is over.
func fileDraft(v *visit) (*page, error) { return v.fileNow(v.r.PostFormValue("as") == "deposited") }

func (v *visit) fileNow(deposited bool) (*page, error) {
	r, err := v.openReview(deposited)
	if err != nil || r == nil {
		return v.backToDraft(err)
	}
	key, err := v.s.site.Key(v.r.Context(), v.who())
	if err != nil {
		return nil, err
	}
	all, err := v.laidOut(r, key)
	if err != nil {
		return nil, err
	}
	return goTo("/draft/" + r.d.ID + "/file"), v.s.site.Hold(v.who(), r.d.ID, all)
}

// undoDraft takes back what waits to be filed.
func undoDraft(v *visit) (*page, error) {
	id := v.r.PathValue("draft")
	return goTo("/draft/" + id), v.s.site.TakeBack(v.who(), id)
}

// signPage lays the acts out for their author to sign with a key of its own: bytes to
// download, and a place for the signatures.
func signPage(v *visit) (*page, error) {
	r, err := v.openReview(false)
	if err != nil || r == nil {
		return v.backToDraft(err)
	}
	if _, err := v.toSign(r); err != nil {
		return nil, err
	}
	return v.signingPage(r, 0), nil
}

// toSign gives what is laid out for its author to sign; it is laid out once, until what
// is typed changes.
func (v *visit) toSign(r *review) ([]*register.Draft, error) {
	if all, err := v.s.site.Laid(v.who(), r.d.ID); err == nil {
		return all, nil
	}
	all, err := v.laidOut(r, nil)
	if err != nil {
		return nil, err
	}
	return all, v.s.site.Lay(v.who(), r.d.ID, all)
}

// stubName is what the file of an act to be signed is called.
func stubName(i int) string { return fmt.Sprintf("act-%d.stub", i+1) }

func (v *visit) signingPage(r *review, status int) *page {
	p := v.casePage(r.x.c, "case.file", signBody(v, r))
	p.title, p.still, p.status = v.say("sign.own")+" – "+r.x.c.Title, true, status
	return p
}

// bytesToSign is the message an author signs.
func bytesToSign(v *visit, w http.ResponseWriter) error {
	all, err := v.s.site.Laid(v.who(), v.r.PathValue("draft"))
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.r.PathValue("n"))
	if err != nil || n < 0 || n >= len(all) {
		return register.ErrNotFound
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment; filename="+stubName(n))
	_, err = w.Write(register.Signed(all[n].Stub))
	return err
}

// signDraft takes the signatures of the author, and files.
func signDraft(v *visit) (*page, error) {
	r, err := v.openReview(false)
	if err != nil || r == nil {
		return v.backToDraft(err)
	}
	all, err := v.s.site.Laid(v.who(), r.d.ID)
	if err != nil {
		return nil, err
	}
	for i, d := range all {
		text := []byte(v.r.PostFormValue(fmt.Sprintf("text%d", i)))
		if file, _, err := v.r.FormFile(fmt.Sprintf("file%d", i)); err == nil {
			text, err = io.ReadAll(io.LimitReader(file, 64<<10))
			if err = joinClose(err, file); err != nil {
				return nil, err
			}
		}
		if err := v.s.site.Sign(v.who(), d, text); err != nil {
			r.wrong = v.fault(err)
			return v.signingPage(r, http.StatusUnprocessableEntity), nil
		}
	}
	return goTo("/draft/" + r.d.ID + "/file"), v.s.site.Hold(v.who(), r.d.ID, all)
}

func joinClose(err error, c io.Closer) error {
	if e := c.Close(); err == nil {
		err = e
	}
	return err
}

// left is how many seconds what is held can still be taken back.
func (r *review) left(now time.Time) int {
	return max(0, int(r.d.Due.Sub(now).Seconds()+0.999))
}

func parseMarking(text string) marking.Marking { return marking.Parse(text) }

// proceduresList are the rules bodies decide by.
func proceduresList() nameable {
	l := nameable{id: "list-procedure"}
	for _, p := range decide.Procedures() {
		l.all = append(l.all, worded{p.ID, p.Title})
	}
	return l
}

// signsOf says a quality in the words of act pages.
func (v *visit) quality(as register.As, who string) string {
	return v.say("act.as."+string(as), "who", who)
}
