package casework

import (
	"cmp"
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Get reads a case with its timeline and the steps that the actor may take now.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*Detail, error) {
	var out *Detail
	var sealed bool
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		sealed = s.typeOf(c).Sealed
		var err error
		out, err = s.detail(tx, c)
		return err
	})
	if err == nil && sealed {
		err = s.looked(ctx, id)
	}
	return out, err
}

// OpenDetail is the page of a case that is open, for whoever keeps copies of pages: none of one that is closed, or sealed, because
// each look at such a one is answered for.
func (s *Service) OpenDetail(ctx context.Context, id kernel.ID) (*Detail, error) {
	var out *Detail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil || !c.Open || c.Sealed || s.typeOf(c).Sealed {
			return err
		}
		var err error
		out, err = s.detail(tx, c)
		return err
	})
	return out, err
}

// shown is the case after the actor's own write: it may just have left their scope.
func (s *Service) shown(ctx context.Context, id kernel.ID) (*Detail, error) {
	var out *Detail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := system(tx).Get(c, id); err != nil {
			return err
		}
		var err error
		out, err = s.detail(tx, c)
		return err
	})
	return out, err
}

func (s *Service) detail(tx *db.ReadTx, c *caseRow) (*Detail, error) {
	list, err := s.views(tx, []caseRow{*c})
	if err != nil {
		return nil, err
	}
	a, err := aroundOf(system(tx), c.ID)
	if err != nil {
		return nil, err
	}
	d, err := s.detailOf(tx, c, list[0], a)
	if err != nil {
		return nil, err
	}
	ct := s.typeOf(c)
	d.Timeline, err = timeline(tx, ct, c)
	return d, err
}

