package logic

import (
	"context"
	"maps"
	"slices"
	"time"
)

// The two engines fail on opposite forms: the core-guided search proves politics in milliseconds and loses itself where
// troops are counted, the search with the linear bound the other way round. Nobody can tell from outside which is which, so
// they take turns, in slices that grow, and share the best model, bounds and each stage proved; the first to prove the last ends it. Most of the
// time goes to the one that proved a stage last; what the model given to start from proves by itself counts for neither. Turns and not threads:
// together they must not cost twice what the better one costs, and a form that the first slice solves starts no goroutine at all. Slices are measured in
// effort, not by the clock: the same form gives the same model on every run, however busy the machine.

// firstSlice is how long the core-guided search has to itself on a small form; on a large one it is a part of what the linear program
// takes for its first optimum.
const firstSlice = time.Millisecond

// longer is how much longer that lasts when it has got through the first stage by then: at least so long, and so many times where
// that was its own work.
const (
	longer      = 96 * time.Millisecond
	longerTimes = 20
)

// favour is how much more time the engine gets that proved a stage last; contested, where the other has proved one as well.
const (
	favour    = 8
	contested = 2
)

// turns is the state two engines share. Only the one whose turn it is touches it.
type turns struct {
	ctx      context.Context
	stop     context.CancelFunc
	runs     [2]*best
	wake     [2]chan struct{}
	tracked  bool
	second   chan Outcome  // the second engine's, when it is through
	result   *Outcome      // received from it
	since    time.Duration // effort of the engine whose turn it is, at its beginning
	slice    time.Duration
	round    time.Duration
	leads    int     // the engine that proved a stage last
	won      [2]bool // which has proved one before the other
	seen     [2]int  // stages that counted for that
	extended bool    // the first slice is the long one
}

// portfolio runs both engines on a form, the first one alone for the given time. Tracked assumptions stay assumptions; those the proof
// rests on are returned, and the number of the engine that gave it.
func portfolio(ctx context.Context, f *Form, o Options, alone time.Duration, tracked bool) (Outcome, map[lit]bool, int) {
	inside, stop := context.WithCancel(ctx)
	defer stop()
	alone *= weightOf(f)
	t := &turns{ctx: inside, stop: stop, slice: alone, round: alone, tracked: tracked}
	first := newBest(inside, f, o, tracked)
	t.runs[0] = first
	tell := first.s.tick
	first.s.tick = func() {
		if tell != nil {
			tell()
		}
		if t.result == nil && t.spent() > t.slice {
			t.pass(o)
			first.s.stopped = inside.Err() != nil || first.settled > first.stage
		}
	}
	out := first.run()
	if t.runs[1] == nil {
		return out, first.used, 0
	}
	stop()
	if t.result == nil {
		close(t.wake[1])
		other := <-t.second
		t.result = &other
	}
	if t.result.Status == Optimal || t.result.Status == Infeasible {
		return *t.result, t.runs[1].used, 1
	}
	return better(out, *t.result), first.used, 0
}

// weightOf says how many times as long slices are for a form: a pivot for each sixteenth of its rows takes the second engine that many
// first slices.
func weightOf(f *Form) time.Duration {
	rows := len(f.rows)
	return max(1, time.Duration(rows/16*(rows+f.Vars())*pivotEffort)/firstSlice)
}

// spent is what the first engine has had of its slice. As long as it looks for its first model it has had none of it, since the second
// would begin with the same search; where that took longer than the slice, the slice begins then.
func (t *turns) spent() time.Duration {
	first := t.runs[0]
	switch {
	case first.model == nil:
		return 0
	case first.ready > t.slice:
		return first.s.effort - max(t.since, first.ready)
	}
	return first.s.effort - t.since
}

// pass gives the second engine its turn and waits for the first one's.
func (t *turns) pass(o Options) {
	if t.runs[1] == nil {
		t.leads = 1
		if t.won[0] = t.runs[0].earned > 0; t.won[0] {
			t.leads = 0
		}
		if t.runs[0].stage > 0 && !t.extended {
			if t.extended = true; t.won[0] {
				t.slice *= longerTimes
			}
			t.slice = max(longer, t.slice)
			return
		}
	}
	t.share(0, 1)
	t.plan(1)
	if t.runs[1] == nil {
		t.wake = [2]chan struct{}{make(chan struct{}), make(chan struct{})}
		t.second = make(chan Outcome, 1)
		b := newBest(t.ctx, t.runs[0].form, o, t.tracked)
		t.runs[1] = b
		t.share(0, 1)
		go t.runSecond(b)
	} else {
		t.wake[1] <- struct{}{}
	}
	select {
	case <-t.wake[0]:
		t.share(1, 0)
		t.plan(0)
	case out := <-t.second:
		t.result = &out
		t.stop()
	}
}

func (t *turns) runSecond(b *best) {
	h := newHybrid(b)
	tell := b.s.tick
	b.s.tick = func() {
		if tell != nil {
			tell()
		}
		if t.ctx.Err() == nil && b.s.effort-t.since > t.slice {
			t.wake[0] <- struct{}{}
			<-t.wake[1]
			b.s.stopped = t.ctx.Err() != nil || b.settled > b.stage
			h.aim()
		}
	}
	t.second <- h.run()
}

// plan sets the slice of the engine whose turn comes.
func (t *turns) plan(next int) {
	if next == 1 {
		t.round += t.round / 2
	}
	t.slice = t.round
	if next == t.leads {
		t.slice *= favour
		if t.won[1-next] {
			t.slice = t.round * contested
		}
	}
	t.since = 0
	if t.runs[next] != nil {
		t.since = t.runs[next].s.effort
	}
}

// share hands over the best model and what is proved. The receiver may be about to start.
func (t *turns) share(from, to int) {
	a, b := t.runs[from], t.runs[to]
	if b == nil || a.model == nil {
		return
	}
	if b.model == nil || slices.Compare(a.values, b.values) < 0 {
		b.model, b.values, b.given = a.model, a.values, a.given
		if b.g != nil && b.stage < len(b.values) {
			b.g.high = b.values[b.stage]
		}
	}
	switch {
	case a.stage > b.stage:
		b.settled = a.stage
		maps.Copy(b.used, a.used)
		if a.earned > t.seen[from] { // not what the model given proves
			t.leads, t.won[from], t.seen[from] = from, true, a.earned
		}
	case a.stage == b.stage && !t.tracked && a.stage < len(a.bounds): // what a tracked bound rests on is known only at the end of a stage
		b.bounds[b.stage] = max(b.bounds[b.stage], a.bounds[b.stage])
	}
}

// better merges what two engines came to when the second proved nothing to the end.
func better(a, b Outcome) Outcome {
	if a.Status == Optimal || a.Status == Infeasible || b.Status == Unknown {
		return a
	}
	if a.Status == Unknown {
		return b
	}
	out := a
	if slices.Compare(b.Values, a.Values) < 0 {
		out = b
	}
	out.Bounds = slices.Clone(a.Bounds)
	for i := range out.Bounds { // as far as the stages before are proved, the higher bound holds
		out.Bounds[i] = max(a.Bounds[i], b.Bounds[i])
		if out.Bounds[i] < out.Values[i] {
			break
		}
	}
	return out
}
