package cable

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Said is words a telegram passes on as somebody's, with the chain they came by. It
// is read off cue words and proposes; who held what, a person says.
type Said struct {
	Paragraph string   `json:"paragraph"`
	Sentence  string   `json:"sentence"`          // as it stands, on one line
	Speaker   []string `json:"speaker"`           // as the telegram names them: Foreign Minister Kasuri
	Cue       string   `json:"cue"`               // told, According to
	Hearer    string   `json:"hearer,omitempty"`  // who was told, where the sentence says
	Through   []string `json:"through,omitempty"` // who told the sender of it, where that is another than the speaker
	Pronoun   bool     `json:"pronoun,omitempty"` // the speaker stands as he, she or they: the last one named before
}

var (
	speechVerbs = wordsOf("said says told tells explained explains reported reports emphasized noted notes responded replied stated states " +
		"claimed claims asked urged informed indicated added denied countered confirmed argued warned stressed intimated expressed reiterated suggested predicted opined commented")
	takesHearer = wordsOf("told tells asked urged informed warned")
	titles      = wordsOf("president prime minister foreign defense defence secretary ambassador general gen. admiral king prince crown chairman deputy finance interior " +
		"national security adviser advisor director spokesman spokesperson senator colonel col. dr. mr. mrs. ms. sheikh chief charge attache undersecretary assistant")
	pronouns = wordsOf("he she they")
	notNames = wordsOf("the a an in on at as and but or if it this that these those there however ultimately while when after before because since according embassy comment note summary " +
		"mission post gob goi gop usg department dept state washington for with to from of by his her their our we he she they")
	missions = wordsOf("ambassador emboff emboffs embassy poloff polcouns econoff dcm charge us post mission acting")
)

