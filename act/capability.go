package act

import "strings"

// A Capability is the sort of contribution a pledge brings and a line of the
// statement of requirements asks for. The words are those of force generation: the
// unit types of the United Nations' manuals and of Geo-PKO's codebook, and the
// contributions that are no units.
type Capability string

// Capabilities are the allowed values, the broader before the narrower.
var Capabilities = []string{
	"troops", "infantry", "mechanised_infantry", "reserve", "reconnaissance", "armour", "artillery", "special_forces",
	"air_defence", "engineers", "demining", "signals", "military_police", "guard", "logistics", "transport",
	"maintenance", "medical", "field_hospital", "aviation", "utility_helicopters", "attack_helicopters", "airlift",
	"surveillance", "naval", "riverine", "sealift", "observers", "staff", "headquarters", "civil_military", "police",
	"formed_police", "individual_police", "basing", "training", "equipment", "intelligence", "funds", "command", "other",
}

// narrower says under which broader capability one falls. All that is military is
// troops.
var narrower = map[Capability]Capability{
	"mechanised_infantry": "infantry", "demining": "engineers", "transport": "logistics", "maintenance": "logistics",
	"field_hospital": "medical", "utility_helicopters": "aviation", "attack_helicopters": "aviation", "airlift": "aviation",
	"riverine": "naval", "sealift": "naval", "formed_police": "police", "individual_police": "police",
}

var military = strings.Fields("infantry reserve reconnaissance armour artillery special_forces air_defence engineers signals military_police guard " +
	"logistics medical aviation surveillance naval observers staff headquarters civil_military")

func init() {
	for _, c := range military {
		narrower[Capability(c)] = "troops"
	}
}

// Fills reports whether what c brings is what asked for wants: the same, or a
// narrower sort of it. A contribution that does not say what it is counts as troops.
func (c Capability) Fills(asked Capability) bool {
	if c == "" {
		c = "troops"
	}
	for ; c != ""; c = narrower[c] {
		if c == asked {
			return true
		}
	}
	return false
}

// Uniformed reports whether a contribution is people in uniform, to be counted
// among the troops.
func (c Capability) Uniformed() bool { return c.Fills("troops") || c.Fills("police") }

// Words is the capability as people write it: "field hospital".
func (c Capability) Words() string { return strings.ReplaceAll(string(c), "_", " ") }
