package emergency

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// maxNamed is for how many places that are missing a page says who answers for them.
const maxNamed = 60

// Report enters how a place stands. A second one for the same hour takes the place of the first, which stands in the journal.
func (s *Service) Report(ctx context.Context, id kernel.ID, n NewPlaceReport) (*PlaceReport, error) {
	var out *PlaceReport
	err := s.db.Write(ctx, "emergency.report", func(tx *db.WriteTx) error {
		e, at, err := s.taking(tx.ReadTx, id, n.Made)
		if err != nil {
			return err
		}
		n.Made = at
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		p, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		if !covered(tx.Actor(), p.Stamp) {
			return kernel.NotFound("place").With("id", p.ID.String())
		}
		places, _, err := stampsOf(tx.ReadTx, id)
		if err != nil {
			return err
		}
		if p.Level != kernel.Level(e.ReportLevel) || !inside(p.Stamp, places, tx.County()) {
			return kernel.Invalid("place_id", "not_reporting").With("name", p.Name)
		}
		r, err := s.report(tx, e, p, n, key)
		if err != nil {
			return err
		}
		list, err := s.reports([]reportRow{*r}, e, map[kernel.ID]place.Place{p.ID: p})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

func (s *Service) report(tx *db.WriteTx, e *emergencyRow, p place.Place, n NewPlaceReport, key *string) (*reportRow, error) {
	now := instant(tx.Now())
	slot := slotOf(n.Made, e.ReportMinutes)
	if n.Slot != 0 {
		if slot = n.Slot; !slices.Contains(slotsOf(e, n.Made, maxSlots), slot) {
			return nil, kernel.Invalid("slot", "bad_value")
		}
	}
	f, _ := s.pack().Form(e.ReportForm)
	answers, err := casework.FillForm(s.pack(), f, kernel.DayOf(time.UnixMilli(slot)), n.Answers)
	if err != nil {
		return nil, err
	}
	facts, err := casework.WriteAnswers(answers)
	if err != nil {
		return nil, err
	}
	have, err := reportsOf(tx.ReadTx, e.ID, slot, slot)
	if err != nil {
		return nil, err
	}
	r := &reportRow{Stamp: p.Stamp, EmergencyID: e.ID, PlaceID: p.ID, Slot: slot}
	r.BodyID, r.Topic, r.Sealed = 0, "", false
	i := slices.IndexFunc(have, func(x reportRow) bool { return x.PlaceID == p.ID })
	if i >= 0 {
		if key != nil && have[i].ClientKey != nil && *have[i].ClientKey == *key {
			return &have[i], nil
		}
		if have[i].made() > n.Made {
			return &have[i], nil // what is known is newer
		}
		if err := tx.Lock(r, have[i].ID); err != nil {
			return nil, err
		}
	}
	r.Facts, r.At, r.MadeAt, r.ByPersonID, r.ByName, r.ClientKey = facts, now, n.Made, tx.Actor().PersonID, tx.Actor().Name, key
	if i >= 0 {
		return r, tx.Update(r)
	}
	return r, tx.Insert(r)
}

func (s *Service) reports(rows []reportRow, e *emergencyRow, at map[kernel.ID]place.Place) ([]PlaceReport, error) {
	out := make([]PlaceReport, len(rows))
	every := int64(e.ReportMinutes) * time.Minute.Milliseconds()
	for i, r := range rows {
		answers, err := casework.ReadAnswers(r.Facts)
		if err != nil {
			return nil, err
		}
		out[i] = PlaceReport{ID: r.ID, Place: at[r.PlaceID].Ref(), Slot: r.Slot, Answers: answers, By: r.ByName, At: r.At, Late: r.At >= min(r.Slot+every, e.UntilAt)}
	}
	return out, nil
}

// Hours are the newest hours of an emergency, as far as the actor sees: what was reported, added up, and who is missing. With slot only
// that hour.
func (s *Service) Hours(ctx context.Context, id kernel.ID, slot int64) ([]ReportHour, error) {
	out := []ReportHour{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		e, err := s.found(tx, id)
		if err != nil {
			return err
		}
		slots := slotsOf(e, instant(tx.Now()), maxSlots)
		if slot != 0 {
			slots = slices.DeleteFunc(slots, func(x int64) bool { return x != slot })
		}
		if len(slots) == 0 {
			return nil
		}
		due, err := s.dueAt(tx, e)
		if err != nil {
			return err
		}
		rows, err := reportsOf(tx, e.ID, slots[len(slots)-1], slots[0])
		if err != nil {
			return err
		}
		f, _ := s.pack().Form(e.ReportForm)
		named, officers := 0, map[kernel.ID]SilentPlace{}
		for _, at := range slots {
			h, err := s.hour(e, f, at, instant(tx.Now()), due, rows)
			if err != nil {
				return err
			}
			if named += len(h.Missing); named <= maxNamed || len(out) == 0 {
				if err := s.whoAnswers(tx, due, h.Missing, officers); err != nil {
					return err
				}
			}
			out = append(out, h)
		}
		return nil
	})
	return out, err
}

// hour adds up what was reported for one hour.
func (s *Service) hour(e *emergencyRow, f pack.Form, slot, now int64, due []place.Place, rows []reportRow) (ReportHour, error) {
	every := int64(e.ReportMinutes) * time.Minute.Milliseconds()
	h := ReportHour{Slot: slot, End: slot + every, Closed: slot+every <= min(now, e.UntilAt), Due: len(due), Sums: map[string]int64{}, Counts: map[string]int64{}, Missing: []SilentPlace{}}
	at := map[kernel.ID]place.Place{}
	for _, p := range due {
		at[p.ID] = p
	}
	of := slices.DeleteFunc(slices.Clone(rows), func(r reportRow) bool { return r.Slot != slot || at[r.PlaceID].ID == 0 })
	var err error
	if h.Reports, err = s.reports(of, e, at); err != nil {
		return h, err
	}
	h.In = len(of)
	for _, r := range h.Reports {
		if r.Late {
			h.Late++
		}
		h.add(f, r.Answers)
	}
	for _, p := range due {
		if !slices.ContainsFunc(of, func(r reportRow) bool { return r.PlaceID == p.ID }) {
			h.Missing = append(h.Missing, SilentPlace{Place: p.Ref(), Officers: []string{}})
		}
	}
	return h, nil
}

// add adds the answers of one report: numbers are summed, choices counted.
func (h *ReportHour) add(f pack.Form, answers map[string]any) {
	for _, x := range f.Fields {
		switch v := answers[x.ID].(type) {
		case nil:
		case json.Number, string:
			if x.Type == pack.FieldNumber {
				n, err := strconv.ParseFloat(fmt.Sprint(v), 64)
				if err == nil {
					h.Sums[x.ID] += int64(n)
				}
			}
			if x.Type == pack.FieldChoice {
				h.Counts[x.ID+"."+fmt.Sprint(v)]++
			}
		case []any:
			for _, one := range v {
				h.Counts[x.ID+"."+fmt.Sprint(one)]++
			}
		}
	}
}

// whoAnswers says of places that are missing where they lie and who answers for them.
func (s *Service) whoAnswers(tx *db.ReadTx, due []place.Place, list []SilentPlace, known map[kernel.ID]SilentPlace) error {
	for i := range list {
		if k, ok := known[list[i].Place.ID]; ok {
			list[i] = k
			continue
		}
		p := due[slices.IndexFunc(due, func(p place.Place) bool { return p.ID == list[i].Place.ID })]
		path, err := s.place.PathOf(system(tx), p.Stamp)
		if err != nil {
			return err
		}
		list[i].Path = path
		heads, err := s.body.Responsible(system(tx), p)
		if err != nil {
			return err
		}
		for _, h := range heads {
			list[i].Officers = append(list[i].Officers, h.PersonName)
		}
		known[p.ID] = list[i]
	}
	return nil
}
