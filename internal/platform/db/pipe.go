package db

import (
	"sync"
	"sync/atomic"

	"github.com/uptrace/bun"
)

// A pipe takes so many statements at a time, so that the two do not wake each other for each, and so often before it is full.
const (
	pipeSends = 64
	pipeDepth = 4
)

// pipe lets the insertions of a long Write run beside the code that makes the next rows, where the database lies in this
// process: one of them would else rest. They run in their order; any other statement waits until all of them are done.
type pipe struct {
	jobs   chan func() error
	open   sync.WaitGroup // jobs that are not done
	ended  chan struct{}
	failed atomic.Bool
	err    error // of the first that failed; those behind it were left out
}

func newPipe() *pipe {
	p := &pipe{jobs: make(chan func() error, pipeDepth), ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		for job := range p.jobs {
			if !p.failed.Load() {
				if p.err = job(); p.err != nil {
					p.failed.Store(true)
				}
			}
			p.open.Done()
		}
	}()
	return p
}

// send lets a job run when it is its turn; the error is that of one before it.
func (p *pipe) send(job func() error) error {
	if p.failed.Load() {
		return p.err
	}
	p.open.Add(1)
	p.jobs <- job
	return nil
}

// close waits for all jobs and tells how they went.
func (p *pipe) close() error {
	close(p.jobs)
	<-p.ended
	return p.err
}

// at is the transaction for a statement that may rest on rows that are on their way.
func (t *ReadTx) at() bun.Tx {
	if t.pipe != nil {
		t.pipe.open.Wait()
	}
	return t.tx
}
