package ledger_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/ledger"
)

// checks sets how many runs rapid makes: some in `make test`, as many as TOUYAN_LEDGER says in `make ledger`.
func checks(t *testing.T, some string) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	was := f.Value.String()
	must(t, flag.Set("rapid.checks", cmp.Or(os.Getenv("TOUYAN_LEDGER"), some)))
	t.Cleanup(func() { _ = flag.Set("rapid.checks", was) })
}

// naive is a ledger that keeps everything in lists and reckons each answer anew from all of them.
type naive struct {
	today    kernel.Day
	now      time.Time
	closed   kernel.Day
	accounts []*naiveAccount
	txns     []*naiveTxn
	keys     map[string]*naiveTxn
}

type naiveAccount struct {
	id        kernel.ID
	unit      string
	low, high int64
}

type naiveTxn struct {
	id       kernel.ID
	phase    ledger.Phase
	day      kernel.Day
	legs     []ledger.Leg
	until    time.Time
	reversed bool
	reversal bool
	ended    bool
	said     string // what the key brought
}

func (m *naive) account(id kernel.ID) *naiveAccount {
	for _, a := range m.accounts {
		if a.id == id {
			return a
		}
	}
	return nil
}

// of sums what is posted, and what is held out and in, but for one reservation.
func (m *naive) of(id kernel.ID, but *naiveTxn) (posted, out, in int64) {
	for _, t := range m.txns {
		for _, l := range t.legs {
			switch {
			case l.Account != id || t == but:
			case t.phase == ledger.Posted || t.phase == ledger.Settled:
				posted += l.Amount
			case t.phase == ledger.Reserved && !t.ended && t.until.After(m.now) && l.Amount < 0:
				out += l.Amount
			case t.phase == ledger.Reserved && !t.ended && t.until.After(m.now):
				in += l.Amount
			}
		}
	}
	return posted, out, in
}

// on is what an account had at the end of a day.
func (m *naive) on(id kernel.ID, day kernel.Day) (n int64) {
	for _, t := range m.txns {
		for _, l := range t.legs {
			if l.Account == id && t.day <= day && (t.phase == ledger.Posted || t.phase == ledger.Settled) {
				n += l.Amount
			}
		}
	}
	return n
}

// refuses says with which code legs are refused; but is the reservation that they end.
func (m *naive) refuses(legs []ledger.Leg, day kernel.Day, but *naiveTxn) string {
	switch {
	case day > m.today:
		return "day_ahead"
	case day <= m.closed:
		return "period_closed"
	}
	sums := map[string]int64{}
	for _, l := range legs {
		sums[m.account(l.Account).unit] += l.Amount
	}
	for _, n := range sums {
		if n != 0 {
			return "unbalanced"
		}
	}
	for _, l := range legs {
		a := m.account(l.Account)
		posted, out, in := m.of(l.Account, but)
		if l.Amount < 0 && a.low != ledger.NoLow && posted+out+l.Amount < a.low {
			return "below_low"
		}
		if l.Amount > 0 && a.high != ledger.NoHigh && posted+in+l.Amount > a.high {
			return "above_high"
		}
	}
	return ""
}

// pair is a naive ledger and a real one that do the same.
type pair struct {
	t     *rapid.T
	d     *db.DB
	clock *dbtest.Clock
	ctx   context.Context
	book  kernel.ID
	m     *naive
	n     int
}

var owners kernel.ID = 1000

