package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"touyan/internal/kernel"
)

// How long a stream lasts before its reader comes back, is admitted anew and goes on after the last number; how often it says that
// it still lives; and how long a reader may take to accept a message.
const (
	streamFor    = 10 * time.Minute
	streamBeat   = 15 * time.Second
	streamAccept = 30 * time.Second
)

// Events is a stream of server-sent events to one reader.
type Events struct {
	w     http.ResponseWriter
	c     *http.ResponseController
	begun bool
}

// Stream enters an operation that keeps telling as long as its reader listens: server-sent events, numbered by the journal, so that a
// reader who was cut off goes on after the last one. The handler gets that number, 0 for a new reader, and returns when its context
// ends: after some minutes, when the reader leaves, or when the server stops. An error before the first event is told as usual.
// Keeping a stream open is no use of the session: who leaves the desk is signed out all the same.
func Stream(s *Server, a access, op Op, h func(ctx context.Context, r *http.Request, last int64, out *Events) error) {
	op.Method = http.MethodGet
	e := s.enter(a, op, true)
	e.stream, s.ops[len(s.ops)-1].Stream = true, true
	s.mux.Handle(op.Method+" "+op.Path, s.serve(e, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		last, err := lastEvent(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), streamFor)
		defer cancel()
		go func() {
			select {
			case <-s.ending:
				cancel()
			case <-ctx.Done():
			}
		}()
		out := &Events{w: w, c: http.NewResponseController(w)}
		if err := h(ctx, r.WithContext(ctx), last, out); err != nil && !out.begun {
			s.fail(w, r, err)
		}
	})))
}

// EndStreams ends every stream, as the server stops: each would otherwise be waited for.
func (s *Server) EndStreams() { s.end.Do(func() { close(s.ending) }) }

// lastEvent is the number after which a reader goes on: of the header that browsers send when they come back, or of the address.
func lastEvent(r *http.Request) (int64, error) {
	text := r.Header.Get("Last-Event-ID")
	if text == "" {
		text = r.URL.Query().Get("since")
	}
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, kernel.Invalid("since", "bad_number").With("value", text)
	}
	return n, nil
}

// Send tells an event of a kind; data is one line of JSON.
func (e *Events) Send(no int64, kind string, data []byte) error {
	b := make([]byte, 0, len(data)+64)
	b = append(b, "id: "...)
	b = strconv.AppendInt(b, no, 10)
	b = append(append(b, "\nevent: "...), kind...)
	b = append(append(b, "\ndata: "...), data...)
	return e.write(append(b, "\n\n"...))
}

// Beat says that the stream lives: a proxy cuts what is silent for long.
func (e *Events) Beat() error { return e.write([]byte(": \n\n")) }

// Beats ticks when Beat is due.
func (e *Events) Beats() *time.Ticker { return time.NewTicker(streamBeat) }

func (e *Events) write(b []byte) error {
	if !e.begun {
		e.begun = true
		h := e.w.Header()
		h.Set("Content-Type", "text/event-stream; charset=utf-8")
		h.Set("X-Accel-Buffering", "no") // a proxy must not hold events back
		_ = e.c.SetReadDeadline(time.Time{})
		_ = e.c.SetWriteDeadline(time.Time{})
	}
	// The clock of connections is the machine's, which only the database door reads: a deadline long past ends the write.
	defer time.AfterFunc(streamAccept, func() { _ = e.c.SetWriteDeadline(time.Unix(1, 0)) }).Stop()
	if _, err := e.w.Write(b); err != nil {
		return err
	}
	return e.c.Flush()
}
