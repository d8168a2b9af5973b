package demo_test

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"touyan/internal/demo"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// plain says in SQL what the figures of a bulletin count (requirement K2), out of the records and the journal, without the counters that
// the program reads. A condition on the place follows. millis: the days are moments.
type plain struct {
	sql    string
	millis bool
	now    bool // how many there are, whatever the days
}

// change are lines of the journal in which a case went from one thing to another.
func change(before, after string) plain {
	return plain{sql: "SELECT COUNT(*) FROM t_journal_line x JOIN t_journal j ON j.county_id = x.county_id AND j.id = x.entry_id WHERE x.tbl = 'case' AND x.op = 'update' AND x.before LIKE '%" +
		before + "%' AND x.after LIKE '%" + after + "%' AND j.at >= FROM_DAY AND j.at < TO_DAY", millis: true}
}

var plains = map[string]plain{
	"走访次数":  {sql: "SELECT COUNT(*) FROM t_visit x WHERE x.day >= FROM_DAY AND x.day <= TO_DAY AND x.back_at = 0"},
	"见面次数":  {sql: "SELECT COUNT(*) FROM t_visit x WHERE x.day >= FROM_DAY AND x.day <= TO_DAY AND x.back_at = 0 AND x.result = 'met'"},
	"走访表态户": {sql: "SELECT COUNT(*) FROM t_visit x WHERE x.day >= FROM_DAY AND x.day <= TO_DAY AND x.back_at = 0 AND x.rated <> ''"},
	"走访满意户": {sql: "SELECT COUNT(*) FROM t_visit x WHERE x.day >= FROM_DAY AND x.day <= TO_DAY AND x.back_at = 0 AND x.rated IN ('satisfied', 'fairly')"},
	"应访户":   {sql: "SELECT COUNT(*) FROM t_campaign_task x JOIN t_campaign c ON c.county_id = x.county_id AND c.id = x.campaign_id WHERE c.state = 'open'", now: true},
	"访到户":   {sql: "SELECT COUNT(*) FROM t_campaign_task x JOIN t_campaign c ON c.county_id = x.county_id AND c.id = x.campaign_id WHERE c.state = 'open' AND x.result IN ('met', 'declined')", now: true},
	"收件":    {sql: "SELECT COUNT(*) FROM t_case x WHERE NOT x.sealed AND x.at >= FROM_DAY AND x.at < TO_DAY", millis: true},
	"在办件":   {sql: "SELECT COUNT(*) FROM t_case x WHERE x.open AND NOT x.sealed", now: true},
	"办结件":   {sql: "SELECT COUNT(*) FROM t_case x WHERE x.ended_day >= FROM_DAY AND x.ended_day <= TO_DAY"},
	"按期办结件": {sql: "SELECT COUNT(*) FROM t_case x WHERE x.ended_day >= FROM_DAY AND x.ended_day <= TO_DAY AND NOT x.ended_late"},
	"办结次数":  change(`"open":true`, `"open":false`),
	"重办次数":  change(`"open":false`, `"open":true`),
	"办件评价数": change(`"rating":0`, `"rating":`),
	"办件好评数": {sql: change(`"rating":0`, `"rating":`).sql + ` AND (x.after LIKE '%"rating":4%' OR x.after LIKE '%"rating":5%')`, millis: true},
}

// shares are figures that divide two of them: towards the worse side, to one decimal of a per cent; below least nothing is told.
var shares = map[string]struct {
	of, over string
	down     bool // less is better
	least    int
	target   string // as the pack has it
	red      int    // per cent
}{
	"走访覆盖率": {of: "访到户", over: "应访户", target: "95%", red: 60},
	"走访见面率": {of: "见面次数", over: "走访次数"},
	"走访满意率": {of: "走访满意户", over: "走访表态户", least: 30},
	"按期办结率": {of: "按期办结件", over: "办结件", target: "95%", red: 80},
	"重办率":   {of: "重办次数", over: "办结次数", down: true},
}

// count asks the database itself.
type count struct {
	*testing.T
	d      *sql.DB
	county kernel.ID
}

func (c count) of(name string, s kernel.Span, at kernel.ID) int {
	c.Helper()
	p, ok := plains[name]
	if !ok {
		c.Errorf("nobody has said in plain SQL what %s counts", name)
		return 0
	}
	from, to := "'"+string(s.From)+"'", "'"+string(s.To)+"'"
	if p.millis {
		from, to = strconv.FormatInt(s.From.Time().UnixMilli(), 10), strconv.FormatInt(s.To.Add(1).Time().UnixMilli(), 10)
	}
	query := strings.NewReplacer("FROM_DAY", from, "TO_DAY", to).Replace(p.sql) + " AND x.county_id = " + c.county.String()
	if at != c.county {
		query += " AND x.township_id = " + at.String()
	}
	var n int
	if err := c.d.QueryRowContext(c.Context(), query).Scan(&n); err != nil {
		c.Fatal(name, err)
	}
	return n
}

