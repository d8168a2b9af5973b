package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"touyan/internal/kernel"
)

// statusOf is the one map from kinds of errors to HTTP.
var statusOf = map[kernel.Kind]int{
	kernel.KindInvalid:         http.StatusUnprocessableEntity,
	kernel.KindUnauthenticated: http.StatusUnauthorized,
	kernel.KindForbidden:       http.StatusForbidden,
	kernel.KindNotFound:        http.StatusNotFound,
	kernel.KindConflict:        http.StatusConflict,
	kernel.KindTooMany:         http.StatusTooManyRequests,
	kernel.KindUnavailable:     http.StatusServiceUnavailable,
	kernel.KindInternal:        http.StatusInternalServerError,
}

const (
	problemType  = "application/problem+json"
	clientGone   = 499 // nobody is there to read it; for the log
	retryAfter   = "retry_after"
	tooLargeText = "body_too_large"
)

// Problem is an error as it leaves the program (RFC 9457). Front ends translate Code; Detail is for people at a console.
type Problem struct {
	Type      string            `json:"type"`
	Title     string            `json:"title"`
	Status    int               `json:"status"`
	Detail    string            `json:"detail"`
	Code      string            `json:"code"`
	Field     string            `json:"field,omitempty"`
	Args      map[string]string `json:"args,omitempty"`
	RequestID string            `json:"request_id"`
	Errors    []ProblemItem     `json:"errors,omitempty"`
}

// ProblemItem is one thing that is wrong with the input. The value itself is not sent back: it may be personal.
type ProblemItem struct {
	Message  string `json:"message"`
	Location string `json:"location"`
}

// Error is the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus tells huma the status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders tells huma what else to send.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if s := p.Args[retryAfter]; s != "" {
		h.Set("Retry-After", s)
	}
	return h
}

// ContentType tells huma that this is no ordinary JSON.
func (p *Problem) ContentType(string) string { return problemType }

func newProblem(ctx context.Context, status int, code, detail string) *Problem {
	title := http.StatusText(status)
	if title == "" {
		title = "Error"
	}
	if detail == "" {
		detail = code
	}
	return &Problem{Type: "about:blank", Title: title, Status: status, Code: code, Detail: detail, RequestID: visitOf(ctx).id}
}

// problem maps any error. What is internal is logged here, once, and leaves without its cause.
func (s *Server) problem(ctx context.Context, err error) *Problem {
	var ready *Problem
	if errors.As(err, &ready) {
		return ready
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return newProblem(ctx, clientGone, "client_gone", "")
	}
	var e *kernel.Error
	if !errors.As(err, &e) {
		if visitOf(ctx).tooLarge { // a page that read a form which was cut off
			return newProblem(ctx, http.StatusRequestEntityTooLarge, tooLargeText, "")
		}
		e = kernel.Internal(err)
	}
	status, known := statusOf[e.Kind]
	if !known || status >= http.StatusInternalServerError {
		s.o.Log.ErrorContext(ctx, "request failed", slog.String("id", visitOf(ctx).id), slog.String("op", visitOf(ctx).op),
			slog.String("error", err.Error()))
	}
	if !known || e.Kind == kernel.KindInternal {
		return newProblem(ctx, http.StatusInternalServerError, "internal", "")
	}
	detail := e.Code
	if e.Field != "" {
		detail += " (" + e.Field + ")"
	}
	p := newProblem(ctx, status, e.Code, detail)
	p.Field, p.Args = e.Field, e.Args
	return p
}

// fail answers with an error outside huma: as a page where a person looks at it in a browser, else as JSON.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), err)
	if v := visitOf(r.Context()); v.answer != nil && v.answer.status != 0 {
		v.cut = true
		return
	}
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	w.Header().Set("Cache-Control", "no-store")
	if visitOf(r.Context()).html && strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.errorPage(w, r, p)
		return
	}
	var body bytes.Buffer
	if err := json.NewEncoder(&body).Encode(p); err != nil {
		panic(err) // strings and numbers only
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(p.Status)
	_, _ = w.Write(body.Bytes())
}

// humaProblem gives huma's own refusals (validation, limits) the same shape.
func humaProblem(ctx context.Context, status int, msg string, errs ...error) *Problem {
	code := "internal"
	switch v := visitOf(ctx); {
	case v.tooLarge || status == http.StatusRequestEntityTooLarge:
		return newProblem(ctx, http.StatusRequestEntityTooLarge, tooLargeText, "")
	case status == http.StatusBadRequest || status == http.StatusUnprocessableEntity:
		status, code = http.StatusUnprocessableEntity, "invalid"
	case status == http.StatusRequestTimeout:
		code = "body_too_slow"
	case status == http.StatusUnsupportedMediaType:
		code = "bad_media_type"
	case status == http.StatusNotAcceptable:
		code = "not_acceptable"
	case status >= http.StatusInternalServerError && v.server != nil:
		return v.server.problem(ctx, errors.Join(append(errs, errors.New(msg))...))
	}
	p := newProblem(ctx, status, code, msg)
	for _, err := range errs {
		var d huma.ErrorDetailer
		switch {
		case err == nil:
		case errors.As(err, &d):
			p.Errors = append(p.Errors, ProblemItem{Message: d.ErrorDetail().Message, Location: d.ErrorDetail().Location})
		default:
			p.Errors = append(p.Errors, ProblemItem{Message: err.Error()})
		}
	}
	if len(p.Errors) > 0 {
		p.Field = fieldOf(p.Errors[0].Location)
	}
	return p
}

// fieldOf is the input's name in a location such as body.place_id or query.limit.
func fieldOf(location string) string {
	if _, field, ok := strings.Cut(location, "."); ok {
		return field
	}
	return location
}

// tooMany says when to come back, in whole seconds.
func tooMany(wait time.Duration) error {
	return kernel.TooMany("too_many").With(retryAfter, strconv.Itoa(int(wait/time.Second)+1))
}

func init() {
	// huma asks these two package variables for the shape of its errors; there is no setting for one API.
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(context.Background(), status, msg, errs...)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(ctx.Context(), status, msg, errs...)
	}
}
