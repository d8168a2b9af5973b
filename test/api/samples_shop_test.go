package api_test

import (
	"maps"

	"touyan/internal/domain/merit"
	"touyan/internal/domain/shop"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, shopSamples) }

// shelf is a good in the shop of a village of township A, with a household that has an account.
func (w *world) shelf() (*merit.List, *shop.Good, kernel.ID) {
	_, l, h := w.meritVillage()
	ok(w.app.Merit.Open(w.sys, l.PoolID, []kernel.ID{h}))(w)
	g := ok(w.app.Shop.Add(w.sys, l.PoolID, shop.NewGood{Name: w.next("香皂"), Measure: "块", Points: 4}))(w)
	return l, ok(w.app.Shop.Deliver(w.sys, g.ID, shop.NewDelivery{Pieces: 5, Fen: 500}))(w), h
}

// stocked is a shop of whose village a household has points: given once the days for objections are over, to which the clock goes
// and from which it comes back.
func (w *world) stocked() (*merit.Round, *shop.Good, kernel.ID) {
	r, d := w.postedRound()
	now := w.clock.Now()
	w.clock.Set(r.ObjectTo.Add(1).Time())
	r = ok(w.app.Merit.Issue(w.sys, r.ID, r.Rev))(w)
	w.clock.Set(now)
	g := ok(w.app.Shop.Add(w.sys, r.PoolID, shop.NewGood{Name: w.next("香皂"), Measure: "块", Points: 4}))(w)
	return r, ok(w.app.Shop.Deliver(w.sys, g.ID, shop.NewDelivery{Pieces: 5, Fen: 500}))(w), d.House.ID
}

// taken is what a household took.
func (w *world) taken() *shop.Redeem {
	r, g, h := w.stocked()
	return ok(w.app.Shop.Redeem(w.sys, shop.NewRedeem{PoolID: r.PoolID, HouseholdID: h, Lines: []shop.Take{{GoodID: g.ID, Pieces: 1}}, Confirm: shop.BySign, Signature: "M10 20 L30 40 L55 41"}))(w)
}

// onTheRoad is what a counter has along.
func (w *world) onTheRoad() *shop.Allowance {
	r, g, h := w.stocked()
	return ok(w.app.Shop.Reserve(w.sys, shop.NewAllowance{PoolID: r.PoolID, Key: w.next("device-key-"), Households: []kernel.ID{h}, Goods: []shop.Take{{GoodID: g.ID, Pieces: 1}}}))(w)
}

func (w *world) goodAt(tail string) string {
	_, g, _ := w.shelf()
	return "/api/shop/goods/" + g.ID.String() + tail
}

// poolOf asks by the pool of a shop.
func (w *world) poolOf(path string) request {
	l, _, _ := w.shelf()
	return get(path + "?pool=" + l.PoolID.String())(w)
}

var shopSamples = map[string][]sample{
	"shop.goods":     {{kind: list, make: func(w *world) request { return w.poolOf("/api/shop/goods") }}},
	"shop.moves":     {{kind: list, make: func(w *world) request { return w.poolOf("/api/shop/moves") }}},
	"shop.customers": {{kind: record, make: func(w *world) request { return w.poolOf("/api/shop/customers") }}},
	"shop.add": {{kind: create, make: func(w *world) request {
		l, _, _ := w.shelf()
		return post("/api/shop/goods", m{"pool_id": l.PoolID.String(), "name": w.next("毛巾"), "measure": "条", "points": 3})
	}}},
	"shop.set_price": {{kind: record, make: func(w *world) request {
		return post(w.goodAt("/prices"), m{"from": string(kernel.DayOf(w.clock.Now()).Add(1)), "points": 5})
	}}},
	"shop.set_active": {{kind: record, make: func(w *world) request { return post(w.goodAt("/active"), m{"active": false}) }}},
	"shop.deliver":    {{kind: record, make: func(w *world) request { return post(w.goodAt("/deliveries"), m{"pieces": 1, "fen": 100}) }}},
	"shop.count":      {{kind: record, make: func(w *world) request { return post(w.goodAt("/counts"), m{"counted": 4, "note": "少一块"}) }}},
	"shop.redeem": {{kind: record, why: "the household has no points yet", status: 409, make: func(w *world) request {
		l, g, h := w.shelf()
		return post("/api/shop/redemptions", m{"pool_id": l.PoolID.String(), "household_id": h.String(), "lines": []m{{"good_id": g.ID.String(), "pieces": 1}}, "confirm": "signature", "signature": "M10 20 L30 40 L55 41"})
	}}},
	"shop.customer": {{kind: record, make: func(w *world) request {
		l, _, _ := w.shelf()
		list, _, err := w.app.Merit.Accounts(w.sys, l.PoolID, kernel.Page{})
		code, _, err2 := w.app.Merit.Card(w.sys, ok(list, err)(w)[0].ID, false)
		return post("/api/shop/customer", m{"pool_id": l.PoolID.String(), "code": ok(code, err2)(w)})
	}}},
	"shop.reserve": {{kind: record, why: "nobody has points yet", status: 409, make: func(w *world) request {
		l, g, h := w.shelf()
		return post("/api/shop/allowances", m{"pool_id": l.PoolID.String(), "key": w.next("device-key-"), "household_ids": []string{h.String()}, "goods": []m{{"good_id": g.ID.String(), "pieces": 1}}})
	}}},
	"shop.price_page": {{kind: free, why: "anybody", make: func(w *world) request {
		v, _, _ := w.meritVillage()
		return get("/g/" + v.Code + "/shop")(w)
	}}},
	"exchange.export_shop_goods":   {{kind: list, make: func(w *world) request { w.shelf(); return get("/api/exports/shop_goods.xlsx")(w) }, sees: "香皂"}},
	"exchange.template_shop_goods": {{kind: free, why: "an empty sheet", make: get("/api/registers/shop_goods/template.xlsx")}},
	"shop.redeems":                 {{kind: list, make: func(w *world) request { w.taken(); return get("/api/shop/redemptions")(w) }}},
	"shop.signature": {{kind: record, make: func(w *world) request {
		return post("/api/shop/redemptions/"+w.taken().ID.String()+"/signature", m{"reason": "核对"})
	}}},
	"shop.allowances": {{kind: list, make: func(w *world) request { return get("/api/shop/allowances?pool=" + w.onTheRoad().PoolID.String())(w) }}},
	"shop.close": {{kind: record, make: func(w *world) request {
		a := w.onTheRoad()
		return post("/api/shop/allowances/"+a.ID.String()+"/close", m{"rev": a.Rev})
	}}},
	"exchange.export_shop_redeems":   {{kind: list, make: func(w *world) request { w.taken(); return get("/api/exports/shop_redeems.xlsx")(w) }, sees: "香皂"}},
	"exchange.template_shop_redeems": {{kind: free, why: "what its columns say", make: get("/api/registers/shop_redeems/template.xlsx")}},
}
