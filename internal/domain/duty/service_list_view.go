package duty

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// team is who is in the body of a list today, its lead first.
func (s *Service) team(tx *db.ReadTx, unitID kernel.ID) ([]Mate, error) {
	out := []Mate{}
	held, err := posts(system(tx), tx.Today(), "a.body_id = ?", unitID)
	if err != nil {
		return out, err
	}
	u, err := unit(system(tx), unitID)
	if err != nil {
		return out, err
	}
	first := s.leadPost(u.Kind)
	for _, h := range held {
		po, _ := s.pack().Post(h.Post)
		out = append(out, Mate{Name: h.PersonName, Role: po.Name, Lead: slices.Contains(first, h.Post)})
	}
	var members []struct {
		PersonName string `bun:"person_name"`
		Role       string `bun:"role"`
	}
	err = system(tx).Select(&members, "SELECT m.person_name, m.role FROM {member m} WHERE m.body_id = ? AND m.from_day <= ? AND m.to_day >= ? ORDER BY m.id LIMIT 200",
		unitID, tx.Today(), tx.Today())
	if err != nil {
		return out, err
	}
	k, _ := s.pack().BodyKind(u.Kind)
	for _, m := range members {
		role, ok := k.Role(m.Role)
		name := m.Role
		if ok {
			name = role.Name
		}
		out = append(out, Mate{Name: m.PersonName, Role: name, Lead: role.Head})
	}
	slices.SortStableFunc(out, func(a, b Mate) int {
		switch {
		case a.Lead == b.Lead:
			return 0
		case a.Lead:
			return -1
		}
		return 1
	})
	return out, nil
}

// leadPost lists the posts that lead bodies of a kind: all that the pack names for it before its last one.
func (s *Service) leadPost(kind string) []string {
	var all []string
	for _, po := range s.pack().Posts {
		if po.InBody(kind) {
			all = append(all, po.ID)
		}
	}
	return all[:max(0, len(all)-1)]
}

// listViews fills in places and how the items stand: progress from the first step, the counts of all.
func (s *Service) listViews(tx *db.ReadTx, rows []listRow) ([]List, error) {
	out := make([]List, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	ids, stamps, at := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows)), make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i], stamps[i], at[i] = r.ID, r.Stamp, r.PlaceID
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	places, err := s.place.LoadMany(system(tx), at)
	if err != nil {
		return nil, err
	}
	counts, err := s.listCounts(tx, ids)
	for i, r := range rows {
		out[i] = counts[r.ID]
		l := &out[i]
		l.ID, l.Rev, l.Type, l.Title, l.Text, l.Path, l.Place = r.ID, r.Rev, r.Type, r.Title, r.Text, paths[i], placeRef(places, r.PlaceID)
		l.Body, l.Owner, l.Maker = named(r.BodyID, r.BodyName), named(r.PersonID, r.PersonName), r.MakerName
		l.From, l.To, l.Open, l.Signed, l.SignedBy = r.FromDay, r.ToDay, r.Open, r.SignedDay, r.SignedName
	}
	return out, err
}

func placeRef(known map[kernel.ID]place.Place, id kernel.ID) place.Ref { return known[id].Ref() }

func named(id kernel.ID, name string) *Named {
	if id == 0 {
		return nil
	}
	return &Named{ID: id, Name: name}
}

// listCounts counts the items of lists that nothing is broken down from further: those that somebody does.
func (s *Service) listCounts(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]List, error) {
	out := map[kernel.ID]List{}
	in, args := amongIDs("i.list_id", ids)
	var rows []struct {
		ListID kernel.ID `bun:"list_id"`
		N      int       `bun:"n"`
		Done   int       `bun:"done"`
		Late   int       `bun:"late"`
	}
	err := system(tx).Select(&rows, "SELECT i.list_id, COUNT(*) AS n, SUM(CASE WHEN i.state = ? THEN 1 ELSE 0 END) AS done, SUM(CASE WHEN i.open AND i.due_day < ? THEN 1 ELSE 0 END) AS late"+
		" FROM {duty_item i} WHERE "+in+" AND i.children = 0 AND i.state <> ? GROUP BY i.list_id", append(append([]any{Closed, tx.Today()}, args...), Withdrawn)...)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		out[r.ListID] = List{Items: r.N, Done: r.Done, Late: r.Late}
	}
	in, args = amongIDs("i.list_id", ids)
	first, err := selectItems(system(tx), in+" AND i.depth = 1 AND i.state <> ?", append(args, Withdrawn)...)
	parts := map[kernel.ID][]part{}
	for _, r := range first {
		parts[r.ListID] = append(parts[r.ListID], part{r.Weight, r.Progress})
	}
	for id, p := range parts {
		l := out[id]
		l.Progress = rollUp(p)
		out[id] = l
	}
	return out, err
}

// typeName is what the kind of a list is called.
func (s *Service) typeName(l List) string {
	t, _ := s.pack().ListType(l.Type)
	return t.Name
}
