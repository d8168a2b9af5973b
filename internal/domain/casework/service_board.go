package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// cardsShown is how many cases of a column the board shows; the list shows all.
const cardsShown = 20

// spots are the states of one case type in which a case stands in a column of the board.
type spots struct {
	typ    string
	states []string
}

// Board is how the queues stand in a place: one centre triages, each queue works off its own (requirements B3).
func (s *Service) Board(ctx context.Context, placeID kernel.ID) (*Board, error) {
	out := &Board{Queues: []BoardColumn{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		first, queues := &out.Untriaged, s.queuesOn(tx.Today())
		first.Cards = []BoardCard{}
		w, at := &conditions{}, s.untriaged(tx.Today())
		w.in(at)
		w.concern(queues)
		if err := s.column(tx, placeID, w, at, first); err != nil {
			return err
		}
		out.Triages = slices.ContainsFunc(first.Cards, func(c BoardCard) bool { return c.Triage != "" })
		at = s.workedOff(tx.Today())
		for _, q := range queues {
			col := BoardColumn{ID: q.ID, Name: q.Name, NameEN: q.NameEN, Days: q.Due.Days, Mine: holdsQueue(tx.Actor(), q), Cards: []BoardCard{}}
			w := &conditions{}
			w.inQueues([]string{q.ID}, at)
			if err := s.column(tx, placeID, w, at, &col); err != nil {
				return err
			}
			out.Queues = append(out.Queues, col)
		}
		return nil
	})
	return out, err
}

func (s *Service) queuesOn(day kernel.Day) []pack.Queue {
	return slices.DeleteFunc(slices.Clone(s.pack().Queues), func(q pack.Queue) bool { return !q.Valid(day) })
}

func holdsQueue(a kernel.Actor, q pack.Queue) bool {
	return slices.ContainsFunc(a.Grants, func(g kernel.Grant) bool { return slices.Contains(q.Posts, g.Post) })
}

func triages(t pack.Transition) bool { return slices.Contains(t.Needs, pack.NeedQueue) }

// untriaged are the states in which a case waits for triage: out of them a step leads into a queue, and no queue has it yet.
func (s *Service) untriaged(day kernel.Day) []spots {
	return s.spotsWhere(day, func(ct pack.CaseType, st pack.State) bool {
		return st.Open && !slices.Contains(st.Waiting, pack.ByQueue) && slices.ContainsFunc(ct.Out(st.ID), triages)
	})
}

// workedOff are the states in which the officers of a queue, or who took the case from it, must act.
func (s *Service) workedOff(day kernel.Day) []spots {
	return s.spotsWhere(day, func(ct pack.CaseType, st pack.State) bool {
		works := func(who string) bool { return who == pack.ByQueue || who == pack.ByBody || who == pack.ByAssignee }
		return st.Open && slices.ContainsFunc(st.Waiting, works) && slices.ContainsFunc(ct.Transitions, triages)
	})
}

func (s *Service) spotsWhere(day kernel.Day, fits func(pack.CaseType, pack.State) bool) []spots {
	var out []spots
	for _, ct := range s.pack().CaseTypes {
		at := spots{typ: ct.ID}
		for _, st := range ct.States {
			if ct.Valid(day) && fits(ct, st) {
				at.states = append(at.states, st.ID)
			}
		}
		if len(at.states) > 0 {
			out = append(out, at)
		}
	}
	return out
}

// myQueues are the queues of which the actor is an officer.
func (s *Service) myQueues(tx *db.ReadTx) []string {
	var out []string
	for _, q := range s.queuesOn(tx.Today()) {
		if holdsQueue(tx.Actor(), q) {
			out = append(out, q.ID)
		}
	}
	return out
}

// inQueues narrows to what the officers of queues have before them.
func (w *conditions) inQueues(queues []string, at []spots) {
	if len(queues) == 0 || len(at) == 0 {
		w.add("FALSE")
		return
	}
	w.add("c.queue <> '' AND c.queue IN ("+marks(len(queues))+")", anys(queues)...)
	w.in(at)
}

