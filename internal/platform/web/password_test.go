package web

import (
	"context"
	"errors"
	"strings"
	"testing"

	"touyan/internal/kernel"
)

func TestPassword(t *testing.T) {
	ctx := context.Background()
	hash, err := HashPassword(ctx, "correct horse 1")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=47104,t=1,p=1$") {
		t.Fatalf("hash %q: %v", hash, err)
	}
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{"correct horse 1", hash, true},
		{"correct horse 2", hash, false},
		{"", hash, false},
		{"correct horse 1", "", false},
		{"nobody has this password", "", false},
		{strings.Repeat("x", 100_000), hash, false},
	} {
		if ok, err := VerifyPassword(ctx, c.password, c.hash); err != nil || ok != c.want {
			t.Errorf("%.20q: %v %v", c.password, ok, err)
		}
	}
	if _, err := VerifyPassword(ctx, "x", "not a hash"); err == nil {
		t.Error("a broken hash is no error")
	}
}

func TestCheckPassword(t *testing.T) {
	for password, why := range map[string]string{
		"abcdefgh12": "", "春眠不觉晓处处闻啼鸟1": "", "春眠不觉晓处处闻啼鸟": "", "correct horse": "", "abcdefghij": "kinds", "1234567890": "kinds",
		"abc12": "short", "Zhang.San.1": "login", strings.Repeat("a1", 101): "long", "abc\x00defghi1": "text", "\xff\xfeabcdefgh1": "text",
	} {
		err := CheckPassword("zhang.san.1", password)
		if why == "" {
			if err != nil {
				t.Errorf("%q: %v", password, err)
			}
			continue
		}
		var e *kernel.Error
		if !errors.As(err, &e) || e.Code != "weak_password" || e.Args["why"] != why {
			t.Errorf("%q: %v, want %s", password, err, why)
		}
	}
}
