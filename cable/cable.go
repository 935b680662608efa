// Package cable reads, checks, writes and threads diplomatic telegrams, the way
// ministries have reported and instructed for a century (format lines 1 to 16 of
// ACP 127; the drafting rules of 5 FAH-1 and 5 FAH-2).
//
// Start with [Read]: it takes any text, gives the telegrams in it and invents
// nothing. What it doubts is a finding with its line and a remedy; what it cannot
// place is kept, for every line of the file has a [Role] and the bytes stay as they
// came. [Message] is what was sent, apart from how this copy reached
// us. [Write] lays a message out again, and reading that gives the same message.
// [Draft] is what an officer writes; [Draft.Compose] makes the telegram of it.
//
// [Thread] puts telegrams in conversations by reference, [Calendar] says which
// marks fall due, [Acts] and [Telegram.Act] make acts of telegrams and of words in
// them, [Demarches] and [Receipts] read what was carried by which way, and who has it.
//
// It leaves out what a portion means: a person says that, and [Telegram.Relayed] only
// proposes who spoke. Who may read a portion is the business of disclosure.
package cable

import (
	"crypto/sha256"
	"encoding/hex"

	"entente/act"
)

// A Telegram is one message as it was read, with all that surrounds it.
type Telegram struct {
	Message
	File         string       `json:"file"`
	Distribution []string     `json:"distribution,omitempty"` // what the receiving ministry set above it: ACTION EB-05
	Parts        []Span       `json:"parts"`                  // the lines of the file each section stands on
	Findings     act.Problems `json:"-"`                      // what was doubtful, by line; see [Finding]
	Copies       []string     `json:"copies,omitempty"`       // other files that hold it, or a section of it
	Missing      []int        `json:"missing,omitempty"`      // sections that are not here
	Where        []Span       `json:"where"`                  // the lines each block of the body stands on

	places    places
	captionAt []int
	lines     []line
	src       string
}

// Span is a run of lines of a file, both ends counted from 1 and included.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A Message is what was sent: header, text and end, free of pages, stamps and all
// that a copy gathers on its way.
//
//	VZCZCXRO0175
//	PP RUEHDE RUEHLH RUEHPW
//	DE RUEHIL #1279/01 0791300
//	ZNY CCCCC ZZH
//	P 201300Z MAR 07
//	FM AMEMBASSY ISLAMABAD
//	TO RUEHC/SECSTATE WASHDC PRIORITY 7855
//	INFO RUEHBJ/AMEMBASSY BEIJING PRIORITY 4890
//	BT
//	C O N F I D E N T I A L ISLAMABAD 001279
//	SIPDIS
//	E.O. 12958: DECL: 03/14/2017
//	TAGS: IN, MNUC, PGOV, PK, PREL
//	SUBJECT: PAKISTANI PRESSURE ON IRAN
//	1. (C) …
//	CROCKER
//	BT
//	#1279
//	NNNN
type Message struct {
	Head
	Classification string    `json:"classification,omitempty"` // CONFIDENTIAL
	Post           string    `json:"post,omitempty"`           // ISLAMABAD
	Serial         string    `json:"serial,omitempty"`         // 001279, as written
	Sections       []Section `json:"sections,omitempty"`       // empty for a message in one piece
	Captions       []string  `json:"captions,omitempty"`       // SIPDIS, EXDIS …, as often as they stand
	Passing        []string  `json:"passing,omitempty"`        // lines that say for whom it is: FOR AMBASSADOR
	Order          *Order    `json:"order,omitempty"`          // the executive order and what it says of the day
	Tags           []string  `json:"tags,omitempty"`
	Names          []string  `json:"names,omitempty"` // names and words on the TAGS line that are no TAGS
	Subject        *Subject  `json:"subject,omitempty"`
	Refs           []Ref     `json:"references,omitempty"`
	ClassifiedBy   string    `json:"classified_by,omitempty"`
	Body           []Block   `json:"body,omitempty"`
	Signature      string    `json:"signature,omitempty"`
	End            End       `json:"end"`
}

