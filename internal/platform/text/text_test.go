package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func finds(keys []string, query string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, Fold(query)) })
}

func TestNamesAreFoundInEveryReading(t *testing.T) {
	for name, queries := range map[string][]string{
		"龙鼻村":       {"龙鼻村", "龙鼻", "鼻村", "村", "longbi", "long bi cun", "bicun", "LBC", "longbicun"},
		"单雄":        {"dan", "shan", "shanxiong", "danxiong", "sx", "dx"},
		"曾国":        {"ceng", "zeng", "zengguo", "zg", "cg"},
		"重庆":        {"zhongqing", "chongqing", "cq", "zq", "qing"},
		"仇英":        {"qiu", "chou"},
		"解放":        {"jie", "xie"},
		"查良":        {"cha", "zha"},
		"乐毅":        {"le", "yue"},
		"朴树":        {"pu", "piao"},
		"盖宽":        {"gai", "ge"},
		"尉迟恭":       {"yuchi", "weichi"},
		"吕梁":        {"lv", "lü", "lvliang"},
		"第3组":       {"第3组", "3组", "di3zu", "3"},
		"买买提·艾力":    {"买买提艾力", "买买提·艾力", "maimaiti"},
		"城关社区居民委员会": {"城关", "chengguan", "社区", "shequ", "cgsq"},
	} {
		keys := Keys(name)
		for _, q := range queries {
			if !finds(keys, q) {
				t.Errorf("%s is not found by %q: %v", name, q, keys)
			}
		}
	}
}

func TestCodesAreTakenWhole(t *testing.T) {
	keys := Keys("一组", "141029100001", "2026-000123")
	if !finds(keys, "141029") || !finds(keys, "2026-0001") || finds(keys, "029100") {
		t.Errorf("%v", keys)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{" ＡＢＣ１２ ": "abc12", "Xi'an": "xian", "a\x00b\xff": "ab", "一 组": "一组", "①": "1"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzKeys(f *testing.F) {
	f.Add("单曾重庆乐朴大长行都和", "x")
	f.Add("\x00\xff", "")
	f.Fuzz(func(t *testing.T, name, extra string) {
		keys := Keys(name, extra)
		if len(keys) > maxSuffixes+(maxStarts+1)*maxReadings+1 {
			t.Fatalf("%d keys", len(keys))
		}
		for _, k := range keys {
			if k == "" || !utf8.ValidString(k) || strings.ContainsRune(k, 0) {
				t.Fatalf("key %q", k)
			}
		}
	})
}
