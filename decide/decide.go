// Package decide answers whether a text was adopted, by whose rule, how far from
// it, and who decides it: consensus, silence, votes, vetoes, national approval.
//
// A rule is data: a [Procedure] in procedures/, dated, with its reference and, where
// sources disagree, its readings. Call [Decide] for a count on the spot, [Case] for the
// decisions of a situation, [Tally] for thousands of votes in a file, [Power] for the
// power each member has by a rule. Rule.settle in count.go is the one place where
// votes become an outcome. docs/decide.md and docs/power.md are the manual.
//
// The package leaves out what a text says and what it settles: that is the record's,
// and how far a charter is agreed is package charter's.
package decide

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"entente/act"
	"entente/brief"
	"entente/phrase"
)

// A Poll is what is put to a rule: who did what.
type Poll struct {
	Options
	Yes, No, Abstain, Declared, Silent, Absent Votes
	Rest                                       string // what became of those not named: "pending", "absent" or, for counts only, "" to hold the counts for all there is
	Consensus                                  string // sought, reached, not_obtained

	Silence bool
	Until   act.Instant // deadline of a silence
	Opens   act.Instant
	AsOf    act.Date // the day the question is asked for
	Objects []Objection
}

// Votes are votes of members by name, and others counted without a name.
type Votes struct {
	Names []string
	More  int
	Cites map[string][]brief.Cite
}

// Objection is an objection to consensus or to a silence.
type Objection struct {
	By   string
	How  string      // objection, amendment, extension
	At   act.Instant // empty when only its day, or nothing, is known
	Cite []brief.Cite
}

// ParseVotes reads "13", "USA, GBR" or "USA, GBR, 7".
func ParseVotes(text string) (Votes, error) {
	var v Votes
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' || c == '+' }) {
		if n, err := strconv.Atoi(word); err == nil {
			if n < 0 || v.More+n > mostMembers {
				return v, phrase.Faultf(nil, "%s is no number of votes", word)
			}
			v.More += n
			continue
		}
		if word != strings.ToUpper(word) || len(word) < 2 {
			return v, phrase.Faultf(nil, "%q is neither a number nor the code of a member", word)
		}
		v.Names = append(v.Names, word)
	}
	return v, nil
}

// count puts a poll to the seats of the rule. The problems are votes of those who
// have no seat, votes cast twice, and more votes than there are seats: none of them
// is counted silently.
func (r *Rule) count(p *Poll) (*Count, map[string]string, []string) {
	c := &Count{}
	cast := map[string]string{}
	var wrong []string
	total := r.Total()
	recused := map[string]Recusal{}
	for _, code := range p.Parties {
		for _, rule := range r.Recusal {
			if rule.Effect != "does_not_preside" {
				recused[code] = rule
			}
		}
	}
	counted := Sum{}
	named := 0
	for _, list := range p.lists() {
		for _, code := range list.votes.Names {
			seat, ok := r.Seat(code)
			switch before, twice := cast[code]; {
			case !ok && (r.Unnamed == 0 || named >= r.Unnamed):
				wrong = append(wrong, r.said.Sayf("%s has no vote by %s on that day", code, r.ID))
				continue
			case twice:
				wrong = append(wrong, r.said.Sayf("%s is on the roll twice: %s and %s", code, r.said.Say(castWords[before]), r.said.Say(castWords[list.cast])))
				continue
			case !ok:
				named++
				seat = Seat{Code: code, Weight: r.weightOf(code)}
			}
			how := list.cast
			if rule, out := recused[code]; out {
				if rule.Effect == "not_counted" {
					cast[code] = "recused"
					s := Sum{1, seat.Weight}
					c.Recused = c.Recused.plus(s)
					counted = counted.plus(s)
					if how == "yes" || how == "no" {
						wrong = append(wrong, r.said.Sayf("%s voted and takes no part: %s", code, rule.Who))
					}
					continue
				}
				if how == "yes" || how == "no" {
					wrong = append(wrong, r.said.Sayf("%s voted %s and had to abstain: %s", code, r.said.Say(castWords[how]), rule.Who))
					how = "abstain"
				}
			}
			cast[code] = how
			s := Sum{1, seat.Weight}
			*c.field(how) = c.field(how).plus(s)
			counted = counted.plus(s)
			if seat.Veto && r.blocks(blockBy[how]) {
				c.vetoes++
			}
		}
		n := int64(list.votes.More)
		s := Sum{n, n}
		*c.field(list.cast) = c.field(list.cast).plus(s)
		counted = counted.plus(s)
		if n > 0 && len(r.Vetoes) > 0 && r.blocks(blockBy[list.cast]) {
			c.unsure += int(n)
		}
	}
	for code, rule := range recused {
		if seat, ok := r.Seat(code); ok && cast[code] == "" {
			cast[code] = "recused"
			s := Sum{1, seat.Weight}
			if rule.Effect == "abstains" {
				c.Abstain = c.Abstain.plus(s)
			} else {
				c.Recused = c.Recused.plus(s)
			}
			counted = counted.plus(s)
		}
	}
	if named := r.nameRest(p, c, cast); !named && len(r.Electorate.Weights) > 0 {
		wrong = append(wrong, r.said.Sayf("votes are weighed: name the members that cast them"))
	}
	rest := total.minus(counted)
	if rest.Votes < 0 {
		wrong = append(wrong, r.said.Sayf("%d votes were cast and %d members have one", counted.Votes, total.Votes))
		rest = Sum{}
	}
	if c.unsure > 0 && !r.vetoUnnamed(cast) {
		c.unsure = 0 // every veto holder is on the roll by name: those without a name hold none
	}
	if rest.Votes > 0 {
		how := p.Rest
		if how == "" {
			how = "absent"
		}
		*c.field(how) = c.field(how).plus(rest)
		for _, s := range r.Seats {
			if cast[s.Code] == "" && len(p.more()) == 0 {
				cast[s.Code] = how
				if how == "absent" && s.Veto && r.blocks("absent") {
					c.vetoes++
				}
			}
		}
		if how == "absent" && len(p.more()) > 0 && r.blocks("absent") && r.vetoUnnamed(cast) {
			c.unsure += int(rest.Votes)
		}
	}
	return c, cast, wrong
}

