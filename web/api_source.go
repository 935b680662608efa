package web

import (
	"errors"
	"net/http"
	"strings"

	"entente/act"
	"entente/coding"
	"entente/register"
	"entente/site"
	"entente/source"
)

// coding are the operations by which programs keep documents and go through them.
func (a *api) coding() {
	in := "/v1/cases/{case}/sources"
	answers(a, operation(site.ScopeRead, "list-sources", http.MethodGet, in, "The documents a case rests on, and how far each has been gone through"), listSources)
	add := change(operation(site.ScopeFile, "add-source", http.MethodPost, in, "Keep a document, and put it on record"), in)
	add.MaxBodyBytes = largestDocument
	add.DefaultStatus = http.StatusCreated
	answers(a, add, addSourceAPI)
	answers(a, operation(site.ScopeRead, "get-source", http.MethodGet, in+"/{source}", "The text of a document, sentence by sentence, with what became of each"), getSource)
	answers(a, operation(site.ScopeRead, "get-source-bytes", http.MethodGet, in+"/{source}/bytes", "The exact bytes of a document, for who may read all of it"), getSourceBytes)
	answers(a, operation(site.ScopeRead, "get-sentence", http.MethodGet, in+"/{source}/sentences/{place}", "What a sentence may say, as lists to pick from"), getSentence)
	answers(a, change(operation(site.ScopeFile, "code", http.MethodPost, in+"/{source}/sentences/{place}", "What a person made of a sentence: one act, nothing, or that the lists were wrong"), in+"/{source}"), codeSentence)
	answers(a, operation(site.ScopeRead, "tally", http.MethodGet, "/v1/cases/{case}/tally", "How good the lists were, by what people took and turned down"), getTally)
	answers(a, operation(site.ScopeRead, "suggest-carrying", http.MethodGet, "/v1/cases/{case}/acts/{act}/carry", "Where the words of an act may stand in another version of its source"), suggestCarrying)
	answers(a, change(operation(site.ScopeFile, "carry", http.MethodPost, "/v1/cases/{case}/acts/{act}/carry", "Carry the words of an act over to a place of another version"), "/v1/cases/{case}/acts/{act}"), carryAct)
}

// InSource names a source in the path.
type InSource struct {
	InCase
	Source string `path:"source" doc:"the id of the source"`
}

// InSentence names a sentence in the path.
type InSentence struct {
	InSource
	Place string `path:"place" doc:"its place: 2.1, header.3"`
}

// SourceState is a document with how far it has been gone through.
type SourceState struct {
	ID        string     `json:"id"`
	Marking   string     `json:"marking"`
	Says      act.Source `json:"says" doc:"what is on record of it"`
	Acts      int        `json:"acts" doc:"how many rest on it"`
	Kept      bool       `json:"kept" doc:"its text is kept here"`
	Sentences *Gone      `json:"sentences,omitempty"`
}

// Gone is how many sentences came to what.
type Gone struct {
	Left     int `json:"left"`
	Accepted int `json:"accepted"`
	Amended  int `json:"amended"`
	Rejected int `json:"rejected"`
	Nothing  int `json:"nothing"`
}

func gone(count map[string]int) *Gone {
	return &Gone{count[""], count["accepted"], count["amended"], count["rejected"], count["nothing"]}
}

// Sources are the documents of a case.
type Sources struct {
	Marking string        `json:"marking" doc:"of everything listed"`
	Sources []SourceState `json:"sources"`
}

func listSources(v *visit, in *InCase) (*of[Sources], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.showsCase(c)
	all, err := v.survey(c)
	if err != nil {
		return nil, err
	}
	out := Sources{Sources: []SourceState{}}
	var entries []*register.Entry
	for _, s := range all {
		e, _ := c.Entry(s.source.ID)
		entries = append(entries, e)
		state := SourceState{ID: s.source.ID, Marking: site.Joined([]*register.Entry{e}).String(), Says: *s.source.Body.(*act.Source), Acts: len(s.acts), Kept: s.doc != nil}
		if s.doc != nil {
			state.Sentences = gone(s.count)
		}
		out.Sources = append(out.Sources, state)
	}
	out.Marking = banner(site.Joined(entries))
	return body(out), nil
}

