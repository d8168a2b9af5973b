package field

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Source is a kind of documents that devices hold. The app enters those of rooms that this one does not know.
type Source struct {
	Kind   string
	Perm   string   // what somebody must be allowed to, to hold them
	Tables []string // a change of one of their rows may change a document
	// Touched are the documents of changed rows.
	Touched func(ctx context.Context, changed []db.Changed) ([]kernel.ID, error)
	// Load makes documents; one that is missing in the answer is gone.
	Load func(ctx context.Context, ids []kernel.ID) (map[kernel.ID]any, error)
	// Page lists the documents below a place (0: all that the actor sees) for a first load, after a cursor of its own.
	Page func(ctx context.Context, at kernel.ID, after string) (ids []kernel.ID, next string, err error)
}

// List is a small set of documents that is sent whole when it has changed. With Tables it is made anew when one of their rows changed,
// and on another day; without, each time: it costs nothing.
type List struct {
	Kind   string
	Perm   string
	Tables []string
	Load   func(ctx context.Context) (map[kernel.ID]any, error)
}

// Work carries out a kind of operations; the permission is checked before. What it writes is saved with the operation's key.
type Work struct {
	Kind string
	Perm string
	Do   func(ctx context.Context, op Op, photos []Picture) (Outcome, error)
}

// Picture is a photo that was sent in pieces.
type Picture struct {
	Name string
	Data []byte
}

// Outcome is what an operation did.
type Outcome struct {
	Record Record
	Made   bool             // it is new
	Told   []string         // fields that differ from what somebody else said
	Vers   map[string]int64 // of a card: which version each field has now
}

// Hold enters a kind of documents that devices hold.
func (s *Service) Hold(src Source) { s.sources = append(s.sources, src) }

// Carry enters a small list that is sent whole.
func (s *Service) Carry(l List) { s.lists = append(s.lists, l) }

// Take enters a kind of operations.
func (s *Service) Take(w Work) { s.works = append(s.works, w) }

// as narrows the actor of a context to where a permission is given.
func as(ctx context.Context, perm string) context.Context {
	return kernel.WithActor(ctx, kernel.ActorOf(ctx).For(perm))
}

// may are the sources that the actor may hold.
func (s *Service) may(a kernel.Actor) []Source {
	return slices.DeleteFunc(slices.Clone(s.sources), func(src Source) bool { return !a.Can(src.Perm) })
}
