package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
)

const goodToken = "GOOD"

// withTokens is a bench whose one token reads what case.view opens.
func withTokens(t *testing.T) *bench {
	b := sqliteBench(t, func(o *Options) {
		o.Bearer = func(_ context.Context, token string) (Bearer, error) {
			if token != goodToken {
				return Bearer{}, kernel.Unauthenticated("token_unknown")
			}
			g := kernel.Grant{Perms: []string{"case.view", "case.close"}, Arm: kernel.Arm{Level: kernel.LevelCounty, PlaceID: testCounty}}
			return Bearer{ID: 7, Actor: kernel.Actor{Kind: kernel.ActorOfficer, CountyID: testCounty, Name: "令牌", Grants: []kernel.Grant{g}}}, nil
		}
	})
	b.s.bearers.now = b.s.now
	return b.enter().open()
}

func TestATokenOnlyReads(t *testing.T) {
	b := withTokens(t)
	const header, good = "Authorization", "Bearer " + goodToken
	if out := b.want(200, "", "GET", "/api/view", "", header, good); !strings.Contains(out, `"name":"officer 令牌","arms":1`) {
		t.Error(out)
	}
	b.want(200, "", "GET", "/api/view", "", header, "bearer "+goodToken)
	b.want(403, "forbidden", "GET", "/api/accept", "", header, good)        // not among its permissions
	b.want(403, "token_reads_only", "POST", "/api/close", "", header, good) // writes
	b.want(403, "token_reads_only", "GET", "/api/me", "", header, good)     // somebody's own
	b.want(403, "token_reads_only", "DELETE", "/api/session", "", header, good)
	b.want(200, "", "GET", "/api/public", "", header, good) // anybody's
	for _, bad := range []string{"Bearer", "Bearer ", "Bearer WRONG", "Bearer " + goodToken + "X"} {
		b.want(401, "token_unknown", "GET", "/api/view", "", header, bad)
	}
	b.want(401, "unauthenticated", "GET", "/api/view", "", header, "Basic "+goodToken)
	// A session beside a token gives it nothing.
	b.want(204, "", "POST", "/api/session", "")
	b.want(403, "forbidden", "GET", "/api/accept", "", header, good)
	b.want(401, "token_unknown", "GET", "/api/accept", "", header, "Bearer WRONG")
}

func TestATokenIsThrottled(t *testing.T) {
	b := withTokens(t)
	for range bearerBurst {
		b.want(200, "", "GET", "/api/view", "", "Authorization", "Bearer "+goodToken)
	}
	b.want(429, "too_many", "GET", "/api/view", "", "Authorization", "Bearer "+goodToken)
	b.pass(time.Minute)
	b.want(200, "", "GET", "/api/view", "", "Authorization", "Bearer "+goodToken)
	for range 60 { // guesses
		b.do("GET", "/api/view", "", "Authorization", "Bearer WRONG")
	}
	b.want(429, "too_many", "GET", "/api/view", "", "Authorization", "Bearer WRONG")
}
