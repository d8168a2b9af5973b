package overview

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// How often the journal is looked at while anybody listens, after how many looks a screen that something happened to is worked out
// again, and after how many one to which nothing happened: deadlines pass by themselves.
const (
	livePace  = 250 * time.Millisecond
	liveRest  = 4
	liveStale = 120
	heardMost = 2000 // rows of one look; with more every screen is worked out again
	toldKept  = 500  // of what happened in the county, for readers who come back
)

// hub follows the journal once for all readers of this server. Screens are worked out once for each place that is looked at, however
// many look.
type hub struct {
	s *Service

	mu      sync.Mutex
	readers map[*reader]bool
	watched map[kernel.ID]*watched
	told    []Told // the newest last
	since   int64  // told holds all that came after this number
	upto    int64
}

// watched is a place that somebody looks at.
type watched struct {
	place   place.Place
	arms    []kernel.Arm
	readers int
	dirty   bool
	rested  int // looks since it was worked out
	text    []byte
}

// reader is one open stream.
type reader struct {
	at   kernel.ID
	wake chan struct{} // something may be new
	last int64         // told up to this number
	text []byte        // the screen that was sent last
}

func newHub(s *Service) *hub {
	return &hub{s: s, readers: map[*reader]bool{}, watched: map[kernel.ID]*watched{}}
}

// Follow looks at the journal until ctx ends; without readers it rests. What fails is told once until it works again.
func (s *Service) Follow(ctx context.Context, failed func(error)) {
	tick := time.NewTicker(livePace)
	defer tick.Stop()
	for failing := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := s.live.look(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			failed(err)
		}
		failing = err != nil
	}
}

// join enters a reader of a place.
func (h *hub) join(at kernel.ID, last int64) *reader {
	r := &reader{at: at, wake: make(chan struct{}, 1), last: last}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.readers[r] = true
	w := h.watched[at]
	if w == nil {
		w = &watched{dirty: true, rested: liveRest}
		h.watched[at] = w
	}
	w.readers++
	return r
}

func (h *hub) leave(r *reader) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.readers, r)
	if w := h.watched[r.at]; w != nil {
		if w.readers--; w.readers == 0 {
			delete(h.watched, r.at)
		}
	}
	if len(h.readers) == 0 {
		h.told, h.since, h.upto = nil, 0, 0
	}
}

// look reads what is new, works out the screens that it concerns and wakes their readers.
func (h *hub) look(ctx context.Context) error {
	h.mu.Lock()
	n, upto := len(h.readers), h.upto
	h.mu.Unlock()
	if n == 0 {
		return nil
	}
	return h.s.db.Read(ctx, func(tx *db.ReadTx) error {
		fresh, all, head, err := h.s.heard(tx, upto)
		if err != nil {
			return err
		}
		due, err := h.take(tx, fresh, all, head)
		if err != nil {
			return err
		}
		for _, w := range due {
			if err := h.s.draw(tx, w); err != nil {
				return err
			}
		}
		h.wake()
		return nil
	})
}

// heard is what happened after a number, and the stamps of all rows that changed; all: too many to tell which. At the beginning it
// tells the last of what happened before.
func (s *Service) heard(tx *db.ReadTx, since int64) (fresh heardNews, all bool, head int64, err error) {
	county := tx.As(kernel.PublicAt(tx.County(), kernel.LevelCounty, tx.County(), kernel.Stamp{}))
	if since == 0 {
		end, _, err := tx.JournalEnd()
		if err != nil {
			return fresh, false, 0, err
		}
		since, all = max(0, end-toldKept), true
	}
	rows, head, more, err := county.Heard(since, heardMost)
	if err != nil {
		return fresh, all, head, err
	}
	fresh.since = since
	for _, r := range rows {
		fresh.stamps = append(fresh.stamps, r.Stamp)
	}
	fresh.told, err = s.tellAll(county, rows)
	return fresh, all || more, head, err
}

// heardNews is what one look brought.
type heardNews struct {
	since  int64
	stamps []kernel.Stamp
	told   []Told
}

