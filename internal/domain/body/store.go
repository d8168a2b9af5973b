package body

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// inForce chooses what has not ended before the day on which its place changes: it follows its place, what has ended stays.
const inForce = "to_day >= :day"

var (
	bodyTable = db.Declare(db.Table{Name: "body", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: inForce, Reindex: reindex})
	_         = db.Declare(db.Table{Name: "member", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: inForce, Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}}})
	_         = db.Declare(db.Table{Name: "appointment", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: inForce, Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}}})
	_         = db.Declare(db.Table{Name: "roster", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: "day >= :day"})
	_         = db.Declare(db.Table{Name: "body_stay", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Stay: true})
)

// bodyRow: BodyID of the stamp is the body itself.
type bodyRow struct {
	db.BaseModel `bun:"table:t_body"`
	db.Row
	kernel.Stamp
	Kind     string     `bun:"kind"`
	Name     string     `bun:"name"`
	ParentID kernel.ID  `bun:"parent_id"`
	PlaceID  kernel.ID  `bun:"place_id"`
	FromDay  kernel.Day `bun:"from_day"`
	ToDay    kernel.Day `bun:"to_day"`

	BasedBody  kernel.ID `bun:"based_body_id"`
	BasedPlace kernel.ID `bun:"based_place_id"`
}

func (r *bodyRow) body() Body {
	return Body{
		ID: r.ID, Rev: r.Rev, Name: r.Name, Kind: r.Kind, ParentID: r.ParentID, From: r.FromDay, To: shown(r.ToDay),
		PlaceID: r.PlaceID, Stamp: r.Stamp, BasedBody: r.BasedBody, BasedPlace: r.BasedPlace,
	}
}

