package quality

import (
	"maps"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
)

func with(base, more m) m {
	maps.Copy(base, more)
	return base
}

// vacate ends the posts held at a place.
func (w *world) vacate(at string) {
	w.Helper()
	held, _, err := w.bodies.ListAppointments(w.sys, body.AppointmentFilter{Place: w.places[at].ID}, kernel.Page{})
	for _, a := range must(held, err)(w) {
		if a.PlaceID == w.places[at].ID {
			w.raw.Set("appointment", int64(a.ID), "to_day", "2026-02-01")
		}
	}
}

// post lets somebody hold a post, whatever the rules say.
func (w *world) post(who int64, post string, more m) {
	w.raw.Insert("appointment", w.at("龙村", with(m{"person_id": who, "person_name": "某", "post": post, "from_day": "2026-01-01", "to_day": end}, more)))
}

func (w *world) account(who int64) {
	w.raw.Insert("account", m{"person_id": who, "login": "raw", "state": "active"})
}

// closed is a place that has ended.
func (w *world) closed() int64 {
	return w.raw.Insert("place", w.at("龙村", m{"parent_id": w.id("龙村"), "level": 4, "name": "旧组", "code": "14102900000097", "from_day": "2020-01-01", "to_day": "2026-01-31"}))
}

func (w *world) body(more m) int64 {
	return w.raw.Insert("body", w.at("龙村", with(m{"name": "某队", "kind": "volunteer_team", "place_id": w.id("龙村"), "from_day": "2020-01-01", "to_day": end}, more)))
}

func (w *world) member(body, who int64) {
	w.raw.Insert("member", w.at("龙村", m{"body_id": body, "person_id": who, "role": "member", "from_day": "2021-01-01", "to_day": end}))
}

func (w *world) somebodyAt(place int64) int64 {
	return w.raw.Insert("person", w.at("龙村", m{"name": "某", "place_id": place}))
}

// home is a household without anybody.
func (w *world) home(more m) int64 {
	code := w.places["龙村"].Code + "8888"
	return w.raw.Insert("household", w.at("一片", with(m{"code": code, "place_id": w.id("一片"), "from_day": "2020-01-01", "to_day": end}, more)))
}

func (w *world) belongs(house, who int64, more m) {
	w.raw.Insert("household_member", w.at("一片", with(m{"household_id": house, "person_id": who, "relation": "20", "from_day": "2021-01-01", "to_day": end}, more)))
}

func (w *world) link(who, house int64) {
	w.raw.Insert("link", w.at("一片", m{"kind": "linked_household", "person_id": who, "household_id": house, "from_day": "2021-01-01", "to_day": end}))
}

// openCase is an open case in the hands of a unit, in time.
func (w *world) openCase(more m) int64 {
	return w.raw.Insert("case", w.at("龙村", with(m{
		"body_id": 1, "place_id": w.id("龙村"), "no": "样", "type": "request", "state": "handling", "open": true, "at": w.ms(50), "state_since": w.ms(1), "due": w.ms(-5), "follow_hash": "样",
	}, more)))
}

func (w *world) visit(more m) int64 {
	return w.raw.Insert("visit", w.at("一片", with(m{"household_id": w.house(), "day": "2026-11-10", "at": w.ms(1), "result": "met"}, more)))
}

func (w *world) campaign(more m) int64 {
	return w.raw.Insert("campaign", w.at("龙村", with(m{"name": "样", "state": "open", "place_id": w.id("龙村"), "due_day": "2026-12-31"}, more)))
}

func (w *world) task(campaign int64, more m) {
	w.raw.Insert("campaign_task", w.at("一片", with(m{"campaign_id": campaign, "household_id": w.house(), "visitor_id": w.head()}, more)))
}

func (w *world) item(more m) int64 {
	return w.raw.Insert("duty_item", w.at("龙村", with(m{"title": "样", "person_id": w.head(), "due_day": "2026-12-01", "open": true}, more)))
}

// points is an open year of a branch and an account in it of somebody who is no member.
func (w *world) points() (year, account int64) {
	b := w.body(nil)
	year = w.raw.Insert("points_year", w.at("龙村", m{"body_id": b, "year": 2026, "state": "open", "open": true}))
	return year, w.raw.Insert("points_account", w.at("龙村", m{"body_id": b, "year_id": year, "person_id": w.head(), "person_name": "某"}))
}

// phone is one that came at an instant, with so many records that it had not sent.
func (w *world) phone(more m, synced int64, waiting int) int64 {
	id := w.raw.Insert("field_device", w.at("龙村", with(m{"device_key": "样", "account_id": 1, "person_id": w.head(), "at": w.ms(200)}, more)))
	w.raw.Do("INSERT INTO t_field_seen (device_id, county_id, synced_at, waiting) VALUES ($1, $2, $3, $4)", id, int64(kernel.ID(141029)), synced, waiting)
	return id
}
