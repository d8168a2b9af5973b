package field

import (
	"context"
	"slices"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Pull answers a device: without Since a first load, page by page; with it what changed since, or that it must begin anew.
func (s *Service) Pull(ctx context.Context, q Asked) (Pull, error) {
	var d deviceRow
	var head token
	a := kernel.ActorOf(ctx)
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		var err error
		if d, err = s.device(tx, q.Device); err != nil {
			return err
		}
		if head.No, head.Mark, err = tx.JournalEnd(); err != nil {
			return err
		}
		if q.Place != 0 {
			_, err = s.o.Place.Load(tx, q.Place)
		}
		return err
	})
	if err != nil {
		return Pull{}, err
	}
	if err := s.saw(ctx, d, q.Waiting); err != nil {
		return Pull{}, err
	}
	head.Mark, head.Scope = short(head.Mark), scopeOf(a, q.Place)
	if q.Since == "" || q.Next != "" {
		return s.first(ctx, q, head)
	}
	return s.delta(ctx, q, head)
}

// loadPatience is how long a first load waits for its turn before the device is asked to come again.
const loadPatience = 3 * time.Second

// first answers one page of a first load. A bounded number runs at a time; the others are told when to come again.
func (s *Service) first(ctx context.Context, q Asked, head token) (Pull, error) {
	turn := time.NewTimer(loadPatience)
	defer turn.Stop()
	select {
	case s.loads <- struct{}{}:
		defer func() { <-s.loads }()
	case <-turn.C:
		return Pull{}, busy(s.d.Now())
	case <-ctx.Done():
		return Pull{}, ctx.Err()
	}
	mine := s.may(kernel.ActorOf(ctx))
	c := cursor{token: head}
	if len(mine) > 0 {
		c.Kind = mine[0].Kind
	}
	if q.Next != "" && (!unpack64(q.Next, &c) || c.Scope != head.Scope) {
		return Pull{Reset: true, Docs: []Doc{}, Rules: s.o.Rules()}, nil
	}
	out := Pull{Rules: s.o.Rules(), Docs: []Doc{}}
	i := slices.IndexFunc(mine, func(src Source) bool { return src.Kind == c.Kind })
	if i >= 0 {
		var err error
		if c, err = s.page(ctx, mine, i, q.Place, c, &out); err != nil {
			return Pull{}, err
		}
	}
	if c.Kind != "" {
		out.Next, out.Since = pack64(c), pack64(c.token)
		return out, nil
	}
	var err error
	if c.Lists, err = s.listed(ctx, token{}, &out); err != nil {
		return Pull{}, err
	}
	out.Since = pack64(c.token)
	return out, nil
}

// busy asks a device to come again, each after another while, so that they do not all come at once again.
func busy(now time.Time) error {
	return kernel.Unavailable("busy").With("retry_after", []string{"3", "5", "8", "11", "14", "17"}[now.UnixNano()/1000%6])
}

// page puts the next documents of a kind into the answer, and says where the load goes on.
func (s *Service) page(ctx context.Context, mine []Source, i int, at kernel.ID, c cursor, out *Pull) (cursor, error) {
	src := mine[i]
	ctx = as(ctx, src.Perm)
	ids, next, err := src.Page(ctx, at, c.After)
	if err != nil {
		return c, err
	}
	docs, err := src.Load(ctx, ids)
	if err != nil {
		return c, err
	}
	for _, id := range ids {
		if doc, ok := docs[id]; ok {
			out.Docs = append(out.Docs, Doc{src.Kind, id, doc})
		}
	}
	switch {
	case next != "":
		c.After = next
	case i+1 < len(mine):
		c.Kind, c.After = mine[i+1].Kind, ""
	default:
		c.Kind, c.After = "", ""
	}
	return c, nil
}

// delta answers what changed since a device was here. It must begin anew where it may see something else than before, where the
// journal is another one (a restored backup), or where too much changed.
func (s *Service) delta(ctx context.Context, q Asked, head token) (Pull, error) {
	anew := Pull{Reset: true, Docs: []Doc{}, Rules: s.o.Rules()}
	var t token
	if !unpack64(q.Since, &t) || t.Scope != head.Scope || t.No > head.No {
		return anew, nil
	}
	if same, err := s.sameJournal(ctx, t); err != nil || !same {
		return anew, err
	}
	out := Pull{Rules: s.o.Rules(), Docs: []Doc{}}
	upto := head
	for _, src := range s.may(kernel.ActorOf(ctx)) {
		came, err := s.changed(ctx, src, t.No, q.Place, &out)
		if err != nil {
			return Pull{}, err
		}
		if came.No < upto.No {
			upto.No, upto.Mark = came.No, came.Mark
		}
		if len(out.Docs) > maxDelta {
			return anew, nil
		}
	}
	out.More = upto.No < head.No
	var err error
	if upto.Lists, err = s.listed(ctx, t, &out); err != nil {
		return Pull{}, err
	}
	out.Since = pack64(upto)
	return out, nil
}

