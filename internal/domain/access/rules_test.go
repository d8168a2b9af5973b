package access

import (
	"testing"

	"pgregory.net/rapid"
)

// However tries and waits follow each other, no more than five tries fall into one half hour without a success.
func TestAttempts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var failed int
		var locked, now int64 = 0, 1_000_000
		var tried []int64
		for range rapid.IntRange(1, 60).Draw(t, "tries") {
			now += int64(rapid.IntRange(0, 20*60_000).Draw(t, "wait"))
			f, l, allowed := attempt(failed, locked, now)
			if allowed == (locked > now) {
				t.Fatal("a lock holds until it is over, and no longer")
			}
			failed, locked = f, l
			if !allowed {
				continue
			}
			tried = append(tried, now)
			if n := len(tried); n > maxFailed && n%maxFailed == 1 && tried[n-1]-tried[n-2] < lockFor.Milliseconds() {
				t.Fatalf("try %d came %d ms after the fifth", n, tried[n-1]-tried[n-2])
			}
		}
	})
}

func TestLogins(t *testing.T) {
	for login, good := range map[string]bool{"admin": true, "u1.a_b-c": true, "ab": false, ".ab": false, "a b c": false, "张三": false, "": false} {
		if err := checkLogin(NormalLogin(login)); (err == nil) != good {
			t.Errorf("%q: %v", login, err)
		}
	}
}
