package api_test

import (
	"context"
	"maps"

	"touyan/internal/domain/field"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, fieldSamples) }

// carrying is a request of the officer of township A who carries the field app.
func (w *world) carrying() context.Context {
	county := kernel.ActorOf(w.sys).CountyID
	return kernel.WithActor(w.sys, ok(w.app.Access.Resolve(w.sys, county, w.clerkA.Account))(w).For(field.PermSync))
}

// device is a phone of that officer.
func (w *world) device(key string) field.Device {
	return ok(w.app.Field.Enter(w.carrying(), key, "甲镇的手机"))(w)
}

func (w *world) carriedFact() m {
	return m{"key": w.next("op-key-"), "kind": "fact", "at": 1, "body": m{"household_id": w.household().ID.String(), "changes": []m{{"field": "water", "value": "well"}}}}
}

var fieldSamples = map[string][]sample{
	"field.enter":       {{kind: free, why: "a browser of one's own", make: func(*world) request { return post("/api/field/devices", m{"key": "device-of-mine", "name": "Android"}) }}},
	"field.own_devices": {{kind: list, sees: "甲镇的手机", make: func(w *world) request { w.device("device-0001"); return get("/api/field/devices/own")(w) }}},
	"field.devices":     {{kind: list, make: func(w *world) request { w.device("device-0001"); return get("/api/field/devices")(w) }}, {kind: record, make: at("/api/field/devices?place={}")}},
	"field.give_up": {{kind: record, make: func(w *world) request {
		return post("/api/field/devices/"+w.device("device-0002").ID.String()+"/give-up", m{"rev": 1})
	}}},
	"field.revoke": {{kind: record, make: func(w *world) request {
		return post("/api/field/devices/"+w.device("device-0003").ID.String()+"/revoke", m{"rev": 1, "reason": "丢了"})
	}}},
	"field.pull": {{kind: record, make: func(w *world) request { return get("/api/field/pull?device=" + w.device("device-0001").ID.String())(w) }}},
	"field.push": {{kind: record, make: func(w *world) request {
		return post("/api/field/push", m{"device": w.device("device-0001").ID.String(), "ops": []m{w.carriedFact()}})
	}}},
	"field.bring": {{kind: list, sees: `"state":"done"`, make: func(w *world) request { return post("/api/field/import", m{"ops": []m{w.carriedFact()}}) }}},
	"field.held": {{kind: list, sees: "op-that-waits", make: func(w *world) request {
		op := field.Op{Key: "op-that-waits", Kind: "fact", After: "op-that-never-came", Body: map[string]any{}}
		ok(w.app.Field.Push(w.carrying(), w.device("device-0001").ID, []field.Op{op}))(w)
		return get("/api/field/held")(w)
	}}},
	"field.piece": {{kind: free, why: "a photo of one's own, not yet of any record", make: func(*world) request {
		return request{"PUT", "/api/field/photos/photo-0001?from=0&size=10", "0123456789", nil}
	}}},
	"field.photo": {{kind: free, why: "a photo of one's own", make: get("/api/field/photos/photo-0001")}},
}
