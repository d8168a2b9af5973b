package casework

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// maxMerges is how far a merged case is followed.
const maxMerges = 50

// residentName stands in the journal for whoever acts without an account.
const residentName = "resident"

// Reported is what a resident is told after a report. The code is not kept anywhere.
type Reported struct {
	No        string
	Code      string
	PlaceName string
	Type      pack.CaseType
}

// Report raises a case for a resident at the place with the code, without login. Code and place are all it takes.
func (s *Service) Report(ctx context.Context, placeCode string, n NewCase) (*Reported, error) {
	county := kernel.ActorOf(ctx).CountyID
	out := &Reported{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		ct, _, err := s.newType(n.Type, n.Topic, tx.Today())
		out.Type = ct
		if err == nil {
			err = asksResident(ct, n)
		}
		if err != nil {
			return err
		}
		p, err := s.place.ByCard(tx, placeCode)
		n.PlaceID, out.PlaceName = p.ID, p.Name
		ctx = kernel.WithActor(ctx, resident(county, p.Level, p.ID, p.Stamp))
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, list := range append(slices.Collect(maps.Values(n.Papers)), n.Photos) {
		if slices.ContainsFunc(list, func(u Upload) bool { return files.IsDocument(u.Data) }) {
			return nil, kernel.Invalid("photos", "picture_type") // a document of nobody's is not opened in an office
		}
	}
	if n.ClientKey != "" {
		n.ClientKey = "r:" + n.ClientKey
	}
	d, _, err := s.create(ctx, actReport, n, ByResident)
	if err != nil {
		return nil, err
	}
	out.Code, out.No = d.FollowCode, d.No
	return out, nil
}

// resident is who acts by a code: at one place, sealed matters included, because one may follow what one has raised.
func resident(county kernel.ID, level kernel.Level, id kernel.ID, above kernel.Stamp) kernel.Actor {
	a := kernel.PublicAt(county, level, id, above)
	a.Kind, a.Name = kernel.ActorResident, residentName
	for i := range a.Arms {
		a.Arms[i].Sealed = true
	}
	return a
}

// Followed is a case as its reporter sees it: no officer's name, no internal step.
type Followed struct {
	ID         kernel.ID
	No         string
	State      pack.State
	At         int64
	Path       string
	Text       string
	Feedback   string
	Rating     int
	RatingText string
	Steps      []FollowedStep // newest first
	Photos     []Photo
	Rate       string // the transition by which the reporter rates now; empty when there is none
	Reopen     string // the one by which they ask to go on

	Type      pack.CaseType
	Due       int64 // of an application: when the office promised to decide
	Paused    bool
	Facts     facts // the answers that are public
	Materials []Material
}

// FollowedStep is a public step. Both names may be empty for the report itself.
type FollowedStep struct {
	At     int64
	Name   string
	NameEN string
	Note   string
}

// Follow shows a case to whoever has its code.
func (s *Service) Follow(ctx context.Context, code string) (*Followed, error) {
	var out *Followed
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c, err := s.coded(tx, code)
		if err != nil {
			return err
		}
		out, err = s.followed(tx, c)
		return err
	})
	return out, err
}

// coded finds the case that a code opens.
func (s *Service) coded(tx *db.ReadTx, code string) (*caseRow, error) {
	code = NormalCode(code)
	if code == "" {
		return nil, kernel.NotFound("code")
	}
	return byFollow(system(tx), crypt.Hash(code))
}

func (s *Service) followed(tx *db.ReadTx, c *caseRow) (*Followed, error) {
	ct := s.typeOf(c)
	st, _ := ct.State(c.State)
	out := &Followed{
		ID: c.ID, No: c.No, State: st, At: c.At, Text: c.Text, Feedback: c.Feedback, Rating: c.Rating, RatingText: c.RatingText,
		Rate: rating(ct, c.State), Reopen: reopening(ct, c.State),
	}
	var err error
	other := c
	for range maxMerges { // how the one goes on into which it was merged in the end
		if other.MergedID == 0 {
			break
		}
		next := &caseRow{}
		if err := system(tx).Get(next, other.MergedID); err != nil {
			return nil, err
		}
		other = next
	}
	if other != c {
		out.State, _ = s.typeOf(other).State(other.State)
		out.Feedback = other.Feedback
	}
	if out.Path, err = s.place.PathOf(system(tx), c.Stamp); err != nil {
		return nil, err
	}
	if err := s.appliedFor(tx, ct, st, c, out); err != nil {
		return nil, err
	}
	items, err := timeline(tx, ct, c)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		if step, ok := publicStep(ct, i); ok {
			out.Steps = append(out.Steps, step)
		}
	}
	told, err := s.toldReporter(tx, c)
	if err != nil {
		return nil, err
	}
	out.Steps = append(out.Steps, told...)
	slices.SortStableFunc(out.Steps, func(a, b FollowedStep) int { return cmp.Compare(a.At, b.At) })
	slices.Reverse(out.Steps)
	photos, err := photosOf(system(tx), c.ID)
	for _, p := range photos {
		out.Photos = append(out.Photos, p.photo(""))
	}
	return out, err
}

