package demand

import (
	"encoding/json"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// A demand lies at the place of the body that sent it and in its work; as it reached a village, in the village, and in the body's work
// too. Closed ones stay where they were; an open one follows its village.
var (
	_ = db.Declare(db.Table{Name: "demand", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}}})
	_ = db.Declare(db.Table{Name: "demand_village", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state = 'open'", Refs: []db.Ref{
		{Col: "by_person_id", To: "person", Label: "by_name"}, {Col: "reply_by_id", To: "person", Label: "reply_by"},
	}})
)

type demandRow struct {
	db.BaseModel `bun:"table:t_demand"`
	db.Row
	kernel.Stamp
	Kind       string     `bun:"kind"`
	Title      string     `bun:"title"`
	Text       string     `bun:"text"`
	BodyName   string     `bun:"body_name"`
	PlaceID    kernel.ID  `bun:"place_id"`
	DueDay     kernel.Day `bun:"due_day"`
	Basis      string     `bun:"basis"`
	Item       string     `bun:"item"`
	ItemName   string     `bun:"item_name"`
	Fen        int64      `bun:"fen"`
	Funds      string     `bun:"funds"`
	Fields     string     `bun:"fields"`
	FieldsN    int        `bun:"fields_n"`
	HeldN      int        `bun:"held_n"`
	Villages   int        `bun:"villages"`
	Beyond     string     `bun:"beyond"`
	Withdrawn  bool       `bun:"withdrawn"`
	Why        string     `bun:"why"`
	At         int64      `bun:"at"`
	Week       kernel.Day `bun:"week"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

type villageRow struct {
	db.BaseModel `bun:"table:t_demand_village"`
	db.Row
	kernel.Stamp
	DemandID   kernel.ID  `bun:"demand_id"`
	PlaceID    kernel.ID  `bun:"place_id"`
	Week       kernel.Day `bun:"week"`
	CameDay    kernel.Day `bun:"came_day"`
	DueDay     kernel.Day `bun:"due_day"`
	Title      string     `bun:"title"`
	Kind       string     `bun:"kind"`
	BodyName   string     `bun:"body_name"`
	FieldsN    int        `bun:"fields_n"`
	HeldN      int        `bun:"held_n"`
	State      string     `bun:"state"`
	Answer     string     `bun:"answer"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	Rating     int        `bun:"rating"`
	Said       string     `bun:"said"`
	Words      string     `bun:"words"`
	ReplyDue   kernel.Day `bun:"reply_due"`
	Ruling     string     `bun:"ruling"`
	Reply      string     `bun:"reply"`
	ReplyByID  kernel.ID  `bun:"reply_by_id"`
	ReplyBy    string     `bun:"reply_by"`
	ReplyDay   kernel.Day `bun:"reply_day"`
}

func (r *demandRow) asked() []DemandField {
	out := []DemandField{}
	if json.Unmarshal([]byte(r.Fields), &out) != nil {
		return []DemandField{}
	}
	return out
}

func (r *demandRow) view(p place.Place) Demand {
	return Demand{
		ID: r.ID, Rev: r.Rev, Kind: r.Kind, Title: r.Title, Body: r.BodyName, BodyID: r.BodyID, Place: p.Ref(), Due: r.DueDay, At: r.At, By: r.ByName,
		Fields: r.FieldsN, Held: r.HeldN, Villages: r.Villages, Withdrawn: r.Withdrawn,
	}
}

func (r *villageRow) view(p place.Place, today kernel.Day) DemandAtVillage {
	return DemandAtVillage{
		ID: r.ID, Rev: r.Rev, DemandID: r.DemandID, Title: r.Title, Kind: r.Kind, Body: r.BodyName, Place: p.Ref(), Due: r.DueDay,
		Late: r.State == Open && r.DueDay < today, State: r.State, Answer: r.Answer, By: r.ByName, Rating: r.Rating, Said: r.Said, Words: r.Words,
		ReplyDue: r.ReplyDue, Ruling: r.Ruling, Reply: r.Reply, ReplyBy: r.ReplyBy, ReplyDay: r.ReplyDay,
	}
}

func pageOfSent(tx *db.ReadTx, page kernel.Page) ([]demandRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT d.* FROM {demand d} WHERE TRUE", Order: []db.Key{{Col: "d.id", Dir: db.Desc}}, Page: page,
	}, func(r *demandRow) []any { return []any{r.ID} })
}

func pageOfVillages(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]villageRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT v.* FROM {demand_village v} WHERE " + where, Args: args, Order: []db.Key{{Col: "v.id", Dir: db.Desc}}, Page: page,
	}, func(r *villageRow) []any { return []any{r.ID} })
}

// ofDemand is a page of the villages of a demand.
func ofDemand(tx *db.ReadTx, id kernel.ID, page kernel.Page) ([]villageRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT v.* FROM {demand_village v} WHERE v.demand_id = ?", Args: []any{id}, Order: []db.Key{{Col: "v.id"}}, Page: page,
	}, func(r *villageRow) []any { return []any{r.ID} })
}

// reached counts the demands that reached each of some villages in a week.
func reached(tx *db.ReadTx, week kernel.Day, villages []kernel.ID) (map[kernel.ID]int, error) {
	out := map[kernel.ID]int{}
	const step = 512
	for from := 0; from < len(villages); from += step {
		in, args := place.Among("v.place_id", villages[from:min(from+step, len(villages))])
		var rows []struct {
			PlaceID kernel.ID `bun:"place_id"`
			N       int       `bun:"n"`
		}
		err := tx.Select(&rows, "SELECT v.place_id, COUNT(*) AS n FROM {demand_village v} WHERE v.week = ? AND v.state <> ? AND "+in+" GROUP BY v.place_id", append([]any{week, Withdrawn}, args...)...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.PlaceID] = r.N
		}
	}
	return out, nil
}

// lately are the demands of the last weeks that were not withdrawn.
func lately(tx *db.ReadTx, since kernel.Day) ([]demandRow, error) {
	var rows []demandRow
	err := tx.Select(&rows, "SELECT d.id, d.title, d.body_name, d.fields FROM {demand d} WHERE d.week >= ? AND NOT d.withdrawn", since)
	return rows, err
}
