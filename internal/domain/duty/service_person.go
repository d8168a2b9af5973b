package duty

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// maxOf bounds what the page of one person shows of each kind.
const maxOf = 200

// OfPerson is the page of a cadre's duties: what their posts ask always, what comes round, this year's key points, what else they
// owe, and their contact points (requirements D3, A4, A6). It holds no figure that compares people.
type OfPerson struct {
	Person   Named       `json:"person"`
	Year     string      `json:"year"`
	Duties   []PostDuty  `json:"duties" nullable:"false"`
	Points   []Item      `json:"points" nullable:"false"`
	Items    []Item      `json:"items" nullable:"false"`
	Contacts []Contact   `json:"contacts" nullable:"false"`
	Pledges  []List      `json:"pledges" nullable:"false"`
	Posts    []PostNamed `json:"posts" nullable:"false"`
}

// PostNamed is a post held today.
type PostNamed struct {
	Post  string `json:"post"`
	Label string `json:"label"`
}

// PostDuty is one duty of a post: Every is empty for one that always holds. Last is the newest item of one that comes round.
type PostDuty struct {
	Def    string     `json:"def"`
	Post   string     `json:"post"`
	Name   string     `json:"name"`
	NameEN string     `json:"name_en"`
	Text   string     `json:"text"`
	TextEN string     `json:"text_en"`
	Source string     `json:"source"`
	Every  string     `json:"every"`
	Days   int        `json:"days"`
	Last   *Item      `json:"last"`
	Met    kernel.Day `json:"met"`
}

// OfPerson reads the page of a person in the actor's scope, or of the actor.
func (s *Service) OfPerson(ctx context.Context, id kernel.ID) (*OfPerson, error) {
	out := &OfPerson{Duties: []PostDuty{}, Points: []Item{}, Items: []Item{}, Contacts: []Contact{}, Pledges: []List{}, Posts: []PostNamed{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		who := tx.Actor()
		rows, err := lastPosts(system(tx), id)
		if err != nil {
			return err
		}
		if len(rows) == 0 || id != who.PersonID && !covers(who, PermList, rows[0].Stamp, true) {
			return kernel.NotFound("person").With("id", id.String())
		}
		out.Person, out.Year = Named{id, rows[0].PersonName}, string(tx.Today()[:4])
		if err := s.dutiesOf(tx, id, out); err != nil {
			return err
		}
		if err := s.owedBy(tx, id, out); err != nil {
			return err
		}
		contacts, err := selectDuties(system(tx), "d.person_id = ? AND d.target_id <> 0 AND d.to_day >= ? ORDER BY d.id LIMIT 200", id, tx.Today())
		if err != nil {
			return err
		}
		out.Contacts = contactViews(contacts, tx.Today(), who.PersonID)
		var lists []listRow
		if err := system(tx).Select(&lists, "SELECT l.* FROM {duty_list l} WHERE l.person_id <> 0 AND l.person_id = ? ORDER BY l.id DESC LIMIT 20", id); err != nil {
			return err
		}
		out.Pledges, err = s.listViews(tx, lists)
		return err
	})
	return out, err
}

// dutiesOf fills in what the posts held today ask.
func (s *Service) dutiesOf(tx *db.ReadTx, id kernel.ID, out *OfPerson) error {
	held, err := s.body.PostsOf(system(tx), id, tx.Today())
	if err != nil {
		return err
	}
	rows, err := selectDuties(system(tx), "d.person_id = ? AND d.target_id = 0 AND d.list_id = 0 AND d.to_day >= ? ORDER BY d.id", id, tx.Today())
	if err != nil {
		return err
	}
	for _, h := range held {
		out.Posts = append(out.Posts, PostNamed{h.Post, s.body.Label(h.Appointment)})
		for _, def := range s.pack().DutiesOf(h.Post, tx.Today()) {
			d := PostDuty{
				Def: def.ID, Post: h.Post, Name: def.Name, NameEN: def.NameEN, Text: def.Text, TextEN: def.TextEN, Source: def.Source,
				Every: def.Cycle.Every, Days: def.Cycle.Days,
			}
			for i := range rows {
				if rows[i].Def == def.ID && rows[i].AppointmentID == h.ID {
					d.Met = rows[i].LastDay
					if d.Last, err = s.newest(tx, rows[i].ID); err != nil {
						return err
					}
				}
			}
			out.Duties = append(out.Duties, d)
		}
	}
	return nil
}

// newest is the item of the last cycle that opened.
func (s *Service) newest(tx *db.ReadTx, duty kernel.ID) (*Item, error) {
	rows, err := selectItems(system(tx), "i.duty_id <> 0 AND i.duty_id = ? ORDER BY i.due_day DESC, i.id DESC LIMIT 1", duty)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	views, err := s.itemViews(tx, rows)
	if err != nil {
		return nil, err
	}
	return &views[0], nil
}

// owedBy fills in the items of lists: this year's key points, done ones too, and what else is open.
func (s *Service) owedBy(tx *db.ReadTx, id kernel.ID, out *OfPerson) error {
	year := out.Year
	rows, err := selectItems(system(tx), "i.person_id = ? AND i.state <> ? AND (i.open OR i.due_day >= ?) AND NOT i.sealed ORDER BY i.due_day, i.id LIMIT ?",
		id, Withdrawn, year+"-01-01", maxOf)
	if err != nil {
		return err
	}
	views, err := s.itemViews(tx, rows)
	for _, v := range views {
		t, _ := s.pack().ListType(v.Type)
		switch {
		case t.KeyPoints && string(v.Due[:4]) >= year && string(v.From[:4]) <= year:
			out.Points = append(out.Points, v)
		case v.Open:
			out.Items = append(out.Items, v)
		}
	}
	return err
}
