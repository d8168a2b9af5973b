package app

import (
	"context"

	"touyan/internal/domain/emergency"
	"touyan/internal/domain/field"
	"touyan/internal/kernel"
)

// kindEmergency is what an operation of an emergency names as its record: never a household.
const kindEmergency = "emergency"

// alarms lets phones bring what is done in an emergency.
func (a *App) alarms() {
	a.Field.Take(field.Work{Kind: "alarm_call", Perm: emergency.PermWork, Do: func(ctx context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
		var n struct {
			Emergency kernel.ID `json:"emergency_id"`
			emergency.NewHouseCall
		}
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey, n.Made = op.Key, op.At
		_, err := a.Emergency.Call(ctx, n.Emergency, n.NewHouseCall)
		return field.Outcome{Record: field.Record{Kind: kindEmergency, ID: n.Emergency}}, err
	}})
	a.Field.Take(field.Work{Kind: "alarm_report", Perm: emergency.PermWork, Do: func(ctx context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
		var n struct {
			Emergency kernel.ID `json:"emergency_id"`
			emergency.NewPlaceReport
		}
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey, n.Made, n.Slot = op.Key, op.At, 0 // the hour is that in which it was made by our clock, not by the phone's
		_, err := a.Emergency.Report(ctx, n.Emergency, n.NewPlaceReport)
		return field.Outcome{Record: field.Record{Kind: kindEmergency, ID: n.Emergency}}, err
	}})
}
