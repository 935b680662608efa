package decide

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"strings"

	"entente/act"
	"entente/phrase"
)

// PowerAnswer is what [Power] returns. It is its own JSON ("entente":"power/1").
type PowerAnswer struct {
	Entente   string   `json:"entente"`
	Procedure Used     `json:"procedure"`
	On        string   `json:"on,omitempty"`
	Players   int      `json:"players"` // members, blocs counted as one
	Winning   string   `json:"winning"` // how many coalitions win, of 2^players
	Powers    []Powers `json:"powers"`
	Notes     []string `json:"notes,omitempty"`

	said *phrase.Said // how its sentences were made, for other languages
}

// Powers are the indices of members that stand alike. Exact fractions stand beside
// the decimals.
type Powers struct {
	Who           string   `json:"who"` // "each permanent member", a name, a bloc
	Members       []string `json:"members,omitempty"`
	Count         int      `json:"count"`
	Bloc          bool     `json:"bloc,omitempty"`
	Veto          bool     `json:"veto,omitempty"`
	Weight        int64    `json:"weight,omitempty"`
	Swings        string   `json:"swings"` // coalitions that win with it and lose without it
	Shapley       float64  `json:"shapley_shubik"`
	ShapleyExact  string   `json:"shapley_shubik_exact"`
	Banzhaf       float64  `json:"banzhaf"`       // normalised: all add up to 1
	BanzhafProb   float64  `json:"banzhaf_power"` // probability of a swing, others voting by the toss of a coin
	banzhafSwings *big.Int
}

// A player is one who casts votes together: a member, or a bloc. The vector holds
// what it adds to each line that a winning coalition must reach.
type player struct {
	name    string
	members []string
	vector  []int64
	veto    bool
	bloc    bool
}

// game is a rule as a simple game: a coalition wins when its vector reaches every
// line. A veto is one more line: all holders must be in.
type game struct {
	players []player
	lines   []int64
}

// Power computes the Shapley–Shubik and Banzhaf indices by the voting stage of a
// rule, every member voting yes or no. Blocs vote as one. The indices are exact: the
// coalitions are counted by generating functions in whole numbers (Mann and Shapley
// 1962; Brams and Affuso 1976), with a dimension a line, so that vetoes and double
// majorities are counted and not sampled. Members that stand alike are counted once.
func Power(p *Procedure, o Options, blocs []Bloc) (*PowerAnswer, error) {
	o.said = phrase.New()
	r, err := p.Rule(o)
	if err != nil {
		return nil, err
	}
	g, err := r.game(blocs)
	if err != nil {
		return nil, err
	}
	ans := &PowerAnswer{Entente: "power/1", said: o.said, Procedure: used(o.said, p, r), On: o.On.String(), Players: len(g.players), Notes: r.Notes}
	total := new(big.Int)
	for _, class := range g.classes() {
		rest := g.without(class[0])
		swings, shapley := g.power(class[0], rest)
		x := g.players[class[0]]
		row := Powers{Who: x.name, Count: len(class), Bloc: x.bloc, Veto: x.veto, Weight: x.vector[0], Swings: swings.String(), ShapleyExact: shapley.RatString(), banzhafSwings: swings}
		row.Shapley, _ = shapley.Float64()
		for _, i := range class {
			row.Members = append(row.Members, g.players[i].members...)
		}
		if x.bloc || len(class) == 1 {
			row.Count = 1
		}
		if !x.bloc && len(class) > 1 {
			row.Who = o.said.Say("each of {n} members", len(class))
			if x.veto {
				row.Who = o.said.Say("each of {n} members with a veto", len(class))
			}
		}
		ans.Powers = append(ans.Powers, row)
		total.Add(total, new(big.Int).Mul(swings, big.NewInt(int64(len(class)))))
	}
	ans.Winning = g.winning().String()
	for i := range ans.Powers {
		x := &ans.Powers[i]
		if total.Sign() > 0 {
			x.Banzhaf, _ = new(big.Rat).SetFrac(x.banzhafSwings, total).Float64()
		}
		x.BanzhafProb, _ = new(big.Rat).SetFrac(x.banzhafSwings, new(big.Int).Lsh(big.NewInt(1), uint(len(g.players)-1))).Float64()
	}
	sort.SliceStable(ans.Powers, func(i, j int) bool { return ans.Powers[i].Shapley > ans.Powers[j].Shapley })
	return ans, nil
}

// Bloc is a group of members that vote together.
type Bloc struct {
	Name    string
	Members []string
	Listed  bool // named one by one, so that each must have a vote; of an organisation only some may
}

