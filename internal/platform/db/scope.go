package db

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"touyan/internal/kernel"
)

// A room writes {case c} where SQL has a table and its alias. It becomes a subselect of the actor's county and places, so a
// statement cannot see more than the actor may. The tables are called t_case: without the braces there is no such table.
var (
	braces   = regexp.MustCompile(`\{([a-z][a-z0-9_]*) ([a-z][a-z0-9_]*)\}`)
	bareName = regexp.MustCompile(`(?i)\bt_[a-z]`)
	topicID  = regexp.MustCompile(`^[a-z0-9_.-]{1,64}$`)
	parsed   sync.Map // SQL text -> template
)

// template is a statement cut at its braces: text[0] table[0] text[1] …
type template struct {
	text   []string
	marks  []int // how many `?` each text has
	tables []tableRef
}

type tableRef struct {
	table Table
	alias string
}

func parse(sql string) (*template, error) {
	if t, ok := parsed.Load(sql); ok {
		return t.(*template), nil
	}
	if bareName.MatchString(sql) {
		return nil, fmt.Errorf("db: a table is named without braces: %s", sql)
	}
	t := &template{}
	at := 0
	for _, m := range braces.FindAllStringSubmatchIndex(sql, -1) {
		table, err := tableNamed(sql[m[2]:m[3]])
		if err != nil {
			return nil, err
		}
		if table.Bind == byDoor && table.Place != PlaceReference {
			return nil, fmt.Errorf("db: table %q belongs to the door", table.Name)
		}
		t.text = append(t.text, sql[at:m[0]])
		t.tables = append(t.tables, tableRef{table, sql[m[4]:m[5]]})
		at = m[1]
	}
	t.text = append(t.text, sql[at:])
	if strings.ContainsAny(strings.Join(t.text, ""), "{}") {
		return nil, fmt.Errorf("db: braces must read {table alias}: %s", sql)
	}
	for _, text := range t.text {
		t.marks = append(t.marks, strings.Count(text, "?"))
	}
	parsed.Store(sql, t)
	return t, nil
}

// expand writes the statement for an actor, with the values beside it. The first table is narrowed to arms (nil: all arms
// of the actor).
func (t *template) expand(a kernel.Actor, first []kernel.Arm, args []any) (string, []any, error) {
	return t.bind(func(ref tableRef, isFirst bool) (string, error) {
		if isFirst && first != nil {
			return scoped(ref, a, first)
		}
		return scoped(ref, a, a.Arms)
	}, args)
}

func scoped(ref tableRef, a kernel.Actor, arms []kernel.Arm) (string, error) {
	name := "t_" + ref.table.Name
	if ref.table.Place != PlaceCounty {
		return name + " AS " + ref.alias, nil
	}
	where, err := predicate(ref.table, a, arms)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("(SELECT * FROM %s WHERE county_id = %d AND %s) AS %s", name, a.CountyID, where, ref.alias), nil
}

// predicate is the condition that keeps what the arms cover; it is FALSE without arms.
func predicate(t Table, a kernel.Actor, arms []kernel.Arm) (string, error) {
	const nothing, all = "FALSE", "TRUE"
	if a.CountyID == 0 || len(arms) == 0 {
		return nothing, nil
	}
	if t.Bind == ByCounty || t.Open {
		return all, nil
	}
	var or []string
	for _, arm := range prune(arms) {
		c, err := armCondition(t, arm)
		if err != nil {
			return "", err
		}
		if c == all {
			return all, nil
		}
		if c != "" && !slices.Contains(or, c) {
			or = append(or, c)
		}
	}
	if t.Bind == Frame {
		or = append(or, frameCondition(t, a, arms))
	}
	if len(or) == 0 {
		return nothing, nil
	}
	return "(" + strings.Join(or, " OR ") + ")", nil
}

