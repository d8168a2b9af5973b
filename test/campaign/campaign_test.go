// Package campaign proves a county's campaign of visits from beginning to end: leaders, cadres and households come in by sheets, a
// campaign gives each household its visitor, part of it is carried out over HTTP, and every figure that is told of it agrees with
// a plain count of the records.
package campaign

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// size is how large the campaign is, and how much of it is carried out.
type size struct{ leaders, cadres, houses, callers int }

// The county's own figures (requirements C1), and a small part of them for each run.
var (
	whole = size{leaders: 43, cadres: 10_000, houses: 100_000, callers: 1_000}
	small = size{leaders: 43, cadres: 240, houses: 1_200, callers: 40}
)

// TestC1TheCampaignOfACounty plays it on each engine. TOUYAN_CAMPAIGN=full does so with all households (make campaign).
func TestC1TheCampaignOfACounty(t *testing.T) {
	n := small
	if os.Getenv("TOUYAN_CAMPAIGN") == "full" {
		n = whole
	}
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			o := dbtest.Fresh(t, engine)
			c := prepare(t, o, n)
			began := time.Now()
			id := c.begin(t, "village_rounds")
			t.Logf("campaign over %d households made in %s", n.houses, time.Since(began).Round(time.Millisecond))
			began = time.Now()
			sent := c.carryOut(t, n.callers)
			t.Logf("%d visits by %d visitors in %s", sent, len(c.leaders)+n.callers, time.Since(began).Round(time.Millisecond))
			raw := dbtest.Raw(t, engine, o)
			if got := count(t, raw, "SELECT COUNT(*) FROM t_visit"); got != sent {
				t.Errorf("%d visits were answered as saved, %d are there", sent, got)
			}
			c.agree(t, raw, id, n)
			c.begin(t, "poor_households")
			if got := count(t, raw, "SELECT COUNT(*) FROM t_campaign_task t JOIN t_campaign c ON c.id = t.campaign_id WHERE c.plan = 'poor_households'"); got != poorOf(n.houses) {
				t.Errorf("%d of %d flagged households have a second task", got, poorOf(n.houses))
			}
			diff, err := c.app.Visit.Recount(c.system(t), c.id)
			if err != nil || len(diff) > 0 {
				t.Errorf("counters and records part: %v %v", diff, err)
			}
		})
	}
}

// poorOf is how many of some households are flagged: 48,000 of 100,000 (requirements C1).
func poorOf(houses int) int { return houses * 48 / 100 }

// begin makes a campaign as the county's centre does, and waits until it is open.
func (c *county) begin(t *testing.T, plan string) kernel.ID {
	t.Helper()
	centre := c.signIn(t, c.centre)
	var made visit.Campaign
	centre.call(t, "POST", "/api/campaigns", fmt.Sprintf(`{"plan":"%s","place_id":"%s","client_key":"%[1]s"}`, plan, c.id), &made)
	for made.State != visit.Open {
		time.Sleep(50 * time.Millisecond)
		centre.call(t, "GET", "/api/campaigns/"+made.ID.String(), "", &made)
	}
	return made.ID
}

// carryOut lets the leaders and some cadres visit the households that are theirs; every fifth visit is sent twice, as a phone does
// that did not hear the answer. It tells how many visits were made.
func (c *county) carryOut(t *testing.T, callers int) int {
	t.Helper()
	who := append(append([]visitor{}, c.leaders...), c.cadres[:callers]...)
	work, sum := make(chan visitor), make(chan int)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			done := 0
			for v := range work {
				done += c.round(t, v)
			}
			sum <- done
		})
	}
	go func() {
		for _, v := range who {
			work <- v
		}
		close(work)
		wg.Wait()
		close(sum)
	}()
	all := 0
	for n := range sum {
		all += n
	}
	return all
}

// round is what one visitor does: each household of theirs once. What came of it follows from the numbers alone, so that a run can
// be repeated.
func (c *county) round(t *testing.T, v visitor) int {
	on := c.signIn(t, v.account)
	if on == nil {
		return 0
	}
	var page struct{ Items []visit.Task }
	if !on.call(t, "GET", "/api/visits/next?limit=100", "", &page) {
		return 0
	}
	for i, task := range page.Items {
		k := v.nth*7 + i
		n := visit.NewVisit{Type: task.Type, HouseholdID: task.Household.ID, Result: visit.Met, ClientKey: fmt.Sprintf("%d-%d", v.nth, i)}
		switch k % 10 {
		case 3:
			n.Result = visit.Away
		case 7:
			n.Result = visit.Declined
		default:
			n.Text = "老两口都好，儿子在外打工"
			if k%4 == 0 {
				n.Asks = []string{"村口路灯坏了一盏"}
			}
		}
		body, err := json.Marshal(n)
		if err != nil {
			t.Error(err)
			return i
		}
		var made visit.Detail
		for range 1 + k%5/4 {
			if !on.call(t, "POST", "/api/visits", string(body), &made) {
				return i
			}
		}
		if made.Code != "" && k%3 > 0 { // the household says how it was, by its slip
			c.rate(t, made.Code, []string{visit.Satisfied, visit.Satisfied, visit.Fairly, visit.Unsatisfied}[k%4])
		}
	}
	return len(page.Items)
}

