package coding

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed cues.txt
var cueText string

// A class is what a cue says.
type class uint8

const (
	supports class = iota
	opposes
	undecided
	demands
	denies
	condition
	notCondition
	speech
	personal
	institutional
	anonymous
	media
	classes
)

var classNames = [classes]string{"supports", "opposes", "undecided", "demands", "denies", "condition", "notcondition", "speech", "personal", "institutional", "anonymous", "media"}

// stances are the classes that are stances, by the words of [act.Position].
const stances = denies + 1

// A wording is one way to say it: its words after the first.
type wording struct {
	class  class
	weight int
	rest   []string
}

// lexicon finds phrases by their first word, the longest first.
type lexicon map[string][]wording

var cueLexicon = sync.OnceValue(func() lexicon {
	lex := lexicon{}
	for line := range strings.Lines(cueText) {
		fields := strings.Fields(line)
		if len(fields) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		weight, _ := strconv.Atoi(fields[1])
		lex.add(classOf(fields[0]), weight, fields[2:], nil)
	}
	for _, list := range lex {
		longestFirst(list)
	}
	return lex
})

func classOf(name string) class {
	for c, n := range classNames {
		if n == name {
			return class(c)
		}
	}
	panic("cues.txt: no class " + name)
}

// add enters every way to read a line with its alternatives and optional words.
func (lex lexicon) add(c class, weight int, words, read []string) {
	if len(words) == 0 {
		lex[read[0]] = append(lex[read[0]], wording{c, weight, read[1:]})
		return
	}
	word, optional := strings.CutSuffix(words[0], "?")
	for alt := range strings.SplitSeq(word, "/") {
		lex.add(c, weight, words[1:], append(read[:len(read):len(read)], alt))
		if typeset := strings.ReplaceAll(alt, "'", "’"); typeset != alt {
			lex.add(c, weight, words[1:], append(read[:len(read):len(read)], typeset))
		}
	}
	if optional {
		lex.add(c, weight, words[1:], read)
	}
}

func longestFirst(list []wording) {
	for i := range list { // short lists: insertion keeps their order
		for j := i; j > 0 && len(list[j].rest) > len(list[j-1].rest); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// A cue is a wording found: its words from one token to before another.
type cue struct {
	class    class
	weight   int
	from, to int
}

// cues appends what the words say to into.
func (lex lexicon) cues(words []word, into []cue) []cue {
	for i := range words {
		seen := [classes]bool{}
		for _, p := range lex[words[i].low] {
			if seen[p.class] || i+1+len(p.rest) > len(words) {
				continue
			}
			fits := true
			for k, w := range p.rest {
				if w != "*" && words[i+1+k].low != w {
					fits = false
					break
				}
			}
			if fits {
				seen[p.class] = true
				into = append(into, cue{p.class, p.weight, i, i + 1 + len(p.rest)})
			}
		}
	}
	return into
}
