package situation

import (
	"fmt"
	"testing"

	"entente/act"
)

// TestTooManyUnits pledges, by the hands of many, more units than can be matched one by one.
func TestTooManyUnits(t *testing.T) {
	var acts []*act.Act
	for i := range 25 {
		acts = append(acts, &act.Act{ID: fmt.Sprintf("p-%d", i), Kind: "pledge", Header: act.Header{Actor: "PAK"}, Body: &act.Pledge{What: "companies", Number: act.MaxUnits}})
	}
	if _, problems := At(acts[:20], When{}); problems.Refuse() {
		t.Errorf("%v", problems)
	}
	_, problems := At(acts, When{})
	if len(problems) != 5 || problems[0].Code != "too-many-units" {
		t.Errorf("%v", problems)
	}
	acts[0].Body.(*act.Pledge).Number = act.MaxUnits + 1
	if _, problems := At(acts[:1], When{}); len(problems) != 1 || problems[0].Code != "out-of-range" {
		t.Errorf("%v", problems)
	}
}