// detailOf is the detail of a case but for its timeline.
func (s *Service) detailOf(tx *db.ReadTx, c *caseRow, view Case, a around) (*Detail, error) {
	view.Text = c.Text
	d := &Detail{Case: view, Feedback: c.Feedback, RatingText: c.RatingText, Actions: []Step{}, PhotoList: []Photo{}}
	ct := s.typeOf(c)
	for _, t := range steps(ct, c.State, tx.Actor(), s.party(c)) {
		needs := t.Needs
		if needs == nil {
			needs = []string{}
		}
		d.Actions = append(d.Actions, Step{ID: t.ID, Name: t.Name, NameEN: t.NameEN, Needs: needs, Asks: append([]string{}, t.Asks...), Primary: t.Primary})
	}
	if c.Photos > 0 {
		photos, err := photosOf(system(tx), c.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range photos {
			d.PhotoList = append(d.PhotoList, p.photo("/api/cases/"+c.ID.String()+"/photos/"))
		}
	}
	d.Actions = append(d.Actions, s.timeStepsOf(ct, c, tx.Actor())...)
	d.Clock = s.clockOf(ct, c, a)
	return d, s.more(tx, ct, c, d, a)
}

// views turns rows into what lists show, with the names of their places.
func (s *Service) views(tx *db.ReadTx, rows []caseRow) ([]Case, error) {
	ids := []kernel.ID{tx.County()}
	for _, c := range rows {
		ids = append(append(ids, c.PlaceID), place.WayIDs(c.Stamp)...)
	}
	places, err := s.place.Names(system(tx), ids)
	if err != nil {
		return nil, err
	}
	return s.viewsAt(tx, rows, places)
}

// viewsAt is views with the places at hand.
func (s *Service) viewsAt(tx *db.ReadTx, rows []caseRow, places map[kernel.ID]place.Place) (out []Case, err error) {
	light := s.lightsByType(tx)
	out = make([]Case, len(rows))
	for i := range rows {
		c := &rows[i]
		v := Case{
			ID: c.ID, Rev: c.Rev, No: c.No, ExtNo: c.ExtNo, Type: c.Type, Rules: c.RulesNo, State: c.State, Topic: c.Topic, Text: c.Text, At: c.At,
			Light: light(c).of(c.Open, c.Due, c.StateSince), Place: places[c.PlaceID].Ref(), Path: place.Words(places, tx.County(), c.Stamp),
			Reporter: c.Reporter, Anonymous: c.Anonymous, Photos: c.Photos, Rating: c.Rating, Queue: c.Queue,
			Body: named(c.BodyID, c.BodyName), Assignee: named(c.AssigneeID, c.AssigneeName),
		}
		if c.Open && c.Due < noDue {
			v.Due = c.Due
			v.WorkdaysLeft = workdaysLeft(s.days, tx.Now(), c.Due)
		}
		if c.Open && c.Due >= noDue {
			v.Paused, v.NoCalendar = c.Paused, s.noCalendar(c)
		}
		if s.typeOf(c).Sealed {
			v.Text = "" // who opens it stands in the journal
		} else if v.ReporterName, v.Contact, err = s.raisedBy(c, false); err != nil {
			return nil, err
		} else if v.ReporterName == "" && !c.Anonymous {
			v.ReporterName = c.ReporterOfficer
		}
		out[i] = v
	}
	return out, nil
}

func named(id kernel.ID, name string) *NamedID {
	if id == 0 {
		return nil
	}
	return &NamedID{ID: id, Name: name}
}

// raisedBy is what the reporter said of who they are: open, or as far as everybody who deals with the case may know, which is the
// family name and the ends of the number.
func (s *Service) raisedBy(c *caseRow, open bool) (name, contact string, err error) {
	if contact, err = s.keys.Open(c.Contact); err != nil {
		return "", "", err
	}
	if name, err = s.keys.Open(c.ReporterName); err != nil {
		return "", "", err
	}
	switch {
	case c.Anonymous:
		return "", "", nil
	case open:
		return name, contact, nil
	}
	return crypt.MaskName(name), crypt.MaskPhone(contact), nil
}

// The names of what the pack does not name.
var ownNames = map[string][2]string{
	actReport: {"群众提出", "Raised by a resident"}, // where the case type does not name it
	actCreate: {"登记", "Entered by an officer"},
	actPhoto:  {"添加照片或文件", "Photos or documents added"},
	actReveal: {"查看联系方式", "Contact revealed"},
	actBring:  {"从表格导入", "Brought in by a sheet"},

	"casework." + stepPause:  {"暂停计时", "Stop the clock"},
	"casework." + stepResume: {"恢复计时", "Let the clock go on"},
	"casework." + stepAsk:    {"申请延期", "Ask for more time"},
	"casework." + stepGrant:  {"批准延期", "Grant more time"},
	"casework." + stepRefuse: {"不同意延期", "Refuse more time"},
	"casework.fire":          {"期限确定", "Deadline set"},

	"casework." + stepAskPapers: {"一次性告知补正", "Ask for what is missing"},
	"casework." + stepPapersIn:  {"材料已补齐", "What was missing is in"},
	actPaper:                    {"附文书", "Papers attached"},
	actOpenPaper:                {"查看文书", "A paper opened"},

	actCall:                {"吹哨", "Departments called"},
	actCall + "_report_in": {"报到", "Reported in"},
	actCall + "_done":      {"报处置结果", "Told what was done"},
	actCall + "_rate":      {"评价吹哨", "Call rated"},
	actCall + "_withdraw":  {"取消吹哨", "Call withdrawn"},
	actMerge:               {"并案", "Merged with another case"},
	actView:                {"查看保密件", "Looked at"},
	actRule:                {"转按新规则办理", "Goes on under the newer rules"},
	actSpawned:             {"由上一事项移交", "Handed over from another case"},
}

// ownName is what an event is called that is no step of the type.
func ownName(ct pack.CaseType, action string) (zh, en string) {
	own, n := ownNames[action], begun(ct, action)
	return cmp.Or(n.Name, own[0]), cmp.Or(n.NameEN, own[1])
}

// begun is how the type names that a case came in.
func begun(ct pack.CaseType, action string) pack.Naming {
	switch action {
	case actReport:
		return ct.Raise
	case actCreate:
		return ct.Enter
	}
	return pack.Naming{}
}

// timeline is the journal of a case in the words of its type, oldest first.
func timeline(tx *db.ReadTx, ct pack.CaseType, c *caseRow) ([]TimelineItem, error) {
	events, err := system(tx).Timeline(table, c.ID)
	if err != nil {
		return nil, err
	}
	return told(ct, events), nil
}

// told puts events into words.
func told(ct pack.CaseType, events []db.Event) []TimelineItem {
	out := []TimelineItem{}
	state, note := "", ""
	for _, e := range events {
		changed := map[string]string{}
		for _, ch := range e.Changes {
			changed[ch.Column] = ch.After
		}
		if v, ok := changed["state"]; ok {
			state = v
		}
		if v, ok := changed["note"]; ok {
			note = v // a step always sets it, so it stays the same only where two steps say the same
		}
		item := TimelineItem{At: e.At, No: e.No, Actor: actorName(e), Action: e.Action, State: state, Note: e.Reason}
		_, verb, _ := strings.Cut(e.Action, ".")
		if t, ok := ct.Transition(verb); ok {
			item.Name, item.NameEN = t.Name, t.NameEN
			item.Note = joined(note, e.Reason)
			item.To = joined(changed["body_name"], changed["assignee_name"])
		} else {
			if verb == stepAskPapers || verb == stepPapersIn {
				item.Note = joined(changed["note"], e.Reason)
			}
			item.Name, item.NameEN = ownName(ct, e.Action)
			if item.Name == "" && len(out) == 0 { // a step of another case made this one
				item.Name, item.NameEN = ownNames[actSpawned][0], ownNames[actSpawned][1]
			}
		}
		out = append(out, item)
	}
	return out
}

// actorName leaves it to the front end to name residents and the program.
func actorName(e db.Event) string {
	if e.ActorKind != string(kernel.ActorOfficer) {
		return ""
	}
	return e.Actor
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}
