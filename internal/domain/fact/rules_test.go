package fact

import (
	"testing"

	"pgregory.net/rapid"
)

func TestThreeValuesDecide(t *testing.T) {
	for _, c := range []struct {
		why  string
		w    wanted
		want string
	}{
		{"nothing was said before", wanted{value: `"a"`}, Applied},
		{"made on what stands", wanted{ver: 3, now: 3, base: `"a"`, has: `"a"`, value: `"b"`}, Applied},
		{"changed and changed back meanwhile", wanted{ver: 1, now: 3, base: `"a"`, has: `"a"`, value: `"b"`}, Applied},
		{"both say the same", wanted{ver: 1, now: 2, base: `"a"`, has: `"b"`, value: `"b"`}, Same},
		{"soft: the later stands", wanted{ver: 1, now: 2, base: `"a"`, has: `"b"`, value: `"c"`}, Told},
		{"hard: a person decides", wanted{hard: true, ver: 1, now: 2, base: `"a"`, has: `"b"`, value: `"c"`}, Waits},
		{"taken away on one side", wanted{hard: true, ver: 1, now: 2, base: `"a"`, has: "", value: `"c"`}, Waits},
		{"a masked base tells nothing", wanted{sealed: true, ver: 1, now: 2, base: `"138****0000"`, has: `"138****0000"`, value: `"x"`}, Told},
	} {
		if got := decide(c.w); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}

// Whatever is stored reads as the same value again.
func TestValuesAreStoredAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(rapid.Map(rapid.String(), func(s string) any { return s }), rapid.Just[any](true), rapid.Just[any](nil),
			rapid.Just[any]([]any{"a", "b"})).Draw(t, "value")
		if again := stored(read(stored(v))); again != stored(v) {
			t.Fatalf("%s reads as %s", stored(v), again)
		}
	})
}