// take keeps what is new and finds the screens that are due.
func (h *hub) take(tx *db.ReadTx, fresh heardNews, all bool, head int64) ([]*watched, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.upto == 0 { // the first look, or the first after all readers had left
		h.since = fresh.since
	}
	h.upto = max(h.upto, head)
	h.told = append(h.told, fresh.told...)
	if cut := len(h.told) - toldKept; cut > 0 {
		h.since = h.told[cut-1].No
		h.told = slices.Clone(h.told[cut:])
	}
	var due []*watched
	for id, w := range h.watched {
		if w.place.ID == 0 {
			p, err := h.s.place.Load(system(tx), id)
			if err != nil {
				return nil, err
			}
			if _, w.arms, err = h.s.open(tx, p); err != nil {
				return nil, err
			}
			w.place = p
		}
		w.rested++
		w.dirty = w.dirty || all || w.rested >= liveStale || slices.ContainsFunc(fresh.stamps, func(st kernel.Stamp) bool { return within(w.arms, st, tx.County()) })
		if w.dirty && w.rested >= liveRest {
			due = append(due, w)
		}
	}
	return due, nil
}

// draw works a screen out.
func (s *Service) draw(tx *db.ReadTx, w *watched) error {
	sc, err := s.screenIn(tx, w.place)
	if err != nil {
		return err
	}
	text, err := json.Marshal(sc)
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	w.text, w.dirty, w.rested = text, false, 0
	return err
}

func (h *hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for r := range h.readers {
		select {
		case r.wake <- struct{}{}:
		default:
		}
	}
}

// news is what a reader has not been told yet; full tells that all of it is at hand, else the journal has to be read.
func (h *hub) news(r *reader) (screen []byte, told []Told, upto int64, full bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	w := h.watched[r.at]
	if w == nil || h.upto == 0 || w.place.ID == 0 {
		return nil, nil, r.last, true
	}
	if w.text != nil && (r.text == nil || &w.text[0] != &r.text[0]) {
		screen, r.text = w.text, w.text
	}
	if r.last != 0 && r.last < h.since {
		return screen, nil, h.upto, false
	}
	for _, t := range h.told {
		if t.No > r.last && t.No <= h.upto && within(w.arms, t.stamp, t.county) {
			told = append(told, t)
		}
	}
	if r.last == 0 {
		told = told[max(0, len(told)-toldShown):]
	}
	return screen, told, h.upto, true
}

// missed reads from the journal what a reader who was away for long has missed: the newest of it, as far as a screen shows it.
func (s *Service) missed(ctx context.Context, at kernel.ID, since, upto int64) ([]Told, error) {
	var out []Told
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.place.Load(system(tx), at)
		if err != nil {
			return err
		}
		open, _, err := s.open(tx, p)
		if err != nil {
			return err
		}
		rows, _, _, err := open.Heard(max(since, upto-heardMost), heardMost)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r db.Heard) bool { return r.No > upto })
		out, err = s.tellAll(open, rows)
		return err
	})
	return out, err
}

// tellAll makes of changed rows what is told of them: one for each entry, kind, place and state.
func (s *Service) tellAll(tx *db.ReadTx, rows []db.Heard) ([]Told, error) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r db.Heard) bool { return kindOf(r.Table, r.Inserted(), r.Moved) == "" })
	if len(rows) == 0 {
		return nil, nil
	}
	var cases, spots []kernel.ID
	for _, r := range rows {
		if r.Table == "case" {
			cases = append(cases, r.ID)
		}
		spots = append(spots, spot(r.Stamp, tx.County()))
	}
	names, err := s.cases.StandNames(tx, cases)
	if err != nil {
		return nil, err
	}
	places, err := s.place.Names(system(tx), spots)
	if err != nil {
		return nil, err
	}
	var out []Told
	for i, r := range rows {
		t := Told{No: r.No, At: r.At, Kind: kindOf(r.Table, r.Inserted(), r.Moved), Place: refOf(places, spots[i]), N: 1, stamp: r.Stamp, county: tx.County()}
		if r.Table == "case" {
			c, known := names[r.ID]
			if !known {
				continue
			}
			t.Type, t.TypeEN, t.State, t.StateEN = c.Type, c.TypeEN, c.State, c.StateEN
		}
		if n := len(out) - 1; n >= 0 && out[n].same(t) {
			out[n].N++
			continue
		}
		out = append(out, t)
	}
	return out, nil
}

func refOf(all map[kernel.ID]place.Place, id kernel.ID) place.Ref {
	p := all[id]
	return p.Ref()
}

// same tells whether two are told as one.
func (t Told) same(o Told) bool {
	return t.No == o.No && t.Kind == o.Kind && t.Place.ID == o.Place.ID && t.Type == o.Type && t.State == o.State
}
