package visit

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type campaignsIn struct {
	State  string `query:"state" enum:"building,open,closed"`
	Cursor string `query:"cursor" maxLength:"500"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type makeIn struct{ Body NewCampaign }

type placeIn struct {
	ID    kernel.ID `path:"id"`
	Place kernel.ID `query:"place"`
}

type gapsIn struct {
	ID     kernel.ID `path:"id"`
	Place  kernel.ID `query:"place"`
	Gap    string    `query:"gap" enum:"none,away,nobody"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type closeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" required:"false" maxLength:"500"`
	}
}

type giveIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Tasks   []kernel.ID `json:"tasks" minItems:"1" maxItems:"200"`
		Visitor kernel.ID   `json:"visitor_id"`
		Reason  string      `json:"reason" maxLength:"500"`
	}
}

type givenOut struct {
	Body struct {
		N int `json:"n"`
	}
}

type reportIn struct {
	Period string     `query:"period" enum:"week,month" default:"week"`
	Day    kernel.Day `query:"day"`
}

func (s *Service) registerCampaigns(w *web.Server) {
	see, plan := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermPlan))
	web.Register(w, see, web.Op{ID: "visit.campaigns", Method: http.MethodGet, Path: "/api/campaigns", Summary: "Campaigns of visits, the newest first"},
		func(ctx context.Context, in *campaignsIn) (*pageOut[Campaign], error) {
			return paged(s.Campaigns(ctx, in.State, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Page(w, see, web.Op{ID: "visit.export_campaigns", Method: http.MethodGet, Path: "/api/exports/campaigns.xlsx", Summary: "Campaigns of visits as a workbook"}, s.sendCampaigns)
	web.Register(w, see, web.Op{ID: "visit.campaign", Method: http.MethodGet, Path: "/api/campaigns/{id}", Summary: "A campaign, and how far it is made"},
		func(ctx context.Context, in *idIn) (*one[*Campaign], error) {
			return single(s.GetCampaign(ctx, in.ID))
		})
	web.Register(w, plan, web.Op{ID: "visit.preview", Method: http.MethodPost, Path: "/api/campaigns/preview", Summary: "What a campaign would give each visitor; saves nothing"},
		func(ctx context.Context, in *makeIn) (*one[*Preview], error) { return single(s.Preview(ctx, in.Body)) })
	web.Register(w, plan, web.Op{ID: "visit.plan", Method: http.MethodPost, Path: "/api/campaigns", Summary: "Make a campaign"},
		func(ctx context.Context, in *makeIn) (*one[*Campaign], error) { return single(s.Make(ctx, in.Body)) })
	web.Register(w, plan, web.Op{ID: "visit.close", Method: http.MethodPost, Path: "/api/campaigns/{id}/close", Summary: "End a campaign"},
		func(ctx context.Context, in *closeIn) (*one[*Campaign], error) {
			return single(s.CloseCampaign(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	web.Register(w, see, web.Op{ID: "visit.coverage", Method: http.MethodGet, Path: "/api/campaigns/{id}/coverage", Summary: "How the households of a place and below stand in a campaign"},
		func(ctx context.Context, in *placeIn) (*one[*Coverage], error) {
			return single(s.Coverage(ctx, in.ID, in.Place))
		})
	web.Register(w, see, web.Op{ID: "visit.gaps", Method: http.MethodGet, Path: "/api/campaigns/{id}/gaps", Summary: "Households that have not been reached, and their visitors"},
		func(ctx context.Context, in *gapsIn) (*pageOut[Task], error) {
			return paged(s.Gaps(ctx, in.ID, in.Gap, in.Place, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "visit.visitors", Method: http.MethodGet, Path: "/api/campaigns/{id}/visitors", Summary: "Who visits in a village, by name"},
		func(ctx context.Context, in *placeIn) (*pageOut[Burden], error) {
			items, err := s.Visitors(ctx, in.ID, in.Place)
			return paged(items, "", err)
		})
	web.Register(w, plan, web.Op{ID: "visit.give", Method: http.MethodPost, Path: "/api/campaigns/{id}/give", Summary: "Give households to another visitor"},
		func(ctx context.Context, in *giveIn) (*givenOut, error) {
			var out givenOut
			var err error
			out.Body.N, err = s.Give(ctx, in.ID, in.Body.Tasks, in.Body.Visitor, in.Body.Reason)
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "visit.report", Method: http.MethodGet, Path: "/api/visits/report", Summary: "Leaders' visits in a week or a month"},
		func(ctx context.Context, in *reportIn) (*one[*Report], error) {
			return single(s.Report(ctx, in.Period, in.Day))
		})
}

type countsIn struct {
	Form  string     `path:"form" maxLength:"40"`
	Place kernel.ID  `query:"place"`
	From  kernel.Day `query:"from"`
	To    kernel.Day `query:"to"`
}

type saidIn struct {
	Form   string    `path:"form" maxLength:"40"`
	Place  kernel.ID `query:"place"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type answerIn struct {
	Form string `path:"form" maxLength:"40"`
	Body NewAnswer
}

type noOut struct{}

func (s *Service) registerSurveys(w *web.Server) {
	see, record := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRecord))
	web.Register(w, see, web.Op{ID: "visit.counts", Method: http.MethodGet, Path: "/api/forms/{form}/counts", Summary: "How a form was answered, or how households stand in a checklist"},
		func(ctx context.Context, in *countsIn) (*one[FormCounts], error) {
			return single(s.Counts(ctx, in.Form, in.Place, kernel.Span{From: in.From, To: in.To}))
		})
	web.Register(w, see, web.Op{ID: "visit.said", Method: http.MethodGet, Path: "/api/forms/{form}/said", Summary: "Anonymous answers, the newest first"},
		func(ctx context.Context, in *saidIn) (*pageOut[Said], error) {
			return paged(s.Said(ctx, in.Form, in.Place, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, record, web.Op{ID: "visit.answer", Method: http.MethodPost, Path: "/api/forms/{form}/answers", Summary: "Copy an anonymous answer from a paper"},
		func(ctx context.Context, in *answerIn) (*noOut, error) {
			return &noOut{}, s.Answer(ctx, in.Form, in.Body)
		})
}

func (s *Service) sendCampaigns(rw http.ResponseWriter, r *http.Request) error {
	state := r.URL.Query().Get("state")
	return web.SendBook(rw, r, "campaigns", func(w io.Writer) error {
		return writeCampaigns(w, func(p kernel.Page) ([]Campaign, string, error) { return s.Campaigns(r.Context(), state, p) })
	})
}
