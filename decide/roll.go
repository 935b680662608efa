package decide

import (
	"regexp"
	"strconv"
	"strings"

	"entente/gazetteer"
)

// member is how the columns of a wide table are named: by two or three letters.
var member = regexp.MustCompile(`^[A-Z]{2,3}$`)

// codesByISO2 says whose columns the two letters are.
func codesByISO2() map[string]string {
	codes := map[string]string{}
	for _, e := range gazetteer.All() {
		if e.ISO2 != "" {
			codes[e.ISO2] = e.Code
		}
	}
	return codes
}

// seating is what a rule makes of the columns of a wide table: those of members that
// hold a veto, and those of States known to have no vote on the day.
type seating struct{ vetoes, strangers []int }

func (c *columns) seating(r *Rule) seating {
	var out seating
	seats := make(map[string]bool, len(r.Seats))
	for _, s := range r.Seats {
		seats[s.Code] = s.Veto
	}
	for k, i := range c.members {
		switch veto, ok := seats[c.codes[k]]; {
		case veto:
			out.vetoes = append(out.vetoes, i)
		case !ok && r.Unnamed == 0 && c.codes[k] != "":
			out.strangers = append(out.strangers, i)
		}
	}
	return out
}

var rollWords = map[string]string{"Y": "yes", "N": "no", "A": "abstain", "": "absent"}

// roll counts the cells of a wide table. The problem is a cell that is no vote;
// wrong are votes of those who have none: they stand in the roll and in its published
// totals, so they are counted and named.
func (c *columns) roll(f [][]byte, r *Rule, s seating) (out Count, wrong, problem string) {
	var yes, no, abstain int64
	for _, i := range c.members {
		cell := f[i]
		if len(cell) == 0 {
			continue
		}
		switch {
		case len(cell) > 1:
			problem = r.said.Sayf("%q under %s is no vote: it takes Y, N, A or nothing", cell, c.names[i])
		case cell[0] == 'Y':
			yes++
		case cell[0] == 'N':
			no++
		case cell[0] == 'A':
			abstain++
		default:
			problem = r.said.Sayf("%q under %s is no vote: it takes Y, N, A or nothing", cell, c.names[i])
		}
	}
	out = Count{Yes: Sum{Votes: yes}, No: Sum{Votes: no}, Abstain: Sum{Votes: abstain}}
	var strangers []string
	for _, i := range s.strangers {
		if len(f[i]) > 0 {
			strangers = append(strangers, c.names[i])
		}
	}
	if len(strangers) > 0 {
		wrong = r.said.Say("counted as the roll has it, though by {rule} nobody has a vote on that day under {names}", r.ID, r.said.List(strangers))
	}
	for _, i := range s.vetoes {
		if r.blocks(blockBy[rollWords[string(f[i])]]) {
			out.vetoes++
		}
	}
	return out, wrong, problem
}

var quotedName = regexp.MustCompile(`'([^']*)'|"([^"]*)"`)

// listNames reads a list of names: quoted, or apart by commas, semicolons or bars.
func listNames(cell string) []string {
	var names []string
	for _, m := range quotedName.FindAllStringSubmatch(cell, -1) {
		names = append(names, m[1]+m[2])
	}
	if len(names) > 0 {
		return names
	}
	for _, n := range strings.FieldsFunc(strings.Trim(cell, "[] "), func(b rune) bool { return strings.ContainsRune(",;|", b) }) {
		names = append(names, strings.TrimSpace(n))
	}
	return names
}

// counts reads the counts of a row, or the lists of names in their place, and the
// vetoes: those published, or the permanent members among those against. The problem
// is a cell that is neither.
func (c *columns) counts(f [][]byte, r *Rule) (out Count, wrong, problem string) {
	var says []string
	seen := map[string]bool{}
	read := func(col int, cast string) {
		if col < 0 || len(f[col]) == 0 {
			return
		}
		cell := strings.TrimSpace(string(f[col]))
		if n, err := strconv.Atoi(cell); err == nil {
			if n < 0 || n > mostMembers {
				problem = r.said.Sayf("%s: %d is no number of votes", c.names[col], n)
				return
			}
			out.field(cast).Votes = int64(n)
			return
		}
		for _, name := range listNames(cell) {
			seat, ok := r.named(name)
			code, known := seat.Code, ok
			if found := gazetteer.Resolve(name); !ok && len(found) > 0 {
				code, known = found[0].Code, true
			}
			switch {
			case !known && !strings.Contains(name, "("): // "Bolivia (Plurinational State of)" is somebody
				problem = r.said.Sayf("%s: %q is neither a number of votes nor a name", c.names[col], name)
				continue
			case !known:
				code = name
			case !ok && r.Unnamed == 0:
				says = append(says, r.said.Say("counted as the roll has it, though by {rule} nobody has a vote on that day under {names}", r.ID, name))
			}
			if seen[code] {
				says = append(says, r.said.Say("{who} is on the roll twice and counted once", name))
				continue
			}
			seen[code] = true
			out.field(cast).Votes++
			if seat.Veto && r.blocks(blockBy[cast]) {
				out.vetoes++
			}
		}
	}
	read(c.yes, "yes")
	read(c.no, "no")
	read(c.abstain, "abstain")
	read(c.absent, "absent")
	if c.vetoed >= 0 && len(f[c.vetoed]) > 0 {
		for _, name := range strings.FieldsFunc(strings.ReplaceAll(string(f[c.vetoed]), " and ", ","), func(b rune) bool { return b == ',' || b == '|' }) {
			if seat, ok := r.named(strings.TrimSpace(name)); ok && seat.Veto {
				out.vetoes++
			} else if out.vetoes == 0 {
				out.vetoes++
			}
		}
	}
	if n := out.present() + out.Absent.Votes; n > r.Total().Votes {
		says = append(says, r.said.Say("{n} votes are published and {members} members have one", n, r.Total().Votes))
	}
	if c.published >= 0 && out.present() < r.Total().Votes {
		says = append(says, r.said.Say("{n} of {members} members are named", out.present(), r.Total().Votes))
	}
	if len(says) == 0 {
		return out, "", problem
	}
	return out, r.said.Join(says, "; ", "; "), problem
}