func newPair(ctx context.Context, t *rapid.T, d *db.DB, clock *dbtest.Clock) *pair {
	p := &pair{t: t, d: d, clock: clock, ctx: ctx, m: &naive{keys: map[string]*naiveTxn{}, closed: "2026-10-31"}}
	owners++
	p.write("", func(tx *db.WriteTx) error {
		b, err := ledger.OpenBook(tx, ledger.Book{Kind: "probe", OwnerKind: "probe", OwnerID: owners, Name: "book", OpenFrom: "2026-11-01"})
		if err != nil {
			return err
		}
		p.book = b.ID
		for _, to := range []kernel.Day{"2026-11-10", "2026-11-14", "2027-12-31"} {
			if err := ledger.OpenPeriod(tx, b.ID, to); err != nil {
				return err
			}
		}
		for i := range rapid.IntRange(2, 6).Draw(t, "accounts") {
			a := ledger.Account{
				BookID: b.ID, Kind: fmt.Sprintf("k%d", i), OwnerKind: "probe", OwnerID: owners, Class: ledger.Asset, Name: "account",
				Unit: rapid.SampledFrom([]string{"fen", "fen", "point"}).Draw(t, "unit"), Low: ledger.NoLow, High: ledger.NoHigh,
			}
			if rapid.Bool().Draw(t, "floor") {
				a.Low = rapid.Int64Range(-20, 0).Draw(t, "low")
			}
			if rapid.Bool().Draw(t, "cap") {
				a.High = rapid.Int64Range(0, 20).Draw(t, "high")
			}
			if a, err = ledger.OpenAccount(tx, a); err != nil {
				return err
			}
			p.m.accounts = append(p.m.accounts, &naiveAccount{a.ID, a.Unit, a.Low, a.High})
		}
		return nil
	})
	p.tick()
	return p
}

// tick tells the naive ledger the time.
func (p *pair) tick() { p.m.now, p.m.today = p.clock.Now(), kernel.DayOf(p.clock.Now()) }

// write runs a Write that ends with the code.
func (p *pair) write(code string, fn func(*db.WriteTx) error) bool {
	err := p.d.Write(p.ctx, "probe.step", fn)
	var e *kernel.Error
	got := ""
	if errors.As(err, &e) {
		got = e.Code
	} else if err != nil {
		p.t.Fatal(err)
	}
	if got != code {
		p.t.Fatalf("%v, expected %q", err, code)
	}
	return code == ""
}

func (p *pair) entry() ledger.Entry {
	p.n++
	e := ledger.Entry{Book: p.book, Key: fmt.Sprintf("k%d", p.n), Kind: "probe.step"}
	if rapid.IntRange(0, 3).Draw(p.t, "dated") == 0 {
		e.Day = kernel.Day("2026-11-01").Add(rapid.IntRange(0, 17).Draw(p.t, "day"))
	}
	return e
}

func (p *pair) day(e ledger.Entry) kernel.Day { return cmp.Or(e.Day, p.m.today) }

// legs are of two accounts or more, mostly of one unit and balanced.
func (p *pair) legs() []ledger.Leg {
	var out []ledger.Leg
	rest := int64(0)
	order := rapid.Permutation(p.m.accounts).Draw(p.t, "order")
	n := rapid.IntRange(2, min(3, len(order))).Draw(p.t, "legs")
	for i, a := range order[:n] {
		amount := rapid.Int64Range(1, 12).Draw(p.t, "amount") * int64(1-2*(i%2))
		if i == n-1 && rest != 0 && rapid.IntRange(0, 9).Draw(p.t, "good") > 0 {
			amount = -rest
		}
		rest += amount
		out = append(out, ledger.Leg{Account: a.id, Amount: amount})
	}
	return out
}

// keep enters what was recorded.
func (p *pair) keep(e ledger.Entry, t ledger.Txn, n *naiveTxn) {
	n.id, n.day = t.ID, p.day(e)
	n.said = fmt.Sprint(e)
	p.m.txns = append(p.m.txns, n)
	p.m.keys[e.Key] = n
}

func (p *pair) post(*rapid.T) {
	e := p.entry()
	e.Legs = p.legs()
	var out ledger.Txn
	if p.write(p.m.refuses(e.Legs, p.day(e), nil), func(tx *db.WriteTx) (err error) { out, err = ledger.Post(tx, e); return err }) {
		p.keep(e, out, &naiveTxn{phase: ledger.Posted, legs: e.Legs})
		p.write("", func(tx *db.WriteTx) error {
			again, err := ledger.Post(tx, e)
			if again.ID != out.ID {
				p.t.Fatal("recorded twice")
			}
			return err
		})
		e.Memo = "other"
		p.write("key_used", func(tx *db.WriteTx) error { _, err := ledger.Post(tx, e); return err })
	}
}

