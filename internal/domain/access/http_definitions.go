package access

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type definitionsIn struct {
	Rules int `query:"rules" minimum:"0" maximum:"1000000" doc:"the version of the rules; the one of now where none is named"`
}

type definitionsOut struct{ Body *Definitions }

type metaOut struct{ Body Meta }

func (s *Service) registerDefinitions(w *web.Server) {
	web.Register(w, web.ForSignedIn(), web.Op{ID: "access.definitions", Method: http.MethodGet, Path: "/api/definitions", Summary: "The words and rules of the county's packs"},
		func(_ context.Context, in *definitionsIn) (*definitionsOut, error) {
			return &definitionsOut{s.definitions(in.Rules)}, nil
		})
	web.Register(w, web.ForPublic(), web.Op{ID: "access.meta", Method: http.MethodGet, Path: "/api/meta", Summary: "Version, county, and whether this is a demo"},
		func(ctx context.Context, _ *none) (*metaOut, error) {
			id := kernel.ActorOf(ctx).CountyID
			return &metaOut{Meta{Version: s.o.Version, Demo: s.o.Demo, County: MetaCounty{ID: id, Code: s.pack().County, Name: s.pack().Name}}}, nil
		})
}
