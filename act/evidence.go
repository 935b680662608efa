package act

// The kinds that speak of the evidence itself: how good it is, how it was taken
// from a document, and where it stands in another version of it.

// Grading gives the two grades of the Admiralty system (NATO AJP-2.1), each by
// itself: the reliability of the source for this matter, and the credibility of what
// it says. The act's actor is the grader, and its day the day of grading; a later
// grading does not erase an earlier one. What nobody graded is F6.
type Grading struct {
	Of          ActRef `json:"of" doc:"the act graded, or the source"`
	Reliability string `json:"reliability,omitempty" enum:"A|B|C|D|E|F" doc:"A completely, B usually, C fairly, D not usually reliable, E unreliable, F cannot be judged; F when left out"`
	Credibility string `json:"credibility,omitempty" enum:"1|2|3|4|5|6" doc:"1 confirmed by independent sources, 2 probably true, 3 possibly, 4 doubtful, 5 improbable, 6 cannot be judged; 6 when left out"`
	Ground      string `json:"ground,omitempty" doc:"why"`
}

// Coding is what a person made of a sentence. The sentence is the act's source; start
// to suffix are the selectors TextPosition and TextQuote of the W3C Web Annotation Data
// Model, which find it in the text of that hash and in no other.
type Coding struct {
	Outcome string `json:"outcome" enum:"accepted|amended|rejected|nothing" doc:"accepted: all was taken from the lists offered; amended: something was put in their place; rejected: what was offered is not there; nothing: there is nothing to code"`
	Act     ActRef `json:"act,omitempty" doc:"the act that came of it"`
	Picks   []Pick `json:"picks,omitempty" doc:"field by field, what was offered and what was taken"`
	Tool    string `json:"tool,omitempty" doc:"what made the lists"`
	Text    string `json:"text,omitempty" doc:"hash of the text, as numbered, that the sentence stands in"`
	Start   int    `json:"start,omitempty" doc:"where in it the sentence begins, in characters from 0"`
	End     int    `json:"end,omitempty" doc:"where it ends"`
	Exact   string `json:"exact,omitempty" doc:"its words"`
	Prefix  string `json:"prefix,omitempty" doc:"what stands before it in its paragraph"`
	Suffix  string `json:"suffix,omitempty" doc:"what stands after it in its paragraph"`
}

// Pick is one field of a coding.
type Pick struct {
	Field   string   `json:"field" enum:"holder|speaker|stance|object|kind|attribution|capacity|condition" doc:"the field"`
	Offered []string `json:"offered,omitempty" doc:"the list, the likeliest first"`
	Took    string   `json:"took,omitempty" doc:"what was taken, from the list or not"`
}

// Carrying says that what an act rests on stands in another version of its source
// too. A person looked; nothing is carried over by itself.
type Carrying struct {
	Of   ActRef     `json:"of" doc:"the act"`
	From SourceRefs `json:"from" doc:"where it was anchored"`
	To   SourceRefs `json:"to" doc:"where it stands in the other version"`
}

func (*Grading) Kind() Kind  { return "grading" }
func (*Coding) Kind() Kind   { return "coding" }
func (*Carrying) Kind() Kind { return "carrying" }