func (p *pair) reserve(*rapid.T) {
	e := p.entry()
	e.Legs = p.legs()
	until := p.m.now.Add(time.Duration(rapid.IntRange(1, 5).Draw(p.t, "hours")) * time.Hour)
	var out ledger.Txn
	if p.write(p.m.refuses(e.Legs, p.day(e), nil), func(tx *db.WriteTx) (err error) { out, err = ledger.Reserve(tx, e, until); return err }) {
		p.keep(e, out, &naiveTxn{phase: ledger.Reserved, legs: e.Legs, until: until})
	}
}

// some is one of the transactions of a phase.
func (p *pair) some(phases ...ledger.Phase) *naiveTxn {
	var list []*naiveTxn
	for _, t := range p.m.txns {
		for _, ph := range phases {
			if t.phase == ph {
				list = append(list, t)
			}
		}
	}
	if len(list) == 0 {
		p.t.Skip("none") // the step of this draw, not the test: rapid draws another one
	}
	return rapid.SampledFrom(list).Draw(p.t, "which")
}

func (p *pair) settle(*rapid.T) {
	r, e := p.some(ledger.Reserved), p.entry()
	legs := r.legs
	if len(legs) == 2 && rapid.Bool().Draw(p.t, "part") && legs[0].Amount+legs[1].Amount == 0 {
		n := max(legs[0].Amount, -legs[0].Amount)
		k := rapid.Int64Range(1, n).Draw(p.t, "of")
		legs = []ledger.Leg{{Account: legs[0].Account, Amount: legs[0].Amount / n * k}, {Account: legs[1].Account, Amount: legs[1].Amount / n * k}}
		e.Legs = legs
	}
	var code string
	switch dated := p.m.refuses(nil, p.day(e), nil); {
	case dated != "":
		code = dated
	case r.ended:
		code = "reservation_ended"
	case !r.until.After(p.m.now):
		code = "reservation_expired"
	default:
		code = p.m.refuses(legs, p.day(e), r)
	}
	var out ledger.Txn
	if p.write(code, func(tx *db.WriteTx) (err error) { out, err = ledger.Settle(tx, r.id, e); return err }) {
		r.ended = true
		p.keep(e, out, &naiveTxn{phase: ledger.Settled, legs: legs})
	}
}

func (p *pair) release(*rapid.T) {
	r, e := p.some(ledger.Reserved), p.entry()
	code := p.m.refuses(nil, p.day(e), nil)
	if code == "" && r.ended {
		code = "reservation_ended"
	}
	if p.write(code, func(tx *db.WriteTx) error { _, err := ledger.Release(tx, r.id, e); return err }) {
		r.ended = true
	}
}

func (p *pair) expire(*rapid.T) {
	p.write("", func(tx *db.WriteTx) error { _, err := ledger.Expire(tx, 1000); return err })
	for _, t := range p.m.txns {
		t.ended = t.ended || t.phase == ledger.Reserved && !t.until.After(p.m.now)
	}
}

func (p *pair) reverse(*rapid.T) {
	r, e := p.some(ledger.Posted, ledger.Settled), p.entry()
	var legs []ledger.Leg
	for _, l := range r.legs {
		legs = append(legs, ledger.Leg{Account: l.Account, Amount: -l.Amount})
	}
	code := p.m.refuses(legs, p.day(e), nil)
	if r.reversal {
		code = "not_reversible"
	} else if r.reversed {
		code = "already_reversed"
	}
	var out ledger.Txn
	if p.write(code, func(tx *db.WriteTx) (err error) { out, err = ledger.Reverse(tx, r.id, e); return err }) {
		r.reversed = true
		p.keep(e, out, &naiveTxn{phase: ledger.Posted, legs: legs, reversal: true})
	}
}

func (p *pair) shut(*rapid.T) {
	next := map[kernel.Day]kernel.Day{"2026-10-31": "2026-11-10", "2026-11-10": "2026-11-14", "2026-11-14": "2027-12-31"}[p.m.closed]
	code := ""
	if next >= p.m.today {
		code = "period_not_over"
	}
	if p.write(code, func(tx *db.WriteTx) error { _, err := ledger.ClosePeriod(tx, p.book); return err }) {
		p.m.closed = next
	}
}

