package condition

import (
	"slices"

	"entente/act"
	"entente/phrase"
)

// A code names one message, whatever it says in a particular case; problems carry it
// after "condition-".
type code string

// A message is what is wrong and the remedy, as patterns over the same arguments.
type message struct {
	text, hint string
	warning    bool
}

// The messages, by what finds them. TestBad has a case for each.
const (
	// The text as a whole.
	empty    code = "empty"
	tooLong  code = "too-long"
	tooDeep  code = "too-deep"
	tooLarge code = "too-large"
	tooMany  code = "too-many"
	refused  code = "not-cel"

	// Characters and words (tokens.go).
	tab           code = "tab"
	badQuote      code = "typographic-quote"
	openQuote     code = "open-quote"
	badText       code = "character-in-text"
	badCharacter  code = "character"
	badDot        code = "dot"
	badHyphen     code = "hyphen"
	badName       code = "name"
	badReserved   code = "reserved-word"
	badNumber     code = "number"
	badEquals     code = "single-equals"
	badSingle     code = "single-sign"
	badUnequal    code = "unequal"
	badArrow      code = "arrow"
	badSize       code = "size"
	badArithmetic code = "arithmetic"

	// What stands beside what (shape.go).
	noOperator   code = "missing-operator"
	noCondition  code = "missing-condition"
	endMissing   code = "missing-end"
	openBracket  code = "open-bracket"
	wrongBracket code = "wrong-bracket"
	shutBracket  code = "extra-bracket"
	strayComma   code = "comma"
	index        code = "index"
	notIn        code = "not-in"
	noQuestion   code = "colon"
	noColon      code = "question"
	nested       code = "nested-question"
	mixed        code = "and-before-or"

	// Names (names.go).
	unknownWord     code = "unknown-word"
	bareName        code = "bare-name"
	bareValue       code = "bare-value"
	unknownPrefix   code = "unknown-prefix"
	unknownFact     code = "unknown-fact"
	unknownActor    code = "unknown-actor"
	unknownClause   code = "unknown-clause"
	unknownGroup    code = "unknown-group"
	unknownFunction code = "unknown-function"
	called          code = "name-called"

	// What is said of what (ground.go).
	numberAlone      code = "number-alone"
	textAlone        code = "text-alone"
	optionAlone      code = "option-alone"
	groupAlone       code = "group-alone"
	listAlone        code = "list-alone"
	notFirst         code = "not-before-option"
	compareOptions   code = "compare-options"
	compareOption    code = "compare-option"
	compareCondition code = "compare-condition"
	inWhat           code = "in-what"
	unknownOption    code = "unknown-option"
	noValues         code = "no-values"
	everyOption      code = "every-option"
	arguments        code = "arguments"
	notCount         code = "count"
	notList          code = "not-a-list"
	emptyList        code = "empty-list"
	emptyGroup       code = "empty-group"
	twice            code = "counted-twice"
	always           code = "always"
	never            code = "never"
)

