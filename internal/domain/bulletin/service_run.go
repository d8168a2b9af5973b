package bulletin

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"io"

	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// toldEach is after how many papers a run says how far it is and looks whether it was stopped.
const toldEach = 10

// Start begins to write the papers of a kind for all places of its level within a place.
func (s *Service) Start(ctx context.Context, n NewPaperRun) (*PaperRun, error) {
	var out *PaperRun
	err := s.db.Write(ctx, "bulletin.start", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		if key != nil {
			var had []runRow
			if err := tx.Select(&had, "SELECT r.* FROM {bulletin_run r} WHERE r.client_key = ?", *key); err != nil {
				return err
			}
			if len(had) > 0 {
				var err error
				out, err = s.runView(tx.ReadTx, &had[0])
				return err
			}
		}
		def, ok := s.packs.Now().Bulletin(n.Kind)
		if !ok || !def.Valid(tx.Today()) || def.About != "" {
			return kernel.NotFound("bulletin_kind").With("id", n.Kind)
		}
		if n.Day == "" {
			n.Day = lastOver(def.Period, tx.Today())
		}
		if _, err := kernel.ParseDay(string(n.Day)); err != nil || n.Day > tx.Today() {
			return kernel.Invalid("day", "bad_day").With("value", string(n.Day))
		}
		p, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		span := indicator.SpanOf(def.Period, n.Day)
		r := &runRow{
			Stamp: p.Stamp, Kind: def.ID, PlaceID: p.ID, Day: n.Day, FromDay: span.From, ToDay: span.To, State: Running, Failed: "[]",
			At: tx.Now().UnixMilli(), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
		}
		list, err := s.placesOf(tx.ReadTx, p, kernel.Level(def.Level), span.To)
		if err != nil {
			return err
		}
		if r.Total = len(list); r.Total == 0 {
			return kernel.Invalid("place_id", "bulletin_level").With("name", def.Name)
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		if err := orderWrite(tx, r.ID); err != nil {
			return err
		}
		out, err = s.runView(tx.ReadTx, r)
		return err
	})
	return out, err
}

// placesOf are the places of a level within one, itself among them, by the structure of a day.
func (s *Service) placesOf(tx *db.ReadTx, p place.Place, level kernel.Level, on kernel.Day) ([]place.Place, error) {
	if p.Level == level {
		return []place.Place{p}, nil
	}
	all, err := s.place.UnderOn(tx, p, min(on, tx.Today()))
	var out []place.Place
	for _, x := range all {
		if x.Level == level {
			out = append(out, x)
		}
	}
	return out, err
}

// Stop ends a run; what it has written stays.
func (s *Service) Stop(ctx context.Context, id kernel.ID) (*PaperRun, error) {
	var out *PaperRun
	err := s.db.Write(ctx, "bulletin.stop", func(tx *db.WriteTx) error {
		r := &runRow{}
		err := tx.Lock(r, id)
		if err == nil && r.State == Running {
			r.State = Cancelled
			err = tx.Update(r)
		}
		if err == nil {
			out, err = s.runView(tx.ReadTx, r)
		}
		return err
	})
	return out, err
}

// Progress tells how far a run is.
func (s *Service) Progress(ctx context.Context, id kernel.ID) (*PaperRun, error) {
	var out *PaperRun
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &runRow{}
		err := tx.Get(r, id)
		if err == nil {
			out, err = s.runView(tx, r)
		}
		return err
	})
	return out, err
}

// Runs are the newest runs of the actor's places.
func (s *Service) Runs(ctx context.Context) ([]PaperRun, error) {
	out := []PaperRun{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []runRow
		err := tx.Select(&rows, "SELECT r.* FROM {bulletin_run r} WHERE TRUE ORDER BY r.id DESC LIMIT 5")
		for i := range rows {
			v, more := s.runView(tx, &rows[i])
			if more != nil {
				return more
			}
			out = append(out, *v)
		}
		return err
	})
	return out, err
}

func (s *Service) runView(tx *db.ReadTx, r *runRow) (*PaperRun, error) {
	def, _ := s.packs.Now().Bulletin(r.Kind)
	names, err := s.place.Names(system(tx), []kernel.ID{r.PlaceID})
	return &PaperRun{
		ID: r.ID, Rev: r.Rev, Kind: r.Kind, Name: def.Name, NameEN: def.NameEN, Place: refOf(names, r.PlaceID), From: r.FromDay, To: r.ToDay, State: r.State,
		Total: r.Total, Done: r.Done, Kept: r.Kept, Failed: failedOf(r.Failed), At: r.At, By: r.ByName,
	}, err
}