// tenths is a share in tenths of a per cent; -1 where it is not told, with the words for it.
func (c count) tenths(name string, s kernel.Span, at kernel.ID) (int, string) {
	x := shares[name]
	of, over := c.of(x.of, s, at), c.of(x.over, s, at)
	switch {
	case over == 0:
		return -1, "无（没有可比的数）"
	case over < x.least:
		return -1, "样本不足"
	}
	n := of * 1000 / over
	if x.down && of*1000%over > 0 {
		n++
	}
	return n, tenthsText(n) + "%"
}

func tenthsText(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return fmt.Sprintf("%d.%d", n/10, n%10)
}

// text is what a paper has to say of a figure.
func (c count) text(f bulletin.PaperFigure, now, before kernel.Span) string {
	at, span := f.Place.ID, now
	if f.About == "before" {
		span = before
	}
	x, share := shares[f.Name]
	switch f.About {
	case "target":
		return x.target
	case "red":
		return c.red(f.Name, now)
	case "change":
		return c.change(f.Name, share, now, before)
	}
	if !share {
		return strconv.Itoa(c.of(f.Name, span, at))
	}
	n, text := c.tenths(f.Name, span, at)
	if n < 0 && f.Group != "" {
		return "—"
	}
	return text
}

// red are the townships beyond the red line, by name, as the paper lists them.
func (c count) red(name string, s kernel.Span) string {
	rows, err := c.d.QueryContext(c.Context(), "SELECT p.id, p.name FROM t_place p WHERE p.level = 2 AND p.county_id = "+c.county.String()+" ORDER BY p.code")
	if err != nil {
		c.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	towns, names := []kernel.ID{}, map[kernel.ID]string{}
	for rows.Next() {
		var id int64
		var town string
		if err := rows.Scan(&id, &town); err != nil {
			c.Fatal(err)
		}
		towns, names[kernel.ID(id)] = append(towns, kernel.ID(id)), town
	}
	if err := rows.Err(); err != nil {
		c.Fatal(err)
	}
	var out []string
	for _, id := range towns {
		if n, text := c.tenths(name, s, id); n >= 0 && n < 10*shares[name].red {
			out = append(out, names[id]+"（"+text+"）")
		}
	}
	if len(out) == 0 {
		return "没有"
	}
	return strings.Join(out, "、")
}

func (c count) change(name string, share bool, now, before kernel.Span) string {
	var a, b int
	up, down, after, text := "增加", "减少", "", strconv.Itoa
	if share {
		a, _ = c.tenths(name, now, c.county)
		b, _ = c.tenths(name, before, c.county)
		up, down, after, text = "提高", "下降", "个百分点", tenthsText
	} else {
		a, b = c.of(name, now, c.county), c.of(name, before, c.county)
	}
	switch {
	case share && (a < 0 || b < 0):
		return "上期没有可比的数"
	case a > b:
		return "比上期" + up + text(a-b) + after
	case a < b:
		return "比上期" + down + text(b-a) + after
	}
	return "与上期持平"
}

// TestEveryFigureOfAMonthlyBulletinIsAPlainCount: those of the visits' bulletin and of the county's, in sentences, tables and charts, before
// and now, with what is told of them.
func TestEveryFigureOfAMonthlyBulletinIsAPlainCount(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			o := dbtest.Fresh(t, engine)
			r, clock := roomsIn(t, o, "zhushan")
			raw := dbtest.Raw(t, engine, o)
			if err := demo.New(r, clock, 7).County(t.Context(), "zhushan", today); err != nil {
				t.Fatal(err)
			}
			county := must(place.CountyID(r.Pack.County))
			ctx := kernel.WithActor(t.Context(), kernel.System(county))
			for _, kind := range []string{"visit_monthly", "county_monthly"} {
				p, err := r.Bulletin.Make(ctx, bulletin.NewPaper{Kind: kind, PlaceID: county, Day: today})
				if err != nil {
					t.Fatal(err)
				}
				compare(count{t, raw, county}, p)
			}
		})
	}
}

func compare(c count, p *bulletin.PaperDetail) {
	now := kernel.Span{From: p.From, To: p.To}
	before := indicator.SpanOf(p.Period, p.From.Add(-1))
	seen := 0
	for _, f := range p.Figures {
		if f.List == "visit_leaders" { // TestLeadersReportAgreesWithTheRecords counts these
			continue
		}
		seen++
		if want := c.text(f, now, before); f.Text != want {
			c.Errorf("%s: %s %s of %s: the paper says %q, the records %q", p.Kind, f.Name, f.About, f.Place.Name, f.Text, want)
		}
	}
	if seen < 60 || !p.Same {
		c.Errorf("%s: %d figures compared; same %v", p.Kind, seen, p.Same)
	}
}