// nameRest names those counted without a name where nobody else is left: when two
// abstain by name and thirteen of fifteen vote in favour, the thirteen are known. It
// reports whether every vote counted is then known by name.
func (r *Rule) nameRest(p *Poll, c *Count, cast map[string]string) bool {
	ways := p.more()
	if len(ways) != 1 || r.Unnamed > 0 {
		return len(ways) == 0
	}
	var left []Seat
	for _, s := range r.Seats {
		if cast[s.Code] == "" {
			left = append(left, s)
		}
	}
	f := c.field(ways[0])
	for _, l := range p.lists() {
		if l.cast != ways[0] {
			continue
		}
		if l.votes.More != len(left) {
			return false
		}
		for _, s := range left {
			cast[s.Code] = l.cast
			f.Weight += s.Weight - 1
			if s.Veto && r.blocks(blockBy[l.cast]) {
				c.vetoes++
			}
		}
	}
	return true
}

// vetoUnnamed reports whether a veto holder is not yet on the roll by name.
func (r *Rule) vetoUnnamed(cast map[string]string) bool {
	return slices.ContainsFunc(r.Seats, func(s Seat) bool { return s.Veto && cast[s.Code] == "" })
}

type listed struct {
	cast  string
	votes Votes
}

func (p *Poll) lists() []listed {
	return []listed{{"yes", p.Yes}, {"no", p.No}, {"abstain", p.Abstain}, {"declared", p.Declared}, {"not_participating", p.Silent}, {"absent", p.Absent}}
}

// more lists the ways in which members voted that are not named.
func (p *Poll) more() []string {
	var ways []string
	for _, l := range p.lists() {
		if l.votes.More > 0 {
			ways = append(ways, l.cast)
		}
	}
	return ways
}

func (c *Count) field(cast string) *Sum {
	switch cast {
	case "yes":
		return &c.Yes
	case "no":
		return &c.No
	case "abstain":
		return &c.Abstain
	case "declared":
		return &c.Declared
	case "not_participating":
		return &c.Silent
	case "pending":
		return &c.Pending
	case "recused":
		return &c.Recused
	}
	return &c.Absent
}

// blockBy names the ways of voting as rules on vetoes do.
var blockBy = map[string]string{"no": "against", "abstain": "abstain", "declared": "abstain", "not_participating": "absent", "absent": "absent"}

var castWords = map[string]string{"yes": phrase.Key("in favour"), "no": phrase.Key("against"), "abstain": phrase.Key("abstained"), "declared": phrase.Key("abstained with a declaration"),
	"not_participating": phrase.Key("did not take part in the vote"), "absent": phrase.Key("absent"), "recused": phrase.Key("takes no part"), "pending": phrase.Key("has not voted")}

// by lists the members that voted in a way, in order.
func by(cast map[string]string, how string) []string {
	var out []string
	for code, c := range cast {
		if c == how {
			out = append(out, code)
		}
	}
	sort.Strings(out)
	return out
}
