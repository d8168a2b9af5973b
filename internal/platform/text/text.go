// Package text makes search keys of Chinese names: the name itself and its ends, its pinyin and its initials, in every
// reading. A prefix search over these keys finds 柳林村 by 林村, liulin, lincun and llc.
package text

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Bounds of the keys of one name: beyond them a key costs more room than it finds.
const (
	maxSuffixes = 8
	maxStarts   = 4
	maxReadings = 8
	maxRunes    = 64
)

// Fold is how keys and queries are compared: NFKC, lower case, letters and digits only, ü as v.
func Fold(query string) string {
	s := norm.NFKC.String(strings.ToValidUTF8(query, ""))
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		switch {
		case r == 'ü':
			return 'v'
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			return r
		}
		return -1
	}, s)
}

// Keys are the search keys of a name, in order and once; extra are keys taken whole, such as codes.
func Keys(name string, extra ...string) []string { return keys(name, maxSuffixes, maxStarts, extra) }

// PersonKeys are the search keys of a person: the whole name and what follows its first character, by characters and by
// sound, and its initials. A county has a quarter of a million people, and nobody looks for one by the last character.
func PersonKeys(name string) []string { return keys(name, 2, 2, nil) }

func keys(name string, suffixes, starts int, extra []string) []string {
	runes := []rune(Fold(name))
	runes = runes[:min(len(runes), maxRunes)]
	var keys []string
	for i := range min(len(runes), suffixes) {
		keys = append(keys, string(runes[i:]))
	}
	sounds := make([][]string, len(runes))
	for i, r := range runes {
		sounds[i] = readings(r)
	}
	for i := range min(len(runes), starts) {
		keys = append(keys, spell(sounds[i:])...)
	}
	keys = append(keys, spell(initials(sounds))...)
	for _, x := range extra {
		keys = append(keys, Fold(x))
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == "" })
	slices.Sort(keys)
	return slices.Compact(keys)
}

// readings are all readings of a character without tones, the usual one first; what has none stands for itself.
func readings(r rune) []string {
	if !unicode.Is(unicode.Han, r) {
		return []string{string(r)}
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	var out []string
	for _, s := range pinyin.SinglePinyin(r, args) {
		if s = Fold(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return []string{string(r)}
	}
	return out
}

func initials(sounds [][]string) [][]string {
	out := make([][]string, len(sounds))
	for i, all := range sounds {
		for _, s := range all {
			if first := string([]rune(s)[:1]); !slices.Contains(out[i], first) {
				out[i] = append(out[i], first)
			}
		}
	}
	return out
}

// spell joins the sounds of a name in every way, at most maxReadings of them. Where there are more, each other reading of
// each character is taken once with the usual ones of the rest, the first characters first: that is where names differ.
func spell(sounds [][]string) []string {
	ways := 1
	for _, s := range sounds {
		ways = min(ways*len(s), maxReadings+1)
	}
	if ways <= maxReadings {
		return product(sounds)
	}
	usual := make([]string, len(sounds))
	for i, s := range sounds {
		usual[i] = s[0]
	}
	out := []string{strings.Join(usual, "")}
	for i, s := range sounds {
		for _, other := range s[1:] {
			if len(out) == maxReadings {
				return out
			}
			one := slices.Clone(usual)
			one[i] = other
			out = append(out, strings.Join(one, ""))
		}
	}
	return out
}

func product(sounds [][]string) []string {
	out := []string{""}
	for _, s := range sounds {
		var next []string
		for _, head := range out {
			for _, tail := range s {
				next = append(next, head+tail)
			}
		}
		out = next
	}
	return out
}

// Whole are the keys of a whole name: itself, its pinyin in all readings, and the initials of that.
func Whole(name string) []string {
	runes := []rune(Fold(name))
	runes = runes[:min(len(runes), maxRunes)]
	sounds := make([][]string, len(runes))
	for i, r := range runes {
		sounds[i] = readings(r)
	}
	keys := append([]string{string(runes)}, spell(sounds)...)
	keys = append(keys, spell(initials(sounds))...)
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Initials are the first letters of a name's usual reading: 王秀英 is wxy.
func Initials(name string) string {
	out := ""
	for _, r := range Fold(name) {
		out += string([]rune(readings(r)[0])[:1])
	}
	return out
}
