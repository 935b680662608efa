package site

import (
	"database/sql"
	"errors"
	"sync"
)

// journal writes into site.db what comes with every page: who read what, who was here.
// A transaction each would have readers wait for one another's disk; one writer commits
// together what came in while it was committing what came before.
type journal struct {
	db     *sql.DB
	mu     sync.Mutex
	some   sync.Cond
	notes  []note
	closed bool
	done   chan struct{}
}

// note is what somebody waits for to be on disk.
type note struct {
	statements []statement
	said       chan error
}

type statement struct {
	query string
	args  []any
}

var errClosed = errors.New("the site is closed")

func openJournal(db *sql.DB) *journal {
	j := &journal{db: db, done: make(chan struct{})}
	j.some.L = &j.mu
	go j.keep()
	return j
}

// write writes a note down, whole, and returns once it is on disk.
func (j *journal) write(statements ...statement) error {
	n := note{statements, make(chan error, 1)}
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return errClosed
	}
	j.notes = append(j.notes, n)
	j.some.Signal()
	j.mu.Unlock()
	return <-n.said
}

// keep commits notes until the journal is closed and none is left.
func (j *journal) keep() {
	defer close(j.done)
	for {
		j.mu.Lock()
		for len(j.notes) == 0 && !j.closed {
			j.some.Wait()
		}
		notes := j.notes
		j.notes = nil
		j.mu.Unlock()
		if len(notes) == 0 {
			return
		}
		err := j.commit(notes)
		for _, n := range notes {
			n.said <- err
		}
	}
}

func (j *journal) commit(notes []note) error {
	tx, err := j.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, n := range notes {
		for _, x := range n.statements {
			if _, err := tx.Exec(x.query, x.args...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// close writes what is left.
func (j *journal) close() {
	j.mu.Lock()
	j.closed = true
	j.some.Signal()
	j.mu.Unlock()
	<-j.done
}
