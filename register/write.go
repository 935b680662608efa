package register

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"entente/act"
)

// maxBatch is how many acts one transaction takes at most.
const maxBatch = 512

// Result is what became of a draft.
type Result struct {
	Seq   int64 // its number on the register
	Fresh bool  // false: it was on record already
	Err   error // why it was refused; wraps one of the package's errors
}

// Append puts one act on record and returns when it is safe on disk.
func (r *Register) Append(ctx context.Context, d *Draft) (Result, error) {
	a, err := r.Admit(d)
	if err != nil {
		return Result{}, err
	}
	results, err := r.submit(ctx, []*Admitted{a})
	if err != nil {
		return Result{}, err
	}
	return results[0], results[0].Err
}

// AppendAdmitted puts acts that were checked before on record, in one group. What
// has changed since, such as a key revoked, is checked again.
func (r *Register) AppendAdmitted(ctx context.Context, acts []*Admitted) ([]Result, error) {
	return r.submit(ctx, acts)
}

// AppendAll puts acts on record in their order, checking them on all processors.
// A refused act does not hold up the others. When ctx ends, what was committed
// stays, and the rest is reported as not done. Progress, if given, is told how
// many are done.
func (r *Register) AppendAll(ctx context.Context, drafts []*Draft, progress func(done int)) ([]Result, error) {
	results := make([]Result, 0, len(drafts))
	for len(drafts) > 0 {
		chunk := drafts[:min(len(drafts), maxBatch/2)]
		drafts = drafts[len(chunk):]
		some, err := r.appendChunk(ctx, chunk)
		results = append(results, some...)
		if err != nil {
			return results, err
		}
		if progress != nil {
			progress(len(results))
		}
	}
	return results, nil
}

func (r *Register) appendChunk(ctx context.Context, drafts []*Draft) ([]Result, error) {
	good := make([]*Admitted, len(drafts))
	results := make([]Result, len(drafts))
	parallel(len(drafts), func(i int) { good[i], results[i].Err = r.Admit(drafts[i]) })
	var passed []*Admitted
	var at []int
	for i := range good {
		if results[i].Err == nil {
			passed, at = append(passed, good[i]), append(at, i)
		}
	}
	if len(passed) == 0 {
		return results, ctx.Err()
	}
	some, err := r.submit(ctx, passed)
	if err != nil {
		return nil, err
	}
	for j, i := range at {
		results[i] = some[j]
	}
	return results, nil
}

// parallel calls f for 0…n-1 on all processors.
func parallel(n int, f func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// effect checks what depends on the acts before this one, those in the same
// transaction included, and gives the rules as they are after it.
func (w *writing) effect(a *Admitted, seq int64) (*rules, error) {
	if seq == 0 {
		rules := w.rules.clone()
		_, err := rules.genesisOf(a.act, a.Signature.Key)
		return rules, err
	}
	key, err := w.rules.signing(a.Signature.Key, seq)
	if err != nil {
		return nil, err
	}
	if House(a.heading.Kind) {
		if err := w.mayConcern(key, a.act.Body, seq); err != nil {
			return nil, err
		}
		rules := w.rules.clone()
		return rules, rules.fold(seq, key, a.act.Body)
	}
	if of := reachesBack(a.act.Body); of != "" {
		return w.rules, w.ownBefore(a.heading, of)
	}
	return w.rules, nil
}

// reachesBack names the earlier act that an act puts out of force.
func reachesBack(b act.Body) string {
	switch b := b.(type) {
	case *act.Withdrawal:
		return string(b.Of)
	case *act.Correction:
		return string(b.Of)
	case *act.Relation:
		if b.Relation == "supersedes" || b.Relation == "corrects" {
			return string(b.To)
		}
	}
	return ""
}

// ownBefore refuses a correction or withdrawal of what others put on record.
func (w *writing) ownBefore(h *Heading, of string) error {
	var signers []string
	err := w.rows(Query{Initiative: h.Initiative, Name: of}, func(row *Row) error {
		signers = append(signers, row.Signer)
		return nil
	})
	if err != nil {
		return err
	}
	if len(signers) == 0 {
		return refused("%s: there is no act %q of %s on record to reach back to", h.ID, of, h.Initiative)
	}
	for _, s := range signers {
		if s == h.Signer {
			return nil
		}
	}
	return refused("%s: %s was put on record by %s; only it can correct or withdraw it. A contradicting word is a statement", h.ID, of, signers[0])
}

// again answers a draft whose place, or number in its stub, is taken: it is the same
// act, or it is not.
func (w *writing) again(a *Admitted) (Result, error) {
	result := Result{Err: refused("%s: an act with the same number in its stub is on record; sign it anew", a.heading.ID)}
	err := w.rows(Query{House: a.heading.Initiative == "", Initiative: a.heading.Initiative, Name: a.heading.ID}, func(row *Row) error {
		if row.Signer != a.heading.Signer {
			return nil
		}
		old, err := unpackPortions(row.Portions)
		if err != nil {
			return err
		}
		result = Result{Seq: row.Seq}
		for i := range old {
			if old[i].State == Present && (!bytes.Equal(old[i].Head, a.Portions[i].Head) || !bytes.Equal(old[i].Bytes, a.Portions[i].Bytes)) {
				result.Err = fmt.Errorf("%w: %s stands as act %d, and its %s differs; what is on record is not changed, it is corrected: entente correct",
					ErrConflict, a.heading.ID, row.Seq, PortionNames[i])
				break
			}
		}
		return nil
	})
	return result, err
}

// index fills the columns a row is found by.
func (h *Heading) index(row *Row, a *act.Act) {
	row.Initiative, row.Name, row.Signer, row.Kind, row.Actor = h.Initiative, h.ID, h.Signer, string(h.Kind), string(h.Actor)
	row.Day = ""
	if !a.On.IsZero() {
		row.Day = a.On.Last().Format(time.DateOnly)
	}
}
