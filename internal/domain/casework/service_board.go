package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

const (
	cardsShown = 20   // cases of a column that the board shows; the list shows all
	mostTold   = 1000 // cases of a column that are counted: of more the board says that there are more

	laneTriage = "?" // no queue has such an id
)

// Board is how the queues stand in a place: one centre triages, each queue works off its own (requirements B3). What it costs
// does not grow with what waits: each column reads the first of its lane, by what is due.
func (s *Service) Board(ctx context.Context, placeID kernel.ID) (*Board, error) {
	out := &Board{Queues: []BoardColumn{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		first := &out.Untriaged
		if err := s.column(tx, placeID, laneTriage, first); err != nil {
			return err
		}
		out.Triages = slices.ContainsFunc(first.Cards, func(c BoardCard) bool { return c.Triage != "" })
		for _, q := range queuesOn(s.pack(), tx.Today()) {
			col := BoardColumn{ID: q.ID, Name: q.Name, NameEN: q.NameEN, Days: q.Due.Days, Mine: holdsQueue(tx.Actor(), q)}
			if err := s.column(tx, placeID, q.ID, &col); err != nil {
				return err
			}
			out.Queues = append(out.Queues, col)
		}
		return nil
	})
	return out, err
}

func queuesOn(p *pack.Pack, day kernel.Day) []pack.Queue {
	return slices.DeleteFunc(slices.Clone(p.Queues), func(q pack.Queue) bool { return !q.Valid(day) })
}

func holdsQueue(a kernel.Actor, q pack.Queue) bool {
	return slices.ContainsFunc(a.Grants, func(g kernel.Grant) bool { return slices.Contains(q.Posts, g.Post) })
}

func triages(t pack.Transition) bool { return slices.Contains(t.Needs, pack.NeedQueue) }

// laneOf is the column of the board in which a case stands by its own rules: that of its queue while the queue's officers, or who
// took it from them, must act; that of triage while a step leads from it into a queue and no queue has it; else none.
func (s *Service) laneOf(ct pack.CaseType, st pack.State, c *caseRow, day kernel.Day) string {
	works := func(who string) bool { return who == pack.ByQueue || who == pack.ByBody || who == pack.ByAssignee }
	switch {
	case !st.Open || !slices.ContainsFunc(ct.Transitions, triages):
		return ""
	case c.Queue != "" && slices.ContainsFunc(st.Waiting, works):
		return c.Queue
	case !slices.Contains(st.Waiting, pack.ByQueue) && slices.ContainsFunc(ct.Out(st.ID), triages) && concerns(queuesOn(s.rules(c), day), c.Topic):
		return laneTriage
	}
	return ""
}

// concerns tells whether queues are for a topic. Where each of them names its topics, other cases go their usual way.
func concerns(queues []pack.Queue, topic string) bool {
	return slices.ContainsFunc(queues, func(q pack.Queue) bool { return len(q.Topics) == 0 || slices.Contains(q.Topics, topic) })
}

// myQueues are the queues of which the actor is an officer.
func (s *Service) myQueues(tx *db.ReadTx) []string {
	var out []string
	for _, q := range queuesOn(s.pack(), tx.Today()) {
		if holdsQueue(tx.Actor(), q) {
			out = append(out, q.ID)
		}
	}
	return out
}

// inLanes narrows to what stands in columns of the board.
func (w *conditions) inLanes(lanes []string) {
	w.add("c.open")
	switch len(lanes) {
	case 0:
		w.add("FALSE")
	case 1: // in the order of the index
		w.add("c.lane <> '' AND c.lane = ?", lanes[0])
	default:
		w.add("c.lane <> '' AND c.lane IN ("+marks(len(lanes))+")", anys(lanes)...)
	}
}

// find narrows to the case of a number, or to those that speak of something. What is sealed is found by its number only: words
// would tell what stands in it without anybody opening it.
func (w *conditions) find(q string) {
	if q = strings.TrimSpace(q); q != "" {
		w.add("(c.no = ? OR c.ext_no <> '' AND c.ext_no = ? OR NOT c.sealed AND c.text LIKE ? ESCAPE '!')", q, q, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(q)+"%")
	}
}

// column counts a column as far as it is counted, and reads its first cases.
func (s *Service) column(tx *db.ReadTx, placeID kernel.ID, lane string, out *BoardColumn) error {
	w := &conditions{}
	w.inLanes([]string{lane})
	if err := s.within(tx, w, "c", placeID); err != nil {
		return err
	}
	first := func(what string, most int) ([]caseRow, error) {
		rows, next, err := db.PageOf(tx, db.List{
			SQL: "SELECT " + what + " FROM {case c} WHERE " + w.String(), Args: w.args, Most: most,
			Order: []db.Key{{Col: "c.due", Dir: db.Asc}, {Col: "c.id", Dir: db.Asc}},
		}, func(c *caseRow) []any { return []any{c.Due, c.ID} })
		out.More = out.More || most == mostTold && next != ""
		return rows, err
	}
	counted, err := first("c.id, c.type, c.rules_no, c.due, c.state_since", mostTold)
	if err != nil {
		return err
	}
	s.lit(tx, counted, out)
	rows, err := first("c.*", cardsShown)
	if err != nil {
		return err
	}
	ways, err := s.routes(tx, rows)
	if err != nil {
		return err
	}
	views, err := s.views(tx, rows)
	out.Cards = make([]BoardCard, len(views))
	for i := range views {
		out.Cards[i] = s.card(tx, &rows[i], views[i], ways[i])
	}
	return err
}

// lit tells how cases of a column stand.
func (s *Service) lit(tx *db.ReadTx, rows []caseRow, out *BoardColumn) {
	light := s.lightsByType(tx)
	out.N = int64(len(rows))
	for i := range rows {
		c := &rows[i]
		switch light(c).of(true, c.Due, c.StateSince) {
		case "red":
			out.Red++
		case "amber":
			out.Amber++
		case "blue":
			out.Blue++
		}
		if out.Oldest == 0 || c.StateSince < out.Oldest {
			out.Oldest = c.StateSince
		}
	}
}

// card is a case with what triage may do with it.
func (s *Service) card(tx *db.ReadTx, c *caseRow, v Case, way pack.Route) BoardCard {
	ct := s.typeOf(c)
	out := BoardCard{Case: v, Taken: c.AssigneeID != 0 || c.BodyID != 0, Proposed: s.queueOf(way, c)}
	for _, t := range steps(ct, c.State, tx.Actor(), s.party(c)) {
		if triages(t) {
			out.Triage = t.ID
			break
		}
	}
	return out
}
