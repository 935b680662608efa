// Package gazetteer knows States, territories, international organisations and
// the few other bodies that a coalition's record names again and again: their
// codes, names, demonyms and capitals, and who belonged to which organisation
// on which day.
//
// Call Lookup with a code ("PAK", "OIC"), Resolve with something a person
// typed ("Ivory Coast"), Find with running text, Members or Member with an
// organisation and a day.
//
// Codes are ISO 3166-1 alpha-3 where ISO has one, ISO 3166-3 for States that
// have ceased to exist (SUN, YUG), and user-assigned X codes where it has none
// (XKX Kosovo, XNC Northern Cyprus, XSO Somaliland). An organisation has the
// abbreviation it is known by (NATO, UNSC, IMCTC). No two entries share a code.
//
// An entry here is a name, not a recognition: Entry.Disputed says what is
// contested about an entity's standing, and no entity is ever folded into
// another. Memberships are the organisation's own record; for a coalition that
// one State announced in the name of others, the rows say asserted, disputed or
// denied. Only an act in a dossier can move an actor's standing.
//
// It leaves out persons, offices, factions and places below the State: they
// belong to the dossier that speaks of them. It leaves out religion and sect.
package gazetteer

// Kind says what sort of thing an entry names.
type Kind string

const (
	KindState        Kind = "state"        // a UN member or observer State, or one that has ceased to exist
	KindDisputed     Kind = "disputed"     // claims statehood, or is claimed; see Entry.Disputed
	KindTerritory    Kind = "territory"    // has an ISO code and is no State
	KindOrganisation Kind = "organisation" // an international organisation or coalition of States
	KindOrgan        Kind = "organ"        // a body of an organisation or of a State (UNSC, PNA)
	KindGroup        Kind = "group"        // an armed or political group that is no State's organ
)

// Entry is one row of the gazetteer. Its slices and map are shared between
// callers: read them, do not write to them.
type Entry struct {
	Code      string            `json:"code"`                 // "PAK", "OIC", "XKX"
	Kind      Kind              `json:"kind"`                 //
	Names     map[string]string `json:"names"`                // by language tag: en ar fr ur tr ru zh es id fa
	Official  string            `json:"official,omitempty"`   // "Islamic Republic of Pakistan"
	Aliases   []string          `json:"aliases,omitempty"`    // other names and abbreviations, former names among them
	Demonyms  []string          `json:"demonyms,omitempty"`   // English adjectives and nouns, plurals only where irregular
	Capital   string            `json:"capital,omitempty"`    // of a State; of an organisation its seat
	Seats     []string          `json:"seats,omitempty"`      // other spellings and places used for the government: "Foggy Bottom"
	ISO2      string            `json:"iso2,omitempty"`       // "PK"
	ISO3      string            `json:"iso3,omitempty"`       // "PAK"; empty where ISO assigns none
	Numeric   string            `json:"numeric,omitempty"`    // "586", three digits as text
	Since     Date              `json:"since,omitempty"`      // independence, or founding; empty where no single date is customary
	Until     Date              `json:"until,omitempty"`      // first day it no longer existed
	Parent    string            `json:"parent,omitempty"`     // of an organ or territory: the code it belongs to
	Disputed  string            `json:"disputed,omitempty"`   // what is contested about its standing, in one sentence
	KeptFrom  Date              `json:"kept_from,omitempty"`  // of an organisation: first day its list of members is complete
	KeptUntil Date              `json:"kept_until,omitempty"` // first day it no longer is
	Note      string            `json:"note,omitempty"`       //
}

// Languages are the language tags every State has a name in. English is first.
var Languages = []string{"en", "ar", "fr", "ur", "tr", "ru", "zh", "es", "id", "fa"}

// Name is the entry's name in a language, else in English, else its code.
func (e Entry) Name(lang string) string {
	if n := e.Names[lang]; n != "" {
		return n
	}
	if n := e.Names["en"]; n != "" {
		return n
	}
	return e.Code
}

// Lookup gives the entry with exactly this code, in capitals.
func Lookup(code string) (Entry, bool) {
	if e := table().byCode[code]; e != nil {
		return *e, true
	}
	return Entry{}, false
}

// Name is the name of a code in a language, else in English, else the code.
func Name(code, lang string) string {
	if e, ok := Lookup(code); ok {
		return e.Name(lang)
	}
	return code
}

// ByNumeric finds a State or territory by its ISO 3166-1 numeric code ("586"),
// the id that world-atlas maps carry.
func ByNumeric(numeric string) (Entry, bool) {
	if e := table().byNumeric[numeric]; e != nil {
		return *e, true
	}
	return Entry{}, false
}

// All gives every entry, ordered by code.
func All() []Entry {
	out := make([]Entry, 0, len(table().all))
	for _, e := range table().all {
		out = append(out, *e)
	}
	return out
}
