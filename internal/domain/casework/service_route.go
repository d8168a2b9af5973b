package casework

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// routes are the ways that the rules of the county propose for cases: by type, topic and area.
func (s *Service) routes(tx *db.ReadTx, rows []caseRow) ([]pack.Route, error) {
	out := make([]pack.Route, len(rows))
	if len(s.pack().Routes) == 0 || len(rows) == 0 {
		return out, nil
	}
	ids := []kernel.ID{tx.County()}
	for i := range rows {
		ids = append(append(ids, rows[i].PlaceID), place.WayIDs(rows[i].Stamp)...)
	}
	places, err := s.place.LoadMany(system(tx), ids)
	for i := range rows {
		c := &rows[i]
		at := pack.Routing{Type: c.Type, Topic: c.Topic, PlaceKind: places[c.PlaceID].Kind}
		for _, id := range append([]kernel.ID{tx.County(), c.PlaceID}, place.WayIDs(c.Stamp)...) {
			at.Codes = append(at.Codes, places[id].Code)
		}
		out[i], _ = s.pack().RouteOf(at, tx.Today())
	}
	return out, err
}

// queueOf is the queue that is proposed for a case: by its route, else by its topic.
func (s *Service) queueOf(r pack.Route, c *caseRow) string {
	if r.Queue != "" {
		return r.Queue
	}
	i := slices.IndexFunc(s.pack().Queues, func(q pack.Queue) bool { return slices.Contains(q.Topics, c.Topic) })
	if i < 0 {
		return ""
	}
	return s.pack().Queues[i].ID
}

// proposed is the body among those offered that the route of a case names: by its name, or the nearest of its kind.
func (s *Service) proposed(tx *db.ReadTx, c *caseRow, offered []targetBody) (*NamedID, error) {
	way, err := s.routes(tx, []caseRow{*c})
	if err != nil {
		return nil, err
	}
	r := way[0]
	i := slices.IndexFunc(offered, func(b targetBody) bool {
		return r.Body != "" && b.Name == r.Body || r.BodyKind != "" && b.Kind == r.BodyKind
	})
	if i < 0 {
		return nil, nil
	}
	return &NamedID{offered[i].ID, offered[i].Name}, nil
}