// game takes the rule's voting stage; a rule without one needs everybody.
func (r *Rule) game(blocs []Bloc) (*game, error) {
	total := r.Total()
	g := &game{}
	st := r.stage("vote")
	var counting []string
	if st == nil {
		bears := int64(0)
		for _, s := range r.stages {
			bears = max(bears, int64(s.Bears))
		}
		g.lines, counting = []int64{total.Votes - bears}, []string{"votes"}
	} else {
		for _, n := range st.needs {
			g.lines = append(g.lines, n.Of(total.by(n.Counting)))
			counting = append(counting, n.Counting)
		}
	}
	vetoes := int64(0)
	for _, s := range r.Seats {
		if s.Veto {
			vetoes++
		}
	}
	if vetoes > 0 {
		g.lines = append(g.lines, vetoes)
	}
	vector := func(votes, weight, veto int64) []int64 {
		v := make([]int64, 0, len(g.lines))
		for _, c := range counting {
			v = append(v, Sum{votes, weight}.by(c))
		}
		if vetoes > 0 {
			v = append(v, veto)
		}
		return v
	}
	in := map[string]string{}
	for _, b := range blocs {
		for _, code := range b.Members {
			if _, ok := r.Seat(code); !ok && b.Listed {
				return nil, fmt.Errorf("%s, named in %s, has no vote by %s", code, b.Name, r.ID)
			}
			if other := in[code]; other != "" {
				return nil, fmt.Errorf("%s is in %s and in %s, and votes once", code, other, b.Name)
			}
		}
		x := player{name: b.Name, bloc: true}
		var votes, weight, veto int64
		for _, s := range r.Seats {
			if slices.Contains(b.Members, s.Code) {
				in[s.Code] = b.Name
				x.members = append(x.members, s.Code)
				votes, weight = votes+1, weight+s.Weight
				if s.Veto {
					veto++
				}
			}
		}
		if votes == 0 {
			return nil, fmt.Errorf("no member of %s has a vote by %s", b.Name, r.ID)
		}
		x.vector, x.veto = vector(votes, weight, veto), veto > 0
		g.players = append(g.players, x)
	}
	for _, s := range r.Seats {
		if in[s.Code] != "" {
			continue
		}
		veto := int64(0)
		if s.Veto {
			veto = 1
		}
		g.players = append(g.players, player{name: names(r.said, []string{s.Code}), members: []string{s.Code}, vector: vector(1, s.Weight, veto), veto: s.Veto})
	}
	for range r.Unnamed {
		g.players = append(g.players, player{name: r.said.Say("a further member"), vector: vector(1, 1, 0)})
	}
	return g, nil
}

// classes groups players that stand alike: what is true of one is true of all.
func (g *game) classes() [][]int {
	index := map[string]int{}
	var out [][]int
	for i, p := range g.players {
		key := fmt.Sprint(p.vector, p.bloc)
		if k, ok := index[key]; ok && !p.bloc {
			out[k] = append(out[k], i)
			continue
		}
		index[key] = len(out)
		out = append(out, []int{i})
	}
	return out
}

// A reach is what some coalitions amount to: how many players, and the vector cut off at the
// lines, since more than a line is no better than the line.
type reach struct {
	size int
	at   string // the vector, as a key
}

// counts maps what coalitions of the players reach to how many do: the coefficients
// of the generating function.
type counts map[reach]*big.Int

// without counts all coalitions of the others.
func (g *game) without(i int) counts {
	c := counts{reach{0, key(make([]int64, len(g.lines)))}: big.NewInt(1)}
	for j := range g.players {
		if j != i {
			c = g.add(c, g.players[j].vector)
		}
	}
	return c
}

func (g *game) add(c counts, vector []int64) counts {
	next := make(counts, 2*len(c))
	at := make([]int64, len(g.lines))
	for k, n := range c {
		if have := next[k]; have != nil {
			have.Add(have, n)
		} else {
			next[k] = new(big.Int).Set(n)
		}
		unkey(k.at, at)
		for d := range at {
			at[d] = min(g.lines[d], at[d]+vector[d])
		}
		with := reach{k.size + 1, key(at)}
		if have := next[with]; have != nil {
			have.Add(have, n)
		} else {
			next[with] = new(big.Int).Set(n)
		}
	}
	return next
}

// power counts the coalitions of the others that lose, and win once the player joins.
func (g *game) power(i int, rest counts) (swings *big.Int, shapley *big.Rat) {
	n := len(g.players)
	swings, shapley = new(big.Int), new(big.Rat)
	bySize := make([]*big.Int, n)
	at := make([]int64, len(g.lines))
	for k, count := range rest {
		unkey(k.at, at)
		without, with := true, true
		for d, line := range g.lines {
			without = without && at[d] >= line
			with = with && at[d]+g.players[i].vector[d] >= line
		}
		if with && !without {
			if bySize[k.size] == nil {
				bySize[k.size] = new(big.Int)
			}
			bySize[k.size].Add(bySize[k.size], count)
			swings.Add(swings, count)
		}
	}
	all := new(big.Int).MulRange(1, int64(n))
	for s, count := range bySize {
		if count == nil {
			continue
		}
		orders := new(big.Int).MulRange(1, int64(s))
		orders.Mul(orders, new(big.Int).MulRange(1, int64(n-s-1)))
		orders.Mul(orders, count)
		shapley.Add(shapley, new(big.Rat).SetFrac(orders, all))
	}
	return swings, shapley
}

// winning counts the coalitions that win.
func (g *game) winning() *big.Int {
	total := new(big.Int)
	at := make([]int64, len(g.lines))
	for k, n := range g.without(-1) {
		unkey(k.at, at)
		if slices.Equal(at, g.lines) {
			total.Add(total, n)
		}
	}
	return total
}

func key(at []int64) string {
	b := make([]byte, 0, 8*len(at))
	for _, v := range at {
		b = binary.BigEndian.AppendUint64(b, uint64(v))
	}
	return string(b)
}

func unkey(s string, at []int64) {
	for d := range at {
		at[d] = int64(binary.BigEndian.Uint64([]byte(s[8*d:])))
	}
}

// ParseBloc reads "OIC" (the members of an organisation on the day), "P5=CHN,FRA"
// or "CHN,FRA".
func ParseBloc(text string, on act.Date) (Bloc, error) {
	name, list, named := strings.Cut(text, "=")
	if !named {
		list = text
	}
	if !strings.Contains(list, ",") {
		if m := MembersOn(list, on); len(m) > 0 {
			return Bloc{Name: name, Members: m}, nil
		}
		return Bloc{}, fmt.Errorf("no members of %q are kept by date: list them, as in G3=BRA,IND,ZAF", list)
	}
	return Bloc{name, strings.Split(list, ","), true}, nil
}
