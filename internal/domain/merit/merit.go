// Package merit holds the points that households earn of their own will for what they do for their village (requirement F2; domain
// facts 1.1.2). A village makes its own list of deeds from the county's drawer. A deed is written down, scored by three people who
// are neither who wrote it down nor of the household nor near to it, gathered in a round, partly looked at again by lot, posted so
// that everybody can object, and given. Points are only ever given: there is no minus item, nothing is scored by itself, and no
// right hangs on them: no room but the shop, where they become goods, may read what a household has (TestArchMerit).
//
// Each village has a pool of money. What points stand for (points times their rate in fen) is set aside from it when they are given,
// what stock costs when it is bought; its free part never goes below nothing, whoever writes at once (docs/adr/0043). The accounts lie in
// platform/ledger, in a book of the village.
//
// Tables: t_merit_pool, t_merit_list, t_merit_fund, t_merit_house, t_merit_deed, t_merit_score, t_merit_file, t_merit_round,
// t_merit_objection, t_merit_move.
package merit

import (
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "merit.list"
	PermRecord = "merit.record" // write a deed down
	PermRate   = "merit.rate"   // score it
	PermRun    = "merit.run"    // list, money, rounds
	PermCheck  = "merit.check"  // look again by lot, decide objections
)

// Where a deed stands.
const (
	Recorded  = "recorded"  // waits for the raters
	Rated     = "rated"     // waits for a round
	Picked    = "picked"    // in a round that is being checked
	Posted    = "posted"    // everybody can object
	Given     = "given"     // its points are in the household's account
	Withdrawn = "withdrawn" // brings nothing; Why says why
)

// Where a round stands.
const (
	Checking = "checking" // those drawn by lot are looked at again
	Showing  = "posted"
	Issued   = "issued"
)

// Where an objection stands.
const (
	Open     = "open"
	Upheld   = "upheld"
	Rejected = "rejected"
)

// The limits of what people may enter.
const (
	maxText  = 500
	maxBasis = 200
	maxItems = 60
	maxKey   = 100
	maxFiles = 6
	maxFund  = 100_000_000 // fen at once: a million yuan
)

// Unit words of the accounts.
const (
	UnitPoint = "pt"
	UnitFen   = "fen"
)

// Item is an item of a village's list: the points that a deed of it brings at most. Own tells that the drawer does not know it.
type Item struct {
	ID     string `json:"id" maxLength:"40"`
	Name   string `json:"name" maxLength:"60"`
	NameEN string `json:"name_en" required:"false" maxLength:"80"`
	Points int64  `json:"points"`
	Photo  bool   `json:"photo" required:"false"`
	Own    bool   `json:"own" required:"false"`
}

// Scheme is what the county's pack says today.
type Scheme struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	NameEN   string `json:"name_en"`
	Every    string `json:"every" enum:"month,quarter"`
	Raters   int    `json:"raters"`
	Pick     string `json:"pick" enum:"median,mean"`
	Spread   int64  `json:"spread"`
	Recheck  int    `json:"recheck_percent"`
	OwnItems bool   `json:"own_items"`
	MaxItem  int64  `json:"max_item"`
	Split    string `json:"split" enum:"members,equal,stay"`
	YearEnd  string `json:"year_end" enum:"carry,lapse"`
	PostDays int    `json:"post_days"`
	Object   int    `json:"objection_days"`
	Rate     int64  `json:"rate_fen"`
	Period   string `json:"period"` // the one in which today lies
	Source   string `json:"source"`
	Items    []Item `json:"items" nullable:"false"`
}

// List is a version of a village's list. Basis says by which meeting it was decided.
type List struct {
	ID     kernel.ID  `json:"id"`
	Place  place.Ref  `json:"place"`
	PoolID kernel.ID  `json:"pool_id"`
	No     int        `json:"no"`
	From   kernel.Day `json:"from"`
	Basis  string     `json:"basis"`
	By     string     `json:"by"`
	Items  []Item     `json:"items" nullable:"false"`
	Now    bool       `json:"now"` // the one that holds today
}

