package act

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"SAU", "TUR", "EGY", "un_mandate", "ceasefire", "palestinian_police"}
	for _, c := range []struct{ word, want string }{
		{"SUA", "SAU"},
		{"tur", "TUR"},
		{"EGP", "EGY"},
		{"un_mandat", "un_mandate"},
		{"unmandate", "un_mandate"},
		{"ceasfire", "ceasefire"},
		{"palestinean_polize", "palestinian_police"},
		{"FRA", ""},
		{"", ""},
		{"x", ""},
	} {
		if got := Nearest(c.word, words); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestQuoteAndList(t *testing.T) {
	if got := Quote("a\nb\u202e"); got != "'a b '" {
		t.Errorf("Quote gives %q", got)
	}
	for want, words := range map[string][]string{"": nil, "a": {"a"}, "a or b": {"a", "b"}, "a, b or c": {"a", "b", "c"}} {
		if got := List(nil, words); got != want {
			t.Errorf("List(%q) = %q, want %q", words, got, want)
		}
	}
}