// NewSource is a document that comes in. What is left out it says of itself, where it does.
type NewSource struct {
	Name      string `json:"name" maxLength:"200" doc:"the name of the file"`
	Content   []byte `json:"content" doc:"its bytes, in base64"`
	ID        string `json:"id,omitempty" doc:"short name others cite it by; that of the file when left out"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Author    string `json:"author,omitempty"`
	Date      string `json:"date,omitempty" doc:"day of publication"`
	Address   string `json:"address,omitempty"`
	Reference string `json:"reference,omitempty" doc:"its own number or symbol"`
	Medium    string `json:"medium,omitempty" doc:"press, cable, analysis, broadcast, resolution, public_record"`
	Marking   string `json:"marking,omitempty" doc:"of the document; the highest of its portions when left out"`
	Replaces  string `json:"replaces,omitempty" doc:"the source it is a new version of"`
	Encoding  string `json:"encoding,omitempty" doc:"of a text that is not in UTF-8"`
}

// Added are the sources that came of a file: one, or one for each telegram.
type Added struct {
	Marking string   `json:"marking"`
	Sources []string `json:"sources" doc:"their ids"`
	Remarks []Wrong  `json:"remarks" doc:"what is odd about the file"`
}

func addSourceAPI(v *visit, in *struct {
	InCase
	Body NewSource
}) (*of[Added], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	b := in.Body
	said := map[string]string{"id": b.ID, "title": b.Title, "publisher": b.Publisher, "author": b.Author, "date": b.Date, "address": b.Address, "reference": b.Reference, "medium": b.Medium, "marking": b.Marking, "replaces": b.Replaces}
	entry, wrong := v.entry(c, func(key string) string { return strings.TrimSpace(said[key]) })
	acts, remarks, err := v.takeIn(fileName(b.Name), b.Content, b.Encoding, entry, wrong)
	var problems act.Problems
	if errors.As(err, &problems) {
		for i, p := range problems {
			if _, key := said[p.File]; key || p.File == "encoding" {
				problems[i].File = "body." + p.File
			}
		}
		return nil, problems
	}
	if err != nil {
		return nil, err
	}
	out := Added{Marking: acts[0].Marking, Remarks: wrongs(remarks)}
	for _, a := range acts {
		out.Sources = append(out.Sources, a.ID)
	}
	return body(out), nil
}

// SourceText is the text of a document as the reader may read it.
type SourceText struct {
	SourceState
	SHA256     string            `json:"sha256" doc:"of its exact bytes"`
	Text       string            `json:"text" doc:"hash of the text, which places count in"`
	Reader     string            `json:"reader" doc:"what it was read as"`
	Next       string            `json:"next,omitempty" doc:"the next sentence nobody has gone through"`
	Paragraphs []SourceParagraph `json:"paragraphs"`
}

// SourceParagraph is a paragraph; one that is withheld has no sentences.
type SourceParagraph struct {
	Mark      string           `json:"mark,omitempty" doc:"its portion mark"`
	Role      string           `json:"role,omitempty" doc:"heading, header, furniture, withheld; empty for the body"`
	Sentences []SourceSentence `json:"sentences"`
}

// SourceSentence is a sentence with what became of it.
type SourceSentence struct {
	Place     string   `json:"place"`
	Words     string   `json:"words"`
	Outcomes  []string `json:"outcomes,omitempty" doc:"accepted, amended, rejected, nothing, as they came on record"`
	Condition bool     `json:"condition,omitempty" doc:"it names a condition"`
}

func getSource(v *visit, in *InSource) (*of[SourceText], error) {
	x, err := v.openBench("")
	if err != nil {
		return nil, err
	}
	out := SourceText{SourceState: SourceState{ID: x.on.Act.ID, Marking: banner(x.mark), Says: *x.b, Kept: x.doc != nil}, SHA256: x.b.SHA256, Text: x.b.Text, Paragraphs: []SourceParagraph{}}
	for _, s := range citedSources(x.c) {
		if s.source.ID == x.on.Act.ID {
			out.Acts = len(s.acts)
		}
	}
	if x.doc == nil {
		return body(out), nil
	}
	out.Sentences, out.Reader, out.Next = gone(x.s.Count()), x.doc.Reading.Reader, x.place
	conditions := map[string]bool{}
	for _, p := range x.s.All() {
		conditions[p.Place] = p.Condition != nil
	}
	sentences := x.doc.Reading.Sentences()
	for i, p := range x.doc.Reading.Paragraphs {
		q := SourceParagraph{Mark: p.Mark, Role: string(p.Role), Sentences: []SourceSentence{}}
		for _, s := range sentences {
			if s.Paragraph == i && p.Role != source.Withheld {
				q.Sentences = append(q.Sentences, SourceSentence{s.Place, s.Of(x.doc.Reading.Text), x.s.Outcomes(s.Place), conditions[s.Place]})
			}
		}
		out.Paragraphs = append(out.Paragraphs, q)
	}
	return body(out), nil
}

// SourceBytes are the exact bytes of a document.
type SourceBytes struct {
	Marking string `json:"marking"`
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Content []byte `json:"content" doc:"in base64"`
}

func getSourceBytes(v *visit, in *InSource) (*of[SourceBytes], error) {
	x, raw, err := v.openBytes()
	if err != nil {
		return nil, err
	}
	return body(SourceBytes{banner(x.mark), x.b.File, x.b.SHA256, raw}), nil
}

// Sentence is one sentence with its lists.
type Sentence struct {
	Place     string      `json:"place"`
	Marking   string      `json:"marking" doc:"that acts taken from it will have"`
	Words     string      `json:"words"`
	Condition string      `json:"condition,omitempty" doc:"the words that name a condition"`
	Outcomes  []string    `json:"outcomes,omitempty"`
	Lists     []OfferList `json:"lists"`
}

// OfferList is the list of one field, the likeliest first; nothing is chosen in it.
type OfferList struct {
	Field   string  `json:"field"`
	Offered []Offer `json:"offered"`
}

// Offer is one entry of a list.
type Offer struct {
	Value string `json:"value"`
	Words string `json:"words" doc:"what it is called"`
	Why   string `json:"why,omitempty"`
}

func getSentence(v *visit, in *InSentence) (*of[Sentence], error) {
	x, err := v.openBench(in.Place)
	if err != nil {
		return nil, err
	}
	out := Sentence{Place: x.place, Marking: markWords(x.s.Marking()), Words: x.s.Sentence(), Outcomes: x.s.Outcomes(x.place)}
	if k := x.s.Now().Condition; k != nil {
		out.Condition = k.Value
	}
	for _, f := range x.s.Fields() {
		l := OfferList{Field: f.Name, Offered: []Offer{}}
		for _, p := range f.Picks {
			l.Offered = append(l.Offered, Offer{p.Value, x.label(v, f.Name, p.Value), p.Why})
		}
		out.Lists = append(out.Lists, l)
	}
	return body(out), nil
}

// Made is what a person made of a sentence.
type Made struct {
	Outcome   string            `json:"outcome" enum:"accept,reject,nothing" doc:"one act is taken from it; what was offered is not there; there is nothing to code"`
	Took      map[string]string `json:"took,omitempty" doc:"by field, from its list or not: holder, speaker, stance, object, kind, attribution, capacity"`
	Set       map[string]string `json:"set,omitempty" doc:"by key of the act: quote, says, if, via, told_to …; and reliability, credibility, at"`
	Deposited bool              `json:"deposited,omitempty" doc:"the custodian holds the actor's own instrument"`
}

// Coded is what came on record of it.
type Coded struct {
	Marking string   `json:"marking"`
	Acts    []string `json:"acts" doc:"the ids: the act, the coding beside it, its grading; none where the sentence had been gone through"`
	Next    string   `json:"next,omitempty" doc:"the next sentence nobody has gone through"`
}

func codeSentence(v *visit, in *struct {
	InSentence
	Body Made
}) (*of[Coded], error) {
	x, err := v.openBench(in.Place)
	if err != nil {
		return nil, err
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	x.form = coding.Filled{Place: x.place, Took: in.Body.Took, Set: in.Body.Set}
	acts, ok := x.made(v, in.Body.Outcome)
	if !ok {
		problems := act.Problems{}
		for key, list := range x.wrong {
			for _, p := range list {
				p.Place, p.Text = act.Place{File: strings.TrimSuffix("body."+key, ".")}, wrongWords(v, act.Problem{Code: p.Code, Text: p.Text})
				problems = append(problems, p)
			}
		}
		for _, said := range x.said {
			problems = append(problems, act.Problem{Place: act.Place{File: "body"}, Code: "not-understood", Text: said})
		}
		problems.Sort()
		return nil, problems
	}
	if err := v.fileCoding(acts, in.Body.Deposited); err != nil {
		return nil, err
	}
	out := Coded{Marking: markWords(x.s.Marking()), Acts: []string{}, Next: x.s.After(x.place)}
	for _, a := range acts {
		out.Acts = append(out.Acts, a.ID)
	}
	return body(out), nil
}

// Tallied is how good the lists were in a case.
type Tallied struct {
	Marking string `json:"marking"`
	coding.Score
}

func getTally(v *visit, in *InCase) (*of[Tallied], error) {
	c, err := v.openCase()
	if err != nil {
		return nil, err
	}
	v.showsCase(c)
	score := coding.Tally(recordOf(c))
	if score.Fields == nil {
		score.Fields = []coding.Field{}
	}
	if score.Tools == nil {
		score.Tools = []string{}
	}
	return body(Tallied{banner(c.Marking), score}), nil
}

// Carrying is where the words of an act stand, and where they may in another version.
type Carrying struct {
	Marking string      `json:"marking"`
	From    string      `json:"from" doc:"the place they are anchored at"`
	Words   string      `json:"words"`
	To      string      `json:"to" doc:"the other version"`
	May     []Candidate `json:"may" doc:"at most three places, the likeliest first; nothing is carried over by itself"`
}

// Candidate is a place where words may stand.
type Candidate struct {
	Place string  `json:"place"`
	Words string  `json:"words"`
	Same  bool    `json:"same" doc:"the same words, letter for letter once folded"`
	Alike float64 `json:"alike" doc:"the share of words in common, 0 to 1"`
}

func suggestCarrying(v *visit, in *struct {
	InAct
	To string `query:"to" doc:"the other version; the newest when left out"`
}) (*of[Carrying], error) {
	x, err := v.openCarried(in.To)
	if err != nil {
		return nil, err
	}
	if x.by == nil {
		return nil, register.ErrNotFound
	}
	out := Carrying{banner(x.to.mark), x.by.From.String(), x.by.Words.Of(x.by.Older.Reading.Text), x.to.on.Act.ID, []Candidate{}}
	for _, k := range x.by.Candidates() {
		out.May = append(out.May, Candidate(k))
	}
	return body(out), nil
}

// CarryTo is the place somebody looked at.
type CarryTo struct {
	To string `json:"to" doc:"version and place: page-2#4" minLength:"1"`
}

// Carried is the act by which words were carried over.
type Carried struct {
	Act string `json:"act"`
}

func carryAct(v *visit, in *struct {
	InAct
	Body CarryTo
}) (*of[Carried], error) {
	to := act.ParseSourceRef(in.Body.To)
	x, err := v.openCarried(to.Source)
	if err != nil {
		return nil, err
	}
	if v.who().Role == site.Observer {
		return nil, site.ErrNotPermitted
	}
	a, err := v.carry(x, to.Paragraph)
	var none *source.NoPlace
	if errors.As(err, &none) {
		return nil, act.Problems{{Place: act.Place{File: "body.to"}, Code: "no-place", Text: none.Text, Hint: none.Hint}}
	}
	if err != nil {
		return nil, err
	}
	return body(Carried{a.ID}), nil
}
