package decide

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"entente/act"
)

func power(t *testing.T, id string, o Options, blocs ...Bloc) *PowerAnswer {
	t.Helper()
	p, err := Find(id)
	if err != nil {
		t.Fatal(err)
	}
	ans, err := Power(p, o, blocs)
	if err != nil {
		t.Fatal(err)
	}
	return ans
}

// TestSecurityCouncil holds the indices to the published ones, and the fractions to
// what Shapley and Shubik's own counting gives.
func TestSecurityCouncil(t *testing.T) {
	ans := power(t, "unsc-substantive", Options{On: act.MustDate("2025-11-17")})
	if len(ans.Powers) != 2 || ans.Powers[0].Count != 5 || ans.Powers[1].Count != 10 {
		t.Fatalf("%+v", ans.Powers)
	}
	permanent, elected := ans.Powers[0], ans.Powers[1]
	for _, x := range []struct {
		what      string
		got, want float64
		places    float64
	}{
		{"Shapley-Shubik of a permanent member", permanent.Shapley, 0.19627, 5}, {"of an elected one", elected.Shapley, 0.00186, 5},
		{"Banzhaf of a permanent member", permanent.Banzhaf, 0.1669, 4}, {"of an elected one", elected.Banzhaf, 0.0165, 4},
	} {
		if scale := math.Pow(10, x.places); math.Abs(math.Trunc(x.got*scale)-x.want*scale) > 1.001 || math.Abs(x.got-x.want) > 1/scale {
			t.Errorf("%s is %.6f, published %v", x.what, x.got, x.want)
		}
	}
	if permanent.ShapleyExact != "421/2145" || elected.ShapleyExact != "4/2145" || permanent.Swings != "848" || elected.Swings != "84" {
		t.Errorf("exact: %s, %s, %s and %s swings", permanent.ShapleyExact, elected.ShapleyExact, permanent.Swings, elected.Swings)
	}
}

// TestBodies: members that stand alike have equal power, and all of it adds up to 1,
// with 57 members and with 193.
func TestBodies(t *testing.T) {
	for _, x := range []struct {
		id string
		n  int
	}{{"oic-2008", 57}, {"unga-important", 193}, {"nato-nac", 32}, {"gcc-1981", 6}} {
		ans := power(t, x.id, Options{Size: x.n})
		if len(ans.Powers) != 1 || ans.Powers[0].ShapleyExact != fmt.Sprintf("1/%d", x.n) {
			t.Errorf("%s: %+v", x.id, ans.Powers)
		}
	}
}

func TestBlocVotesAsOne(t *testing.T) {
	oic := []string{"DZA", "PAK", "SLE", "SOM", "GUY"} // its members on the Council of 2025
	ans := power(t, "unsc-substantive", Options{On: act.MustDate("2025-11-17")}, Bloc{Name: "OIC", Members: oic})
	sum := 0.0
	var bloc *Powers
	for i := range ans.Powers {
		sum += ans.Powers[i].Shapley * float64(ans.Powers[i].Count)
		if ans.Powers[i].Bloc {
			bloc = &ans.Powers[i]
		}
	}
	if ans.Players != 11 || bloc == nil || math.Abs(sum-1) > 1e-12 {
		t.Fatalf("%d players, sum %v", ans.Players, sum)
	}
	if bloc.Shapley < 5*0.00186 {
		t.Errorf("five elected members together have %.5f, less than apart", bloc.Shapley)
	}
}

// TestAgainstEveryCoalition holds the generating functions to brute force on small
// games with two majorities, weights, vetoes and blocs.
func TestAgainstEveryCoalition(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		g := &game{}
		n := 2 + rng.IntN(9)
		for d := range 1 + rng.IntN(3) {
			total := int64(0)
			for i := range n {
				if d == 0 {
					g.players = append(g.players, player{name: fmt.Sprint(i)})
				}
				w := int64(rng.IntN(6))
				g.players[i].vector = append(g.players[i].vector, w)
				total += w
			}
			g.lines = append(g.lines, 1+rng.Int64N(max(1, total)))
		}
		wins := func(set uint) bool {
			for d, line := range g.lines {
				sum := int64(0)
				for i := range n {
					if set>>i&1 == 1 {
						sum += g.players[i].vector[d]
					}
				}
				if sum < line {
					return false
				}
			}
			return true
		}
		fact := func(k int) float64 { return math.Gamma(float64(k) + 1) }
		winning := 0
		for set := range uint(1) << n {
			if wins(set) {
				winning++
			}
		}
		if got := g.winning().String(); got != fmt.Sprint(winning) {
			t.Fatalf("%+v: %s win, not %d", g, got, winning)
		}
		for i := range n {
			swings, shapley := 0, 0.0
			for set := range uint(1) << n {
				if set>>i&1 == 0 && !wins(set) && wins(set|1<<i) {
					swings++
					s := bits.OnesCount(set)
					shapley += fact(s) * fact(n-s-1) / fact(n)
				}
			}
			gotSwings, gotShapley := g.power(i, g.without(i))
			got, _ := gotShapley.Float64()
			if gotSwings.String() != fmt.Sprint(swings) || math.Abs(got-shapley) > 1e-9 {
				t.Fatalf("%+v player %d: %s swings and %v, not %d and %v", g, i, gotSwings, got, swings, shapley)
			}
		}
	}
}
