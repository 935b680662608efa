package condition

import (
	"strings"

	"entente/gazetteer"
)

// arabic says what actors do by nouns, "انضمام باكستان", so that nothing has to agree with
// the name of a State.
type arabic struct{}

var arabicNouns = map[Kind]noun{
	Joins:   {"انضمام", "عدم انضمام"},
	Decided: {"اتخاذ قرار المشاركة من جانب", "عدم اتخاذ قرار المشاركة من جانب"},
}

func (arabic) always() string { return "لا شرط آخر" }
func (arabic) never() string  { return "شرط لا يمكن تحققه" }

func (arabic) conditional(when, then, otherwise string, atLength bool) string {
	said := "في الحالة الآتية: " + when
	if atLength {
		said += "؛ عندئذ: " + then
	} else {
		said += "، عندئذ: " + then
	}
	if otherwise != "" {
		said += "؛ وإلا: " + otherwise
	}
	return said
}

var arabicSigns = [...]string{" ", "، ", "؛ "}

func (arabic) clauses(items []string, any bool, strength int) string {
	if any {
		return "إما " + strings.Join(items, arabicSigns[strength]+"وإما ")
	}
	return strings.Join(items, arabicSigns[strength]+"و")
}

func (arabic) clause(text string) passage {
	return measured(text, []string{"؛"}, []string{"، و"}, []string{"،", " و", " أو "})
}

func arabicList(names []string, word string) string {
	if n := len(names) - 1; n > 0 {
		return strings.Join(names[:n], "، ") + " " + word + names[n]
	}
	return names[0]
}

func (g arabic) several(names []string, k Kind, does, any bool) string {
	n := len(names)
	switch {
	case n == 1 || does:
		word := "و"
		if any {
			word = "أو "
		}
		return arabicNouns[k].of(does) + " " + arabicList(names, word)
	case any:
		return g.quantified(howMany{0, n - 1, n}, names, k, true)
	}
	return g.quantified(howMany{0, 0, n}, names, k, true)
}

func (arabic) quantified(q howMany, names []string, k Kind, does bool) string {
	n, word, all := len(names), arabicNouns[k], arabicList(names, "و")
	switch {
	case q.least == n && q.most == n:
		return word.of(does) + " كل من " + all
	case q.most == 0 && q.least == 0 && does:
		return word.doesNot + " أي من " + all
	case q.most == 0 && q.least == 0:
		return word.does + " كل من " + all
	case q.least == 0 && q.most == n-1:
		return word.of(!does) + " واحد على الأقل من: " + all
	}
	return word.of(does) + " " + arabicCount(q) + " من: " + all + arabicOnly(q)
}

func (arabic) quantifiedGroup(q howMany, group string, k Kind) string {
	word := arabicNouns[k]
	switch {
	case q.least == q.most && q.least == q.total:
		return word.does + " جميع " + group
	case q.most == 0:
		return word.doesNot + " أي من " + group
	case q.least == 0 && q.most == q.total-1:
		return word.doesNot + " واحد على الأقل من " + group
	}
	return word.does + " " + arabicCount(q) + " من " + group + arabicOnly(q)
}

func (arabic) quantifiedClauses(q howMany, items []string) string {
	all := " الشروط الآتية (" + strings.Join(items, "؛ ") + ")"
	switch {
	case q.least == q.most && q.least == q.total:
		return "تحقق جميع" + all
	case q.most == 0:
		return "عدم تحقق أي من" + all
	case q.least == 0 && q.most == q.total-1:
		return "عدم تحقق واحد على الأقل من" + all
	}
	return "تحقق " + arabicCount(q) + " من" + all + arabicOnly(q)
}

func arabicCount(q howMany) string {
	switch {
	case q.most < q.least && q.least <= q.total:
		return "عدد غير " + arabicNumber(q.most+1)
	case q.least == q.most:
		return arabicNumber(q.least) + " بالضبط"
	case q.least > 0:
		return arabicNumber(q.least) + " على الأقل"
	}
	return arabicNumber(q.most) + " على الأكثر"
}

func arabicOnly(q howMany) string {
	if q.least > q.total {
		return " (" + arabicNumber(q.total) + " على الأكثر)"
	}
	return ""
}

func (arabic) grouped(group string, members []string) string {
	if n := len(members); n == 0 || n > mostNamed {
		return group + " (" + arabicNumber(n) + " في السجل)"
	}
	return group + " (" + arabicList(members, "و") + ")"
}

func (arabic) plural(group string) string {
	if org, ok := strings.CutPrefix(group, "members."); ok {
		return "أعضاء " + gazetteer.Name(org, "ar")
	}
	return "المرشحين"
}

func arabicNumber(n int) string {
	return written(n, "صفر", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة", "أحد عشر", "اثني عشر")
}
