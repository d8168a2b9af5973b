package casework

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Counted is how many cases of a type there are, from the counters; those past their time are counted up to Most.
type Counted struct {
	N    int64 `json:"n"`
	Late int64 `json:"late"`
	Most int64 `json:"most"`
}

// Count tells how many cases of a type a list holds.
func (s *Service) Count(ctx context.Context, f Filter) (Counted, error) {
	out := Counted{Most: mostTold}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		ct, ok := s.pack().CaseType(f.Type)
		if !ok || ct.Sealed {
			return kernel.Invalid("type", "unknown_type").With("type", f.Type)
		}
		var measures []string
		for _, st := range ct.States {
			if (f.State == "" || f.State == st.ID) && (f.Open == nil || *f.Open == st.Open) {
				measures = append(measures, inState(ct.ID, st.ID))
			}
		}
		if len(measures) == 0 {
			return nil
		}
		if err := s.countOf(tx, f, measures, &out); err != nil {
			return err
		}
		if f.Open != nil && !*f.Open {
			return nil
		}
		var err error
		out.Late, err = s.lateOf(tx, f)
		return err
	})
	return out, err
}

// countOf sums the counters of some states; who sees cases of some types only sees no counter.
func (s *Service) countOf(tx *db.ReadTx, f Filter, measures []string, out *Counted) (err error) {
	if ofSomeTypes(tx.Actor()) {
		w, err := s.where(tx, f)
		if err == nil {
			out.N, err = s.upTo(tx, 0, w)
		}
		return err
	}
	sums, err := s.tallied(tx, f.PlaceID, measures)
	for _, m := range sums {
		out.N += m.N
	}
	return err
}

// lateOf counts the open cases of a type past their time, at most mostTold of them.
func (s *Service) lateOf(tx *db.ReadTx, f Filter) (int64, error) {
	w := &conditions{}
	w.add("c.open AND c.type = ? AND c.due < ?", f.Type, s.lights(tx).now)
	if f.State != "" {
		w.add("c.state = ?", f.State)
	}
	return s.upTo(tx, f.PlaceID, w)
}