var messages = map[code]message{
	empty:    {text: "the condition is empty", hint: "leave the key out when there is no condition, or write true"},
	tooLong:  {text: "the condition is %d characters long; it may have %d"},
	tooDeep:  {text: "the condition nests more than %d deep here", hint: "take parentheses away, or split the condition"},
	tooLarge: {text: "the condition has more than %d parts", hint: "split the condition, or name a group fewer times"},
	tooMany:  {text: "too many problems; the rest of the condition is not looked at"},
	refused:  {text: "the condition cannot be understood here", hint: "put parentheses around its parts"},

	tab:           {text: "a tab in the condition", hint: "use spaces", warning: true},
	badQuote:      {text: "typographic quotation mark %s", hint: `use the straight one: "`},
	openQuote:     {text: "the quotation mark %s opened here is not closed on this line", hint: `put the short name of an option between two straight quotation marks: "limited"`},
	badText:       {text: "a text in a condition holds a backslash or a character that cannot be seen", hint: `it is the short name of an option, such as "limited"`},
	badCharacter:  {text: "the character %s has no meaning in a condition", hint: "take it away; conditions are written with and, or, not, parentheses and names such as fact.un_mandate"},
	badDot:        {text: "a dot stands alone", hint: "write a name without spaces: joins.SAU"},
	badHyphen:     {text: "a name cannot hold a hyphen: %s", hint: "names are written with _: %[2]s"},
	badName:       {text: "%s is not a name", hint: "names are Latin letters without accents, digits and _, and begin with a letter: joins.TUR, fact.un_mandate"},
	badReserved:   {text: "true, false, null and in cannot be part of a name: %s", hint: "give it another id"},
	badNumber:     {text: "%s is not a whole number of at most nine digits", hint: "numbers say how many conditions of a list hold: " + exampleCount},
	badEquals:     {text: "one = does not compare", hint: `write ==, as in option.scope == "limited"`},
	badSingle:     {text: "%s alone means nothing", hint: "write 'and' or &&, 'or' or ||"},
	badUnequal:    {text: "%s is written !=", hint: `option.scope != "limited"`},
	badArrow:      {text: "%s: there is no sign for if … then", hint: "a then b is: not a or b"},
	badSize:       {text: "%s: a condition cannot compare sizes", hint: "to count who joins, write " + exampleCount},
	badArithmetic: {text: "%s: a condition cannot calculate", hint: "to count who joins, write " + exampleCount},

	noOperator:   {text: "'and' or 'or' is missing before %s", hint: "say how the two belong together"},
	noCondition:  {text: "a condition is missing between %s and %s", hint: "one such as fact.un_mandate, joins.SAU or " + exampleCount},
	endMissing:   {text: "the condition ends after %s; something is missing", hint: "one such as fact.un_mandate, joins.SAU or " + exampleCount},
	openBracket:  {text: "the %s opened here is not closed", hint: "add the missing %[2]s"},
	wrongBracket: {text: "%s cannot close what %s opened", hint: "close it with %[3]s"},
	shutBracket:  {text: "this %s closes nothing", hint: "take it away, or open it before"},
	strayComma:   {text: "a comma does not join conditions", hint: "write 'and' or 'or'; commas part the items of a list"},
	index:        {text: "names have no [ ]", hint: "write a dotted name: fact.un_mandate"},
	notIn:        {text: "not in is written with not before the whole comparison", hint: `not (option.scope in ["limited", "wide"])`},
	noQuestion:   {text: "this : has no ? before it", hint: "write a ? b : c for: if a, then b, otherwise c"},
	noColon:      {text: "this ? has no : after it", hint: "write a ? b : c for: if a, then b, otherwise c"},
	nested:       {text: "a ? within the first half of another", hint: "put the inner one in parentheses"},
	mixed:        {text: "'and' binds before 'or' here", hint: "add parentheses to show what belongs together", warning: true},

	unknownWord:     {text: "%s is no word of a condition", hint: "%[2]s"},
	bareName:        {text: "%s stands alone", hint: "%[2]s"},
	bareValue:       {text: "%s needs quotation marks here", hint: `write "%[2]s"`},
	unknownPrefix:   {text: "no name begins with %s", hint: "names are fact.ID, joins.CODE, decided.CODE, option.CLAUSE, members.GROUP"},
	unknownFact:     {text: "unknown fact %s%s", hint: "%[3]s"},
	unknownActor:    {text: "unknown actor %s%s", hint: "%[3]s"},
	unknownClause:   {text: "unknown clause %s%s", hint: "%[3]s"},
	unknownGroup:    {text: "unknown group %s%s", hint: "%[3]s"},
	unknownFunction: {text: "%s cannot be used in a condition", hint: "functions are at_least, at_most, exactly, all, any and none: " + exampleCount},
	called:          {text: "%s takes no parentheses", hint: "write a dotted name: %[2]s"},

	numberAlone:      {text: "a number is not a condition", hint: "to count who joins, write " + exampleCount},
	textAlone:        {text: "%s alone is not a condition", hint: `name the clause each time, or use in: option.scope in ["limited", "wide"]`},
	optionAlone:      {text: "%s alone is not a condition", hint: "compare it with one of its options: %[2]s"},
	groupAlone:       {text: "%s is a list, not a condition", hint: "say how many: at_least(2, %[1]s), all(%[1]s), any(%[1]s)"},
	listAlone:        {text: "a list is not a condition", hint: "say how many of it: " + exampleCount},
	notFirst:         {text: "not belongs to %s alone here, before the comparison", hint: "write %[1]s != …, or not (%[1]s == …)"},
	compareOptions:   {text: "two clauses cannot be compared with each other", hint: `compare each with an option: option.scope == "limited"`},
	compareOption:    {text: "%s can be compared only with the short name of an option", hint: "its options are %[2]s"},
	compareCondition: {text: "only clauses are compared; a condition is yes or no by itself", hint: "instead of fact.x == true write fact.x, instead of fact.x == false write not fact.x"},
	inWhat:           {text: "in stands between a clause and a list of its options", hint: `option.scope in ["limited", "wide"]; to count members of a group: at_least(2, members.OIC)`},
	unknownOption:    {text: "clause %s has no option %s%s", hint: "its options are %[4]s"},
	noValues:         {text: "the list of options is empty", hint: "its options are %s"},
	everyOption:      {text: "these are all options of clause %s; this always holds", hint: "take it away, or leave out the option that is not acceptable", warning: true},
	arguments:        {text: "%s needs %s", hint: "as in %[3]s"},
	notCount:         {text: "%s needs a whole number first", hint: "as in %[2]s"},
	notList:          {text: "%s counts a list", hint: "put the conditions in square brackets: %[2]s"},
	emptyList:        {text: "the list is empty", hint: "name the conditions to count: " + exampleCount},
	emptyGroup:       {text: "nobody declared here belongs to %s on this date", hint: "declare its members under actors, or name those meant", warning: true},
	twice:            {text: "%s is in the list twice", hint: "take one away; in a count it counts each time", warning: true},
	always:           {text: "this always holds: %s of %d in the list", hint: "check the number", warning: true},
	never:            {text: "this never holds: %s of %d in the list", hint: "check the number", warning: true},
}

// Codes returns the codes of all messages, sorted, as problems carry them.
func Codes() []string {
	var cs []string
	for c := range messages {
		cs = append(cs, c.stable())
	}
	return slices.Sorted(slices.Values(cs))
}

func (c code) stable() string { return "condition-" + string(c) }

// A place is where in the condition's text.
type place struct{ line, col, width int }

// mostProblems is where a report stops.
const mostProblems = 50

// A report collects the problems of one text.
type report struct {
	problems act.Problems
	full     bool
	said     phrase.Later
}

// say adds a message; args fill its text and its hint.
func (r *report) say(p place, c code, args ...any) {
	if r.full {
		return
	}
	if len(r.problems) == mostProblems {
		r.full, c, args = true, tooMany, nil
	}
	m := messages[c]
	r.problems = append(r.problems, act.Problem{
		Place: act.Place{Line: p.line, Col: p.col}, Width: p.width,
		Code: c.stable(), Text: r.words(m.text, args...), Hint: r.words(m.hint, args...), Warning: m.warning, Said: r.keep(),
	})
}

// words says a message, or a part of one, so that it can be said in other languages.
func (r *report) words(pattern string, args ...any) string {
	return r.keep().Sayf(pattern, args...)
}

// keep is what remembers how messages were said.
func (r *report) keep() *phrase.Said { return r.said.Said() }
