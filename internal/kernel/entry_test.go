package kernel

import (
	"errors"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, x := range []struct {
		text     string
		required bool
		want     string
		code     string
	}{
		{"  清渠 ", true, "清渠", ""}, {" ", true, "", "required"}, {"", false, "", ""}, {"四个字符", true, "四个字符", ""}, {"一二三四五", false, "", "too_long"},
	} {
		got, err := Words("note", x.text, 4, x.required)
		var e *Error
		if got != x.want || (err == nil) != (x.code == "") || errors.As(err, &e) && (e.Code != x.code || e.Field != "note") {
			t.Errorf("%q: %q %v", x.text, got, err)
		}
	}
}

func TestOwnKey(t *testing.T) {
	if k, err := OwnKey(Actor{AccountID: 1}, ""); k != nil || err != nil {
		t.Errorf("%v %v", k, err)
	}
	one, _ := OwnKey(Actor{AccountID: 1}, "k")
	two, _ := OwnKey(Actor{AccountID: 2}, "k")
	anybody, _ := OwnKey(Actor{Kind: ActorPublic}, "a1:k")
	if *one == *two || *anybody == *one {
		t.Errorf("%s %s %s", *one, *two, *anybody)
	}
	if _, err := OwnKey(Actor{}, strings.Repeat("x", MaxKey+1)); err == nil {
		t.Error("a key without end is taken")
	}
}
