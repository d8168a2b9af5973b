package casework

import (
	"cmp"
	"unicode/utf8"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// shownText is how much of a case's text a preview shows, in signs.
const shownText = 60

// follow names the open cases that a change of the grid gives another place, for whoever may list cases.
func (s *Service) follow(tx *db.WriteTx, r *place.Rehoming) error {
	who := tx.Actor()
	if who.Kind == kernel.ActorOfficer {
		who = who.For(PermList)
	}
	seen := tx.As(who)
	for _, st := range r.Steps {
		level, id := st.From.Lowest(tx.County())
		w := &conditions{}
		w.add("c.open")
		w.add("c."+levelCol[level]+" = ?", id)
		for l := level + 1; st.Direct && l <= kernel.LevelMicro; l++ {
			w.add("c." + levelCol[l] + " = 0")
		}
		var rows []caseRow
		if err := seen.Select(&rows, "SELECT c.* FROM {case c} WHERE "+w.String()+" ORDER BY c.due, c.id LIMIT ?", append(w.args, place.MaxShown)...); err != nil {
			return err
		}
		for i := range rows {
			if c := &rows[i]; len(r.Preview.Cases) < place.MaxShown {
				r.Preview.Cases = append(r.Preview.Cases, place.OpenCase{ID: c.ID, No: c.No, Text: shorten(c.Text), Holder: cmp.Or(c.AssigneeName, c.BodyName)})
			}
		}
	}
	return nil
}

func shorten(text string) string {
	if utf8.RuneCountInString(text) <= shownText {
		return text
	}
	return string([]rune(text)[:shownText]) + "…"
}

// home is where a case lies now: a closed one keeps the stamp of its day, also when its place has moved or ended since.
func (s *Service) home(tx *db.ReadTx, c *caseRow) (place.Place, error) {
	p, err := s.place.Load(system(tx), c.PlaceID)
	if err != nil {
		return p, err
	}
	next, err := s.place.Successor(tx, p)
	if err != nil && kernel.KindOf(err) == kernel.KindNotFound {
		return p, nil
	}
	return next, err
}

// comeHome binds a case that is taken up again, with its photos, to the place as it is now.
func (s *Service) comeHome(tx *db.WriteTx, c *caseRow) error {
	p, err := s.home(tx.ReadTx, c)
	if err != nil {
		return err
	}
	was := c.Stamp
	c.PlaceID, c.TownshipID, c.VillageID, c.GroupID, c.MicroID = p.ID, p.Stamp.TownshipID, p.Stamp.VillageID, p.Stamp.GroupID, p.Stamp.MicroID
	if c.Stamp == was {
		return nil
	}
	rows, err := photosOf(system(tx.ReadTx), c.ID)
	for i := range rows {
		if err == nil {
			rows[i].TownshipID, rows[i].VillageID, rows[i].GroupID, rows[i].MicroID = c.TownshipID, c.VillageID, c.GroupID, c.MicroID
			err = tx.Update(&rows[i])
		}
	}
	if err != nil {
		return err
	}
	return movePapers(tx, c, tx.Update)
}
