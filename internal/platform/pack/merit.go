package pack

import (
	"regexp"
	"slices"

	"touyan/internal/kernel"
)

// Merits is the section of a pack about the points that households earn of their own will (requirement F2; domain facts 1.1.2).
type Merits struct {
	MeritSchemes []MeritScheme `yaml:"merit_schemes"`
}

// How the scores of the raters become points.
const (
	PickMedian = "median"
	PickMean   = "mean"
)

// What becomes of points when a household splits; of two that merge, the one that stays has the points of both.
const (
	SplitByMembers = "members"
	SplitEqually   = "equal"
	SplitStays     = "stay"
)

// What becomes of points at the end of a year.
const (
	YearCarry = "carry"
	YearLapse = "lapse"
)

// MeritScheme is how households earn points for deeds and what the counter may do without a network. How long results are posted
// and objected to, and what a point is worth, are the parameters points_posting_days, points_objection_days and points_yuan.
type MeritScheme struct {
	Term     `yaml:",inline"`
	Every    string `yaml:"every"`           // a round: month or quarter
	Raters   int    `yaml:"raters"`          // who score a deed, each by themselves
	Pick     string `yaml:"pick"`            // median or mean of their scores
	Spread   int    `yaml:"spread"`          // points between the highest and the lowest score from which on a deed is marked
	Recheck  int    `yaml:"recheck_percent"` // of the deeds of a round, drawn by lot, looked at by somebody else
	OwnItems bool   `yaml:"own_items"`       // a village may have items that the drawer does not know
	MaxItem  int    `yaml:"max_item"`        // the most points that one deed may bring
	Split    string `yaml:"split"`
	YearEnd  string `yaml:"year_end"`
	Offline  int    `yaml:"offline_hours"` // how long a counter may work on what was set aside for it
	Sync     int    `yaml:"sync_hours"`    // and how long after that it may bring what it handed out

	DeedItems []DeedItem `yaml:"deed_items"` // the drawer from which villages make their own list
}

// DeedItem is a kind of deed with the points that it brings at most.
type DeedItem struct {
	Term   `yaml:",inline"`
	Points Gain `yaml:"points"`
	Photo  bool `yaml:"photo"` // a photo of the thing helps those who rate; never a duty, never of people
}

// Gain are points of an item. It is read where it is below zero too, so that the check can say why it must not be.
type Gain int

// MeritOn is the scheme in force on a day.
func (m *Merits) MeritOn(day kernel.Day) (MeritScheme, bool) {
	for _, s := range slices.Backward(m.MeritSchemes) {
		if s.Valid(day) {
			return s, true
		}
	}
	return MeritScheme{}, false
}

// DeedItem finds an item of the drawer.
func (s *MeritScheme) DeedItem(id string) (DeedItem, bool) { return find(s.DeedItems, id) }

func (m *Merits) inherit() {
	for i := range m.MeritSchemes {
		s := &m.MeritSchemes[i]
		for j := range s.DeedItems {
			s.DeedItems[j].fill(s.Term)
		}
	}
}

// appUse are words by which an item would pay for using an app, which nothing here does (国办函〔2026〕12号; domain facts 2.7).
var appUse = regexp.MustCompile(`(?i)登录|登陆|签到|打卡|在线时长|点赞|转发|下载|安装|学习时长|浏览|log-?in|sign-?in|check-?in|download`)

// CountsUse tells whether the name of an item speaks of using an app.
func CountsUse(name string) bool { return appUse.MatchString(name) }

// The bounds of a scheme.
const (
	maxDeedPoints = 1000
	maxOffline    = 72
)

func (c checker) merits() {
	for i := range c.MeritSchemes {
		s := &c.MeritSchemes[i]
		t := &s.Term
		c.term(t)
		c.oneOf(t, "every", s.Every, []string{"month", "quarter"})
		c.oneOf(t, "pick", s.Pick, []string{PickMedian, PickMean})
		c.oneOf(t, "split", s.Split, []string{SplitByMembers, SplitEqually, SplitStays})
		c.oneOf(t, "year_end", s.YearEnd, []string{YearCarry, YearLapse})
		c.upTo(t, "raters", s.Raters, 9)
		c.upTo(t, "spread", s.Spread, maxDeedPoints)
		c.upTo(t, "recheck_percent", s.Recheck, 100)
		c.upTo(t, "max_item", s.MaxItem, maxDeedPoints)
		c.upTo(t, "offline_hours", s.Offline, maxOffline)
		c.upTo(t, "sync_hours", s.Sync, maxOffline)
		if s.Pick == PickMedian && s.Raters%2 == 0 {
			c.bad(t, "raters", "bad_value", "%q: a median needs an odd number of raters, not %d", s.ID, s.Raters)
		}
		for j := range s.DeedItems {
			c.deedItem(s, &s.DeedItems[j])
		}
	}
}

func (c checker) upTo(t *Term, key string, n, high int) {
	if n < 1 || n > high {
		c.bad(t, key, "bad_value", "%q: %s is 1 to %d, not %d", t.ID, key, high, n)
	}
}

func (c checker) deedItem(s *MeritScheme, d *DeedItem) {
	t := &d.Term
	c.names(t)
	switch {
	case d.Points < 1:
		c.bad(t, "points", "negative_item", "%q has %d points: a household is only ever given points, there is no minus item for one (domain facts 1.1.2)", d.ID, d.Points)
	case int(d.Points) > s.MaxItem:
		c.bad(t, "points", "bad_value", "%q has %d points, but one deed brings at most %d (max_item)", d.ID, d.Points, s.MaxItem)
	}
	if CountsUse(d.Name) || CountsUse(d.NameEN) {
		c.bad(t, "name", "counts_use", "%q pays for using an app: points come from deeds, never from log-ins, check-ins or likes (domain facts 2.7)", d.ID)
	}
}
