package field

import (
	"context"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// The kinds of records that visits and activities become, and of documents that tell whom to visit and what is written down then.
const (
	KindVisit    = "visit"
	KindActivity = "activity"
	KindTask     = "visit_task"
	KindKinds    = "visit_kinds"
)

// maxTasks bounds the households that a device is told to visit next.
const maxTasks = 600

// visitLists enters whom the officer is to visit, wherever they live, and the kinds of visits with their forms.
func (s *Service) visitLists() {
	s.Carry(List{Kind: KindTask, Perm: visit.PermRecord, Tables: []string{"campaign", "campaign_task", "visit", "household", "person"}, Load: s.tasks})
	s.Carry(List{Kind: KindKinds, Perm: visit.PermRecord, Load: func(ctx context.Context) (map[kernel.ID]any, error) {
		kinds, err := s.o.Visit.Kinds(ctx)
		return map[kernel.ID]any{1: kinds}, err
	}})
}

func (s *Service) tasks(ctx context.Context) (map[kernel.ID]any, error) {
	out := map[kernel.ID]any{}
	for next, first := "", true; (first || next != "") && len(out) < maxTasks; first = false {
		var list []visit.Task
		var err error
		if list, next, err = s.o.Visit.Next(ctx, kernel.Page{Limit: 200, Cursor: next}); err != nil {
			return nil, err
		}
		for _, t := range list {
			out[t.ID] = t
		}
	}
	return out, nil
}

// visitsAt is what was before at households, for who may see visits there.
func (s *Service) visitsAt(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]*visit.Before, error) {
	a := tx.Actor()
	if !a.Can(visit.PermList) {
		return nil, nil
	}
	return s.o.Visit.Before(tx.As(a.For(visit.PermList)), ids)
}

// visitWorks are the operations of who walks from house to house.
func (s *Service) visitWorks() []Work {
	return []Work{
		{Kind: "visit", Perm: visit.PermRecord, Do: s.doVisit},
		{Kind: "activity", Perm: activity.PermEdit, Do: s.doActivity},
	}
}

// doVisit enters a visit, then attaches its pictures; pictures that nobody agreed to leave no visit without them.
func (s *Service) doVisit(ctx context.Context, op Op, pics []Picture) (Outcome, error) {
	var n visit.NewVisit
	if err := op.Read(&n); err != nil {
		return Outcome{}, err
	}
	if len(pics) > 0 && !n.PhotoOK {
		return Outcome{}, kernel.Forbidden("no_consent_to_photos")
	}
	n.ClientKey = op.Key
	d, err := s.o.Visit.Record(ctx, n)
	if err == nil && len(pics) > 0 {
		var list [][]byte
		for _, p := range pics {
			list = append(list, p.Data)
		}
		d, err = s.o.Visit.AddPhotos(ctx, d.ID, op.Key, list)
	}
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Record: Record{Kind: KindVisit, ID: d.ID}, Made: true}, nil
}

// doActivity writes down what a team did, then attaches its pictures and documents.
func (s *Service) doActivity(ctx context.Context, op Op, pics []Picture) (Outcome, error) {
	var n activity.Draft
	if err := op.Read(&n); err != nil {
		return Outcome{}, err
	}
	n.ClientKey = op.Key
	d, err := s.o.Activity.Add(ctx, n)
	if err == nil && len(pics) > 0 {
		d, err = s.o.Activity.AddFiles(ctx, d.ID, op.Key, uploads(pics))
	}
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Record: Record{Kind: KindActivity, ID: d.ID}, Made: true}, nil
}

func uploads(pics []Picture) []files.Upload {
	var out []files.Upload
	for _, p := range pics {
		out = append(out, files.Upload{Name: p.Name, Data: p.Data})
	}
	return out
}