func (p *pair) bound(*rapid.T) {
	a := rapid.SampledFrom(p.m.accounts).Draw(p.t, "account")
	low, high := rapid.Int64Range(-20, 5).Draw(p.t, "low"), rapid.Int64Range(5, 30).Draw(p.t, "high")
	code := ""
	if posted, out, in := p.m.of(a.id, nil); posted+out < low {
		code = "below_low"
	} else if posted+in > high {
		code = "above_high"
	}
	if p.write(code, func(tx *db.WriteTx) error { return ledger.SetBounds(tx, a.id, low, high) }) {
		a.low, a.high = low, high
	}
}

func (p *pair) wait(*rapid.T) {
	p.clock.Add(time.Duration(rapid.IntRange(10, 200).Draw(p.t, "minutes")) * time.Minute)
	p.tick()
}

// same compares all balances.
func (p *pair) same(*rapid.T) {
	ids := make([]kernel.ID, len(p.m.accounts))
	for i, a := range p.m.accounts {
		ids[i] = a.id
	}
	if err := p.d.Read(p.ctx, func(tx *db.ReadTx) error {
		got, err := ledger.Balances(tx, ids)
		for _, id := range ids {
			posted, out, in := p.m.of(id, nil)
			if b := got[id]; b.Posted != posted || b.Out != out || b.In != in {
				p.t.Fatalf("account %s: %+v, expected %d %d %d", id, b, posted, out, in)
			}
		}
		return err
	}); err != nil {
		p.t.Fatal(err)
	}
}

// end compares balances on days, looks for what must never be, and replays the journal.
func (p *pair) end(replay func(kernel.ID) int64) {
	if err := p.d.Read(p.ctx, func(tx *db.ReadTx) error {
		for _, a := range p.m.accounts {
			day := kernel.Day("2026-10-31").Add(rapid.IntRange(0, 20).Draw(p.t, "day"))
			n, err := ledger.BalanceOn(tx, a.id, day)
			if err != nil || n != p.m.on(a.id, day) {
				p.t.Fatalf("account %s on %s: %d %v", a.id, day, n, err)
			}
			posted, _, _ := p.m.of(a.id, nil)
			if got := replay(a.id); got != posted {
				p.t.Fatalf("account %s: the journal says %d, not %d", a.id, got, posted)
			}
		}
		bad, err := ledger.Check(tx, p.book)
		if len(bad) > 0 {
			p.t.Fatal(bad)
		}
		return err
	}); err != nil {
		p.t.Fatal(err)
	}
}

// TestAgainstANaiveLedger lets both do the same at random: they agree on each refusal, on each balance after each step, on the
// balances of days, and the journal, replayed, says the same again.
func TestAgainstANaiveLedger(t *testing.T) {
	checks(t, "15")
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock()
			o := dbtest.Fresh(t, engine)
			o.Now = clock.Now
			d, err := db.Open(t.Context(), o)
			must(t, err)
			t.Cleanup(func() { _ = d.Close() })
			must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}))
			raw, ctx := dbtest.Raw(t, engine, o), dbtest.System(t)
			replay := func(id kernel.ID) (n int64) {
				rows, err := raw.QueryContext(ctx, "SELECT after FROM t_journal_line WHERE tbl = 'ledger_posting' AND after LIKE '%\"account_id\":"+id.String()+",%'")
				must(t, err)
				defer func() { _ = rows.Close() }()
				for rows.Next() {
					var text string
					var p struct {
						Amount int64 `json:"amount"`
					}
					must(t, rows.Scan(&text))
					must(t, json.Unmarshal([]byte(text), &p))
					n += p.Amount
				}
				must(t, rows.Err())
				return n
			}
			rapid.Check(t, func(rt *rapid.T) {
				clock.Set(dbtest.NewClock().Now())
				p := newPair(ctx, rt, d, clock)
				rt.Repeat(map[string]func(*rapid.T){
					"": p.same, "post": p.post, "post more": p.post, "reserve": p.reserve, "settle": p.settle, "release": p.release,
					"expire": p.expire, "reverse": p.reverse, "close": p.shut, "bounds": p.bound, "wait": p.wait,
				})
				p.end(replay)
			})
		})
	}
}
