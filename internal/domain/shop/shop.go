// Package shop is the village's counter at which households take goods for their points (requirement F2; domain facts 1.1.2, 2.7).
// Nothing is sold: there is no price in money, no cash and no payment. Stock is bought with what is free in the village's pool, has prices in
// points from a day on, and is counted now and then. What is handed out is confirmed by both sides: by the household with its card
// or its signature, by the keeper with the entry, and never by a keeper for their own household or near relatives.
//
// Without a network a counter works on what was set aside for it while it had one: pieces of goods and points of households,
// reserved in the ledger until a time. So however many counters are on the road, no point is spent twice and no piece handed out
// that is not there. What they bring is settled once, by its key (docs/adr/0043).
//
// Tables: t_shop_good, t_shop_price, t_shop_move, t_shop_redeem, t_shop_line, t_shop_allowance, t_shop_share.
package shop

import (
	"touyan/internal/domain/merit"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList  = "shop.list"
	PermKeep  = "shop.keep"  // hand out, take along, count
	PermStock = "shop.stock" // goods, prices, deliveries
)

// UnitPiece is the unit of goods in the ledger.
const UnitPiece = "piece"

// How a household confirms.
const (
	ByCode = "code"
	BySign = "signature"
)

// The kinds of movements of stock.
const (
	MoveIn    = "delivery"
	MoveCount = "count"
)

// The limits of what people may enter.
const (
	maxName   = 40
	maxNote   = 200
	maxPieces = 100_000
	maxFen    = 100_000_000
	maxLines  = 20
	maxShares = 400
	maxSign   = 12_000
)

// Good is something that can be taken for points. Pieces are there in all, Free of them not set aside for a counter on the road; Value
// is what they cost, in fen. NextPoints holds from NextFrom on.
type Good struct {
	ID         kernel.ID  `json:"id"`
	Rev        int64      `json:"rev"`
	PoolID     kernel.ID  `json:"pool_id"`
	Name       string     `json:"name"`
	Measure    string     `json:"measure"`
	Active     bool       `json:"active"`
	Points     int64      `json:"points"`
	NextPoints int64      `json:"next_points"`
	NextFrom   kernel.Day `json:"next_from"`
	Pieces     int64      `json:"pieces"`
	Free       int64      `json:"free"`
	Value      int64      `json:"value_fen"`
}

// NewGood is something new on the shelf, with its first price in points.
type NewGood struct {
	Name      string `json:"name" maxLength:"40"`
	Measure   string `json:"measure" maxLength:"10"`
	Points    int64  `json:"points" minimum:"1"`
	ClientKey string `json:"client_key" required:"false" maxLength:"100"`
}

// Move is a delivery or a stock-take. Pieces came (or were missing, below zero); Fen is their cost.
type Move struct {
	ID      kernel.ID  `json:"id"`
	Kind    string     `json:"kind" enum:"delivery,count"`
	GoodID  kernel.ID  `json:"good_id"`
	Name    string     `json:"name"`
	Day     kernel.Day `json:"day"`
	Pieces  int64      `json:"pieces"`
	Counted int64      `json:"counted"`
	Fen     int64      `json:"fen"`
	Note    string     `json:"note"`
	By      string     `json:"by"`
	At      int64      `json:"at"`
}

// NewDelivery is stock that came, with what all of it cost.
type NewDelivery struct {
	Pieces    int64  `json:"pieces" minimum:"1"`
	Fen       int64  `json:"fen" minimum:"0"`
	Note      string `json:"note" required:"false" maxLength:"200"`
	ClientKey string `json:"client_key" required:"false" maxLength:"100"`
}

// NewCount is what was counted; a difference needs its reason.
type NewCount struct {
	Counted   int64  `json:"counted" minimum:"0"`
	Note      string `json:"note" required:"false" maxLength:"200"`
	ClientKey string `json:"client_key" required:"false" maxLength:"100"`
}

// Take is how many pieces of a good.
type Take struct {
	GoodID kernel.ID `json:"good_id"`
	Pieces int64     `json:"pieces" minimum:"1"`
}

// NewRedeem is what a household takes. Confirm says how it agreed: Code is that of its card, Signature the strokes of its hand.
// AllowanceID and At come from a counter without a network.
type NewRedeem struct {
	PoolID      kernel.ID `json:"pool_id"`
	HouseholdID kernel.ID `json:"household_id"`
	Lines       []Take    `json:"lines" minItems:"1" maxItems:"20"`
	Confirm     string    `json:"confirm" enum:"code,signature"`
	Code        string    `json:"code" required:"false" maxLength:"40"`
	Signature   string    `json:"signature" required:"false" maxLength:"12000"`
	ClientKey   string    `json:"client_key" required:"false" maxLength:"100"`
	AllowanceID kernel.ID `json:"allowance_id" required:"false"`
	At          int64     `json:"at" required:"false"`
}

// RedeemLine is one good of what was taken, with its price on the day.
type RedeemLine struct {
	GoodID kernel.ID `json:"good_id"`
	Name   string    `json:"name"`
	Pieces int64     `json:"pieces"`
	Points int64     `json:"points"` // for one piece
}

// Redeem is what a household took. Offline tells that it was brought by a counter on the road.
type Redeem struct {
	ID      kernel.ID    `json:"id"`
	House   merit.House  `json:"household"`
	Day     kernel.Day   `json:"day"`
	At      int64        `json:"at"`
	Points  int64        `json:"points"`
	Confirm string       `json:"confirm" enum:"code,signature"`
	Offline bool         `json:"offline"`
	Lines   []RedeemLine `json:"lines" nullable:"false"`
	TxnID   kernel.ID    `json:"txn_id"`
	By      string       `json:"by"`
	Left    int64        `json:"left"` // the household's points afterwards; of a list 0
}

// NewAllowance is what a counter takes along. Key was drawn by the device.
type NewAllowance struct {
	PoolID     kernel.ID   `json:"pool_id"`
	Key        string      `json:"key" minLength:"8" maxLength:"64"`
	Households []kernel.ID `json:"household_ids" minItems:"1" maxItems:"200"`
	Goods      []Take      `json:"goods" minItems:"1" maxItems:"50"`
}

// ShareHouse is a household of an allowance: so many points may be spent there. Hash recognises its card.
type ShareHouse struct {
	Household merit.House `json:"household"`
	Points    int64       `json:"points"`
	Hash      string      `json:"hash"`
}

// ShareGood is a good of an allowance: so many pieces are along, at this price.
type ShareGood struct {
	GoodID  kernel.ID `json:"good_id"`
	Name    string    `json:"name"`
	Measure string    `json:"measure"`
	Pieces  int64     `json:"pieces"`
	Points  int64     `json:"points"`
}

// Allowance is what a counter has along: it may hand out until Until, and bring what it handed out until SyncUntil.
type Allowance struct {
	ID         kernel.ID    `json:"id"`
	Rev        int64        `json:"rev"`
	PoolID     kernel.ID    `json:"pool_id"`
	Place      place.Ref    `json:"place"`
	Until      int64        `json:"until"`
	SyncUntil  int64        `json:"sync_until"`
	State      string       `json:"state" enum:"open,closed"`
	By         string       `json:"by"`
	Households []ShareHouse `json:"households" nullable:"false"`
	Goods      []ShareGood  `json:"goods" nullable:"false"`
}
