package field

import (
	"context"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
)

// ownWorks are the kinds of operations of the rooms that this one knows.
func (s *Service) ownWorks() []Work {
	return []Work{
		{Kind: "fact", Perm: fact.PermEdit, Do: s.doFact},
		{Kind: "report", Perm: casework.PermCreate, Do: s.doReport},
		{Kind: "step", Perm: casework.PermList, Do: s.doStep},
		{Kind: "photos", Perm: casework.PermList, Do: s.doPhotos},
		{Kind: "call", Perm: casework.PermList, Do: s.doCall},
		{Kind: "duty", Perm: duty.PermWork, Do: s.doDuty},
	}
}

func (s *Service) doFact(ctx context.Context, op Op, _ []Picture) (Outcome, error) {
	var b struct {
		Household kernel.ID     `json:"household_id"`
		Day       kernel.Day    `json:"day"`
		Changes   []fact.Change `json:"changes"`
	}
	if err := op.Read(&b); err != nil {
		return Outcome{}, err
	}
	out := Outcome{Record: Record{Kind: KindHousehold, ID: b.Household}}
	var err error
	if out.Vers, err = s.versAfter(ctx, op.After, b.Household); err != nil {
		return out, err
	}
	for i, c := range b.Changes { // what the officer changed just before is not somebody else's change
		b.Changes[i].Ver = max(c.Ver, out.Vers[c.Field])
	}
	list, err := s.o.Fact.Set(ctx, b.Household, b.Day, b.Changes)
	for _, r := range list {
		if r.Outcome == fact.Told || r.Outcome == fact.Waits {
			out.Told = append(out.Told, r.Field)
		}
		if r.Outcome != fact.Waits {
			out.Vers[r.Field] = r.Now.Ver
		}
	}
	return out, err
}

// versAfter are the versions that the fields of a card had after an operation on the same household, and those before it.
func (s *Service) versAfter(ctx context.Context, key string, household kernel.ID) (map[string]int64, error) {
	out := map[string]int64{}
	if key == "" {
		return out, nil
	}
	var r *opRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		r, err = opOf(tx, key)
		return err
	})
	if err != nil || !settled(r) || r.AccountID != kernel.ActorOf(ctx).AccountID {
		return out, err
	}
	k, err := r.kept()
	if err == nil && k.Record.ID == household && k.Vers != nil {
		out = k.Vers
	}
	return out, err
}

func (s *Service) doReport(ctx context.Context, op Op, pics []Picture) (Outcome, error) {
	var b struct {
		Type      string       `json:"type"`
		Text      string       `json:"text"`
		Place     kernel.ID    `json:"place_id"`
		Topic     string       `json:"topic"`
		Name      string       `json:"reporter_name"`
		Contact   string       `json:"contact"`
		Anonymous any          `json:"anonymous"` // forms send it as text
		Fields    form.Answers `json:"fields"`
		Parent    kernel.ID    `json:"parent_id"`
	}
	if err := op.Read(&b); err != nil {
		return Outcome{}, err
	}
	d, err := s.o.Casework.Create(ctx, casework.NewCase{
		Type: b.Type, Text: b.Text, PlaceID: b.Place, Topic: b.Topic, Name: b.Name, Contact: b.Contact, Anonymous: b.Anonymous == true || b.Anonymous == "true",
		Fields: b.Fields, ParentID: b.Parent, ClientKey: op.Key, Photos: uploads(pics),
	})
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Record: Record{Kind: KindCase, ID: d.ID, No: d.No}, Made: true}, nil
}

// of is the case that an operation speaks of: by its id, or by the key of the operation that raised it.
func (s *Service) of(ctx context.Context, id kernel.ID, key string) (kernel.ID, error) {
	if id != 0 || key == "" {
		return id, nil
	}
	var r *opRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		r, err = opOf(tx, key)
		return err
	})
	if err == nil && !settled(r) {
		err = kernel.Conflict("predecessor_missing")
	}
	if err != nil {
		return 0, err
	}
	a, err := r.answer()
	return a.Record.ID, err
}