// Write carries a run out: each paper in a Write of its own, so that others go on working. It bears being run again: what it wrote is
// known by its number.
func (s *Service) Write(ctx context.Context, id kernel.ID) error {
	var run runRow
	var list []place.Place
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&run, id); err != nil {
			return err
		}
		def, ok := s.packs.Now().Bulletin(run.Kind)
		p, err := s.place.Load(tx, run.PlaceID)
		if err == nil && ok {
			list, err = s.placesOf(tx, p, kernel.Level(def.Level), run.ToDay)
		}
		return err
	})
	if err != nil || run.State != Running {
		return err
	}
	run.Done, run.Kept = 0, 0
	failed := []PaperFailed{}
	for i, p := range list {
		kept, err := s.writeOne(ctx, &run, p)
		var refused *kernel.Error
		switch {
		case kept:
			run.Kept++
		case err == nil:
		case errors.As(err, &refused) && refused.Kind != kernel.KindInternal:
			failed = append(failed, PaperFailed{Place: p.Ref(), Code: refused.Code})
		default:
			return err
		}
		run.Done = i + 1
		if run.Done%toldEach == 0 || run.Done == len(list) {
			if goOn, err := s.tell(ctx, &run, failed, run.Done == len(list)); err != nil || !goOn {
				return err
			}
		}
	}
	return nil
}

// writeOne writes the paper of a place. One that is there is written anew, unless somebody changed its words or issued it.
func (s *Service) writeOne(ctx context.Context, run *runRow, p place.Place) (kept bool, err error) {
	err = s.db.Write(ctx, "bulletin.make", func(tx *db.WriteTx) error {
		kept = false
		r, _, err := s.draft(tx, NewPaper{Kind: run.Kind, PlaceID: p.ID, Day: run.Day})
		if err != nil {
			return err
		}
		r.RunID, r.MadeByID, r.MadeBy = run.ID, run.ByPersonID, run.ByName
		had, err := newest(tx.ReadTx, r)
		switch {
		case err != nil:
			return err
		case had == nil:
			return tx.Insert(r)
		case had.RunID == run.ID:
			return nil
		case had.State == Withdrawn:
			r.Turn = had.Turn + 1
			return tx.Insert(r)
		case had.State == Issued || had.Edited:
			kept = true
			return nil
		}
		old := &paperRow{}
		if err := tx.Lock(old, had.ID); err != nil {
			return err
		}
		r.Row, r.Turn = old.Row, old.Turn
		return tx.Update(r)
	})
	return kept, err
}

// tell writes down how far a run is, and tells whether it shall go on.
func (s *Service) tell(ctx context.Context, run *runRow, failed []PaperFailed, end bool) (goOn bool, err error) {
	text, err := json.Marshal(failed)
	if err != nil {
		return false, err
	}
	err = s.db.Write(ctx, "bulletin.progress", func(tx *db.WriteTx) error {
		r := &runRow{}
		if err := tx.Lock(r, run.ID); err != nil {
			return err
		}
		goOn = r.State == Running
		r.Done, r.Kept, r.Failed = run.Done, run.Kept, string(text)
		if end && goOn {
			r.State = Done
		}
		return tx.Update(r)
	})
	return goOn, err
}

// Docx writes a paper as a Word document; origin is the address of the server, so that figures lead to what they rest on.
func (s *Service) Docx(ctx context.Context, id kernel.ID, origin string, w io.Writer) (name string, err error) {
	var r *paperRow
	var fonts []PaperFont
	err = s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		fonts = s.fonts(tx.Today())
		r, err = s.load(tx, id)
		return err
	})
	if err != nil {
		return "", err
	}
	return r.Title + ".docx", writeRow(w, r, origin, fonts)
}

// Bundle writes the papers of a run as Word documents into one archive.
func (s *Service) Bundle(ctx context.Context, id kernel.ID, origin string, w io.Writer) error {
	z := zip.NewWriter(w)
	var run runRow
	var fonts []PaperFont
	for after := kernel.ID(0); ; {
		var rows []paperRow
		var names map[kernel.ID]place.Place
		err := s.db.Read(ctx, func(tx *db.ReadTx) error {
			if err := tx.Get(&run, id); err != nil {
				return err
			}
			fonts = s.fonts(tx.Today())
			within, args, err := s.place.Within(tx, "b", run.PlaceID)
			if err != nil {
				return err
			}
			if rows, err = ofRun(tx, &run, within, args, after, 50); err != nil {
				return err
			}
			ids := make([]kernel.ID, len(rows))
			for i, r := range rows {
				ids[i] = r.PlaceID
			}
			names, err = s.place.Names(tx, ids)
			return err
		})
		if err != nil {
			return err
		}
		for i := range rows {
			p := names[rows[i].PlaceID]
			f, err := z.Create(p.Code + " " + p.Name + " " + rows[i].Title + ".docx")
			if err != nil {
				return err
			}
			if err := writeRow(f, &rows[i], origin, fonts); err != nil {
				return err
			}
			after = rows[i].PlaceID
		}
		if len(rows) < 50 {
			return z.Close()
		}
	}
}
