package book

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type page[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func pageOf[T any](items []T, next string, err error) (*page[T], error) {
	out := &page[T]{}
	out.Body.Items, out.Body.Next = items, next
	if out.Body.Items == nil {
		out.Body.Items = []T{}
	}
	return out, err
}

type listIn struct {
	Place  kernel.ID `query:"place"`
	Kind   string    `query:"kind" enum:"points,merit"`
	Cursor string    `query:"cursor"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type idIn struct {
	ID kernel.ID `path:"id"`
}

type trialIn struct {
	ID  kernel.ID  `path:"id"`
	Day kernel.Day `query:"day"`
	No  int64      `query:"no" minimum:"0" doc:"a number of the journal, instead of a day"`
}

type accountsIn struct {
	ID     kernel.ID  `path:"id"`
	Day    kernel.Day `query:"day"`
	No     int64      `query:"no" minimum:"0"`
	Kind   string     `query:"kind" required:"true" maxLength:"64"`
	Unit   string     `query:"unit" required:"true" maxLength:"24"`
	Cursor string     `query:"cursor"`
	Limit  int        `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type linesIn struct {
	ID     kernel.ID  `path:"id"`
	Day    kernel.Day `query:"day"`
	Cursor string     `query:"cursor"`
	Limit  int        `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// Register enters the room's operations: all of them only read.
func (s *Service) Register(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "book.list", Method: http.MethodGet, Path: "/api/books", Summary: "The books of my places, the newest first"},
		func(ctx context.Context, in *listIn) (*page[Book], error) {
			return pageOf(s.Books(ctx, in.Place, in.Kind, kernel.Page{Cursor: in.Cursor, Limit: in.Limit}))
		})
	web.Page(w, see, web.Op{ID: "book.export", Method: http.MethodGet, Path: "/api/exports/books.xlsx", Summary: "The books of my places as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			at, err := web.PlaceOf(r)
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "books", func(w io.Writer) error {
				return writeBooks(w, func(p kernel.Page) ([]Book, string, error) {
					return s.Books(r.Context(), at, r.URL.Query().Get("kind"), p)
				})
			})
		})
	web.Register(w, see, web.Op{ID: "book.trial", Method: http.MethodGet, Path: "/api/books/{id}", Summary: "The trial balance of a book, as of a day or a number of the journal"},
		func(ctx context.Context, in *trialIn) (*one[*Trial], error) {
			return single(s.Trial(ctx, in.ID, At{Day: in.Day, No: in.No}))
		})
	web.Register(w, see, web.Op{ID: "book.accounts", Method: http.MethodGet, Path: "/api/books/{id}/accounts", Summary: "The accounts of a book of one kind and unit, with what they had"},
		func(ctx context.Context, in *accountsIn) (*page[Account], error) {
			return pageOf(s.Accounts(ctx, in.ID, in.Kind, in.Unit, At{Day: in.Day, No: in.No}, kernel.Page{Cursor: in.Cursor, Limit: in.Limit}))
		})
	web.Register(w, see, web.Op{ID: "book.account", Method: http.MethodGet, Path: "/api/ledger/accounts/{id}", Summary: "An account with its book, and what it has now"},
		func(ctx context.Context, in *idIn) (*one[*AccountDetail], error) {
			return single(s.Account(ctx, in.ID))
		})
	web.Register(w, see, web.Op{ID: "book.statement", Method: http.MethodGet, Path: "/api/ledger/accounts/{id}/lines", Summary: "The postings of an account, the newest first, with what there was after each and what it comes from"},
		func(ctx context.Context, in *linesIn) (*page[Line], error) {
			return pageOf(s.Statement(ctx, in.ID, in.Day, kernel.Page{Cursor: in.Cursor, Limit: in.Limit}))
		})
	web.Register(w, see, web.Op{ID: "book.txn", Method: http.MethodGet, Path: "/api/ledger/transactions/{id}", Summary: "A transaction: its legs, what stands behind it, who recorded it, what takes it back"},
		func(ctx context.Context, in *idIn) (*one[*Txn], error) { return single(s.Txn(ctx, in.ID)) })
	web.Page(w, see, web.Op{ID: "book.export_trial", Method: http.MethodGet, Path: "/api/exports/book.xlsx", Summary: "The trial balance of a book as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, at, err := asked(r)
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "book", func(w io.Writer) error { return s.WriteTrial(r.Context(), w, id, at) })
		})
	web.Page(w, see, web.Op{ID: "book.export_account", Method: http.MethodGet, Path: "/api/exports/book_account.xlsx", Summary: "The statement of an account as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, at, err := asked(r)
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "account", func(w io.Writer) error { return s.WriteStatement(r.Context(), w, id, at.Day) })
		})
}

// asked reads what a workbook is asked of from its address.
func asked(r *http.Request) (id kernel.ID, at At, err error) {
	q := r.URL.Query()
	if id, err = kernel.ParseID(q.Get("id")); err != nil {
		return id, at, err
	}
	at.Day = kernel.Day(q.Get("day"))
	if no := q.Get("no"); no != "" {
		if at.No, err = strconv.ParseInt(no, 10, 64); err != nil {
			err = kernel.Invalid("no", "bad_number")
		}
	}
	return id, at, err
}
