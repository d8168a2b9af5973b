// Package feed lets others learn what happens here (requirements K2, issue of seeing the whole, section 4): other systems read by a
// token or are sent events, and each person may have what is due for them in their own calendar, by mail or in their browser. All of it
// is off until somebody switches it on, and none of it carries personal data out. See docs/adr/0053.
//
// A token reads what its maker may read today, at one place and with some permissions only; it never writes and never sees sealed rows.
// Events are CloudEvents 1.0, one for each line of the journal that a hook asked for, signed after the Standard Webhooks, in the order
// of the journal for each record. Calendars are iCalendar (RFC 5545), messages to browsers Web Push (RFC 8030, 8291, 8292).
//
// Tables: t_feed_token, t_feed_hook (journalled); t_feed_use, t_feed_cursor, t_feed_delivery, t_feed_own, t_feed_push, t_feed_key (local).
package feed

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// PermManage lets somebody make tokens and hooks for their places.
const PermManage = "feed.manage"

// The states of a token.
const (
	Active  = "active"
	Expired = "expired"
	Revoked = "revoked"
)

// The states of a hook. Halted: its maker may no longer read, or the receiver said that it is gone.
const (
	On      = "on"
	Off     = "off"
	Halted  = "halted"
	Removed = "removed"
)

// The states of a delivery. Dead: tried as often as is bearable; it can be sent again by hand.
const (
	Waiting = "waiting"
	Sent    = "sent"
	Dead    = "dead"
)

// How often a digest comes; empty: never.
const (
	Daily  = "daily"
	Weekly = "weekly"
)

// The kinds of what is due.
const (
	DueCase      = "case"
	DueItem      = "duty"
	DueVisit     = "visit"
	DueTerm      = "term"
	DueObjection = "objection" // an objection or a request that waits for its answer
	DueCall      = "call"      // a unit was called to a case
	DueOrder     = "order"     // of supervision
	DueDemand    = "demand"    // of an office, to be answered by a village
	DueRecheck   = "recheck"   // of honours
)

// The limits of what people may enter.
const (
	maxName   = 80
	maxPerms  = 60
	maxDays   = 731 // a token lasts two years at most
	maxTokens = 200 // that are shown
)

// FeedToken is a token as lists show it; the token itself is never shown again.
type FeedToken struct {
	ID        kernel.ID  `json:"id"`
	Name      string     `json:"name"`
	Place     place.Ref  `json:"place"`
	Perms     []string   `json:"perms" nullable:"false"`
	Until     kernel.Day `json:"until"`
	State     string     `json:"state" enum:"active,expired,revoked"`
	Made      kernel.Day `json:"made"`
	By        string     `json:"by"`
	Used      kernel.Day `json:"used"`
	RevokedAt int64      `json:"revoked_at"`
	RevokedBy string     `json:"revoked_by"`
}

// NewFeedToken says what a token shall be. Until is its last day.
type NewFeedToken struct {
	Name    string     `json:"name" maxLength:"80"`
	PlaceID kernel.ID  `json:"place_id"`
	Perms   []string   `json:"perms" nullable:"false" maxItems:"60"`
	Until   kernel.Day `json:"until"`
}

// FeedTokenMade is a new token: Secret stands in this answer only.
type FeedTokenMade struct {
	FeedToken
	Secret string `json:"secret"`
}

// FeedChoices is what the actor may give a token and ask of a hook, and what this server can do.
type FeedChoices struct {
	Perms   []string `json:"perms" nullable:"false"`
	Events  []string `json:"events" nullable:"false"` // the names of records
	Private bool     `json:"private"`                 // hooks may lead inside the office's own network
	Mail    bool     `json:"mail"`                    // there is a mail server
}

// FeedHook is where events go. Waiting and Dead count what is not sent.
type FeedHook struct {
	ID      kernel.ID  `json:"id"`
	Rev     int64      `json:"rev"`
	Name    string     `json:"name"`
	URL     string     `json:"url"`
	Kinds   []string   `json:"kinds" nullable:"false"`
	Place   place.Ref  `json:"place"`
	State   string     `json:"state" enum:"on,off,halted"`
	Made    kernel.Day `json:"made"`
	By      string     `json:"by"`
	Waiting int        `json:"waiting"`
	Dead    int        `json:"dead"`
	No      int64      `json:"no"` // of the journal, up to which it has read
}

// NewFeedHook says where which events shall go. Kinds are names of records with what happened to them: case.*, case.insert.
type NewFeedHook struct {
	Name    string    `json:"name" maxLength:"80"`
	URL     string    `json:"url" maxLength:"2000"`
	PlaceID kernel.ID `json:"place_id"`
	Kinds   []string  `json:"kinds" nullable:"false" maxItems:"60"`
}

// FeedHookMade is a new hook: Secret, by which the receiver checks what comes, stands in this answer only.
type FeedHookMade struct {
	FeedHook
	Secret string `json:"secret"`
}

// FeedDelivery is one event on its way to a hook.
type FeedDelivery struct {
	ID      kernel.ID `json:"id"`
	Event   string    `json:"event"`
	Kind    string    `json:"kind"`
	Subject string    `json:"subject"`
	No      int64     `json:"no"`
	At      int64     `json:"at"`
	State   string    `json:"state" enum:"waiting,sent,dead"`
	Tries   int       `json:"tries"`
	Next    int64     `json:"next"`
	Done    int64     `json:"done"`
	Status  int       `json:"status"` // of the last answer; 0: there was none
	Error   string    `json:"error"`  // its code
}

// DueThing is something due for somebody: what kind of thing, where, and when; never whom it is about. At is 0 where it is due on a
// day. N is how many of its kind it stands for.
type DueThing struct {
	Kind   string     `json:"kind" enum:"case,duty,visit,term,objection,call,order,demand,recheck"`
	Key    string     `json:"key"`
	Name   string     `json:"name"`
	NameEN string     `json:"name_en"`
	Place  string     `json:"place"`
	N      int        `json:"n"`
	Day    kernel.Day `json:"day"`
	At     int64      `json:"at"`
	Path   string     `json:"path"`
}

// OwnFeeds is what somebody has switched on for themselves.
type OwnFeeds struct {
	Calendar kernel.Day `json:"calendar"` // since when there is an address; empty: none
	Digest   string     `json:"digest" enum:",daily,weekly"`
	Mail     string     `json:"mail"` // masked
	MailSet  bool       `json:"mail_set"`
	Pushes   int        `json:"pushes"`   // browsers that are told
	PushKey  string     `json:"push_key"` // of this server, for a browser that subscribes
	HasMail  bool       `json:"has_mail"` // this server can send mail
	Due      []DueThing `json:"due" nullable:"false"`
}

// CalendarMade is the address of a calendar, shown this once.
type CalendarMade struct {
	Path string `json:"path"`
}

// NewDigest switches the digest on, over or off (empty).
type NewDigest struct {
	Digest string `json:"digest" enum:",daily,weekly"`
	Mail   string `json:"mail" required:"false" maxLength:"200"`
	Lang   string `json:"lang" enum:"zh,en"`
}

// NewPush is a browser's subscription, as it hands it out.
type NewPush struct {
	Endpoint string `json:"endpoint" maxLength:"1000"`
	P256dh   string `json:"p256dh" maxLength:"200"`
	Auth     string `json:"auth" maxLength:"100"`
	Front    string `json:"front" enum:"console,field"`
	Lang     string `json:"lang" enum:"zh,en"`
}