// agree holds everything that is told of the campaign against plain counts of the records.
func (c *county) agree(t *testing.T, raw *sql.DB, id kernel.ID, n size) {
	t.Helper()
	centre := c.signIn(t, c.centre)
	if got := count(t, raw, "SELECT COUNT(*) FROM t_campaign_task WHERE campaign_id = "+id.String()); got != n.houses {
		t.Errorf("%d of %d households have their task", got, n.houses)
	}
	if got := count(t, raw, "SELECT COUNT(*) FROM t_campaign_task WHERE visitor_id = 0"); got != 0 {
		t.Errorf("%d households have no visitor", got)
	}
	var all visit.Coverage
	centre.call(t, "GET", fmt.Sprintf("/api/campaigns/%s/coverage?place=%s", id, c.id), "", &all)
	c.covered(t, raw, "the county", "TRUE", all.Cover)
	if len(all.Below) == 0 {
		t.Error("the county has no townships in its coverage")
	}
	for _, b := range all.Below {
		c.covered(t, raw, b.Place.Name, "township_id = "+b.Place.ID.String(), b)
	}
	if gaps := centre.pages(t, fmt.Sprintf("/api/campaigns/%s/gaps?limit=200", id)); gaps != int(all.Left+all.Away) {
		t.Errorf("the list of gaps has %d households, the coverage says %d", gaps, all.Left+all.Away)
	}
	for _, period := range []string{visit.Week, visit.Month} {
		var r visit.Report
		centre.call(t, "GET", "/api/visits/report?period="+period, "", &r)
		if len(r.Leaders) != n.leaders {
			t.Errorf("%s: %d leaders of %d", period, len(r.Leaders), n.leaders)
		}
		for _, l := range append(r.Leaders, r.Total) {
			leading(t, raw, r, l)
		}
		if r.Total.Visits == 0 {
			t.Errorf("%s: no visit by a leader", period)
		}
		centre.sheet(t, "/api/exports/visit_leaders.xlsx?"+url.Values{"period": {period}}.Encode(), r)
	}
}

// covered holds one line of the coverage against the visits themselves: a household stands as its last visit left it.
func (c *county) covered(t *testing.T, raw *sql.DB, name, where string, v visit.Cover) {
	t.Helper()
	last := "SELECT COUNT(*) FROM t_visit v WHERE v." + where + " AND NOT EXISTS (SELECT 1 FROM t_visit w WHERE w.household_id = v.household_id AND w.id > v.id) AND v.result = "
	if where == "TRUE" {
		last = strings.Replace(last, "v.TRUE", "TRUE", 1)
	}
	rated := "SELECT COUNT(*) FROM t_visit WHERE " + where + " AND rated = "
	for what, pair := range map[string][2]int{
		"all":       {int(v.All), count(t, raw, "SELECT COUNT(*) FROM t_household WHERE to_day = '9999-12-31' AND "+where)},
		"met":       {int(v.Met), count(t, raw, last+"'met'")},
		"away":      {int(v.Away), count(t, raw, last+"'away'")},
		"declined":  {int(v.Declined), count(t, raw, last+"'declined'")},
		"left":      {int(v.Left), count(t, raw, "SELECT COUNT(*) FROM t_household h WHERE h.to_day = '9999-12-31' AND "+where+" AND NOT EXISTS (SELECT 1 FROM t_visit v WHERE v.household_id = h.id)")},
		"satisfied": {int(v.Satisfied), count(t, raw, rated+"'satisfied'")},
		"fairly":    {int(v.Fairly), count(t, raw, rated+"'fairly'")},
		"asked":     {int(v.Asked), count(t, raw, "SELECT COUNT(*) FROM t_visit WHERE "+where+" AND rated <> ''")},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s, %s: told %d, counted %d", name, what, pair[0], pair[1])
		}
	}
	want := -1
	if v.Asked >= visit.LeastAsked {
		want = int(100 * (v.Satisfied + v.Fairly) / v.Asked)
	}
	if v.Percent != want {
		t.Errorf("%s: %d %% of %d answers, not %d", name, v.Percent, v.Asked, want)
	}
}

// leading holds a leader's line, or the sum of all, against the records of the period.
func leading(t *testing.T, raw *sql.DB, r visit.Report, l visit.Leader) {
	t.Helper()
	who := "visitor_id = " + l.Person.ID.String()
	if l.Person.ID == 0 {
		who = "visitor_id IN (SELECT person_id FROM t_appointment WHERE post = 'area_leader')"
	}
	from := fmt.Sprintf(" FROM t_visit WHERE %s AND day >= '%s' AND day <= '%s' AND back_at = 0", who, r.From, r.To)
	for what, pair := range map[string][2]int{
		"visits":     {l.Visits, count(t, raw, "SELECT COUNT(*)"+from)},
		"households": {l.Households, count(t, raw, "SELECT COUNT(DISTINCT household_id)"+from)},
		"villages":   {l.Villages, count(t, raw, "SELECT COUNT(DISTINCT village_id)"+from)},
		"met":        {l.Met, count(t, raw, "SELECT COUNT(*)"+from+" AND result = 'met'")},
		"away":       {l.Away, count(t, raw, "SELECT COUNT(*)"+from+" AND result = 'away'")},
		"declined":   {l.Declined, count(t, raw, "SELECT COUNT(*)"+from+" AND result = 'declined'")},
		"asks":       {l.Asks, count(t, raw, "SELECT COUNT(*) FROM t_visit_ask WHERE visit_id IN (SELECT id"+from+")")},
		"asked":      {l.Asked, count(t, raw, "SELECT COUNT(*)"+from+" AND rated <> ''")},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s of %s, %s: told %d, counted %d", r.Period, l.Person.Name, what, pair[0], pair[1])
		}
	}
}

func count(t *testing.T, raw *sql.DB, text string) (n int) {
	t.Helper()
	if err := raw.QueryRowContext(t.Context(), text).Scan(&n); err != nil {
		t.Fatal(text, err)
	}
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
