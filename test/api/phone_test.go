package api_test

import (
	"net/url"
	"testing"
)

// TestAPhoneOfOneDoesNothingAsAnother: on a shared phone another tab may have signed somebody else in; what the first one left would
// go out under their name, and their households come into its store.
func TestAPhoneOfOneDoesNothingAsAnother(t *testing.T) {
	each(t, func(w *world) {
		device := w.device("device-0009").ID.String()
		mine, theirs := w.clerkA.Account.String(), w.clerkB.Account.String()
		a := w.as(w.clerkA)
		for account, status := range map[string]int{mine: 200, "": 200, theirs: 409} {
			with := m{"key": "device-0009", "name": "Android"}
			push := m{"device": device, "now": 1, "ops": []m{w.carriedFact()}}
			pull := "/api/field/pull?device=" + device
			if account != "" {
				with["account"], push["account"] = account, account
				pull += "&account=" + url.QueryEscape(account)
			}
			for _, r := range []request{post("/api/field/devices", with), post("/api/field/push", push), {method: "GET", path: pull}} {
				if got := a.want(status, r); status == 409 && got.problem().Code != "other_account" {
					t.Errorf("%s: %s", r.path, short(got.body))
				}
			}
		}
	})
}
