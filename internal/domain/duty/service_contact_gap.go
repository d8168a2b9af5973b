package duty

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// gapsShown bounds what one answer lists of each kind of gap.
const gapsShown = 100

// ContactGaps are the bodies of a place with which nobody keeps contact though a duty of the pack is owed to their kind, and who
// holds a post with such a duty without keeping contact with any.
type ContactGaps struct {
	Targets      []Named       `json:"targets" nullable:"false"`
	TargetCount  int           `json:"target_count"`
	Leaders      []ContactLess `json:"leaders" nullable:"false"`
	LeadersCount int           `json:"leader_count"`
}

// ContactLess is somebody who keeps contact with nobody yet.
type ContactLess struct {
	Person Named  `json:"person"`
	Post   string `json:"post"`
}

// ContactGaps lists what is missing in the contact points of a place.
func (s *Service) ContactGaps(ctx context.Context, at kernel.ID) (*ContactGaps, error) {
	out := &ContactGaps{Targets: []Named{}, Leaders: []ContactLess{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		kinds, holders := []string{}, []string{}
		for _, d := range s.contactDefs(tx.Today()) {
			kinds, holders = append(kinds, d.Targets...), append(holders, d.Posts...)
		}
		pairs, err := selectDuties(system(tx), "d.target_id > 0 AND d.to_day >= ?", tx.Today())
		if err != nil {
			return err
		}
		if err := s.untouched(tx, out, at, kinds, pairs); err != nil {
			return err
		}
		return s.idle(tx, out, at, holders, pairs)
	})
	return out, err
}

// untouched lists the bodies with which nobody keeps contact.
func (s *Service) untouched(tx *db.ReadTx, out *ContactGaps, at kernel.ID, kinds []string, pairs []dutyRow) error {
	known := map[kernel.ID]bool{}
	for _, d := range pairs {
		known[d.TargetID] = true
	}
	slices.Sort(kinds)
	for _, kind := range slices.Compact(kinds) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			list, next, err := s.body.PageBodies(tx, body.BodyFilter{Place: at, Kind: kind}, page)
			if err != nil {
				return err
			}
			for _, b := range list {
				if known[b.ID] {
					continue
				}
				if out.TargetCount++; len(out.Targets) < gapsShown {
					out.Targets = append(out.Targets, Named{b.ID, b.Name})
				}
			}
			if next == "" {
				break
			}
			page.Cursor = next
		}
	}
	return nil
}

// idle lists who holds such a post and keeps contact with nobody.
func (s *Service) idle(tx *db.ReadTx, out *ContactGaps, at kernel.ID, holders []string, pairs []dutyRow) error {
	busy := map[kernel.ID]bool{}
	for _, d := range pairs {
		busy[d.PersonID] = true
	}
	w := conditions{}
	in, args := among("a.post", holders)
	w.add(in, args...)
	if err := s.within(tx, &w, "a", at); err != nil {
		return err
	}
	held, err := posts(tx, tx.Today(), w.String(), w.args...)
	for _, h := range held {
		if busy[h.PersonID] {
			continue
		}
		busy[h.PersonID] = true
		if out.LeadersCount++; len(out.Leaders) < gapsShown {
			out.Leaders = append(out.Leaders, ContactLess{Named{h.PersonID, h.PersonName}, h.Post})
		}
	}
	return err
}
