package act

// The kinds a telegram brings beside the message itself: that it arrived and was
// read, and what becomes of its marking.

// Portion is the marking of one paragraph of a message, so that it can be released
// by itself.
type Portion struct {
	Paragraph string `json:"paragraph" doc:"its number"`
	Marking   string `json:"marking" doc:"its marking, in full"`
}

// Paragraph is one paragraph of a telegram, on record by itself so that it is released
// by its own marking. Which telegram it is of stands in its source, which is evidence
// and marked as the whole: who may read the paragraph alone learns no more than it says.
type Paragraph struct {
	Number   string    `json:"number" doc:"its number; p and its place among all where it has none"`
	Passages []Passage `json:"passages,omitempty" doc:"its words in order, parted by whose voice they are in"`
}

// Passage is words of a paragraph in one voice.
type Passage struct {
	Voice string `json:"voice" enum:"reported|comment|note|summary" doc:"what the sender reports, or its own comment, note or summary"`
	Words string `json:"words" doc:"as they were sent, in their lines"`
}

// Leg is one way a message was carried, with what was answered there. One message
// carried by several is a demarche whose answers can be compared.
type Leg struct {
	Channel  string `json:"channel" doc:"by which way: telephone call, ambassador called in, note"`
	On       Date   `json:"on,omitempty" doc:"the day it was delivered"`
	By       string `json:"by,omitempty" doc:"who delivered it"`
	To       string `json:"to,omitempty" doc:"who took it"`
	Answered string `json:"answered,omitempty" enum:"agreed|refused|deferred|noted|nothing" doc:"the sense of the answer, so that answers can be compared"`
	Answer   string `json:"answer,omitempty" doc:"what was answered, in our own words"`
}

// Receipt says that an addressee has a message, or has read it. Its actor is the
// addressee; nobody receipts for another.
type Receipt struct {
	Of      ActRef  `json:"of" doc:"the message"`
	Status  string  `json:"status" enum:"delivered|read|returned" doc:"delivered to the station, read by the addressee, or sent back"`
	At      Instant `json:"at,omitempty" doc:"the moment, with its offset: 2007-03-20 14:10 Z"`
	Station string  `json:"station,omitempty" doc:"where it arrived"`
}

// Declassification is what its originator does with a marking on its day: lifts or
// lowers it, puts the day off, or refers the question to whoever must answer it.
type Declassification struct {
	Of        ActRef   `json:"of" doc:"the message, or another act, whose marking it is"`
	Paragraph string   `json:"paragraph,omitempty" doc:"of one portion only: its number"`
	Outcome   string   `json:"outcome" enum:"lifted|lowered|put_off|referred" doc:"what became of the marking"`
	To        string   `json:"to,omitempty" doc:"the marking from then on, where it is lowered"`
	Until     Date     `json:"until,omitempty" doc:"the new day, where it is put off"`
	Referred  ActorRef `json:"referred,omitempty" doc:"who is to decide, where it is referred"`
	Ground    string   `json:"ground,omitempty" doc:"the rule, and the reason"`
}

func (*Paragraph) Kind() Kind        { return "paragraph" }
func (*Receipt) Kind() Kind          { return "receipt" }
func (*Declassification) Kind() Kind { return "declassification" }
