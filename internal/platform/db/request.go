package db

import (
	"context"
	"sync/atomic"
)

type requestKey struct{}

// request is what the door knows of the request that asks.
type request struct {
	id    string
	trips atomic.Int64
}

// WithRequestID puts the number of the request into the context; it stands in the journal beside what the request changed.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{id: id})
}

func requestOf(ctx context.Context) *request {
	r, _ := ctx.Value(requestKey{}).(*request)
	return r
}

// RequestID is the number of the request, or empty.
func RequestID(ctx context.Context) string {
	if r := requestOf(ctx); r != nil {
		return r.id
	}
	return ""
}

// Trips tells how often the request has waited for PostgreSQL so far. That a connection meets a statement for the first time
// is left out. SQLite lies in the program, and nothing waits.
func Trips(ctx context.Context) int64 {
	if r := requestOf(ctx); r != nil {
		return r.trips.Load()
	}
	return 0
}

func tripped(ctx context.Context) {
	if r := requestOf(ctx); r != nil {
		r.trips.Add(1)
	}
}