// sameJournal tells whether the entry that a device knows last is still the one with its number.
func (s *Service) sameJournal(ctx context.Context, t token) (same bool, err error) {
	if t.No == 0 {
		return true, nil
	}
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		leaf, err := tx.JournalMark(t.No)
		same = short(leaf) == t.Mark
		return err
	})
	return same, err
}

// changed puts the documents of a kind that changed into the answer, and tells up to which entry it has read.
func (s *Service) changed(ctx context.Context, src Source, since int64, at kernel.ID, out *Pull) (token, error) {
	ctx = as(ctx, src.Perm)
	var list []db.Changed
	var came token
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		var err error
		if list, came.No, _, err = tx.Changes(since, maxEntries, src.Tables...); err != nil {
			return err
		}
		leaf, err := tx.JournalMark(came.No)
		came.Mark = short(leaf)
		return err
	})
	if err != nil || len(list) == 0 {
		return came, err
	}
	ids, err := src.Touched(ctx, list)
	if err != nil {
		return came, err
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) > maxDelta {
		out.Docs = append(out.Docs, make([]Doc, maxDelta+1)...) // it begins anew
		return came, nil
	}
	docs, err := src.Load(ctx, ids)
	if err != nil {
		return came, err
	}
	if docs, err = s.within(ctx, at, docs); err != nil {
		return came, err
	}
	for _, id := range ids {
		out.Docs = append(out.Docs, Doc{src.Kind, id, docs[id]})
	}
	return came, nil
}

// Placed is what a document says of where it lies, for devices that hold one place only.
type Placed interface{ PlacedAt() kernel.Stamp }

// within drops the documents that lie outside the place of a device.
func (s *Service) within(ctx context.Context, at kernel.ID, docs map[kernel.ID]any) (map[kernel.ID]any, error) {
	if at == 0 {
		return docs, nil
	}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.o.Place.Load(tx, at)
		if err != nil {
			return err
		}
		for id, doc := range docs {
			if x, ok := doc.(Placed); ok && x.PlacedAt().At(p.Level, tx.County()) != p.ID {
				delete(docs, id)
			}
		}
		return nil
	})
	return docs, err
}

// listed puts the lists into the answer that are not as the device has them: what it has too many of is not told one by one, the
// list says what is.
func (s *Service) listed(ctx context.Context, t token, out *Pull) (map[string]string, error) {
	a, has := kernel.ActorOf(ctx), t.Lists
	day := string(kernel.DayOf(s.d.Now()))
	now := map[string]string{listDay: day}
	for _, l := range s.lists {
		if !a.Can(l.Perm) {
			continue
		}
		if has[l.Kind] != "" && has[listDay] == day && len(l.Tables) > 0 {
			if same, err := s.untouched(ctx, t.No, l.Tables); err != nil {
				return nil, err
			} else if same {
				now[l.Kind] = has[l.Kind]
				continue
			}
		}
		docs, err := l.Load(as(ctx, l.Perm))
		if err != nil {
			return nil, err
		}
		if now[l.Kind] = hashOf(docs); now[l.Kind] == has[l.Kind] {
			continue
		}
		out.Docs = append(out.Docs, Doc{Kind: l.Kind})
		for _, id := range slices.Sorted(keys(docs)) {
			out.Docs = append(out.Docs, Doc{l.Kind, id, docs[id]})
		}
	}
	return now, nil
}

// listDay is where a token keeps the day on which its lists were made: what is late hangs on it.
const listDay = "day"

// untouched tells whether no row of some tables changed after a number of the journal, whoever sees it.
func (s *Service) untouched(ctx context.Context, since int64, tables []string) (same bool, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		list, upto, head, err := tx.As(kernel.System(tx.County())).Changes(since, maxEntries, tables...)
		same = len(list) == 0 && upto == head
		return err
	})
	return same, err
}

func keys(m map[kernel.ID]any) func(func(kernel.ID) bool) {
	return func(yield func(kernel.ID) bool) {
		for id := range m {
			if !yield(id) {
				return
			}
		}
	}
}
