package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	cookieName      = "touyan"
	sessionLifetime = 12 * time.Hour
	sessionIdle     = 30 * time.Minute
	seenEvery       = time.Minute // how often the time of last use is written down

	keyCounty, keyAccount = "county", "account"
)

var _ = db.Declare(db.Table{Name: "session", Place: db.PlaceLocal, Fleeting: true})

// openSessions sets scs up. Its own idle time would write on every request; ours is kept by the store.
func (s *Server) openSessions() {
	s.store = &sessionStore{db: s.o.DB, now: s.now, log: s.o.Log}
	m := scs.New()
	m.Store = s.store
	m.Codec = sessionCodec{}
	m.Lifetime = sessionLifetime
	m.IdleTimeout = 0
	m.HashTokenInStore = true // who reads the table cannot take over a session
	m.Cookie.Name = cookieName
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = s.o.Secure
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
	s.sessions = m
}

// SignIn binds the caller's session to an account, under a new token. Public operations that only read have no session.
func (s *Server) SignIn(ctx context.Context, county, account kernel.ID) error {
	if !visitOf(ctx).session {
		return kernel.Internal(errors.New("web: sign-in in an operation without a session"))
	}
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, keyCounty, county.String())
	s.sessions.Put(ctx, keyAccount, account.String())
	s.bucket.give(visitOf(ctx).ip)
	return nil
}

// SignOut ends the caller's session.
func (s *Server) SignOut(ctx context.Context) error {
	if !visitOf(ctx).session {
		return kernel.Internal(errors.New("web: sign-out in an operation without a session"))
	}
	return s.sessions.Destroy(ctx)
}

// EndSessions ends every session of an account, as after a change of its password.
func (s *Server) EndSessions(ctx context.Context, county, account kernel.ID) error {
	return s.o.DB.Write(ctx, "web.end_sessions", func(tx *db.WriteTx) error {
		_, err := tx.Exec("DELETE FROM {session} WHERE county_id = ? AND account_id = ?", county, account)
		return err
	})
}

// signedIn is the actor of the session. It is resolved anew on each request, so a post that ended yesterday opens nothing
// today; an account that may no longer sign in loses its session.
func (s *Server) signedIn(ctx context.Context) (kernel.Actor, error) {
	county, account := s.sessionID(ctx, keyCounty), s.sessionID(ctx, keyAccount)
	if account == 0 {
		return kernel.Actor{}, kernel.Unauthenticated("unauthenticated")
	}
	actor, err := s.o.Resolve(kernel.WithActor(ctx, kernel.System(county)), county, account)
	switch kernel.KindOf(err) {
	case kernel.KindUnauthenticated, kernel.KindForbidden, kernel.KindNotFound:
		return kernel.Actor{}, errors.Join(kernel.Unauthenticated("session_ended"), s.sessions.Destroy(ctx))
	}
	return actor, err
}

func (s *Server) sessionID(ctx context.Context, key string) kernel.ID {
	id, err := kernel.ParseID(s.sessions.GetString(ctx, key))
	if err != nil {
		return 0
	}
	return id
}

// sessionCodec keeps a session as readable text with string values only.
type sessionCodec struct{}

type sessionText struct {
	Deadline time.Time         `json:"deadline"`
	Values   map[string]string `json:"values"`
}

// Encode is part of scs.Codec.
func (sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	t := sessionText{Deadline: deadline, Values: map[string]string{}}
	for k, v := range values {
		text, ok := v.(string)
		if !ok {
			return nil, errors.New("web: a session holds text only: " + k)
		}
		t.Values[k] = text
	}
	return json.Marshal(t)
}

// Decode is part of scs.Codec.
func (sessionCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var t sessionText
	if err := json.Unmarshal(b, &t); err != nil {
		return time.Time{}, nil, err
	}
	values := map[string]any{}
	for k, v := range t.Values {
		values[k] = v
	}
	return t.Deadline, values, nil
}

// sessionStore keeps sessions in the local table, outside the journal: signing in and staying there is nobody's deed.
type sessionStore struct {
	db  *db.DB
	now func() time.Time
	log *slog.Logger
}

type sessionRow struct {
	Data    string `bun:"data"`
	Expires int64  `bun:"expires"`
	Seen    int64  `bun:"seen"`
}

// FindCtx gives a session that is neither expired nor idle for too long, and writes down once a minute that it is used.
func (st *sessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var row sessionRow
	err := st.db.Look(ctx, &row, "SELECT s.data, s.expires, s.seen FROM {session s} WHERE s.token = ?", token)
	if kernel.KindOf(err) == kernel.KindNotFound && err != nil {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	now := st.now().UnixMilli()
	if row.Expires <= now || row.Seen+sessionIdle.Milliseconds() <= now {
		return nil, false, st.DeleteCtx(ctx, token)
	}
	if row.Seen+seenEvery.Milliseconds() <= now && !visitOf(ctx).stream {
		err = st.exec(ctx, "UPDATE {session} SET seen = ? WHERE token = ? AND seen < ?", now, token, now)
		if err != nil { // the session holds all the same; the next request tries again
			st.log.WarnContext(ctx, "session use not written down", slog.String("error", err.Error()))
		}
	}
	return []byte(row.Data), true, nil
}

// CommitCtx stores a session. Only a sign-in changes one, so its life starts here, by the program's clock; what has run
// out is cleared at the same time.
func (st *sessionStore) CommitCtx(ctx context.Context, token string, b []byte, _ time.Time) error {
	_, values, err := sessionCodec{}.Decode(b)
	if err != nil {
		return err
	}
	county, account := textID(values[keyCounty]), textID(values[keyAccount])
	return st.db.Write(ctx, "web.session", func(tx *db.WriteTx) error {
		now := st.now()
		_, err := tx.Exec("DELETE FROM {session} WHERE expires <= ? OR seen <= ?",
			now.UnixMilli(), now.Add(-sessionIdle).UnixMilli())
		if err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO {session} (token, data, expires, seen, county_id, account_id) VALUES (?, ?, ?, ?, ?, ?)"+
			" ON CONFLICT (token) DO UPDATE SET data = EXCLUDED.data, county_id = EXCLUDED.county_id, account_id = EXCLUDED.account_id",
			token, string(b), now.Add(sessionLifetime).UnixMilli(), now.UnixMilli(), county, account)
		return err
	})
}

func textID(v any) kernel.ID {
	s, _ := v.(string)
	id, err := kernel.ParseID(s)
	if err != nil {
		return 0
	}
	return id
}

// DeleteCtx removes a session; one that is not there is no error.
func (st *sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return st.exec(ctx, "DELETE FROM {session} WHERE token = ?", token)
}

func (st *sessionStore) exec(ctx context.Context, sql string, args ...any) error {
	return st.db.Write(ctx, "web.session", func(tx *db.WriteTx) error {
		_, err := tx.Exec(sql, args...)
		return err
	})
}

// Find, Commit and Delete without a context are asked for by scs's interface and never called.
func (st *sessionStore) Find(token string) ([]byte, bool, error) {
	return st.FindCtx(context.Background(), token)
}

// Commit is Find's sister.
func (st *sessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return st.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is Find's sister.
func (st *sessionStore) Delete(token string) error { return st.DeleteCtx(context.Background(), token) }
