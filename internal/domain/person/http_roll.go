package person

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type rollIn struct {
	PageParams
	Roll  string     `query:"roll" enum:"registered,voter,collective"`
	Place kernel.ID  `query:"place" required:"true"`
	List  kernel.ID  `query:"list"`
	Day   kernel.Day `query:"day"`
}

type villageIn struct {
	Place kernel.ID  `query:"place" required:"true"`
	Day   kernel.Day `query:"day"`
}

type rollCountOut struct{ Body RollCount }

type admitIn struct{ Body Admit }

type loseIn struct {
	IDParam
	Body Lose
}

type entryOut struct{ Body RollEntry }

type proposeIn struct {
	Body struct {
		PlaceID     kernel.ID  `json:"place_id"`
		ElectionDay kernel.Day `json:"election_day"`
	}
}

type voterListOut struct{ Body VoterList }

type setVoterIn struct {
	IDParam
	Body SetVoter
}

type revIn struct {
	IDParam
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type postIn struct {
	IDParam
	Body struct {
		Rev int64      `json:"rev"`
		Day kernel.Day `json:"day"`
	}
}

func (s *Service) registerRolls(w *web.Server) {
	read, keep := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRoll))
	web.Register(w, read, web.Op{ID: "person.rolls", Method: http.MethodGet, Path: "/api/rolls", Summary: "List who stands on a roll on a day"},
		func(ctx context.Context, in *rollIn) (*list[RollEntry], error) {
			return listOf(s.Roll(ctx, RollFilter{Roll: in.Roll, Place: in.Place, List: in.List, Day: in.Day}, in.page()))
		})
	web.Register(w, read, web.Op{ID: "person.roll_count", Method: http.MethodGet, Path: "/api/rolls/count", Summary: "How many stand on the rolls of a village"},
		func(ctx context.Context, in *villageIn) (*rollCountOut, error) {
			c, err := s.CountRolls(ctx, in.Place, in.Day)
			return &rollCountOut{c}, err
		})
	web.Register(w, keep, web.Op{ID: "person.admit", Method: http.MethodPost, Path: "/api/rolls/collective", Summary: "Admit a member of the collective"},
		func(ctx context.Context, in *admitIn) (*entryOut, error) {
			e, err := s.AdmitMember(ctx, in.Body)
			return &entryOut{e}, err
		})
	web.Register(w, keep, web.Op{ID: "person.lose", Method: http.MethodPost, Path: "/api/rolls/{id}/end", Summary: "End a membership of the collective"},
		func(ctx context.Context, in *loseIn) (*entryOut, error) {
			e, err := s.LoseMember(ctx, in.ID, in.Body)
			return &entryOut{e}, err
		})
	web.Register(w, read, web.Op{ID: "person.voter_lists", Method: http.MethodGet, Path: "/api/voter-lists", Summary: "List the voter rolls of a village"},
		func(ctx context.Context, in *villageIn) (*list[VoterList], error) {
			l, err := s.VoterLists(ctx, in.Place)
			return listOf(l, "", err)
		})
	web.Register(w, keep, web.Op{ID: "person.propose_voters", Method: http.MethodPost, Path: "/api/voter-lists", Summary: "Propose the voter roll of an election day"},
		func(ctx context.Context, in *proposeIn) (*voterListOut, error) {
			l, err := s.ProposeVoters(ctx, in.Body.PlaceID, in.Body.ElectionDay)
			return &voterListOut{l}, err
		})
	web.Register(w, keep, web.Op{ID: "person.set_voter", Method: http.MethodPost, Path: "/api/voter-lists/{id}/entries", Summary: "Decide how somebody stands on a voter roll"},
		func(ctx context.Context, in *setVoterIn) (*entryOut, error) {
			e, err := s.SetVoter(ctx, in.ID, in.Body)
			return &entryOut{e}, err
		})
	web.Register(w, keep, web.Op{ID: "person.confirm_voters", Method: http.MethodPost, Path: "/api/voter-lists/{id}/confirm", Summary: "Confirm a voter roll"},
		func(ctx context.Context, in *revIn) (*voterListOut, error) {
			l, err := s.ConfirmVoters(ctx, in.ID, in.Body.Rev)
			return &voterListOut{l}, err
		})
	web.Register(w, keep, web.Op{ID: "person.post_voters", Method: http.MethodPost, Path: "/api/voter-lists/{id}/post", Summary: "Note that a voter roll is posted"},
		func(ctx context.Context, in *postIn) (*voterListOut, error) {
			l, err := s.PostVoters(ctx, in.ID, in.Body.Rev, in.Body.Day)
			return &voterListOut{l}, err
		})
}
