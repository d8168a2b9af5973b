package body

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The lists of members of the Party and the grid in which they are placed.
const (
	PlacedAll   = "all"
	PlacedNone  = "none"  // in no grid
	PlacedTwice = "twice" // in two or more
)

// Placed is a member of the Party with the grid in which they are placed (一编), the posts they took (定岗) and what those owe
// (定责).
type Placed struct {
	PersonID   kernel.ID   `json:"person_id"`
	PersonName string      `json:"person_name"`
	Branch     Ref         `json:"branch"`
	Grids      []place.Ref `json:"grids" nullable:"false"`
	Posts      []string    `json:"posts" nullable:"false"`
	Duties     []string    `json:"duties" nullable:"false"`
}

// NewPlacing places a member of the Party in a grid from a day on; from then on in no other.
type NewPlacing struct {
	PersonID kernel.ID  `json:"person_id"`
	PlaceID  kernel.ID  `json:"place_id"`
	From     kernel.Day `json:"from" required:"false"`
}

// placedOnce refuses a second grid for a member of the Party: each is placed in one.
func (s *Service) placedOnce(tx *db.WriteTx, a Appointment) error {
	posts := s.pack().Placing(a.From)
	if !slices.Contains(posts, a.Post) {
		return nil
	}
	held, err := s.placings(tx.ReadTx, []kernel.ID{a.PersonID}, posts)
	for _, h := range held {
		if h.span().Overlaps(a.span()) {
			return kernel.Conflict("placed_already").With("name", a.PersonName).With("from", string(h.From))
		}
	}
	return err
}

// placings reads, in the whole county, the appointments of persons that place them.
func (s *Service) placings(tx *db.ReadTx, who []kernel.ID, posts []string) ([]Appointment, error) {
	if len(who) == 0 || len(posts) == 0 {
		return nil, nil
	}
	in, args := place.Among("a.person_id", who)
	m, more := marks(posts)
	return selectAppointments(tx.As(kernel.System(tx.County())), in+" AND a.post IN ("+m+") AND a.to_day >= ?", append(append(args, more...), tx.Today())...)
}

// Place places a member of the Party in a grid: what placed them so far ends on the day before.
func (s *Service) Place(ctx context.Context, n NewPlacing) (Appointment, error) {
	var out Appointment
	err := s.d.Write(ctx, "body.place_member", func(tx *db.WriteTx) error {
		posts := s.pack().Placing(tx.Today())
		p, err := s.places.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(posts, func(id string) bool {
			po, _ := s.pack().Post(id)
			return po.AtLevel(s.pack().PostLevel(p.Level, p.Kind))
		})
		if i < 0 {
			return kernel.Invalid("place_id", "no_placing_here").With("name", p.Name)
		}
		a, err := s.draft(tx, NewAppointment{Post: posts[i], PersonID: n.PersonID, PlaceID: n.PlaceID, From: n.From})
		if err != nil {
			return err
		}
		if err := mayGive(s.pack(), tx.Actor(), a); err != nil {
			return err
		}
		held, err := s.placings(tx.ReadTx, []kernel.ID{n.PersonID}, posts)
		if err != nil {
			return err
		}
		for _, h := range held {
			if h.PlaceID == a.PlaceID {
				return kernel.Conflict("placed_already").With("name", a.PersonName).With("from", string(h.From))
			}
			r := appointmentRowOf(h)
			if r.ToDay = a.From.Add(-1); r.ToDay < r.FromDay {
				return kernel.Invalid("from", "bad_day").With("from", string(h.From))
			}
			if err := tx.Pass(r); err != nil {
				return err
			}
		}
		r := appointmentRowOf(a)
		if err := tx.Insert(r); err != nil {
			return err
		}
		one := []Appointment{r.appointment()}
		err = s.dress(tx.ReadTx, one)
		out = one[0]
		return err
	})
	return out, err
}

// Placings is a page of the members of the Party of a place with where they are placed. Narrowed to those in none or in two, a
// page may be short though more follow.
func (s *Service) Placings(ctx context.Context, which string, at kernel.ID, page kernel.Page) (out []Placed, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.PagePlacings(tx, which, at, page)
		return err
	})
	return out, next, err
}

// PagePlacings is Placings within a transaction.
func (s *Service) PagePlacings(tx *db.ReadTx, which string, at kernel.ID, page kernel.Page) ([]Placed, string, error) {
	out, today := []Placed{}, tx.Today()
	posts := s.pack().Placing(today)
	if len(posts) == 0 {
		return out, "", nil
	}
	where, args := "TRUE", []any{}
	if at != 0 {
		w, a, err := s.places.Within(tx, "m", at)
		if err != nil {
			return nil, "", err
		}
		where, args = w, a
	}
	rows, next, err := pageParty(tx, s.pack().PartyKinds(), where+" AND m.from_day <= ? AND m.to_day >= ?", append(args, today, today), page)
	if err != nil {
		return nil, "", err
	}
	all, err := s.placed(tx, rows, posts)
	for _, p := range all {
		if n := len(p.Grids); which == PlacedAll || which == "" || which == PlacedNone && n == 0 || which == PlacedTwice && n > 1 {
			out = append(out, p)
		}
	}
	return out, next, err
}

func (s *Service) placed(tx *db.ReadTx, rows []memberRow, posts []string) ([]Placed, error) {
	who, bodies := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows))
	for i, r := range rows {
		who[i], bodies[i] = r.PersonID, r.BodyID
	}
	branches, err := selectBodies(tx, bodies)
	if err != nil {
		return nil, err
	}
	in, args := place.Among("a.person_id", who)
	var held []Appointment
	if len(who) > 0 {
		if held, err = selectAppointments(tx.As(kernel.System(tx.County())), in+" AND a.from_day <= ? AND a.to_day >= ?", append(args, tx.Today(), tx.Today())...); err != nil {
			return nil, err
		}
	}
	if err := s.dress(tx.As(kernel.System(tx.County())), held); err != nil {
		return nil, err
	}
	out := make([]Placed, len(rows))
	for i, r := range rows {
		p := Placed{
			PersonID: r.PersonID, PersonName: r.PersonName, Branch: Ref{r.BodyID, branches[r.BodyID].Name},
			Grids: []place.Ref{}, Posts: []string{}, Duties: []string{},
		}
		for _, a := range held {
			if a.PersonID != r.PersonID {
				continue
			}
			if slices.Contains(posts, a.Post) && a.Place != nil {
				p.Grids = append(p.Grids, *a.Place)
			} else {
				p.Posts = append(p.Posts, s.label(a))
			}
			p.Duties = append(p.Duties, s.dutiesOf(a.Post, tx.Today())...)
		}
		out[i] = p
	}
	return out, nil
}

// dutiesOf names what a post owes by the pack.
func (s *Service) dutiesOf(post string, day kernel.Day) []string {
	var out []string
	for _, d := range s.pack().Duties {
		if d.Valid(day) && slices.Contains(d.Posts, post) {
			out = append(out, d.Name)
		}
	}
	return out
}

// placedLine is one row of the sheet of placed members.
func placedLine(p Placed) []any {
	grids := make([]string, len(p.Grids))
	for i, g := range p.Grids {
		grids[i] = g.Name
	}
	what := map[bool]string{len(grids) == 0: "未编入网格", len(grids) > 1: "编入多个网格"}[true]
	return []any{p.PersonName, p.Branch.Name, strings.Join(grids, "、"), strings.Join(p.Posts, "、"), strings.Join(p.Duties, "、"), what}
}