// armCondition is one equality on the column of the arm's level, with the topic and the seal where they narrow it.
func armCondition(t Table, arm kernel.Arm) (string, error) {
	var and []string
	switch {
	case arm.BodyID != 0:
		and = append(and, "body_id = "+arm.BodyID.String())
	case arm.PlaceID == 0:
		return "", nil
	case arm.Level == kernel.LevelCounty:
	default:
		col, ok := levelColumn[arm.Level]
		if !ok {
			return "", fmt.Errorf("db: arm at level %d", arm.Level)
		}
		and = append(and, col+" = "+arm.PlaceID.String())
	}
	if arm.Topic != "" && t.Bind != Frame {
		if !topicID.MatchString(arm.Topic) {
			return "", fmt.Errorf("db: topic %q", arm.Topic)
		}
		and = append(and, "topic = '"+arm.Topic+"'")
	}
	if arm.Types != "" && t.Bind != Frame {
		if t.Type == "" {
			return "", nil
		}
		in, err := typesIn(t.Type, arm.Types)
		if err != nil {
			return "", err
		}
		and = append(and, in)
	}
	if !arm.Sealed {
		and = append(and, "sealed = FALSE")
	}
	if len(and) == 0 {
		return "TRUE", nil
	}
	if len(and) == 1 {
		return and[0], nil
	}
	return "(" + strings.Join(and, " AND ") + ")", nil
}

// typesIn keeps the rows of some types.
func typesIn(col, types string) (string, error) {
	list := strings.Split(types, ",")
	for i, typ := range list {
		if !topicID.MatchString(typ) {
			return "", fmt.Errorf("db: type %q", typ)
		}
		list[i] = "'" + typ + "'"
	}
	return col + " IN (" + strings.Join(list, ", ") + ")", nil
}

var levelColumn = map[kernel.Level]string{
	kernel.LevelTownship: "township_id", kernel.LevelVillage: "village_id",
	kernel.LevelGroup: "group_id", kernel.LevelMicro: "micro_id",
}

// frameCondition shows the rows at the very places on the actor's way up, never what else lies below those.
func frameCondition(t Table, a kernel.Actor, arms []kernel.Arm) string {
	ids := []string{a.CountyID.String()}
	for _, arm := range arms {
		for _, id := range []kernel.ID{arm.Above.TownshipID, arm.Above.VillageID, arm.Above.GroupID, arm.Above.MicroID} {
			if s := strconv.FormatInt(int64(id), 10); id != 0 && !slices.Contains(ids, s) {
				ids = append(ids, s)
			}
		}
	}
	return "(" + t.FrameCol + " IN (" + strings.Join(ids, ", ") + ") AND sealed = FALSE)"
}

// prune drops arms that lie wholly inside another one, so that OR stays short and merged pages do not read twice.
func prune(arms []kernel.Arm) []kernel.Arm {
	var out []kernel.Arm
	for i, a := range arms {
		inside := slices.ContainsFunc(out, func(b kernel.Arm) bool { return within(a, b) })
		for _, b := range arms[i+1:] {
			inside = inside || within(a, b) && !within(b, a)
		}
		if !inside {
			out = append(out, a)
		}
	}
	return out
}

// within tells whether all that a covers is covered by b.
func within(a, b kernel.Arm) bool {
	if a.Sealed && !b.Sealed {
		return false
	}
	if b.Types != "" && b.Types != a.Types {
		return false
	}
	if a.BodyID != 0 || b.BodyID != 0 {
		return a.BodyID == b.BodyID && a.BodyID != 0
	}
	if b.Topic != "" && b.Topic != a.Topic {
		return false
	}
	if b.Level == kernel.LevelCounty || a.PlaceID == b.PlaceID {
		return b.PlaceID != 0
	}
	return a.Level > b.Level && a.Above.At(b.Level, 0) == b.PlaceID && b.PlaceID != 0
}

// covers tells whether a row with the stamp, and of the type where it has one, lies in the actor's scope; the same rule as
// predicate, for writes. What is not told its type lies in no arm of some types.
func covers(t Table, a kernel.Actor, s *kernel.Stamp, typ string) bool {
	if len(a.Arms) == 0 || a.CountyID == 0 {
		return false
	}
	if t.Bind == ByCounty || s == nil {
		return slices.ContainsFunc(a.Arms, func(arm kernel.Arm) bool {
			return arm.Level == kernel.LevelCounty && arm.BodyID == 0 && arm.Topic == "" && arm.Types == ""
		})
	}
	return slices.ContainsFunc(a.Arms, func(arm kernel.Arm) bool {
		if t.Bind == Frame {
			arm.Topic = ""
		}
		return arm.Covers(*s, a.CountyID) && arm.Sees(typ)
	})
}
