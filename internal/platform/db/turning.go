package db

import "touyan/internal/kernel"

// Turn counts a row in the standing counter measure from now on ("" in none), and no more in the one in which it stood: one that
// follows the day, so that a row counts elsewhere without being written (ADR 56). kept is the room's derived table that holds under
// the row's id in which counter it stands; was and is are its stamps until now and from now on. Who calls it has stored or locked the
// row in this Write, so that nobody else turns it meanwhile. It tells whether the counter is another one now.
func (t *WriteTx) Turn(kept string, id kernel.ID, was, is kernel.Stamp, measure string) (bool, error) {
	var had []string
	if err := t.Select(&had, "SELECT k.measure FROM {"+kept+" k} WHERE k.id = ?", id); err != nil {
		return false, err
	}
	stood := ""
	if len(had) > 0 {
		stood = had[0]
		t.Tally(was, Standing, stood, -1)
	}
	if measure != "" {
		t.Tally(is, Standing, measure, 1)
	}
	text, args := "UPDATE ? SET measure = ? WHERE county_id = ? AND id = ?", []any{ident("t_" + kept), measure, t.actor.CountyID, id}
	switch {
	case stood == measure:
		return false, nil
	case measure == "":
		text, args = "DELETE FROM ? WHERE county_id = ? AND id = ?", []any{args[0], t.actor.CountyID, id}
	case stood == "":
		text = "INSERT INTO ? (measure, county_id, id) VALUES (?, ?, ?)"
	}
	_, err := t.at().NewRaw(text, args...).Exec(t.ctx)
	return err == nil, wrap(err)
}
