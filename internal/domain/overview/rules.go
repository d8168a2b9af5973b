package overview

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

// clean checks what is asked for a wall.
func (n NewWall) clean(today kernel.Day) (NewWall, error) {
	var err error
	if n.Name, err = kernel.Words("name", n.Name, maxName, true); err != nil {
		return n, err
	}
	last := kernel.DayOf(today.Time().AddDate(0, wallMonths, 0))
	if !(kernel.Span{From: today, To: n.Until}).Valid() || n.Until > last {
		return n, kernel.Invalid("until", "wall_until").With("from", string(today)).With("to", string(last))
	}
	return n, nil
}

// says are the sentences of a screen: what cannot wait first.
func says(now time.Time, st *casework.Stand, lists ScreenLists, figures []ScreenFigure, alarms []Saying) []Saying {
	out := append([]Saying{}, alarms...)
	worst := slices.DeleteFunc(slices.Clone(st.Below), func(p casework.StandPlace) bool { return p.Red == 0 })
	slices.SortStableFunc(worst, func(a, b casework.StandPlace) int {
		return cmp.Or(cmp.Compare(a.Oldest, b.Oldest), cmp.Compare(b.Red, a.Red))
	})
	for _, p := range worst[:min(saysLate, len(worst))] {
		ref := p.Place.Ref()
		out = append(out, Saying{Kind: SayLate, Place: &ref, N: p.Red, Days: casework.DaysLate(now, p.Oldest)})
	}
	if st.Untriaged > 0 {
		out = append(out, Saying{Kind: SayWaiting, N: st.Untriaged, Days: casework.DaysLate(now, st.UntriagedSince)})
	}
	if lists.Red+lists.Amber > 0 {
		out = append(out, Saying{Kind: SayLists, N: lists.Red, Slow: lists.Amber})
	}
	for _, f := range figures {
		if f.Light == "red" {
			out = append(out, Saying{Kind: SayFigure, ID: f.ID, Name: f.Name, NameEN: f.NameEN, Value: f.Value, Target: f.Target})
		}
	}
	return out
}

// forWall takes out of a screen what a wall does not show: which case it is, and shares of few households.
func (s Screen) forWall() Screen {
	s.Late = slices.Clone(s.Late)
	for i := range s.Late {
		s.Late[i].ID, s.Late[i].No = 0, ""
	}
	s.Way = nil
	s.Figures = slices.Clone(s.Figures)
	for i := range s.Figures {
		if f := &s.Figures[i]; few(f.Base) {
			f.Value, f.Why, f.Light, f.Base, f.Before = "", "few", "", "", ""
		}
	}
	return s
}

// few tells whether a share is one of fewer households than may be told in public.
func few(base string) bool {
	if base == "" {
		return false
	}
	n, err := strconv.ParseInt(base, 10, 64)
	return err == nil && n < publicFew
}

// spot is where something is told to have happened: the village, or what lies above it; never a grid of a few houses.
func spot(s kernel.Stamp, county kernel.ID) kernel.ID {
	return cmp.Or(s.VillageID, s.TownshipID, county)
}

// within tells whether something with a stamp lies in a place.
func within(arms []kernel.Arm, s kernel.Stamp, county kernel.ID) bool {
	return slices.ContainsFunc(arms, func(a kernel.Arm) bool { return a.Covers(s, county) })
}

// kindOf is what is told of a change to a row; empty: nothing.
func kindOf(table string, inserted, moved bool) string {
	switch {
	case table == "case" && inserted:
		return ToldCame
	case table == "case" && moved:
		return ToldStep
	case table == "visit" && inserted:
		return ToldVisit
	case table == "duty_item" && moved:
		return ToldItem
	case table == "emergency" && inserted:
		return ToldAlarm
	case table == "bulletin" && moved:
		return ToldPaper
	}
	return ""
}
