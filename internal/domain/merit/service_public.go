package merit

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// residentName stands in the journal for whoever objects without an account.
const residentName = "resident"

// PublicRow is a deed as everybody sees it: the name of the head is masked (个人信息保护法 art. 25; domain facts 2.6).
type PublicRow struct {
	ID    kernel.ID
	Place string
	Name  string
	Item  string
	Day   kernel.Day
	State string
	Point int64
	code  string
}

// PublicRound is a posted round. Objecting tells that objections may be made today.
type PublicRound struct {
	Period    string
	Posted    kernel.Day
	ObjectTo  kernel.Day
	ShowTo    kernel.Day
	Points    int64
	Objecting bool
	Rows      []PublicRow
}

// PublicVillage is what everybody sees of a village's points: its list, and the rounds that are posted as long as the rule says.
type PublicVillage struct {
	Place  place.Place
	List   *List
	Rounds []PublicRound
}

// village finds the village of a public card's code.
func (s *Service) village(tx *db.ReadTx, code string) (place.Place, error) {
	p, err := s.place.ByCard(tx, code)
	if err != nil || p.Level == kernel.LevelVillage {
		return p, err
	}
	if p.Stamp.VillageID == 0 {
		return p, kernel.NotFound("place")
	}
	return s.place.Load(system(tx), p.Stamp.VillageID)
}

// Village is the public page of a village's points.
func (s *Service) Village(ctx context.Context, code string) (*PublicVillage, error) {
	var out *PublicVillage
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.village(tx, code)
		if err != nil {
			return err
		}
		out = &PublicVillage{Place: p}
		all := system(tx)
		pool, err := poolAt(all, p.ID)
		if err != nil {
			return err
		}
		if pool == nil {
			return kernel.NotFound("merit")
		}
		rows, err := listsOf(all, pool.ID)
		if err != nil {
			return err
		}
		lists, err := s.lists(all, rows)
		if i := slices.IndexFunc(lists, func(l List) bool { return l.Now }); i >= 0 {
			out.List = &lists[i]
		}
		if err != nil {
			return err
		}
		var rounds []roundRow
		if err := all.Select(&rounds, "SELECT r.* FROM {merit_round r} WHERE r.pool_id = ? AND r.show_to >= ? AND r.posted_day <> ''", pool.ID, tx.Today()); err != nil {
			return err
		}
		slices.SortFunc(rounds, func(a, b roundRow) int { return cmp.Compare(b.FromDay, a.FromDay) })
		for i := range rounds {
			v, err := s.publicRound(all, &rounds[i])
			if err != nil {
				return err
			}
			out.Rounds = append(out.Rounds, *v)
		}
		return nil
	})
	return out, err
}

// publicRound lists the deeds of a round by place and household, never by points; what was withdrawn is not shown to anybody.
func (s *Service) publicRound(all *db.ReadTx, r *roundRow) (*PublicRound, error) {
	deeds, err := deedsOf(all, r.ID)
	if err != nil {
		return nil, err
	}
	deeds = slices.DeleteFunc(deeds, func(d deedRow) bool { return d.State != Posted && d.State != Given })
	views, err := s.deeds(all, deeds)
	out := &PublicRound{
		Period: r.Period, Posted: r.PostedDay, ObjectTo: r.ObjectTo, ShowTo: r.ShowTo, Points: r.Points, Objecting: r.State == Showing && all.Today() <= r.ObjectTo, Rows: []PublicRow{},
	}
	for _, d := range views {
		out.Rows = append(out.Rows, PublicRow{
			ID: d.ID, Place: d.House.Path, Name: crypt.MaskName(d.House.HeadName), Item: d.ItemName, Day: d.Day, State: d.State, Point: d.Points, code: d.House.Code,
		})
	}
	slices.SortFunc(out.Rows, func(a, b PublicRow) int { return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.ID, b.ID)) })
	return out, err
}

// ObjectAt takes an objection by anybody, on the page of the village.
func (s *Service) ObjectAt(ctx context.Context, code string, deed kernel.ID, text, contact, key string) error {
	var p place.Place
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		p, err = s.village(tx, code)
		return err
	})
	if err != nil {
		return err
	}
	who := kernel.PublicAt(kernel.ActorOf(ctx).CountyID, p.Level, p.ID, p.Stamp)
	who.Kind, who.Name = kernel.ActorResident, residentName
	_, err = s.objected(kernel.WithActor(ctx, who), "merit.object", deed, text, contact, key)
	return err
}

// OwnAccount is a household's account as whoever has its code sees it: what came, from which deed, and what went.
type OwnAccount struct {
	Name    string
	Path    string
	Village string // code of its village's public page
	Points  int64
	Free    int64
	Lines   []Line
}

// Own shows an account to whoever has its code.
func (s *Service) Own(ctx context.Context, code string) (*OwnAccount, error) {
	var out *OwnAccount
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		all := system(tx)
		r, err := s.byCode(all, code)
		if err != nil {
			return err
		}
		a, lines, _, err := s.statement(all, r, kernel.Page{Limit: 100})
		if err != nil {
			return err
		}
		p, err := s.place.Load(all, r.VillageID)
		out = &OwnAccount{Name: crypt.MaskName(a.House.HeadName), Path: a.House.Path, Village: p.Code, Points: a.Points, Free: a.Free, Lines: lines}
		return err
	})
	return out, err
}