// concern narrows to what the queues are for. Where each of them names its topics, other cases go their usual way.
func (w *conditions) concern(queues []pack.Queue) {
	var topics []string
	for _, q := range queues {
		if len(q.Topics) == 0 {
			return
		}
		topics = append(topics, q.Topics...)
	}
	w.add("c.topic IN ("+marks(len(topics))+")", anys(topics)...)
}

// find narrows to the case of a number, or to those that speak of something. What is sealed is found by its number only: words
// would tell what stands in it without anybody opening it.
func (w *conditions) find(q string) {
	if q = strings.TrimSpace(q); q != "" {
		w.add("(c.no = ? OR c.ext_no <> '' AND c.ext_no = ? OR NOT c.sealed AND c.text LIKE ? ESCAPE '!')", q, q, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(q)+"%")
	}
}

// in narrows to open cases in the states of a column.
func (w *conditions) in(at []spots) {
	w.add("c.open")
	part, args := "", []any{}
	if len(at) == 0 {
		part = "FALSE"
	}
	for i, x := range at {
		if i > 0 {
			part += " OR "
		}
		part += "c.type = ? AND c.state IN (" + marks(len(x.states)) + ")"
		args = append(append(args, x.typ), anys(x.states)...)
	}
	w.add("("+part+")", args...)
}

// column counts a column and reads its first cases.
func (s *Service) column(tx *db.ReadTx, placeID kernel.ID, w *conditions, at []spots, out *BoardColumn) error {
	if len(at) == 0 {
		return nil
	}
	if err := s.within(tx, w, "c", placeID); err != nil {
		return err
	}
	var sums []struct {
		N      int64 `bun:"n"`
		Red    int64 `bun:"red"`
		Amber  int64 `bun:"amber"`
		Blue   int64 `bun:"blue"`
		Oldest int64 `bun:"oldest"`
	}
	ct, _ := s.pack().CaseType(at[0].typ)
	l := lightsOn(s.days, tx.Now(), ct.LightsOf())
	args := append([]any{l.now, l.now, l.amber, l.now, l.amber, noDue, l.blue, l.now, l.percent}, w.args...)
	err := tx.Select(&sums, `SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN c.due < ? THEN 1 ELSE 0 END), 0) AS red,
		COALESCE(SUM(CASE WHEN c.due >= ? AND c.due <= ? THEN 1 ELSE 0 END), 0) AS amber,
		COALESCE(SUM(CASE WHEN c.due >= ? AND c.due > ? AND c.due < ? AND (c.due <= ? OR (c.due - ?) * 100 <= (c.due - c.state_since) * ?) THEN 1 ELSE 0 END), 0) AS blue,
		COALESCE(MIN(c.state_since), 0) AS oldest FROM {case c} WHERE `+w.String(), args...)
	if err != nil || len(sums) == 0 {
		return err
	}
	out.N, out.Red, out.Amber, out.Blue, out.Oldest = sums[0].N, sums[0].Red, sums[0].Amber, sums[0].Blue, sums[0].Oldest
	rows, _, err := db.PageOf(tx, db.List{
		SQL: "SELECT c.* FROM {case c} WHERE " + w.String(), Args: w.args, Page: kernel.Page{Limit: cardsShown},
		Order: []db.Key{{Col: "c.due", Dir: db.Asc}, {Col: "c.id", Dir: db.Asc}},
	}, func(c *caseRow) []any { return []any{c.Due, c.ID} })
	if err != nil {
		return err
	}
	views, err := s.views(tx, rows)
	for i := range views {
		out.Cards = append(out.Cards, s.card(tx, &rows[i], views[i]))
	}
	return err
}

// card is a case with what triage may do with it.
func (s *Service) card(tx *db.ReadTx, c *caseRow, v Case) BoardCard {
	ct := s.typeOf(c)
	out := BoardCard{Case: v, Taken: c.AssigneeID != 0 || c.BodyID != 0}
	out.Proposed, _ = s.Proposed(c, "", tx.Today())
	for _, t := range steps(ct, c.State, tx.Actor(), s.party(c)) {
		if triages(t) {
			out.Triage = t.ID
			break
		}
	}
	return out
}
