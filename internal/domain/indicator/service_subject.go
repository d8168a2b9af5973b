package indicator

import (
	"maps"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// ask finds of whom figures are asked for, and where that is. Others than who has the whole place, the body, or the post itself do not
// find it.
func (s *Service) ask(v *view, a Ask) error {
	switch {
	case a.Post != 0:
		return s.askPost(v, a.Post)
	case a.Body != 0:
		b, err := s.loadBody(v, a.Body)
		v.of = Subject{Kind: OfBody, ID: b.ID, Name: b.Name}
		v.basis = &BasisOf{Kind: OfBody, ID: b.ID, Name: b.Name}
		return err
	}
	var err error
	v.place, err = s.asked(v.tx, a.Place, v.on)
	if own := ownBody(v.tx.Actor()); a.Place == 0 && own != 0 && kernel.KindOf(err) == kernel.KindForbidden && err != nil {
		return s.ask(v, Ask{Body: own}) // who has no whole place asks for their unit
	}
	v.of = Subject{Kind: OfPlace, ID: v.place.ID, Name: v.place.Name}
	return err
}

// ownBody is a unit whose work the actor sees; 0: none.
func ownBody(who kernel.Actor) kernel.ID {
	for _, arm := range who.Arms {
		if arm.BodyID != 0 {
			return arm.BodyID
		}
	}
	return 0
}

func (s *Service) loadBody(v *view, id kernel.ID) (body.Body, error) {
	b, err := s.body.LoadBody(system(v.tx), id)
	if err != nil {
		return b, err
	}
	gone := kernel.NotFound("body").With("id", id.String())
	if v.place, err = s.place.Load(system(v.tx), b.PlaceID); err != nil {
		return b, gone
	}
	if !covers(v.tx, v.place) && !slices.ContainsFunc(v.tx.Actor().Arms, func(arm kernel.Arm) bool { return arm.BodyID == id }) {
		return b, gone
	}
	v.bodyID = id
	return b, nil
}

// askPost: what is counted at the place of a post, or for its body, while the post is held. Whoever holds it sees it too.
func (s *Service) askPost(v *view, id kernel.ID) error {
	gone := kernel.NotFound("appointment").With("id", id.String())
	h, err := s.body.Appointment(system(v.tx), id)
	if err != nil {
		return gone
	}
	v.of = Subject{Kind: OfPost, ID: id, Name: h.PersonName + " " + s.body.Label(h), From: h.From}
	if h.To != "" && h.To < v.tx.Today() {
		v.of.To = h.To
	}
	v.basis = &BasisOf{Kind: OfPost, ID: id, Name: s.body.Label(h), From: v.of.From, To: v.of.To}
	if h.BodyID != 0 {
		if _, err := s.loadBody(v, h.BodyID); err != nil {
			return gone
		}
		return nil
	}
	p, err := s.place.LoadOn(system(v.tx), h.PlaceID, v.on)
	if err != nil || !covers(v.tx, p) && !v.tx.Actor().Is(h.PersonID) {
		return gone
	}
	v.place = p
	return nil
}

// takes tells whether an indicator is told of the subject and the period of a view.
func (v *view) takes(x pack.Indicator) bool {
	of := x.Of()
	switch {
	case !slices.Contains(x.Periods, v.period) || !slices.Contains(of, v.of.Kind):
		return false
	case v.bodyID != 0:
		return slices.Contains(of, OfBody)
	}
	return slices.Contains(x.Levels, int(v.place.Level))
}

// held tells whether a period is one of the subject: any, unless it is of who holds a post. How many there were at its end is of who held
// the post then.
func (v *view) held(i int, standing bool) bool {
	s, from, to := v.spans[i], v.of.From, v.of.To
	if standing {
		return s.To >= from && (to == "" || s.To <= to)
	}
	return s.To >= from && (to == "" || s.From <= to)
}

// clipped are the periods as far as the post was held, and the first day that counts.
func (v *view) clipped() (kernel.Day, []kernel.Span) {
	from, spans := max(v.spans[0].From, v.of.From), v.spans
	if last := len(spans) - 1; v.of.To != "" && v.of.To < spans[last].To {
		spans = slices.Clone(spans)
		for i := range spans {
			spans[i].To = min(spans[i].To, v.of.To)
		}
	}
	return from, spans
}

// parts are the measures of a figure with the records behind them: for a body those that name the unit, in the days that count.
func (v *view) parts(w *worked) []Part {
	span := v.last()
	span.From = max(span.From, v.of.From)
	if v.of.To != "" {
		span.To = min(span.To, v.of.To)
	}
	out := partsOf(w, span)
	for i := range out {
		if v.bodyID == 0 {
			continue
		}
		if out[i].List != "cases" && out[i].List != "duties" {
			out[i].List, out[i].Query = "", nil
			continue
		}
		out[i].Query = maps.Clone(out[i].Query)
		out[i].Query["unit"] = v.bodyID.String()
	}
	return out
}
