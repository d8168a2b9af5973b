package crypt

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"touyan/internal/kernel"
)

func load(t *testing.T, dir string) *Keys {
	t.Helper()
	k, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSealAndOpen(t *testing.T) {
	dir := t.TempDir()
	k := load(t, dir)
	for _, plain := range []string{"", "13812345678", "龙鼻村一组", strings.Repeat("长", 5000)} {
		s := k.Seal(plain)
		got, err := load(t, dir).Open(s)
		if err != nil || got != plain {
			t.Errorf("%q: %q %v", plain, got, err)
		}
		if plain != "" && (s == k.Seal(plain) || strings.Contains(string(s), plain) || !strings.HasPrefix(string(s), "k1.")) {
			t.Errorf("%q is sealed as %q", plain, string(s))
		}
	}
	if _, err := load(t, t.TempDir()).Open(k.Seal("x")); err == nil {
		t.Error("another folder's keys opened it")
	}
	for _, bad := range []kernel.Secret{"x", "k1.", "k1.AAAA", "k9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "k1.!", k.Seal("a") + "A"} {
		if _, err := k.Open(bad); err == nil {
			t.Errorf("opened %q", string(bad))
		}
	}
}

func TestKeysChange(t *testing.T) {
	dir := t.TempDir()
	old := load(t, dir)
	s, index := old.Seal("x"), old.Index("phone", "138")
	path := filepath.Join(dir, keyFile)
	data, _ := os.ReadFile(path)
	if err := os.WriteFile(path, append(data, line("seal", 2)...), 0o600); err != nil {
		t.Fatal(err)
	}
	k := load(t, dir)
	if got, err := k.Open(s); err != nil || got != "x" || !strings.HasPrefix(string(k.Seal("y")), "k2.") || k.Index("phone", "138") != index {
		t.Errorf("%q %v", got, err)
	}
}

func TestKeyFileIsGuarded(t *testing.T) {
	dir := t.TempDir()
	load(t, dir)
	path := filepath.Join(dir, keyFile)
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Error(err)
	}
	for _, text := range []string{"", "seal 1", "seal x " + text64.EncodeToString(make([]byte, 32)), "seal 1 AAAA", line("lock", 1), line("seal", 1) + line("seal", 1)} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("accepted %q", text)
		}
	}
}

func TestTwoStartTogether(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	out := make([]string, 8)
	for i := range out {
		wg.Go(func() {
			k, err := Load(dir)
			if err != nil {
				out[i] = err.Error()
				return
			}
			out[i] = k.Index("x", "y")
		})
	}
	wg.Wait()
	for _, s := range out {
		if s != out[0] || s == "" {
			t.Fatalf("%v", out)
		}
	}
}

func TestIndexForgivesTyping(t *testing.T) {
	k := load(t, t.TempDir())
	want := k.Index("phone", "13812345678")
	for _, same := range []string{"138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", " 13812345678\n"} {
		if k.Index("phone", same) != want {
			t.Errorf("%q differs", same)
		}
	}
	if k.Index("id", "13812345678") == want || k.Index("phone", "13812345679") == want || k.Index("phone", " - ") != "" {
		t.Error("domain, text or nothing")
	}
}

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		tok := Token(20)
		if len(tok) != 20 || seen[tok] || strings.Trim(tok, crockford) != "" {
			t.Fatalf("token %q", tok)
		}
		seen[tok] = true
	}
	if Hash("AB10-C") != Hash("ab1o c") || Hash("AB10C") != Hash("ABLOC") || Hash("A") == Hash("B") || len(Hash("A")) != 64 {
		t.Error("hash of a token as people type it")
	}
}

func TestMasks(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "13812345678": "138****5678", "138 1234 5678": "138****5678", "+86 13812345678": "86138****5678",
		"6822345": "*****45", "110": "****", "x": "****",
	} {
		if got := MaskPhone(in); got != want {
			t.Errorf("phone %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "张三": "张*", "王小明": "王**", "买买提·艾力": "买**", "李": "李*"} {
		if got := MaskName(in); got != want {
			t.Errorf("name %q: %q, want %q", in, got, want)
		}
	}
}

func TestSecretsDoNotPrint(t *testing.T) {
	s := load(t, t.TempDir()).Seal("13812345678")
	if got := fmt.Sprintf("%v %s", s, s); strings.Contains(got, "k1.") {
		t.Errorf("printed as %s", got)
	}
}
