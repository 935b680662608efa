package register

import (
	"context"
	"errors"
	"runtime"
	"sync"
)

// job is what one caller hands over to be written.
type job struct {
	acts    []*Admitted
	results []Result
	done    chan error
}

// submit hands acts over and returns when they are safe on disk. There is no
// goroutine that writes: whoever finds nobody writing writes, for all that have
// come in by then, and the others find their acts written. One act alone so costs no
// change of goroutine, and many at once still share one sync of the disk.
func (r *Register) submit(ctx context.Context, acts []*Admitted) ([]Result, error) {
	if r.why != nil {
		return nil, r.why
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := &job{acts: acts, results: make([]Result, len(acts))}
	if done, err := r.atOnce(j); done {
		return j.results, err
	}
	j.done = make(chan error, 1)
	if err := r.queue.add(j); err != nil {
		return nil, err
	}
	// Once queued it will be committed or refused; waiting ends soon either way.
	for {
		select {
		case err := <-j.done:
			return j.results, err
		case r.writing <- struct{}{}:
			if r.crowded {
				runtime.Gosched() // those let go a moment ago may have more: one group takes it too
			}
			r.crowded = r.writeGroup() > 1 || r.queue.waiting()
			<-r.writing
		}
	}
}

// atOnce writes a job by itself when nobody writes and nobody waits, without putting
// it into the queue first. It reports false, and does nothing, when somebody does.
func (r *Register) atOnce(j *job) (done bool, err error) {
	select {
	case r.writing <- struct{}{}:
		defer func() { <-r.writing }()
	default:
		return false, nil
	}
	if r.crowded || !r.queue.idle() {
		return false, nil
	}
	err = r.commit([]*job{j})
	r.crowded = r.queue.waiting()
	return true, err
}

// writeGroup commits the oldest of what has come in as one group and lets its owners
// go; it says how many there were. The caller holds r.writing until then: released
// sooner, the next to write would be one whose act is written.
func (r *Register) writeGroup() int {
	group := r.queue.take()
	if len(group) == 0 {
		return 0
	}
	err := r.commit(group)
	for _, j := range group {
		j.done <- err
	}
	return len(group)
}

// queue holds what has come in and is not written yet.
type queue struct {
	mu     sync.Mutex
	jobs   []*job
	closed bool
}

func (q *queue) add(j *job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return errors.New("the register is closed")
	}
	q.jobs = append(q.jobs, j)
	return nil
}

// take gives the oldest jobs, as many as one transaction takes.
func (q *queue) take() []*job {
	q.mu.Lock()
	defer q.mu.Unlock()
	n, acts := 0, 0
	for n < len(q.jobs) && acts < maxBatch {
		acts += len(q.jobs[n].acts)
		n++
	}
	group := q.jobs[:n:n]
	q.jobs = q.jobs[n:]
	return group
}

// idle says that nothing has come in, and that what comes is taken.
func (q *queue) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return !q.closed && len(q.jobs) == 0
}

func (q *queue) waiting() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.jobs) > 0
}

// close refuses what comes from now on, and says whether it was open.
func (q *queue) close() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	was := !q.closed
	q.closed = true
	return was
}