// appliedFor is what an applicant sees of their application: what is missing, what was decided and why, and until when it will be.
func (s *Service) appliedFor(tx *db.ReadTx, ct pack.CaseType, st pack.State, c *caseRow, out *Followed) error {
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	out.Type, out.Facts, out.Paused = ct, facts{}, c.Paused != 0
	for _, f := range ct.Fields {
		if v, ok := all[f.ID]; ok && f.Public && !f.Secret() && f.Type != pack.FieldPaper {
			out.Facts[f.ID] = v
		}
	}
	if st.ItemDays && c.Open && c.Due < noDue {
		out.Due = c.Due
	}
	if c.Open {
		out.Materials, err = s.materials(tx, ct, c, all)
	}
	return err
}

// publicStep is an item of the timeline as far as the pack makes it public: what was done and said, not by whom.
func publicStep(ct pack.CaseType, i TimelineItem) (FollowedStep, bool) {
	step := FollowedStep{At: i.At, Name: i.Name, NameEN: i.NameEN}
	for _, t := range ct.Transitions {
		if i.Action == "casework."+t.ID && t.Public {
			step.Note, step.Name, step.NameEN = i.Note, cmp.Or(t.PublicName, i.Name), cmp.Or(t.PublicNameEN, i.NameEN)
			return step, true
		}
	}
	switch i.Action {
	case "casework." + stepAskPapers:
		step.Name, step.NameEN, step.Note = "请您补齐材料", "Please bring what is missing", i.Note
		return step, true
	case "casework." + stepPapersIn:
		step.Note = i.Note
		return step, true
	}
	n := begun(ct, i.Action)
	step.Name, step.NameEN = cmp.Or(n.PublicName, i.Name), cmp.Or(n.PublicNameEN, i.NameEN)
	return step, i.Action == actReport || i.Action == actCreate
}

// rating is the reporter's transition from a state that asks for a rating.
func rating(ct pack.CaseType, state string) string {
	return byReporter(ct, state, func(t pack.Transition) bool { return slices.Contains(t.Needs, pack.NeedRating) })
}

// reopening is the reporter's transition from a state by which the case goes on: it asks for a reason.
func reopening(ct pack.CaseType, state string) string {
	return byReporter(ct, state, func(t pack.Transition) bool {
		to, _ := ct.State(t.To)
		return to.Open && slices.Contains(t.Needs, pack.NeedReason) && !slices.Contains(t.Needs, pack.NeedRating)
	})
}

func byReporter(ct pack.CaseType, state string, fits func(pack.Transition) bool) string {
	for _, t := range ct.Out(state) {
		if slices.Contains(t.By, pack.ByReporter) && fits(t) {
			return t.ID
		}
	}
	return ""
}

// Rate takes the reporter's rating, by the code.
func (s *Service) Rate(ctx context.Context, code string, stars int, text string) error {
	if stars < 1 || stars > 5 {
		return kernel.Invalid("rating", "required")
	}
	return s.byCode(ctx, code, rating, Action{Rating: stars, RatingText: text})
}

// Reopen asks for a case to go on, by the code.
func (s *Service) Reopen(ctx context.Context, code, reason string) error {
	return s.byCode(ctx, code, reopening, Action{Reason: reason})
}

// byCode takes a step of the reporter.
func (s *Service) byCode(ctx context.Context, code string, which func(pack.CaseType, string) string, a Action) error {
	var c *caseRow
	var home place.Place
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		if c, err = s.coded(tx, code); err == nil {
			home, err = s.home(tx, c)
		}
		return err
	})
	if err != nil {
		return err
	}
	ct := s.typeOf(c)
	if a.Name = which(ct, c.State); a.Name == "" {
		return kernel.Conflict("state_changed").With("state", c.State)
	}
	level, id := c.Lowest(c.CountyID)
	who := resident(c.CountyID, level, id, c.Stamp)
	who.Arms = append(who.Arms, resident(c.CountyID, home.Level, home.ID, home.Stamp).Arms...) // where it goes if it is taken up again
	return s.act(kernel.WithActor(ctx, who), c.ID, a)
}
