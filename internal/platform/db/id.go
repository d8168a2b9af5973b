package db

import (
	"context"
	"sync"
	"time"

	"touyan/internal/kernel"
)

// An id is 41 bits of milliseconds since 2024, 4 bits of server slot and 8 bits of sequence (docs/adr/0003).
const (
	idEpoch    = 1704067200000 // 2024-01-01T00:00:00Z
	idSlotBits = 4
	idSeqBits  = 8
	idSlots    = 1 << idSlotBits
)

// idSource draws ids that rise strictly, whatever the clock does: when it stands still or goes back, the last millisecond
// is used on, and a millisecond that is full borrows from the next.
type idSource struct {
	mu   sync.Mutex
	now  func() time.Time
	slot int64
	ms   int64
	seq  int64
}

// newIDSource starts above high, the highest id that is stored.
func newIDSource(slot int, now func() time.Time, high kernel.ID) *idSource {
	return &idSource{now: now, slot: int64(slot), ms: int64(high)>>(idSlotBits+idSeqBits) + 1, seq: -1}
}

func (s *idSource) next() kernel.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ms := s.now().UnixMilli() - idEpoch; ms > s.ms {
		s.ms, s.seq = ms, -1
	}
	if s.seq++; s.seq >= 1<<idSeqBits {
		s.ms, s.seq = s.ms+1, 0
	}
	return kernel.ID(s.ms<<(idSlotBits+idSeqBits) | s.slot<<idSeqBits | s.seq)
}

// move goes on with another slot, above what was drawn so far.
func (s *idSource) move(slot int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.slot != int64(slot) {
		s.slot, s.ms, s.seq = int64(slot), s.ms+1, -1
	}
}

// highestID is the highest id of the journal. A line's id is drawn after that of its row and of its entry, so the highest
// line lies above all that a Write has drawn; entries of nothing but looks have lines too.
func (d *DB) highestID(ctx context.Context) (kernel.ID, error) {
	var ids []kernel.ID
	counties, err := d.Counties(ctx)
	if err != nil {
		return 0, err
	}
	var high kernel.ID
	for _, c := range counties {
		ids = ids[:0]
		err := d.read.NewRaw("SELECT id FROM t_journal_line WHERE county_id = ? ORDER BY id DESC LIMIT 1", c.ID).Scan(ctx, &ids)
		if err != nil {
			return 0, wrap(err)
		}
		if len(ids) == 1 && ids[0] > high {
			high = ids[0]
		}
	}
	return high, nil
}
