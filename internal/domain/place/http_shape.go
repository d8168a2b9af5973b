package place

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// maxShapeFile bounds a file of outlines, in bytes: a county's villages as surveyors draw them.
const maxShapeFile = 30 << 20

type shapesIn struct {
	Check   bool   `query:"check" doc:"tell what the file would do, and save nothing"`
	RawBody []byte `contentType:"application/geo+json"`
}

type shapesOut struct{ Body *ShapeReport }

type shapesOf struct {
	ID kernel.ID `path:"id"`
}

type shapeList struct {
	Body struct {
		Items []Shape `json:"items" nullable:"false"`
	}
}

// registerShapes enters the outlines of places.
func (s *Service) registerShapes(w *web.Server) {
	list, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, edit, web.Op{ID: "place.import_shapes", Method: http.MethodPost, Path: "/api/places/shapes", Summary: "Outlines of places out of a GeoJSON file, checked whole, saved as one", MaxBody: maxShapeFile},
		func(ctx context.Context, in *shapesIn) (*shapesOut, error) {
			r, err := s.ImportShapes(ctx, in.RawBody, in.Check)
			return &shapesOut{r}, err
		})
	web.Register(w, list, web.Op{ID: "place.shapes", Method: http.MethodGet, Path: "/api/places/{id}/shapes", Summary: "The outlines of the places right below one"},
		func(ctx context.Context, in *shapesOf) (*shapeList, error) {
			var out shapeList
			var err error
			out.Body.Items, err = s.Shapes(ctx, in.ID)
			return &out, err
		})
	web.Page(w, list, web.Op{ID: "place.export_shapes", Method: http.MethodGet, Path: "/api/exports/places.geojson", Summary: "The outlines of my places as the file that comes in again"},
		func(rw http.ResponseWriter, r *http.Request) error {
			b, err := s.ExportShapes(r.Context())
			if err != nil {
				return err
			}
			rw.Header().Set("Content-Type", "application/geo+json")
			rw.Header().Set("Content-Disposition", `attachment; filename="places.geojson"`)
			_, err = rw.Write(b)
			return err
		})
}
