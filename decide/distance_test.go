package decide

import (
	"math/rand/v2"
	"testing"
)

// TestDistanceAgainstEveryChange holds the distance to brute force: on small bodies
// and every shipped rule that votes, the least number of members whose votes, turned
// to yes, pass the text.
func TestDistanceAgainstEveryChange(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	casts := []string{"yes", "no", "abstain", "declared", "not_participating", "absent"}
	for _, p := range Procedures() {
		if p.Electorate.Weights != nil {
			continue
		}
		for range 60 {
			n := 3 + rng.IntN(7)
			r, err := p.Rule(Options{Size: n})
			if err != nil {
				t.Fatal(err)
			}
			st := r.stage("vote")
			if st == nil {
				break
			}
			seats := make([]string, n)
			var c Count
			for i := range seats {
				seats[i] = casts[rng.IntN(len(casts))]
				c.field(seats[i]).Votes++
			}
			if r.settle(st, &c) == Adopted {
				continue
			}
			best := int64(-1)
			for set := range 1 << n {
				e, k := Count{}, int64(0)
				for i, was := range seats {
					if set>>i&1 == 1 && was != "yes" {
						k++
						e.Yes.Votes++
					} else {
						e.field(was).Votes++
					}
				}
				if (best < 0 || k < best) && r.settle(st, &e) == Adopted {
					best = k
				}
			}
			d := &Decision{Outcome: NotAdopted}
			r.distance(d, st, &c, map[string]string{})
			if got := d.Distance; best < 0 != got.Beyond || best >= 0 && got.Votes != best {
				t.Fatalf("%s, %v: distance %+v, brute force %d", p.ID, seats, got, best)
			}
		}
	}
}

// TestWeighedDistance does the same for the rule whose block is weighed.
func TestWeighedDistance(t *testing.T) {
	p, err := Find("eu-csdp")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 8))
	r, err := p.Rule(Options{})
	if err != nil {
		t.Fatal(err)
	}
	st := r.stage("vote")
	for range 40 {
		cast := map[string]string{}
		var c Count
		var out []Seat
		for _, s := range r.Seats {
			how := "yes"
			if rng.IntN(3) == 0 {
				how = []string{"no", "abstain", "declared", "declared", "absent"}[rng.IntN(5)]
				out = append(out, s)
			}
			cast[s.Code] = how
			*c.field(how) = c.field(how).plus(Sum{1, s.Weight})
		}
		if len(out) > 13 || r.settle(st, &c) == Adopted {
			continue
		}
		best := int64(-1)
		for set := range 1 << len(out) {
			e, k := c, int64(0)
			for i, s := range out {
				if set>>i&1 == 1 {
					k++
					r.move(&e, cast[s.Code], "yes", s)
				}
			}
			if (best < 0 || k < best) && r.settle(st, &e) == Adopted {
				best = k
			}
		}
		d := &Decision{Outcome: NotAdopted}
		r.distance(d, st, &c, cast)
		if d.Distance.Votes != best {
			t.Fatalf("%v: distance %+v, brute force %d", cast, d.Distance, best)
		}
	}
}
