package demand

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// The counters of this room: of villages by day, and of offices by day (with the body in the stamp).
const (
	cameN, cameFields, cameHeld = "demand.came", "demand.fields", "demand.held"

	sentN, sentReached, sentFields, sentHeld, sentBeyond = "demand.sent", "demand.sent_villages", "demand.sent_fields", "demand.sent_held", "demand.sent_beyond"
	saidN, saidUpheld, saidLate                          = "demand.said", "demand.upheld", "demand.reply_late"
	ratedN, ratedSum                                     = "demand.rated", "demand.rated_sum"
)

// Options are what the room needs from where everything meets. Held tells which names of fields the county has already, and where.
type Options struct {
	DB    *db.DB
	Pack  pack.Source
	Days  casework.Workdays
	Place *place.Service
	Body  *body.Service
	Cases *casework.Service
	Held  func(tx *db.ReadTx) (map[string]string, error)
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	days  casework.Workdays
	place *place.Service
	body  *body.Service
	cases *casework.Service
	held  func(tx *db.ReadTx) (map[string]string, error)
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, days: o.Days, place: o.Place, body: o.Body, cases: o.Cases, held: o.Held}
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: what a demand says lies with who sent it, and the villages that it reached read it.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// Check tells what a demand would do; it saves nothing.
func (s *Service) Check(ctx context.Context, n NewDemand) (*DemandPreview, error) {
	var out *DemandPreview
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		villages, err := s.villages(tx, n.PlaceID)
		if err != nil {
			return err
		}
		out, err = s.look(tx, n, villages)
		return err
	})
	return out, err
}

// look compares a demand with what the county holds, with what reached the villages this week, and with what was asked lately.
func (s *Service) look(tx *db.ReadTx, n NewDemand, villages []place.Place) (*DemandPreview, error) {
	known, err := s.known(tx)
	if err != nil {
		return nil, err
	}
	out := &DemandPreview{Villages: len(villages), Fields: heldIn(n.Fields, known), Cap: capOf(s.pack(), tx.Today()), Over: []DemandOver{}, Allow: tx.Actor().Can(PermAllow), Already: []DemandBefore{}}
	if out.Cap > 0 {
		ids := make([]kernel.ID, len(villages))
		for i, v := range villages {
			ids[i] = v.ID
		}
		had, err := reached(system(tx), weekOf(tx.Today()), ids)
		if err != nil {
			return nil, err
		}
		for _, v := range villages {
			if had[v.ID] >= out.Cap {
				out.Over = append(out.Over, DemandOver{v.Ref(), had[v.ID]})
			}
		}
	}
	before, err := lately(system(tx), weekOf(tx.Today()).Add(-28))
	if err != nil {
		return nil, err
	}
	for i := range before {
		if same := bothAsk(n.Fields, before[i].asked()); len(same) > 0 {
			out.Already = append(out.Already, DemandBefore{ID: before[i].ID, Title: before[i].Title, Body: before[i].BodyName, Fields: same})
		}
	}
	return out, nil
}

func bothAsk(a []NewDemandField, b []DemandField) []string {
	out := []string{}
	for _, x := range a {
		if slices.ContainsFunc(b, func(y DemandField) bool { return plain(y.Name) == plain(x.Name) }) {
			out = append(out, x.Name)
		}
	}
	return out
}

// known are the plain names of what the county holds.
func (s *Service) known(tx *db.ReadTx) (map[string]string, error) {
	all, err := s.held(tx)
	out := make(map[string]string, len(all))
	for name, where := range all {
		out[plain(name)] = where
	}
	return out, err
}

// villages are the open villages at a place: itself, or all in it.
func (s *Service) villages(tx *db.ReadTx, id kernel.ID) ([]place.Place, error) {
	p, err := s.place.LoadOpen(system(tx), id)
	if err != nil {
		return nil, err
	}
	if p.Level > kernel.LevelVillage {
		return nil, kernel.Invalid("place_id", "demand_place")
	}
	under, err := s.place.Under(system(tx), p)
	if err != nil {
		return nil, err
	}
	var out []place.Place
	for _, v := range under {
		if v.Level == kernel.LevelVillage && v.Open(tx.Today()) {
			out = append(out, v)
		}
	}
	if len(out) == 0 || len(out) > maxPlaces {
		return nil, kernel.Invalid("place_id", "demand_place")
	}
	return out, nil
}

// sender is the body in whose name the actor sends: one whose work they do, or one at a place that they have.
func (s *Service) sender(tx *db.ReadTx, id kernel.ID, villages []place.Place) (body.Body, error) {
	b, err := s.body.LoadBody(system(tx), id)
	if err != nil {
		return b, err
	}
	own := b.Stamp
	own.BodyID = b.ID
	may := slices.ContainsFunc(tx.Actor().Arms, func(a kernel.Arm) bool { return a.Types == "" && a.Topic == "" && a.Covers(own, tx.County()) })
	if !may {
		return b, kernel.NotFound("body").With("id", id.String())
	}
	level, at := b.Stamp.Lowest(tx.County())
	for _, v := range villages {
		if v.Stamp.At(level, tx.County()) != at {
			return b, kernel.Invalid("place_id", "demand_reach").With("name", v.Name)
		}
	}
	return b, nil
}