// Head is format lines 1 to 11, which each section of a message has anew.
type Head struct {
	Start      string      `json:"start,omitempty"`      // FL1: VZCZCXRO0175
	Relay      *Relay      `json:"relay,omitempty"`      // FL2
	Filed      *Filing     `json:"filed,omitempty"`      // FL3
	Security   string      `json:"security,omitempty"`   // FL4: ZNY CCCCC ZZH
	Precedence Precedence  `json:"precedence,omitempty"` // FL5, for action
	InfoPrec   Precedence  `json:"info_precedence,omitempty"`
	DTG        DTG         `json:"dtg,omitzero"`      // FL5
	Signals    string      `json:"signals,omitempty"` // operating signals after it: ZFF4
	From       string      `json:"from,omitempty"`    // FL6
	To         []Addressee `json:"to,omitempty"`      // FL7: for action
	Info       []Addressee `json:"info,omitempty"`    // FL8: for information
	Exempt     []string    `json:"exempt,omitempty"`  // FL9: members of a collective left out
	Groups     string      `json:"groups,omitempty"`  // FL10
	Break      bool        `json:"break,omitempty"`   // FL11: BT
}

// Relay is format line 2: for which stations this copy was made.
type Relay struct {
	Precedence string   `json:"precedence"` // PP
	Stations   []string `json:"stations"`
}

// Filing is format line 3: station, serial, section, day of the year and time.
type Filing struct {
	Station string `json:"station"`
	Serial  string `json:"serial,omitempty"`
	Section string `json:"section,omitempty"`
	Day     string `json:"day,omitempty"`  // 079
	Time    string `json:"time,omitempty"` // 1300
}

// Addressee is one line of format lines 7 and 8.
type Addressee struct {
	Indicator  string     `json:"indicator,omitempty"`  // RUEHC
	Name       string     `json:"name"`                 // SECSTATE WASHDC
	Precedence Precedence `json:"precedence,omitempty"` // PRIORITY
	Serial     string     `json:"serial,omitempty"`     // its number in that station's series
}

// Section is one section of a message too long for one transmission.
type Section struct {
	Number int   `json:"number"`
	Of     int   `json:"of"`
	Lines  int   `json:"lines"`          // how many lines of the text stand in it
	Head   *Head `json:"head,omitempty"` // its own, for all but the first
	Ended  End   `json:"ended,omitzero"` // how it ended, for all but the last
}

// Subject is the SUBJECT line with its own portion mark, if any.
type Subject struct {
	Mark string `json:"mark,omitempty"`
	Text string `json:"text"`
}

// Block is a paragraph of the text or a heading over some. A paragraph keeps the
// lines it was sent in; an unnumbered one says after which number it stands.
type Block struct {
	Heading  bool      `json:"heading,omitempty"`
	Ruled    string    `json:"ruled,omitempty"` // of a heading: rules "around" or "below"
	Number   int       `json:"number,omitempty"`
	After    int       `json:"after,omitempty"`
	Mark     string    `json:"mark,omitempty"` // portion mark: C, S//NF; empty when none stands there
	Text     string    `json:"text"`
	Passages []Passage `json:"passages,omitempty"` // what is reported, and what is the sender's own comment
}

// End is format lines 13 to 16.
type End struct {
	Break  bool   `json:"break,omitempty"`  // BT
	Serial string `json:"serial,omitempty"` // #1279
	Mark   string `json:"mark,omitempty"`   // NNNN, or what stands for it
}

// spot names a part of a header whose place is kept for findings.
type spot uint8

const (
	nowhere spot = iota
	atFiled
	atRelay
	atSecurity
	atGroup
	atFrom
	atLabel
	atOrder
	atTags
	atSubject
	atEnd
	spots
)

type place struct {
	line, col, width int32
	there            bool
}

type places [spots]place

// Bytes are the exact bytes of the file the telegram was read from.
func (t *Telegram) Bytes() []byte { return []byte(t.src) }

// Hash is the SHA-256 of those bytes, in hexadecimal digits.
func (t *Telegram) Hash() string {
	sum := sha256.Sum256([]byte(t.src))
	return hex.EncodeToString(sum[:])
}