// NewList is what a village decides.
type NewList struct {
	PlaceID   kernel.ID  `json:"place_id"`
	From      kernel.Day `json:"from"`
	Basis     string     `json:"basis" maxLength:"200"`
	Items     []Item     `json:"items" minItems:"1" maxItems:"60"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// Pool is a village's pool as a page shows it, in fen: Funds came in; Promised is set aside for Outstanding points at Rate; Stock is
// what goods on hand cost, Used what goods cost that were handed out; Free is left. NewRate is what the rules say today, where that is another.
type Pool struct {
	ID          kernel.ID  `json:"id"`
	Rev         int64      `json:"rev"`
	Place       place.Ref  `json:"place"`
	Path        string     `json:"path"`
	Rate        int64      `json:"rate_fen"`
	NewRate     int64      `json:"new_rate_fen"`
	Funds       int64      `json:"funds_fen"`
	Promised    int64      `json:"promised_fen"`
	Stock       int64      `json:"stock_fen"`
	Used        int64      `json:"used_fen"`
	Free        int64      `json:"free_fen"`
	Outstanding int64      `json:"outstanding"`
	GivenAll    int64      `json:"given"`
	Spent       int64      `json:"spent"`
	Lapsed      int64      `json:"lapsed"`
	Households  int64      `json:"households"`
	ClosedTo    kernel.Day `json:"closed_to"`
	OpenTo      kernel.Day `json:"open_to"`
	Into        *place.Ref `json:"into"` // the village that took over, where this one ended
}

// Month is what was given and redeemed in a month, in points.
type Month struct {
	Month string `json:"month"`
	Given int64  `json:"given"`
	Spent int64  `json:"spent"`
}

// Fund is money that came into a pool, or went back where it is below zero.
type Fund struct {
	ID     kernel.ID  `json:"id"`
	Day    kernel.Day `json:"day"`
	Fen    int64      `json:"fen"`
	Source string     `json:"source"`
	By     string     `json:"by"`
}

// NewFund brings money into a pool. Fen is below zero for what goes back to who gave it.
type NewFund struct {
	Fen       int64      `json:"fen"`
	Day       kernel.Day `json:"day"`
	Source    string     `json:"source" maxLength:"200"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// House names a household.
type House struct {
	person.HouseholdRef
	Path string `json:"path"`
}

// Photo is a photo of what was done. Small and Medium are where smaller ones are.
type Photo struct {
	ID     kernel.ID `json:"id"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
	Medium string    `json:"medium"`
}

// Score is what one person said a deed is worth. Turn counts how often the deed was scored anew.
type Score struct {
	Turn   int    `json:"turn"`
	Check  bool   `json:"check"`  // a look by lot
	Agrees bool   `json:"agrees"` // with the result
	Points int64  `json:"points"`
	Note   string `json:"note"`
	By     string `json:"by"`
	At     int64  `json:"at"`
}

// Deed is something that a household did. Points are its result once the raters have scored; Low and High their lowest and
// highest score, Wide tells that these lie far apart. Drawn tells that the lot fell on it, Checked that it was looked at.
type Deed struct {
	ID       kernel.ID  `json:"id"`
	Rev      int64      `json:"rev"`
	House    House      `json:"household"`
	Item     string     `json:"item"`
	ItemName string     `json:"item_name"`
	Most     int64      `json:"most"`
	ListNo   int        `json:"list_no"`
	Day      kernel.Day `json:"day"`
	Note     string     `json:"note"`
	State    string     `json:"state" enum:"recorded,rated,picked,posted,given,withdrawn"`
	RoundID  kernel.ID  `json:"round_id"`
	Scored   int        `json:"scored"`
	Raters   int        `json:"raters"`
	Points   int64      `json:"points"`
	Low      int64      `json:"low"`
	High     int64      `json:"high"`
	Wide     bool       `json:"wide"`
	Drawn    bool       `json:"drawn"`
	Checked  bool       `json:"checked"`
	Why      string     `json:"why"`
	TxnID    kernel.ID  `json:"txn_id"`
	Photos   []Photo    `json:"photos" nullable:"false"`
	By       string     `json:"by"`
	At       int64      `json:"at"`
	Mine     string     `json:"mine" enum:",own,recorder,near,scored"` // why the actor may not score it
}

// DeedDetail is a deed with who scored and checked it, what was said against it, and what happened to it.
type DeedDetail struct {
	Deed
	Scores     []Score     `json:"scores" nullable:"false"`
	Objections []Objection `json:"objections" nullable:"false"`
	Round      *Round      `json:"round"`
}

// NewDeed is what is written down.
type NewDeed struct {
	HouseholdID kernel.ID  `json:"household_id"`
	Item        string     `json:"item" maxLength:"40"`
	Day         kernel.Day `json:"day"`
	Note        string     `json:"note" required:"false" maxLength:"500"`
	ClientKey   string     `json:"client_key" required:"false" maxLength:"100"`
}

// NewScore is what somebody says a deed is worth.
type NewScore struct {
	Points    int64  `json:"points" minimum:"0"`
	Note      string `json:"note" required:"false" maxLength:"500"`
	ClientKey string `json:"client_key" required:"false" maxLength:"100"`
}

// NewCheck is what came of a look by lot; who does not agree says why, and the raters score anew.
type NewCheck struct {
	Agrees bool   `json:"agrees"`
	Note   string `json:"note" required:"false" maxLength:"500"`
}

// DeedFilter narrows a list of deeds.
type DeedFilter struct {
	Place, Round, Household kernel.ID
	State                   string
}

// Round is what is scored, posted and given at once. Waiting are deeds of its time that are not scored yet and go into the next one.
type Round struct {
	ID       kernel.ID  `json:"id"`
	Rev      int64      `json:"rev"`
	Place    place.Ref  `json:"place"`
	PoolID   kernel.ID  `json:"pool_id"`
	Period   string     `json:"period"`
	From     kernel.Day `json:"from"`
	To       kernel.Day `json:"to"`
	State    string     `json:"state" enum:"checking,posted,issued"`
	Seed     string     `json:"seed"`
	Deeds    int        `json:"deeds"`
	Points   int64      `json:"points"`
	Drawn    int        `json:"drawn"`
	Unread   int        `json:"unchecked"`
	Objected int        `json:"objected"`
	Waiting  int        `json:"waiting"`
	Posted   kernel.Day `json:"posted"`
	ObjectTo kernel.Day `json:"object_to"`
	ShowTo   kernel.Day `json:"show_to"`
	PostedBy string     `json:"posted_by"`
	IssuedBy string     `json:"issued_by"`
	Rate     int64      `json:"rate_fen"`
	Need     int64      `json:"need_fen"` // what giving its points takes from the pool
	Free     int64      `json:"free_fen"` // and what is free there
}

// NewRound opens a round for a period: 2026-11, or 2026-Q4 where rounds are quarterly.
type NewRound struct {
	PlaceID kernel.ID `json:"place_id"`
	Period  string    `json:"period" maxLength:"7"`
}

// Rater is how one person scored in a round: against the result of each deed, in points, for the supervision committee.
type Rater struct {
	Name  string `json:"name"`
	Deeds int    `json:"deeds"`
	Above int64  `json:"above"` // points above the results, summed
	Below int64  `json:"below"`
	Most  int64  `json:"most"` // the widest difference
}

// Objection is what somebody says against a deed of a posted round. Text is masked on lists to who may decide it.
type Objection struct {
	ID     kernel.ID `json:"id"`
	Rev    int64     `json:"rev"`
	DeedID kernel.ID `json:"deed_id"`
	Text   string    `json:"text"`
	State  string    `json:"state" enum:"open,upheld,rejected"`
	Answer string    `json:"answer"`
	At     int64     `json:"at"`
	By     string    `json:"by"` // who decided
}

// Account is a household's account. Free is what it can spend now, Held what a counter has set aside for use without a network.
type Account struct {
	ID      kernel.ID `json:"id"`
	House   House     `json:"household"`
	PoolID  kernel.ID `json:"pool_id"`
	Points  int64     `json:"points"`
	Free    int64     `json:"free"`
	Held    int64     `json:"held"`
	Account kernel.ID `json:"account_id"`
}

// Line is one entry of an account: what, when, and from which record it came.
type Line struct {
	ID      kernel.ID  `json:"id"`
	Day     kernel.Day `json:"day"`
	At      int64      `json:"at"`
	Points  int64      `json:"points"`
	Kind    string     `json:"kind" enum:"merit.give,merit.spend,merit.carry,merit.lapse,merit.withdraw"`
	What    string     `json:"what"`
	RefKind string     `json:"ref_kind"`
	RefID   kernel.ID  `json:"ref_id"`
}
