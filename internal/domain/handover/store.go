package handover

import (
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var _ = db.Declare(db.Table{
	Name: "handover", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "done_day = ''",
	Refs: []db.Ref{
		{Col: "from_person_id", To: "person", Label: "from_name"},
		{Col: "into_person_id", To: "person", Label: "into_name"},
		{Col: "by_person_id", To: "person", Label: "by_name"},
	},
})

// handoverRow: the stamp is that of the post.
type handoverRow struct {
	db.BaseModel `bun:"table:t_handover"`
	db.Row
	kernel.Stamp
	AppointmentID kernel.ID  `bun:"appointment_id"`
	NextID        kernel.ID  `bun:"next_id"`
	Post          string     `bun:"post"`
	FromPersonID  kernel.ID  `bun:"from_person_id"`
	FromName      string     `bun:"from_name"`
	IntoPersonID  kernel.ID  `bun:"into_person_id"`
	IntoName      string     `bun:"into_name"`
	ByPersonID    kernel.ID  `bun:"by_person_id"`
	ByName        string     `bun:"by_name"`
	Keeps         bool       `bun:"keeps"`
	Day           kernel.Day `bun:"day"`
	DoneDay       kernel.Day `bun:"done_day"`
	Reason        string     `bun:"reason"`
	Failed        string     `bun:"failed"`
	Cases         int        `bun:"cases"`
	Calls         int        `bun:"calls"`
	Items         int        `bun:"items"`
	Contacts      int        `bun:"contacts"`
	Lists         int        `bun:"lists"`
	Links         int        `bun:"links"`
	Visits        int        `bun:"visits"`
	Turns         int        `bun:"turns"`
	Stayed        int        `bun:"stayed"`
}

func (r *handoverRow) view() Handover {
	return Handover{
		ID: r.ID, Rev: r.Rev, State: r.state(), Post: r.Post, From: body.Ref{ID: r.FromPersonID, Name: r.FromName}, Into: body.Ref{ID: r.IntoPersonID, Name: r.IntoName},
		Keeps: r.Keeps, Day: r.Day, Done: r.DoneDay, Reason: r.Reason, Failed: r.Failed, By: r.ByName, Cases: r.Cases, Calls: r.Calls, Items: r.Items,
		Contacts: r.Contacts, Lists: r.Lists, Links: r.Links, Visits: r.Visits, Turns: r.Turns, Stayed: r.Stayed,
	}
}

// state follows from the day it was settled on and the reason; a cancelled one keeps the word in place of the reason.
func (r *handoverRow) state() string {
	switch {
	case r.Failed == Cancelled:
		return Cancelled
	case r.DoneDay != "":
		return Carried
	case r.Failed != "":
		return Failing
	}
	return Planned
}

func page(tx *db.ReadTx, where string, args []any, p kernel.Page) ([]handoverRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT h.* FROM {handover h} WHERE " + where, Args: args, Order: []db.Key{{Col: "h.id", Dir: db.Desc}}, Page: p,
	}, func(r *handoverRow) []any { return []any{r.ID} })
}

// due reads what was planned for a day or earlier.
func due(tx *db.ReadTx, day kernel.Day) ([]kernel.ID, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT h.id FROM {handover h} WHERE h.done_day = '' AND h.day <= ? ORDER BY h.day, h.id LIMIT 500", day)
	return ids, err
}

// handed refuses a post that went over already, or will.
func handed(tx *db.ReadTx, a body.Appointment) error {
	var rows []handoverRow
	err := tx.Select(&rows, "SELECT h.* FROM {handover h} WHERE h.appointment_id = ? AND h.failed = '' AND NOT h.keeps LIMIT 1", a.ID)
	if err == nil && len(rows) > 0 {
		err = kernel.Conflict("handed_already").With("name", rows[0].IntoName).With("day", string(rows[0].Day))
	}
	return err
}
