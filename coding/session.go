package coding

import (
	"errors"
	"slices"
	"strings"

	"entente/act"
	"entente/phrase"
	"entente/source"
)

// A Session is one person at work on one document. It takes a line at a time and
// keeps nothing but what it needs to answer the next: the acts it gives are to be
// put on record at once, so that leaving loses nothing.
//
//	h 1               the first holder offered; h IDN another
//	s 2               the second speaker offered
//	t demands         the stance
//	if fact.truce     any key of a dossier's act
//	ok                the act goes on record, and what was offered beside it
//	n                 on to the next sentence
type Session struct {
	Grader act.ActorRef // who grades: the actor the person at work speaks for
	Tail   string       // ends every id, where others may be at work on the same record, seen or unseen

	doc   *source.Document
	on    *act.Act // the source, as it is on record
	picks []Picks
	body  []int // indexes of the sentences to go through
	at    int   // index into body
	ids   map[string]bool
	done  map[string][]string // outcomes so far, by place
	base  []*act.Act          // the record

	draft *draft
	acts  int // taken from the present sentence in this session
}

// A Reply is what a command came to.
type Reply struct {
	Text []string   // lines to show
	Acts []*act.Act // to be put on record together
	Show bool       // the sentence is another, or its fields changed: show it
	Quit bool
}

// ErrCommand is a command that cannot be followed; nothing changed.
var ErrCommand = errors.New("not understood")

func wrong(format string, args ...any) (Reply, error) {
	return Reply{}, refusal{phrase.Faultf(ErrCommand, format, args...)}
}

// refusal is why a command cannot be followed.
type refusal struct{ *phrase.Fault }

func (r refusal) Error() string { return ErrCommand.Error() + ": " + r.In(phrase.English) }

// NewSession begins, or goes on with, the coding of a source. On is its act, record
// what the initiative has on record; furniture and headings are gone through only
// when all is set.
func NewSession(doc *source.Document, on *act.Act, record []*act.Act, all bool) *Session {
	s := &Session{doc: doc, on: on, picks: Propose(doc.Reading, KnownFrom(record).By(on)), ids: map[string]bool{}, done: map[string][]string{}, base: record}
	for _, a := range record {
		s.ids[a.ID] = true
		if b, ok := a.Body.(*act.Coding); ok {
			for _, ref := range a.Source {
				if ref.Source == on.ID {
					s.done[ref.Paragraph] = append(s.done[ref.Paragraph], b.Outcome)
				}
			}
		}
	}
	for i, p := range s.picks {
		if p.Skipped == "" || all && p.Skipped != withheld {
			s.body = append(s.body, i)
		}
	}
	s.at = s.next(-1)
	s.begin()
	return s
}

// next is the first sentence after one that has no coding yet.
func (s *Session) next(from int) int {
	for i := from + 1; i < len(s.body); i++ {
		if len(s.done[s.picks[s.body[i]].Place]) == 0 {
			return i
		}
	}
	return len(s.body)
}

func (s *Session) begin() {
	s.acts = 0
	if s.at < len(s.body) {
		s.draft = newDraft()
	}
}

// Done reports whether every sentence has been gone through.
func (s *Session) Done() bool { return s.at >= len(s.body) }

// Now is the sentence at hand.
func (s *Session) Now() Picks { return s.picks[s.body[s.at]] }

// Progress is how many of how many sentences have been gone through.
func (s *Session) Progress() (done, of int) {
	for _, i := range s.body {
		if len(s.done[s.picks[i].Place]) > 0 {
			done++
		}
	}
	return done, len(s.body)
}

// Do follows one command, or several picks by number in one line: "h1 s2 t1 k1 ok".
func (s *Session) Do(line string) (Reply, error) {
	words := strings.Fields(line)
	if len(words) == 0 || !slices.ContainsFunc(words, short) || slices.ContainsFunc(words, func(w string) bool { return !short(w) && w != "ok" && w != "n" }) {
		return s.do(line)
	}
	var all Reply
	for _, w := range words {
		if short(w) {
			w = w[:1] + " " + w[1:]
		}
		r, err := s.do(w)
		all.Text, all.Acts, all.Show = append(all.Text, r.Text...), append(all.Acts, r.Acts...), all.Show || r.Show
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// short reports whether a word is a pick by number: h1.
func short(w string) bool {
	return len(w) == 2 && strings.IndexByte("hstokwc", w[0]) >= 0 && w[1] >= '1' && w[1] <= '9'
}

func (s *Session) do(line string) (Reply, error) {
	command, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch command {
	case "":
		return Reply{}, nil
	case "q", "quit":
		return Reply{Quit: true}, nil
	case "?", "help":
		return Reply{Text: Help}, nil
	case "g", "go":
		return s.jump(rest)
	case "b", "back":
		if s.at == 0 {
			return wrong("this is the first sentence")
		}
		return s.moveTo(s.at - 1)
	}
	if s.Done() {
		return wrong("every sentence has been gone through; g PLACE goes back to one, q ends")
	}
	switch command {
	case "n", "next":
		return s.leave("nothing")
	case "r", "reject":
		if s.acts > 0 || slices.ContainsFunc(s.done[s.Now().Place], func(o string) bool { return o == "accepted" || o == "amended" }) {
			return wrong("an act was taken from this sentence: correct or withdraw it, or go on with n")
		}
		return s.leave("rejected")
	case "ok":
		return s.record()
	case "u", "undo":
		s.draft = newDraft()
		return Reply{Text: []string{"the fields set so far are dropped"}}, nil
	}
	if f := fieldNamed(command); f != nil {
		return s.pick(f, rest)
	}
	return s.setKey(command, rest)
}

func (s *Session) jump(place string) (Reply, error) {
	for i, k := range s.body {
		if s.picks[k].Place == place {
			return s.moveTo(i)
		}
	}
	for _, p := range s.picks {
		if p.Place == place {
			return wrong("%s is set aside as %s; begin again with --all to code it", place, p.Skipped)
		}
	}
	return wrong("there is no sentence %q; its places are those that show prints", place)
}

func (s *Session) moveTo(i int) (Reply, error) {
	if s.draft != nil && s.draft.begun() {
		return wrong("fields are set for this sentence: put the act on record with ok, or drop them with u")
	}
	s.at = i
	s.begin()
	return Reply{Show: true}, nil
}

// here is the place of the sentence at hand, for messages.
func (s *Session) here() act.Place { return act.Place{File: s.on.ID + "#" + s.Now().Place} }

// Sentence is the words of the sentence at hand.
func (s *Session) Sentence() string { return s.Now().Of(s.doc.Reading.Text) }

// Marking is the marking that acts taken from the sentence at hand will have.
func (s *Session) Marking() string { return s.doc.Reading.MarkOf(s.Now().Span, s.on.Marking) }
