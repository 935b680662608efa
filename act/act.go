// Package act holds the words of the house: everything anyone said or did is an
// [Act], and everything else Entente answers is computed from acts.
//
// Start with [Act] and [Kinds]: one Act has one body, a struct of its kind
// ([Position], [Objection], [Decision] …). [Act.Counts] is the rule the whole
// house rests on: only an actor's own official act moves that actor's standing.
// Readers report what is wrong with a text as a list of [Problem].
//
// The package has no clock and does no I/O. Reading and writing files is the
// business of dossier, workbook, cable and register; folding acts into what is in
// force is the business of situation.
package act

import "entente/phrase"

// An Act is something an actor did or said, by which the record changes.
//
// In a dossier it is one list item:
//
//	positions:
//	  - id: pak-minister-in-process
//	    actor: PAK
//	    on: 2025-10-28
//	    stance: undecided
//	    speaker: Khawaja Asif, defence minister
//	    attribution: on_record
//	    source: seed-2#3
type Act struct {
	ID         string
	Kind       Kind
	Initiative string // id of the initiative the act belongs to
	Header
	Body  Body  // one struct a kind; *Unknown where Kind is not in Kinds
	Place Place // where it was read, for messages and citations
}

// Header is what every act has, whatever its kind. The field names are those of
// a dossier's list items.
type Header struct {
	Actor       ActorRef    `json:"actor,omitempty" doc:"whose act it is: the actor that said or did it"`
	On          Date        `json:"on,omitempty" doc:"the day it was done or took effect: 2025-11-17, 2025-11 or 2025"`
	Recorded    Date        `json:"recorded,omitempty" doc:"the day it came on record here; the day it was done when left out"`
	Capacity    Capacity    `json:"capacity,omitempty" doc:"official (the default), institutional (parliament, party) or personal"`
	Attribution Attribution `json:"attribution,omitempty" doc:"how the word reached the record; on_record when left out"`
	Speaker     string      `json:"speaker,omitempty" doc:"who spoke, with the office held"`
	Via         []string    `json:"via,omitempty" doc:"who passed it on, from the first hearer to the publisher"`
	ToldTo      string      `json:"told_to,omitempty" doc:"who was told"`
	Source      SourceRefs  `json:"source,omitempty" doc:"where it stands: source id, # and paragraph with sentence, as in seed-2#3.1; or a list of such"`
	Says        string      `json:"says,omitempty" doc:"what it says, in our own words"`
	Quote       string      `json:"quote,omitempty" doc:"the few words that decide, as they stand in the source"`
	Grade       string      `json:"grade,omitempty" doc:"reliability A-F and credibility 1-6 (Admiralty), as in B2; F6 when left out"`
	Quality     string      `json:"quality,omitempty" doc:"a defect of the source text, such as a garbled word"`
	Marking     string      `json:"marking,omitempty" doc:"marking of this act; the dossier's when left out"`
	Note        string      `json:"note,omitempty" doc:"a remark of the analyst"`
}

// Capacity is in what quality the speaker spoke. It is a second axis beside
// Attribution: a minister may speak on the record and yet for himself alone.
type Capacity string

// The capacities.
const (
	Official      Capacity = "official"
	Institutional Capacity = "institutional"
	Personal      Capacity = "personal"
)

// Attribution is how a word reached the record (levels after the Associated
// Press's definitions, extended by what diplomatic reporting needs).
type Attribution string

// The attribution levels.
const (
	OnRecord     Attribution = "on_record"    // named speaker, quotable
	Spokesperson Attribution = "spokesperson" // the post is named, the person need not be
	Document     Attribution = "document"     // a text issued by the actor
	ToldEmbassy  Attribution = "told_embassy" // said by a named official to a foreign mission, reported by it
	Confirmed    Attribution = "confirmed"    // checked and confirmed by the reporting mission
	Background   Attribution = "background"   // position described, no name
	Anonymous    Attribution = "anonymous"    // anonymity asked for and stated
	MediaReport  Attribution = "media_report" // "according to media reports"
	Narrator     Attribution = "narrator"     // the reporter's own voice
	AuthorView   Attribution = "author_view"  // opinion of the text's author
	MissionView  Attribution = "mission_view" // comment or note of the reporting mission
	ThirdParty   Attribution = "third_party"  // said about an actor by another
	NotStated    Attribution = "not_stated"   // the source does not say
)

// Capacities and Attributions are the allowed values, in the order shown to people.
var (
	Capacities   = []string{"official", "institutional", "personal"}
	Attributions = []string{"on_record", "spokesperson", "document", "told_embassy", "confirmed", "background",
		"anonymous", "media_report", "narrator", "author_view", "mission_view", "third_party", "not_stated"}
)

// Counts reports whether the act is its actor's own official word, and if not,
// why not, as words that continue "kept beside, because …". Only acts that count
// move standings, settle facts or lift objections; the rest is kept and shown.
//
// In December 2015 a 34-member alliance was announced; several of the 34 learnt
// of it from the news. That is the reason for this rule.
func (a *Act) Counts() (bool, string) {
	switch a.Capacity {
	case Personal:
		return false, phrase.Key("it is a personal opinion")
	case Institutional:
		return false, phrase.Key("it speaks for an institution, not for the actor")
	}
	switch a.Attribution {
	case "", OnRecord, Spokesperson, Document, ToldEmbassy, Confirmed:
		return true, ""
	case Background:
		return false, phrase.Key("it was given on background, without a name")
	case Anonymous:
		return false, phrase.Key("its speaker is anonymous")
	case MediaReport:
		return false, phrase.Key("it is a media report")
	case Narrator:
		return false, phrase.Key("it is the reporter's own account")
	case AuthorView:
		return false, phrase.Key("it is the view of the text's author")
	case MissionView:
		return false, phrase.Key("it is the comment of the reporting mission")
	case ThirdParty:
		return false, phrase.Key("it was said by somebody else about the actor")
	}
	return false, phrase.Key("the source does not say whose word it is")
}

// Title is a short name of the act for lists: kind, actor, day and id. It can be said in
// other languages when said is not nil.
func (a *Act) Title(said *phrase.Said) string {
	kind := said.Record(phrase.Kind, string(a.Kind))
	switch {
	case a.Actor == "" && a.On.IsZero():
		return said.Say("{kind} ({id})", kind, a.ID)
	case a.Actor == "":
		return said.Say("{kind} {day} ({id})", kind, a.On.String(), a.ID)
	case a.On.IsZero():
		return said.Say("{kind} of {who} ({id})", kind, string(a.Actor), a.ID)
	}
	return said.Say("{kind} of {who} {day} ({id})", kind, string(a.Actor), a.On.String(), a.ID)
}
