package place

import (
	"fmt"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// StampUnder is the stamp of a place with the id at a level below parent.
func StampUnder(parent kernel.Stamp, level kernel.Level, id kernel.ID) kernel.Stamp {
	s := kernel.Stamp{TownshipID: parent.TownshipID, VillageID: parent.VillageID, GroupID: parent.GroupID}
	switch level {
	case kernel.LevelTownship:
		s.TownshipID = id
	case kernel.LevelVillage:
		s.VillageID = id
	case kernel.LevelGroup:
		s.GroupID = id
	case kernel.LevelMicro:
		s.MicroID = id
	}
	return s
}

// MayHold tells whether a place at parent may hold one at child. The group level may be nested once (package comment);
// nested says that the parent itself is already the inner one.
func MayHold(parent, child kernel.Level, nested bool) bool {
	if parent == kernel.LevelGroup && child == kernel.LevelGroup {
		return !nested
	}
	return child > kernel.LevelCounty && child <= kernel.LevelMicro && child == parent+1
}

// nested tells whether a place of the group level lies inside another one.
func (p Place) nested() bool { return p.Level == kernel.LevelGroup && p.ParentID != p.Stamp.VillageID }

// codeDigits is the number of digits after the prefix that tell apart the places of a level.
var codeDigits = map[kernel.Level]int{
	kernel.LevelTownship: 3, kernel.LevelVillage: 3, kernel.LevelGroup: 2, kernel.LevelMicro: 3,
}

// codePrefix is what the code of a place at level begins with when it lies under the place with the code parent.
func codePrefix(parent string, level kernel.Level) string {
	cut := map[kernel.Level]int{kernel.LevelTownship: 6, kernel.LevelVillage: 9, kernel.LevelGroup: 12, kernel.LevelMicro: len(parent)}[level]
	return parent[:min(cut, len(parent))]
}

// CheckCode refuses codes that do not follow from the place above: 12 digits down to the village, local ones below it.
func CheckCode(code, parent string, level kernel.Level) error {
	bad := kernel.Invalid("code", "bad_code").With("code", code)
	if strings.Trim(code, "0123456789") != "" || len(code) > 20 {
		return bad
	}
	switch level {
	case kernel.LevelCounty:
		if len(code) != 12 || !strings.HasSuffix(code, "000000") {
			return bad
		}
		return nil
	case kernel.LevelTownship, kernel.LevelVillage:
		if len(code) != 12 {
			return bad
		}
	default:
		if len(code) <= 12 {
			return bad
		}
	}
	prefix := codePrefix(parent, min(level, kernel.LevelGroup))
	if !strings.HasPrefix(code, prefix) {
		return kernel.Invalid("code", "code_not_under_parent").With("code", code).With("prefix", prefix)
	}
	return nil
}

// NextCode is the first free code at level under the place with the code parent.
func NextCode(parent string, level kernel.Level, taken func(string) bool) (string, error) {
	prefix, digits := codePrefix(parent, level), codeDigits[level]
	limit := 100
	if digits == 3 {
		limit = 1000
	}
	for n := 1; n < limit; n++ {
		code := fmt.Sprintf("%s%0*d", prefix, digits, n)
		if level == kernel.LevelTownship {
			code += "000"
		}
		if !taken(code) {
			return code, nil
		}
	}
	return "", kernel.Conflict("codes_used_up").With("prefix", prefix)
}

// KindFor is the kind of the level whose name ends the place's name (城关镇 is a 镇), else the first of the level that
// has the level's own posts.
func KindFor(p *pack.Pack, level kernel.Level, name string) string {
	first := ""
	for _, k := range p.PlaceKinds {
		if k.Level != int(level) {
			continue
		}
		if strings.HasSuffix(name, k.Name) {
			return k.ID
		}
		if first == "" && k.As == 0 {
			first = k.ID
		}
	}
	return first
}

// PlaceName is the name of the place itself where a division list gives that of its committee: 东村委会 is 东村.
func PlaceName(name string) string {
	for _, end := range []struct{ from, to string }{{"村村民委员会", "村"}, {"村民委员会", "村"}, {"村委会", "村"}, {"社区居委会", "社区"}, {"居民委员会", ""}, {"居委会", ""}} {
		if rest, ok := strings.CutSuffix(name, end.from); ok && rest != "" {
			return rest + end.to
		}
	}
	return name
}

// levelOf reads a level: its number, its id, or its name in the pack.
func levelOf(p *pack.Pack, s string) (kernel.Level, bool) {
	for _, l := range p.Levels {
		if s == l.ID || s == l.Name || s == strconv.Itoa(l.Level) {
			return kernel.Level(l.Level), true
		}
	}
	return 0, false
}

// kindOf reads a kind of a level: its id or its name.
func kindOf(p *pack.Pack, s string, level kernel.Level) (string, bool) {
	for _, k := range p.PlaceKinds {
		if k.Level == int(level) && (s == k.ID || s == k.Name) {
			return k.ID, true
		}
	}
	return "", false
}

// Values is a place as a row of the sheet; parent is the code of the place above.
func Values(p *pack.Pack, pl Place, parent string) []any {
	level, _ := p.Level(pl.Level)
	kind, _ := p.PlaceKind(pl.Kind)
	var households any
	if pl.Households > 0 {
		households = pl.Households
	}
	return []any{pl.Code, pl.Name, level.Name, parent, kind.Name, households}
}

// SheetNames are the names of levels and kinds, for drop-downs.
func SheetNames(p *pack.Pack) (levels, kinds []string) {
	for _, l := range p.Levels {
		levels = append(levels, l.Name)
	}
	for _, k := range p.PlaceKinds {
		kinds = append(kinds, k.Name)
	}
	return levels, kinds
}
