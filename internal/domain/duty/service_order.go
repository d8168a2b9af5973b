package duty

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// NewOrder is what an order of supervision says.
type NewOrder struct {
	Text      string     `json:"text" maxLength:"2000"`
	Due       kernel.Day `json:"due"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// IssueOrder orders who owes an item to do it by a day and to report back.
func (s *Service) IssueOrder(ctx context.Context, item kernel.ID, n NewOrder) (*ItemDetail, error) {
	text, err := kernel.Words("text", n.Text, maxText, true)
	if err != nil {
		return nil, err
	}
	who := kernel.ActorOf(ctx)
	err = s.db.Write(whole(ctx), "duty.order", func(tx *db.WriteTx) error {
		v, err := s.look(tx.ReadTx, who, item)
		if err != nil {
			return err
		}
		key := clientKey(who, n.ClientKey)
		if key != nil {
			var ids []kernel.ID
			if err := tx.Select(&ids, "SELECT o.id FROM {duty_order o} WHERE o.client_key = ?", *key); err != nil || len(ids) > 0 {
				return err
			}
		}
		if err := tx.Lock(v.row, item); err != nil {
			return err
		}
		if err := v.allowed(who, StepOrder); err != nil {
			return err
		}
		open, err := s.openOrder(tx.ReadTx, item)
		switch {
		case err != nil:
			return err
		case open:
			return kernel.Conflict("ordered_already")
		}
		o := &orderRow{ItemID: item, Text: text, DueDay: n.Due, ClientKey: key}
		return s.issue(tx, v.row, o)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, item)
}

func (s *Service) openOrder(tx *db.ReadTx, item kernel.ID) (bool, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT o.id FROM {duty_order o} WHERE o.item_id = ? AND o.open LIMIT 1", item)
	return len(ids) > 0, err
}

func (s *Service) issue(tx *db.WriteTx, r *itemRow, o *orderRow) error {
	if _, err := kernel.ParseDay(string(o.DueDay)); err != nil || o.DueDay < tx.Today() {
		return kernel.Invalid("due", "must_be_today_or_later")
	}
	o.Stamp, o.PlaceID, o.State, o.Open = r.Stamp, r.PlaceID, OrderIssued, true
	o.IssuerPersonID, o.IssuerName, o.IssuedDay = tx.Actor().PersonID, tx.Actor().Name, tx.Today()
	return tx.Insert(o)
}

// orderFrom lists the states from which a step on an order leads on.
var orderFrom = map[string][]string{
	StepReceive: {OrderIssued},
	StepBack:    {OrderIssued, OrderReceived},
	StepUrge:    {OrderIssued, OrderReceived},
	StepSettle:  {OrderReported},
	StepReissue: {OrderReported},
}

// ActOrder takes a step on an order: who owes the item receives it and reports back; another one urges, verifies, closes, or
// issues it anew.
func (s *Service) ActOrder(ctx context.Context, id kernel.ID, a OrderAct) (*ItemDetail, error) {
	note, err := kernel.Words("note", a.Note, maxText, a.Step == StepBack || a.Step == StepReissue)
	if err != nil {
		return nil, err
	}
	if _, ok := orderFrom[a.Step]; !ok {
		return nil, kernel.Invalid("step", "unknown_step").With("step", a.Step)
	}
	who := kernel.ActorOf(ctx)
	var item kernel.ID
	err = s.db.Write(whole(ctx), "duty.order_"+a.Step, func(tx *db.WriteTx) error {
		o := &orderRow{}
		if err := tx.Lock(o, id); err != nil {
			return err
		}
		v, err := s.look(tx.ReadTx, who, o.ItemID)
		if err != nil {
			return kernel.NotFound(orderTable).With("id", id.String()).Because(err)
		}
		item = o.ItemID
		if a.Rev != o.Rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := v.mayOrder(who, a.Step, o); err != nil {
			return err
		}
		tx.Reason(note)
		a.Note = note
		if err := s.turnOrder(tx, v.row, o, a); err != nil {
			return err
		}
		return tx.Update(o)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, item)
}

// mayOrder tells why the actor may not take a step on an order. Whoever reported back does not verify.
func (v seen) mayOrder(who kernel.Actor, step string, o *orderRow) error {
	perm := PermOrder
	if step == StepReceive || step == StepBack {
		perm = PermWork
	}
	st := v.standing(who, perm)
	switch {
	case !can(who, perm), perm == PermWork && !st.own, perm == PermOrder && !st.over:
		return kernel.Forbidden("not_yours")
	case !slices.Contains(orderFrom[step], o.State):
		return kernel.Conflict("wrong_state").With("state", o.State)
	case (step == StepSettle || step == StepReissue) && who.PersonID != 0 && who.PersonID == o.ReportPersonID:
		return kernel.Forbidden("second_person")
	}
	return nil
}

func (s *Service) turnOrder(tx *db.WriteTx, r *itemRow, o *orderRow, a OrderAct) error {
	who := tx.Actor()
	switch a.Step {
	case StepReceive:
		o.State, o.ReceiverPersonID, o.ReceiverName, o.ReceivedDay = OrderReceived, who.PersonID, who.Name, tx.Today()
	case StepBack:
		if o.ReceivedDay == "" {
			o.ReceiverPersonID, o.ReceiverName, o.ReceivedDay = who.PersonID, who.Name, tx.Today()
		}
		o.State, o.Report, o.ReportPersonID, o.ReportName, o.ReportedDay = OrderReported, a.Note, who.PersonID, who.Name, tx.Today()
	case StepUrge:
		o.Urges, o.UrgedDay = o.Urges+1, tx.Today()
	case StepSettle, StepReissue:
		o.Open, o.VerifierPersonID, o.VerifierName, o.VerifiedDay, o.Verdict = false, who.PersonID, who.Name, tx.Today(), a.Note
		o.State = OrderClosed
		if a.Step == StepReissue {
			o.State = OrderReissued
			return s.issue(tx, r, &orderRow{ItemID: o.ItemID, AfterID: o.ID, Text: a.Note, DueDay: a.Due})
		}
	}
	return nil
}

// ordersOf reads the orders about an item, oldest first, with the steps that the actor may take.
func (s *Service) ordersOf(tx *db.ReadTx, v seen) ([]Order, error) {
	var rows []orderRow
	err := system(tx).Select(&rows, "SELECT o.* FROM {duty_order o} WHERE o.item_id = ? ORDER BY o.id", v.row.ID)
	out := make([]Order, 0, len(rows))
	for i := range rows {
		o := rows[i].view(tx.Today())
		o.Item = Named{v.row.ID, v.row.Title}
		for _, step := range []string{StepReceive, StepBack, StepSettle, StepReissue, StepUrge} {
			if v.mayOrder(tx.Actor(), step, &rows[i]) == nil {
				o.Steps = append(o.Steps, step)
			}
		}
		out = append(out, o)
	}
	return out, err
}

func (o *orderRow) view(today kernel.Day) Order {
	return Order{
		ID: o.ID, Rev: o.Rev, AfterID: o.AfterID, Text: o.Text, Due: o.DueDay, State: o.State, Open: o.Open,
		Light:  light(plan{open: o.Open, from: o.IssuedDay, due: o.DueDay, done: o.State == OrderReported}, nearOfDuty, 0, today),
		Issuer: o.IssuerName, Issued: o.IssuedDay, Receiver: o.ReceiverName, Received: o.ReceivedDay,
		Report: o.Report, ReportedBy: o.ReportName, Reported: o.ReportedDay,
		Verifier: o.VerifierName, Verified: o.VerifiedDay, Verdict: o.Verdict, Urges: o.Urges, Steps: []string{},
	}
}

// MyOrders are the open orders about what the actor owes that wait for them to report back.
func (s *Service) MyOrders(ctx context.Context) ([]OrderOwed, error) {
	var out []OrderOwed
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		m, err := s.me(tx, tx.Actor())
		if err != nil {
			return err
		}
		w := m.whereOpen()
		if len(w.parts) == 0 {
			return nil
		}
		items, err := selectItems(system(tx), w.String(), w.args...)
		if err != nil || len(items) == 0 {
			return err
		}
		ids := make([]kernel.ID, len(items))
		for i := range items {
			ids[i] = items[i].ID
		}
		var rows []orderRow
		in, args := amongIDs("o.item_id", ids)
		if err := system(tx).Select(&rows, "SELECT o.* FROM {duty_order o} WHERE o.open AND o.state IN ('issued', 'received') AND "+in, args...); err != nil || len(rows) == 0 {
			return err
		}
		views, err := s.itemViews(tx, items)
		for i := range rows {
			at := slices.IndexFunc(views, func(v Item) bool { return v.ID == rows[i].ItemID })
			out = append(out, OrderOwed{rows[i].view(tx.Today()), views[at]})
		}
		return err
	})
	return out, err
}

// Orders is a page of the orders in the actor's places and units, in the order of what is due.
func (s *Service) Orders(ctx context.Context, at kernel.ID, open bool, page kernel.Page) (out []Order, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		w := conditions{}
		w.add("TRUE")
		if open {
			w.add("o.open")
		}
		if err := s.within(tx, &w, "o", at); err != nil {
			return err
		}
		var rows []orderRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT o.* FROM {duty_order o} WHERE " + w.String(), Args: w.args, Page: page,
			Order: []db.Key{{Col: "o.due_day"}, {Col: "o.id"}},
		}, func(r *orderRow) []any { return []any{string(r.DueDay), r.ID} })
		if err != nil {
			return err
		}
		ids := make([]kernel.ID, len(rows))
		for i := range rows {
			ids[i] = rows[i].ItemID
		}
		in, args := amongIDs("i.id", compact(ids))
		items, err := selectItems(system(tx), in, args...)
		out = make([]Order, len(rows))
		for i := range rows {
			out[i] = rows[i].view(tx.Today())
			if at := slices.IndexFunc(items, func(r itemRow) bool { return r.ID == rows[i].ItemID }); at >= 0 {
				out[i].Item = Named{items[at].ID, items[at].Title}
			}
		}
		return err
	})
	return out, next, err
}
