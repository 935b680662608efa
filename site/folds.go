package site

import (
	"slices"
	"sync"
)

// folds are cases folded, with their answers, for all who see the same of a case.
type folds struct {
	mu    sync.Mutex
	byKey map[foldKey]func() (*Case, error)
	order []foldKey // the least used first
}

type foldKey struct {
	id    string
	when  When
	day   string // today, where no day was asked for
	print print
}

// mostFolded is how many folded cases are kept; each has its answers with it.
const mostFolded = 256

// get gives a case as it was folded, or folds it; who asks for the same at the same
// time waits for the one folding.
func (x *folds) get(key foldKey, fold func() (*Case, error)) (*Case, error) {
	x.mu.Lock()
	made := x.byKey[key]
	if made == nil {
		if x.byKey == nil {
			x.byKey = map[foldKey]func() (*Case, error){}
		}
		if len(x.order) == mostFolded {
			delete(x.byKey, x.order[0])
			x.order = x.order[1:]
		}
		made = sync.OnceValues(fold)
		x.byKey[key] = made
	} else if i := slices.Index(x.order, key); i >= 0 {
		x.order = slices.Delete(x.order, i, i+1)
	}
	x.order = append(x.order, key)
	x.mu.Unlock()
	return made()
}

// drop lets go of what was folded of a case.
func (x *folds) drop(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.order = slices.DeleteFunc(x.order, func(key foldKey) bool {
		if key.id == id {
			delete(x.byKey, key)
		}
		return key.id == id
	})
}