func wordsOf(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// Relayed proposes what the telegram passes on, sentence by sentence, of what it
// reports; the sender's comments and notes are its own words and are left out.
func (t *Telegram) Relayed() []Said {
	var out []Said
	for _, p := range t.Portions("") {
		var last, through []string // the last one who spoke, and who told the mission
		for _, x := range p.Passages {
			if x.Voice != Reported && x.Voice != Summary {
				continue
			}
			for _, s := range sentences(oneLine(x.Text)) {
				said, ok := spoken(s, last)
				if !ok {
					continue
				}
				said.Paragraph = p.Paragraph
				toMission := said.Hearer == "" || missions[strings.ToLower(strings.Fields(said.Hearer)[0])]
				switch {
				case said.Cue == "According to" || said.Hearer != "" && toMission || len(through) == 0 && toMission:
					through = said.Speaker
				case len(through) > 0 && !overlap(surnames(through), surnames(said.Speaker)):
					said.Through = through
				}
				last = said.Speaker
				out = append(out, said)
			}
		}
	}
	return out
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// surnames are the last words of names, by which the same person is named again.
func surnames(names []string) []string {
	var out []string
	for _, n := range names {
		f := strings.Fields(n)
		out = append(out, strings.ToLower(f[len(f)-1]))
	}
	return out
}

// sentences cuts a text after full stops that end a sentence: not after a title or
// an initial.
func sentences(text string) []string {
	var out []string
	from := 0
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '.' && c != '?' && c != '!' {
			continue
		}
		end := i + 1
		for end < len(text) && text[end] != ' ' {
			end++
		}
		word := text[strings.LastIndexByte(text[:i], ' ')+1 : i+1]
		if end == len(text) || !titles[strings.ToLower(word)] && len(word) > 2 && strings.Count(word, ".") == 1 {
			out = append(out, strings.TrimSpace(text[from:end]))
			from, i = end, end
		}
	}
	if rest := strings.TrimSpace(text[min(from, len(text)):]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// spoken finds who speaks in a sentence: "According to Khan, …"; names before a verb
// of speech; a pronoun that stands for the last who spoke.
func spoken(s string, last []string) (Said, bool) {
	f := strings.Fields(s)
	if len(f) > 3 && strings.EqualFold(f[0], "according") && strings.EqualFold(f[1], "to") {
		if names, n := nameList(f[2:]); n > 0 {
			return Said{Sentence: s, Speaker: names, Cue: "According to"}, true
		}
	}
	for i, w := range f {
		verb := strings.ToLower(strings.Trim(w, ",;:"))
		if !speechVerbs[verb] || i == 0 {
			continue
		}
		back := i - 1
		for back > 0 && (wordsOf("has have had also recently all then later separately again both reportedly")[strings.ToLower(strings.Trim(f[back], ","))]) {
			back--
		}
		said := Said{Sentence: s, Cue: verb}
		if rest := f[i+1:]; takesHearer[verb] || len(rest) > 0 && strings.EqualFold(rest[0], "to") || len(rest) > 2 && wordsOf("told informed asked")[strings.ToLower(rest[2])] {
			said.Hearer = hearer(rest)
		}
		if pronouns[strings.ToLower(f[back])] && len(last) > 0 {
			said.Speaker, said.Pronoun = last, true
			return said, true
		}
		if names := namesBefore(f[:back+1]); len(names) > 0 {
			said.Speaker = names
			return said, true
		}
	}
	return Said{}, false
}

// hearer is who was told: the name after the verb, or after "to".
func hearer(f []string) string {
	if len(f) > 1 && strings.EqualFold(f[0], "to") {
		f = f[1:]
	}
	for len(f) > 0 && (strings.EqualFold(f[0], "he") || strings.EqualFold(f[0], "has") || strings.EqualFold(f[0], "told") || strings.EqualFold(f[0], "the")) {
		f = f[1:]
	}
	var name []string
	for _, w := range f {
		bare := strings.TrimRight(w, ",.;:")
		if !capitalWord(bare) || notNames[strings.ToLower(bare)] && !missions[strings.ToLower(bare)] {
			break
		}
		name = append(name, bare)
		if bare != w || len(name) == 5 {
			break
		}
	}
	return strings.Join(name, " ")
}

// nameList reads names at the beginning: Khan, / Foreign Minister Kasuri and X.
func nameList(f []string) ([]string, int) {
	var name []string
	for i, w := range f {
		bare := strings.TrimRight(w, ",.;:")
		if !capitalWord(bare) {
			break
		}
		name = append(name, bare)
		if bare != w || i == 5 {
			break
		}
	}
	if len(name) == 0 {
		return nil, 0
	}
	return []string{strings.Join(name, " ")}, len(name)
}

// namesBefore reads the names a clause has for its subject, from the verb backwards:
// "President Musharraf, Foreign Minister Kasuri, and Foreign Secretary Khan".
func namesBefore(f []string) []string {
	var names []string
	end := len(f)
	for end > 0 {
		start := end
		for start > 0 {
			bare := strings.TrimRight(f[start-1], ",")
			if !capitalWord(bare) || notNames[strings.ToLower(bare)] || start < end && bare != f[start-1] {
				break
			}
			start--
		}
		if start == end {
			break
		}
		name := strings.TrimRight(strings.Join(f[start:end], " "), ",")
		if allCapitals(name) && !titled(name) || start > 0 && strings.Trim(f[start-1], "-–—") == "" {
			break // in a text of capitals only a title tells a name
		}
		names = append([]string{name}, names...)
		end = start
		for end > 0 && (strings.EqualFold(f[end-1], "and") || f[end-1] == ",") {
			end--
		}
		if end == start && (end == 0 || !strings.HasSuffix(f[end-1], ",")) {
			break
		}
		if end > 0 && end < start && !capitalWord(strings.TrimRight(f[end-1], ",")) {
			break
		}
	}
	return names
}

func capitalWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"“("))
	return unicode.IsUpper(r) && len(w) > 1
}

func allCapitals(s string) bool { return strings.ToUpper(s) == s }

// titled reports whether a name begins with a title; words before it are no part of it.
func titled(name string) bool {
	f := strings.Fields(strings.ToLower(name))
	return len(f) > 1 && len(f) <= 5 && titles[f[0]] && !titles[f[len(f)-1]]
}
