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

// highestID is that of the newest entry or line of the journal: the one of the two that a Write draws last lies above all ids
// of its rows.
func (d *DB) highestID(ctx context.Context) (kernel.ID, error) {
	counties, err := d.Counties(ctx)
	if err != nil {
		return 0, err
	}
	var high kernel.ID
	for _, c := range counties {
		for _, table := range []string{"t_journal", "t_journal_line"} {
			var ids []kernel.ID
			if err := d.read.NewRaw("SELECT id FROM ? WHERE county_id = ? ORDER BY id DESC LIMIT 1", ident(table), c.ID).Scan(ctx, &ids); err != nil {
				return 0, wrap(err)
			}
			high = max(high, append(ids, 0)[0])
		}
	}
	return high, nil
}
