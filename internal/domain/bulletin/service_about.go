package bulletin

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// mostRecords is of how many records the papers may be asked at once.
const mostRecords = 100

// subject reads a record about which papers are written, for who may read it; others do not find it.
func (s *Service) subject(tx *db.ReadTx, about string, id kernel.ID) (*subject, error) {
	switch about {
	case pack.PaperOfOrder:
		d, o, over, err := s.duties.OrderIn(tx, id)
		if err != nil {
			return nil, err
		}
		b := ofOrder(d, o)
		b.mine = over
		return b, nil
	case pack.PaperOfActivity:
		a, stamp, err := s.did.One(tx, id)
		if err != nil {
			return nil, err
		}
		b := ofActivity(&a)
		b.mine, b.stamp = true, stamp
		_, b.home = stamp.Lowest(tx.County())
		return b, nil
	}
	return nil, kernel.Invalid("about", "bad_value").With("value", about)
}

// draftAbout writes a paper about a record; nothing is saved. A notice is of the office that supervises, the minutes of a body are of its
// place: in that register the paper gets its number (domain facts 2.2: a register of numbers for each unit and year).
func (s *Service) draftAbout(tx *db.WriteTx, def pack.Bulletin, n NewPaper) (*paperRow, *PaperContent, error) {
	b, err := s.subject(tx.ReadTx, def.About, n.AboutID)
	if err != nil {
		return nil, nil, err
	}
	if !b.mine {
		return nil, nil, kernel.Forbidden("not_yours")
	}
	if b.home == 0 {
		if b.home = seat(tx.Actor(), tx.County()); b.home == 0 {
			return nil, nil, kernel.Forbidden("not_yours")
		}
	}
	at, err := s.place.Load(tx.ReadTx, b.home)
	if err != nil {
		return nil, nil, err
	}
	b.at = at.Ref()
	b.set("地方", at.Name)
	b.setDay("成稿日期", tx.Today())
	w := aboutWriter{def: def, b: b}
	c := w.write()
	r := newRow(tx, def.ID, at, &c)
	if b.stamp.BodyID != 0 {
		r.Stamp = b.stamp
	}
	r.About, r.AboutID, r.FromDay, r.ToDay, r.Word, r.RulesNo = def.About, n.AboutID, b.day, b.day, b.filled(def.Word), s.packs.Number()
	if r.JournalNo, _, err = tx.JournalEnd(); err != nil {
		return nil, nil, err
	}
	r.Content, err = textOf(&c)
	return r, &c, err
}

// seat is the place of the office for which the actor writes: the widest that the permission gives.
func seat(who kernel.Actor, county kernel.ID) kernel.ID {
	if who.Kind == kernel.ActorSystem {
		return county
	}
	var at kernel.ID
	level := kernel.LevelMicro + 1
	for _, a := range who.For(PermMake).Arms {
		if a.PlaceID != 0 && a.BodyID == 0 && a.Topic == "" && a.Level < level {
			at, level = a.PlaceID, a.Level
		}
	}
	return at
}

func writes(who kernel.Actor) bool { return who.Kind == kernel.ActorSystem || who.Can(PermMake) }

// About lists the papers about some records of a kind: drafts within the actor's places, and issued ones for who may read the record.
// Records that the actor may not read are left out.
func (s *Service) About(ctx context.Context, about string, ids []kernel.ID) (*AboutRecords, error) {
	out := &AboutRecords{May: []kernel.ID{}}
	if len(ids) > mostRecords {
		return nil, kernel.Invalid("about_id", "too_many").With("max", itoa(mostRecords))
	}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		reads := map[kernel.ID]bool{}
		for _, id := range ids {
			b, err := s.subject(tx, about, id)
			if kernel.KindOf(err) == kernel.KindNotFound && err != nil {
				continue
			}
			if err != nil {
				return err
			}
			if reads[id] = true; b.mine && writes(tx.Actor()) && (b.home != 0 || seat(tx.Actor(), tx.County()) != 0) {
				out.May = append(out.May, id)
			}
		}
		rows, err := aboutRecords(system(tx), about, ids)
		if err != nil {
			return err
		}
		own, err := aboutRecords(tx, about, ids)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r paperRow) bool {
			mine := slices.ContainsFunc(own, func(o paperRow) bool { return o.ID == r.ID })
			return !mine && (r.State == Draft || !reads[r.AboutID])
		})
		out.Items, err = s.views(tx, rows)
		return err
	})
	return out, err
}