func (s *Service) doStep(ctx context.Context, op Op, _ []Picture) (Outcome, error) {
	var b struct {
		Case       kernel.ID    `json:"case_id"`
		CaseKey    string       `json:"case_key"`
		Action     string       `json:"action"`
		Rev        int64        `json:"rev"`
		Reason     string       `json:"reason"`
		Note       string       `json:"note"`
		Body       kernel.ID    `json:"body_id"`
		Assignee   kernel.ID    `json:"assignee_id"`
		Rating     int          `json:"rating"`
		RatingText string       `json:"rating_text"`
		WaitsFor   string       `json:"waits_for"`
		Days       int          `json:"days"`
		Queue      string       `json:"queue"`
		Fields     form.Answers `json:"fields"`
	}
	if err := op.Read(&b); err != nil {
		return Outcome{}, err
	}
	id, err := s.of(ctx, b.Case, b.CaseKey)
	if err != nil {
		return Outcome{}, err
	}
	d, err := s.o.Casework.Act(ctx, id, casework.Action{
		Name: b.Action, Rev: b.Rev, Reason: b.Reason, Note: b.Note, BodyID: b.Body, AssigneeID: b.Assignee, Rating: b.Rating, RatingText: b.RatingText,
		WaitsFor: b.WaitsFor, Days: b.Days, Queue: b.Queue, Fields: b.Fields, ClientKey: op.Key,
	})
	return ofCase(d, err)
}

func ofCase(d *casework.Detail, err error) (Outcome, error) {
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Record: Record{Kind: KindCase, ID: d.ID, No: d.No}}, nil
}

func (s *Service) doPhotos(ctx context.Context, op Op, pics []Picture) (Outcome, error) {
	var b struct {
		Case    kernel.ID `json:"case_id"`
		CaseKey string    `json:"case_key"`
	}
	if err := op.Read(&b); err != nil {
		return Outcome{}, err
	}
	id, err := s.of(ctx, b.Case, b.CaseKey)
	if err != nil {
		return Outcome{}, err
	}
	return ofCase(s.o.Casework.AddPhotos(ctx, id, op.Key, uploads(pics)))
}

func (s *Service) doCall(ctx context.Context, op Op, _ []Picture) (Outcome, error) {
	var b struct {
		Case   kernel.ID   `json:"case_id"`
		Bodies []kernel.ID `json:"bodies"`
		Ask    string      `json:"ask"`
	}
	if err := op.Read(&b); err != nil {
		return Outcome{}, err
	}
	return ofCase(s.o.Casework.Call(ctx, b.Case, b.Bodies, b.Ask, op.Key))
}

// doDuty attaches what proves an item, then tells how far it is.
func (s *Service) doDuty(ctx context.Context, op Op, pics []Picture) (Outcome, error) {
	var b struct {
		Item     kernel.ID `json:"item_id"`
		Step     string    `json:"step"`
		Rev      int64     `json:"rev"`
		Note     string    `json:"note"`
		Progress int       `json:"progress"`
		Done     bool      `json:"done"`
	}
	if err := op.Read(&b); err != nil {
		return Outcome{}, err
	}
	if len(pics) > 0 {
		d, err := s.o.Duty.AddEvidence(ctx, b.Item, op.Key, uploads(pics))
		if err != nil {
			return Outcome{}, err
		}
		if d.Rev == b.Rev+1 { // nobody else changed it: the evidence itself did
			b.Rev = d.Rev
		}
	}
	d, err := s.o.Duty.Act(ctx, b.Item, duty.Act{Step: b.Step, Rev: b.Rev, Note: b.Note, Progress: b.Progress, Done: b.Done, ClientKey: op.Key})
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Record: Record{Kind: KindItem, ID: d.ID}}, nil
}
