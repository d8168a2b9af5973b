package award

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type idIn struct {
	ID kernel.ID `path:"id"`
}

type items[T any] struct {
	Body struct {
		Items []T `json:"items" nullable:"false"`
	}
}

func listed[T any](list []T, err error) (*items[T], error) {
	var out items[T]
	out.Body.Items = list
	if list == nil {
		out.Body.Items = []T{}
	}
	return &out, err
}

type pageOut[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func paged[T any](list []T, next string, err error) (*pageOut[T], error) {
	var out pageOut[T]
	out.Body.Items, out.Body.Next = list, next
	if list == nil {
		out.Body.Items = []T{}
	}
	return &out, err
}

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type roundsIn struct {
	Place  kernel.ID `query:"place"`
	Scheme string    `query:"scheme" maxLength:"40"`
	State  string    `query:"state" enum:",open,score,review,posted,decided,cancelled"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type boardIn struct {
	ID     kernel.ID `path:"id"`
	State  string    `query:"state" maxLength:"20"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type honoursIn struct {
	Place  kernel.ID `query:"place"`
	Scheme string    `query:"scheme" maxLength:"40"`
	State  string    `query:"state" enum:",held,ended,revoked"`
	Due    bool      `query:"due"`
	Kind   string    `query:"kind" enum:",household,person,village,body"`
	Of     kernel.ID `query:"of"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type newRoundIn struct{ Body NewRound }

type reasonIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"300"`
	}
}

type withdrawIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"300"`
	}
}

type barIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev   int64  `json:"rev"`
		Veto  string `json:"veto" maxLength:"40"`
		Basis string `json:"basis" maxLength:"300"`
	}
}

type withBody[T any] struct {
	ID   kernel.ID `path:"id"`
	Body T
}

// Register enters the room's operations and its public pages.
func (s *Service) Register(w *web.Server) {
	see, enter, score := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEnter)), web.ForOfficer(web.Perm(PermScore))
	web.Register(w, see, web.Op{ID: "award.schemes", Method: http.MethodGet, Path: "/api/awards/schemes", Summary: "Schemes of recognition that the rules know"},
		func(ctx context.Context, _ *struct{}) (*items[RecognitionScheme], error) {
			return listed(s.Schemes(ctx))
		})
	web.Register(w, see, web.Op{ID: "award.list", Method: http.MethodGet, Path: "/api/awards/rounds", Summary: "Rounds at my places and above them, the newest first"},
		func(ctx context.Context, in *roundsIn) (*pageOut[RecognitionRound], error) {
			return paged(s.List(ctx, RoundFilter{in.Place, in.Scheme, in.State}, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "award.get", Method: http.MethodGet, Path: "/api/awards/rounds/{id}", Summary: "A round with what its desk needs"},
		func(ctx context.Context, in *idIn) (*one[*RoundDetail], error) { return single(s.Get(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "award.board", Method: http.MethodGet, Path: "/api/awards/rounds/{id}/entries", Summary: "The candidates of a round with how each item is scored"},
		func(ctx context.Context, in *boardIn) (*pageOut[Candidate], error) {
			return paged(s.Board(ctx, in.ID, in.State, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "award.entry", Method: http.MethodGet, Path: "/api/awards/entries/{id}", Summary: "A candidate with each score, who gave it and why"},
		func(ctx context.Context, in *idIn) (*one[*CandidateDetail], error) {
			return single(s.Entry(ctx, in.ID))
		})
	web.Register(w, enter, web.Op{ID: "award.enter", Method: http.MethodPost, Path: "/api/awards/rounds/{id}/entries", Summary: "Enter somebody into a round: applied or nominated"},
		func(ctx context.Context, in *withBody[NewCandidate]) (*one[*Candidate], error) {
			return single(s.Enter(ctx, in.ID, in.Body))
		})
	web.Register(w, enter, web.Op{ID: "award.withdraw", Method: http.MethodPost, Path: "/api/awards/entries/{id}/withdraw", Summary: "Take somebody out of a round by their own wish"},
		func(ctx context.Context, in *withdrawIn) (*one[*Candidate], error) {
			return single(s.Withdraw(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	web.Register(w, score, web.Op{ID: "award.score", Method: http.MethodPost, Path: "/api/awards/entries/{id}/scores", Summary: "Score an item of a candidate"},
		func(ctx context.Context, in *withBody[NewScore]) (*one[*Candidate], error) {
			return single(s.Score(ctx, in.ID, in.Body))
		})
	s.registerRun(w)
	s.registerHonours(w)
	s.registerPapers(w)
	s.registerPages(w)
}

func (s *Service) registerRun(w *web.Server) {
	run, see := web.ForOfficer(web.Perm(PermRun)), web.ForOfficer(web.Perm(PermList))
	web.Register(w, run, web.Op{ID: "award.open", Method: http.MethodPost, Path: "/api/awards/rounds", Summary: "Open a round of a scheme at a place"},
		func(ctx context.Context, in *newRoundIn) (*one[*RoundDetail], error) {
			return single(s.OpenRound(ctx, in.Body))
		})
	for _, step := range []struct {
		name, path, what string
		do               func(context.Context, kernel.ID) (*RoundDetail, error)
	}{
		{"start_scoring", "scoring", "Close a round for entering and begin to score", s.StartScoring},
		{"start_review", "review", "Add up the scores and begin the review", s.StartReview},
		{"post", "post", "Post who passed for the working days of the scheme", s.Post},
		{"decide", "decide", "Decide a round whose posting is over", s.Decide},
	} {
		web.Register(w, run, web.Op{ID: "award." + step.name, Method: http.MethodPost, Path: "/api/awards/rounds/{id}/" + step.path, Summary: step.what},
			func(ctx context.Context, in *idIn) (*one[*RoundDetail], error) { return single(step.do(ctx, in.ID)) })
	}
	web.Register(w, run, web.Op{ID: "award.cancel", Method: http.MethodPost, Path: "/api/awards/rounds/{id}/cancel", Summary: "Call a round off"},
		func(ctx context.Context, in *reasonIn) (*one[*RoundDetail], error) {
			return single(s.Cancel(ctx, in.ID, in.Body.Reason))
		})
	web.Register(w, run, web.Op{ID: "award.bar", Method: http.MethodPost, Path: "/api/awards/entries/{id}/bar", Summary: "Take down that a veto was found"},
		func(ctx context.Context, in *barIn) (*one[*Candidate], error) {
			return single(s.Bar(ctx, in.ID, in.Body.Rev, in.Body.Veto, in.Body.Basis))
		})
	web.Register(w, run, web.Op{ID: "award.juries", Method: http.MethodGet, Path: "/api/awards/rounds/{id}/juries", Summary: "The bodies that may review a round, with their members"},
		func(ctx context.Context, in *idIn) (*items[SchemeBody], error) { return listed(s.Juries(ctx, in.ID)) })
	web.Register(w, run, web.Op{ID: "award.meet", Method: http.MethodPost, Path: "/api/awards/rounds/{id}/meeting", Summary: "Take down the meeting of the body that reviews"},
		func(ctx context.Context, in *withBody[NewMeeting]) (*one[*RoundDetail], error) {
			return single(s.Meet(ctx, in.ID, in.Body))
		})
	web.Register(w, run, web.Op{ID: "award.vote", Method: http.MethodPost, Path: "/api/awards/entries/{id}/vote", Summary: "Take down the vote on a candidate"},
		func(ctx context.Context, in *withBody[NewVote]) (*one[*Candidate], error) {
			return single(s.Vote(ctx, in.ID, in.Body))
		})
	web.Register(w, see, web.Op{ID: "award.objections", Method: http.MethodGet, Path: "/api/awards/rounds/{id}/objections", Summary: "Objections to a round"},
		func(ctx context.Context, in *idIn) (*items[RecognitionObjection], error) {
			return listed(s.Objections(ctx, in.ID))
		})
	web.Register(w, run, web.Op{ID: "award.object", Method: http.MethodPost, Path: "/api/awards/rounds/{id}/objections", Summary: "Take down an objection that was raised in person"},
		func(ctx context.Context, in *withBody[NewObjection]) (*one[*RecognitionObjection], error) {
			_, o, err := s.Object(ctx, in.ID, in.Body)
			return single(o, err)
		})
	web.Register(w, run, web.Op{ID: "award.answer", Method: http.MethodPost, Path: "/api/awards/objections/{id}/answer", Summary: "Answer an objection"},
		func(ctx context.Context, in *withBody[NewAnswer]) (*one[*RecognitionObjection], error) {
			return single(s.Answer(ctx, in.ID, in.Body))
		})
}

func (s *Service) registerHonours(w *web.Server) {
	run, see := web.ForOfficer(web.Perm(PermRun)), web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "award.honours", Method: http.MethodGet, Path: "/api/awards/honours", Summary: "Who holds which honour, until when; or the honours of one"},
		func(ctx context.Context, in *honoursIn) (*pageOut[Honour], error) {
			f := HonourFilter{Place: in.Place, Scheme: in.Scheme, State: in.State, Due: in.Due, Kind: in.Kind, Of: in.Of}
			return paged(s.Honours(ctx, f, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, web.ForSignedIn(), web.Op{ID: "award.mine", Method: http.MethodGet, Path: "/api/awards/mine", Summary: "My own honours"},
		func(ctx context.Context, _ *struct{}) (*items[Honour], error) { return listed(s.Mine(ctx)) })
	web.Register(w, see, web.Op{ID: "award.honour", Method: http.MethodGet, Path: "/api/awards/honours/{id}", Summary: "An honour with its re-checks"},
		func(ctx context.Context, in *idIn) (*one[*HonourDetail], error) { return single(s.Honour(ctx, in.ID)) })
	web.Register(w, run, web.Op{ID: "award.hand_over", Method: http.MethodPost, Path: "/api/awards/honours/{id}/plaque", Summary: "Take down that a plaque was handed over"},
		func(ctx context.Context, in *withBody[NewPlaque]) (*one[*HonourDetail], error) {
			return single(s.HandOver(ctx, in.ID, in.Body))
		})
	web.Register(w, run, web.Op{ID: "award.check", Method: http.MethodPost, Path: "/api/awards/honours/{id}/check", Summary: "Enter what a re-check found: kept or revoked"},
		func(ctx context.Context, in *withBody[NewCheck]) (*one[*HonourDetail], error) {
			return single(s.Check(ctx, in.ID, in.Body))
		})
}