// Send sends a demand to its villages: all of them, or none.
func (s *Service) Send(ctx context.Context, n NewDemand) (*DemandDetail, error) {
	key, err := kernel.OwnKey(kernel.ActorOf(ctx), n.ClientKey)
	if err != nil {
		return nil, err
	}
	var id kernel.ID
	err = s.db.Write(ctx, "demand.send", func(tx *db.WriteTx) error {
		if key != nil {
			var had []kernel.ID
			if err := system(tx.ReadTx).Select(&had, "SELECT d.id FROM {demand d} WHERE d.client_key = ?", *key); err != nil {
				return err
			}
			if len(had) > 0 {
				id = had[0]
				return nil
			}
		}
		r, err := s.send(tx, n)
		if err != nil {
			return err
		}
		id = r.ID
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, id, kernel.Page{})
}

func (s *Service) send(tx *db.WriteTx, n NewDemand) (*demandRow, error) {
	n, err := n.clean(tx.Today())
	if err != nil {
		return nil, err
	}
	villages, err := s.villages(tx.ReadTx, n.PlaceID)
	if err != nil {
		return nil, err
	}
	b, err := s.sender(tx.ReadTx, n.BodyID, villages)
	if err != nil {
		return nil, err
	}
	item, itemName, err := itemOf(s.pack(), n.Item, tx.Today())
	if err != nil {
		return nil, err
	}
	look, err := s.look(tx.ReadTx, n, villages)
	if err != nil {
		return nil, err
	}
	if err := refuseHeld(look.Fields); err != nil {
		return nil, err
	}
	if err := withinCap(look, n); err != nil {
		return nil, err
	}
	fields, err := json.Marshal(look.Fields)
	if err != nil {
		return nil, err
	}
	key, _ := kernel.OwnKey(tx.Actor(), n.ClientKey)
	stamp := b.Stamp
	stamp.BodyID = b.ID
	if len(look.Over) == 0 {
		n.Beyond = ""
	}
	r := &demandRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: stamp, Kind: n.Kind, Title: n.Title, Text: n.Text, BodyName: b.Name, PlaceID: n.PlaceID, DueDay: n.Due, Basis: n.Basis,
		Item: item, ItemName: itemName, Fen: int64(n.Fen), Funds: n.Funds, Fields: string(fields), FieldsN: len(look.Fields), HeldN: countHeld(look.Fields),
		Villages: len(villages), Beyond: n.Beyond, At: tx.Now().UnixMilli(), Week: weekOf(tx.Today()), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}
	if err := tx.Insert(r); err != nil {
		return nil, err
	}
	return r, s.reach(tx, r, villages, look)
}

// withinCap refuses what goes beyond the county's cap, unless somebody who may answers for it.
func withinCap(look *DemandPreview, n NewDemand) error {
	if len(look.Over) == 0 {
		return nil
	}
	first := look.Over[0]
	err := kernel.Conflict("demand_cap").With("name", first.Place.Name).With("n", strconv.Itoa(first.N)).With("cap", strconv.Itoa(look.Cap)).With("villages", strconv.Itoa(len(look.Over)))
	switch {
	case !look.Allow:
		return err
	case n.Beyond == "":
		return kernel.Invalid("beyond", "required")
	}
	return nil
}

// reach enters the demand at each village and counts it there and with who sent it.
func (s *Service) reach(tx *db.WriteTx, r *demandRow, villages []place.Place, look *DemandPreview) error {
	rows := make([]*villageRow, len(villages))
	for i, v := range villages {
		stamp := v.Stamp
		tx.Tally(stamp, tx.Today(), cameN, 1)
		tx.Tally(stamp, tx.Today(), cameFields, int64(r.FieldsN))
		tx.Tally(stamp, tx.Today(), cameHeld, int64(r.HeldN))
		stamp.BodyID = r.BodyID
		rows[i] = &villageRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: stamp, DemandID: r.ID, PlaceID: v.ID, Week: r.Week, CameDay: tx.Today(), DueDay: r.DueDay, Title: r.Title, Kind: r.Kind, BodyName: r.BodyName,
			FieldsN: r.FieldsN, HeldN: r.HeldN, State: Open,
		}
	}
	for measure, n := range map[string]int64{sentN: 1, sentReached: int64(len(villages)), sentFields: int64(r.FieldsN), sentHeld: int64(r.HeldN), sentBeyond: int64(len(look.Over))} {
		tx.Tally(kernel.Stamp{BodyID: r.BodyID}, tx.Today(), measure, n)
	}
	return tx.InsertAll(rows)
}
