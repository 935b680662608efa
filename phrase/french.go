package phrase

import (
	"slices"
	"strings"
)

// Inflect puts before the name of a State or body what a French sentence asks for: le
// Pakistan, du Pakistan, au Pakistan. A name without an article (Cuba, Israël), and one
// that an author wrote, keep theirs; de is elided before a vowel. How is le, de or à.
func Inflect(lang, name, how string) string {
	if lang != "fr" || how == "" {
		return name
	}
	article := articleOf(name)
	vowel := strings.ContainsAny(first(name), "aeiouâéèêëîïôöûüAEIOUÂÉÈÊËÎÏÔÖÛÜ") || name == "Haïti"
	if vowel && (article == "le " || article == "la ") {
		article = "l’"
	}
	switch {
	case how == "de" && article == "" && vowel:
		return "d’" + name
	case how != "de" && how != "à": // le
		return article + name
	}
	if joined, ok := contracted[how+" "+article]; ok {
		return joined + name
	}
	return how + " " + article + name
}

var contracted = map[string]string{"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}

func first(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}

// articleOf is the article of a name in the gazetteer, by its first word: what ends in e
// is feminine but for the exceptions. What an author wrote has none.
func articleOf(name string) string {
	head, _, _ := strings.Cut(name, " ")
	switch {
	case first(name) == string(Apart), slices.Contains(bare, head):
		return ""
	case slices.Contains(plurals, head):
		return "les "
	case slices.Contains(masculine, head):
		return "le "
	case strings.HasSuffix(head, "e"), slices.Contains(feminine, head):
		return "la "
	}
	return "le "
}

// The exceptions, by the first word of the name.
var (
	bare = []string{"Al-Qaïda", "Andorre", "Antigua-et-Barbuda", "Bahreïn", "Cabo", "Chypre", "Cuba", "Djibouti", "Haïti", "Israël", "Kiribati", "Madagascar", "Malte",
		"Maurice", "Monaco", "Nauru", "Niue", "Sainte-Lucie", "Saint-Christophe-et-Niévès", "Saint-Marin", "Saint-Vincent-et-les", "Sao", "Singapour", "Sri", "Taïwan",
		"Trinité-et-Tobago", "Tuvalu", "Vanuatu"}
	plurals   = []string{"Bahamas", "Comores", "Émirats", "États-Unis", "Fidji", "Îles", "Maldives", "Nations", "Palaos", "Pays-Bas", "Philippines", "Seychelles", "Talibans", "Tonga"}
	masculine = []string{"Belize", "Cambodge", "Groupe", "Mexique", "Mozambique", "Saint-Siège", "Suriname", "Zimbabwe"}
	feminine  = []string{"Association", "Autorité", "Coalition", "Commission", "Communauté", "Guinée-Bissau", "Mission", "Organisation", "Sierra", "Union"}
)