// memberRow: TermID is the term that the membership belongs to, 0 in a body without terms.
type memberRow struct {
	db.BaseModel `bun:"table:t_member"`
	db.Row
	kernel.Stamp
	PersonID   kernel.ID  `bun:"person_id"`
	PersonName string     `bun:"person_name"`
	Role       string     `bun:"role"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	TermID     kernel.ID  `bun:"term_id"`
	Allowed    string     `bun:"allowed"`
}

func (r *memberRow) member() Member {
	return Member{
		ID: r.ID, Rev: r.Rev, Body: Ref{ID: r.BodyID}, PersonID: r.PersonID, PersonName: r.PersonName, Role: r.Role,
		From: r.FromDay, To: shown(r.ToDay), TermID: r.TermID, Allowed: r.Allowed,
	}
}

// appointmentRow: Topic of the stamp is that of the post, BodyID the body of a body's post.
type appointmentRow struct {
	db.BaseModel `bun:"table:t_appointment"`
	db.Row
	kernel.Stamp
	Post         string     `bun:"post"`
	PersonID     kernel.ID  `bun:"person_id"`
	PersonName   string     `bun:"person_name"`
	PlaceID      kernel.ID  `bun:"place_id"`
	FromDay      kernel.Day `bun:"from_day"`
	ToDay        kernel.Day `bun:"to_day"`
	TermEnd      kernel.Day `bun:"term_end"`
	ServicePhone string     `bun:"service_phone"`
	ShowName     bool       `bun:"show_name"`
	Acting       bool       `bun:"acting"`
	ActsForID    kernel.ID  `bun:"acts_for_id"`
	Allowed      string     `bun:"allowed"`
	ShowPhone    bool       `bun:"show_phone"`
	ConsentDay   kernel.Day `bun:"consent_day"`
	ConsentHow   string     `bun:"consent_how"`
	ConsentBy    string     `bun:"consent_by"`
	Roles        string     `bun:"roles"`
	EndedAt      int64      `bun:"ended_at"`
	SeatOf       kernel.ID  `bun:"seat_of"`
}

func (r *appointmentRow) appointment() Appointment {
	return Appointment{
		ID: r.ID, Rev: r.Rev, Post: r.Post, PersonID: r.PersonID, PersonName: r.PersonName, Topic: r.Topic,
		From: r.FromDay, To: shown(r.ToDay), TermEnd: r.TermEnd, ServicePhone: r.ServicePhone, ShowName: r.ShowName,
		Acting: r.Acting, PlaceID: r.PlaceID, BodyID: r.BodyID, Stamp: r.Stamp, ActsForID: r.ActsForID, Allowed: r.Allowed,
		ShowPhone: r.ShowPhone, ConsentDay: r.ConsentDay, ConsentHow: r.ConsentHow, ConsentBy: r.ConsentBy,
		Roles: r.Roles, EndedAt: r.EndedAt, SeatOf: r.SeatOf,
	}
}

func appointmentRowOf(a Appointment) *appointmentRow {
	return &appointmentRow{
		Row: db.Row{ID: a.ID, Rev: a.Rev}, Stamp: a.Stamp, Post: a.Post, PersonID: a.PersonID, PersonName: a.PersonName,
		PlaceID: a.PlaceID, FromDay: a.From, ToDay: stored(a.To), TermEnd: a.TermEnd, ServicePhone: a.ServicePhone,
		ShowName: a.ShowName, Acting: a.Acting, ActsForID: a.ActsForID, Allowed: a.Allowed,
		ShowPhone: a.ShowPhone, ConsentDay: a.ConsentDay, ConsentHow: a.ConsentHow, ConsentBy: a.ConsentBy,
		Roles: a.Roles, EndedAt: a.EndedAt, SeatOf: a.SeatOf,
	}
}

// heldRow is an appointment with its place, but for the outline, and the name of its body.
type heldRow struct {
	appointmentRow
	At       place.Beside `bun:"embed:at_"`
	BodyName string       `bun:"body_name"`
	Wide     bool         `bun:"wide"` // the place opens more than itself
}

const selectHeld = `SELECT a.*, ` + place.BesideAsAt + `, COALESCE(b.name, '') AS body_name,
  EXISTS (SELECT 1 FROM {place_link l} WHERE l.to_id = a.place_id) OR
  p.level = ? AND EXISTS (SELECT 1 FROM {place g} WHERE g.parent_id = a.place_id AND g.level = ?) AS wide
  FROM {appointment a} JOIN {place p} ON p.county_id = a.county_id AND p.id = a.place_id
  LEFT JOIN {body b} ON b.county_id = a.county_id AND b.id = a.body_id WHERE `

type rosterRow struct {
	db.BaseModel `bun:"table:t_roster"`
	db.Row
	kernel.Stamp
	PlaceID       kernel.ID  `bun:"place_id"`
	Day           kernel.Day `bun:"day"`
	AppointmentID kernel.ID  `bun:"appointment_id"`
}

// stayRow is where a body lay until its place went into another one; BodyID of the stamp is the body.
type stayRow struct {
	db.BaseModel `bun:"table:t_body_stay"`
	db.Row
	kernel.Stamp
	PlaceID kernel.ID  `bun:"place_id"`
	ToDay   kernel.Day `bun:"to_day"`
}

// selectStays reads where bodies lay on a day or later, by a condition over `s`: of one body the nearest first.
func selectStays(tx *db.ReadTx, from kernel.Day, where string, args ...any) ([]stayRow, error) {
	var rows []stayRow
	err := tx.Select(&rows, "SELECT s.* FROM {body_stay s} WHERE s.to_day >= ? AND "+where+" ORDER BY s.to_day, s.id", append([]any{from}, args...)...)
	return rows, err
}

// shown and stored: no end is empty outside and the end of time inside, so that days compare.
func shown(d kernel.Day) kernel.Day {
	if d == kernel.EndOfTime {
		return ""
	}
	return d
}

func stored(d kernel.Day) kernel.Day {
	if d == "" {
		return kernel.EndOfTime
	}
	return d
}

func appointments(rows []appointmentRow) []Appointment {
	out := make([]Appointment, len(rows))
	for i := range rows {
		out[i] = rows[i].appointment()
	}
	return out
}

// selectAppointments reads appointments by a condition over `a`, those of the highest places first.
func selectAppointments(tx *db.ReadTx, where string, args ...any) ([]Appointment, error) {
	var rows []appointmentRow
	err := tx.Select(&rows, "SELECT a.* FROM {appointment a} WHERE "+where+" ORDER BY a.from_day, a.id", args...)
	return appointments(rows), err
}

func pageAppointments(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]Appointment, string, error) {
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT a.* FROM {appointment a} WHERE " + where, Args: args,
		Order: []db.Key{{Col: "a.id", Dir: db.Desc}}, Page: page,
	}, func(r *appointmentRow) []any { return []any{r.ID} })
	return appointments(rows), next, err
}

// atPlaces reads the posts held at places (not in bodies) on a day or later; a day of "" means all.
func atPlaces(tx *db.ReadTx, ids []kernel.ID, from kernel.Day) ([]Appointment, error) {
	var out []Appointment
	const step = 512
	for i := 0; i < len(ids); i += step {
		in, args := place.Among("a.place_id", ids[i:min(i+step, len(ids))])
		part, err := selectAppointments(tx, in+" AND a.body_id = 0 AND a.to_day >= ?", append(args, from)...)
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

// pageBodies lists bodies in the order of the pack's kinds, those of one kind by name.
func (s *Service) pageBodies(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]Body, string, error) {
	rank := map[string]int{}
	col := "CASE b.kind"
	for i, k := range s.pack().BodyKinds {
		if _, ok := rank[k.ID]; !ok {
			rank[k.ID] = i
			col += " WHEN '" + k.ID + "' THEN " + itoa(i) // small letters, digits and _ only: the pack's check of ids
		}
	}
	last := len(s.pack().BodyKinds)
	col += " ELSE " + itoa(last) + " END"
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT b.* FROM {body b} WHERE " + where, Args: args,
		Order: []db.Key{{Col: col}, {Col: "b.name"}, {Col: "b.id"}}, Page: page,
	}, func(r *bodyRow) []any {
		at, ok := rank[r.Kind]
		if !ok {
			at = last
		}
		return []any{at, r.Name, r.ID}
	})
	out := make([]Body, len(rows))
	for i := range rows {
		out[i] = rows[i].body()
	}
	return out, next, err
}

func selectBodies(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Body, error) {
	out := make(map[kernel.ID]Body, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("b.id", ids)
	var rows []bodyRow
	err := tx.Select(&rows, "SELECT b.* FROM {body b} WHERE "+in, args...)
	for i := range rows {
		out[rows[i].ID] = rows[i].body()
	}
	return out, err
}

func selectMembers(tx *db.ReadTx, where string, args ...any) ([]Member, error) {
	var rows []memberRow
	err := tx.Select(&rows, "SELECT m.* FROM {member m} WHERE "+where+" ORDER BY m.id LIMIT 1000", args...)
	out := make([]Member, len(rows))
	for i := range rows {
		out[i] = rows[i].member()
	}
	return out, err
}

// countMembers counts the members of bodies on a day.
func countMembers(tx *db.ReadTx, ids []kernel.ID, day kernel.Day) (map[kernel.ID]int, error) {
	out := map[kernel.ID]int{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("m.body_id", ids)
	var rows []struct {
		BodyID kernel.ID `bun:"body_id"`
		N      int       `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT m.body_id, COUNT(*) AS n FROM {member m} WHERE "+in+" AND m.from_day <= ? AND m.to_day >= ? GROUP BY m.body_id",
		append(args, day, day)...)
	for _, r := range rows {
		out[r.BodyID] = r.N
	}
	return out, err
}

func selectRoster(tx *db.ReadTx, where string, args ...any) ([]rosterRow, error) {
	var rows []rosterRow
	err := tx.Select(&rows, "SELECT r.* FROM {roster r} WHERE "+where+" ORDER BY r.day || '', r.id", args...)
	return rows, err
}

func indexBody(tx *db.WriteTx, r *bodyRow) error {
	return tx.Index(bodyTable.Name, r.ID, r.Stamp, text.Keys(r.Name))
}

// reindex writes the search keys of bodies anew.
func reindex(tx *db.WriteTx, ids []kernel.ID) error {
	list, err := selectBodies(tx.ReadTx, ids)
	if err != nil {
		return err
	}
	keys := make([]db.Keys, 0, len(list))
	for _, b := range list {
		keys = append(keys, db.Keys{ID: b.ID, Stamp: b.Stamp, Keys: text.Keys(b.Name)})
	}
	return tx.IndexAll("body", keys, true)
}
