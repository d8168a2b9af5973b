package dbtest

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"touyan/internal/platform/db"
)

// Twin is a PostgreSQL on which every county table is partitioned by county, as if the counties lay on several servers
// (data-rules C2, C3). It is made from the migrated schema of the tables that the test program declares; PostgreSQL itself
// refuses keys without county_id. Each session logs the plan of each statement, for Strays.
const Twin = "twin"

// partitions of each county table.
const partitions = 4

// twinOptions make a session log its plans; the libraries come with PostgreSQL.
const twinOptions = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_format=json"

func freshTwin(t *testing.T) string {
	t.Helper()
	plain := freshPostgres(t)
	p, err := sql.Open("pgx", plain)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	if err := partition(p, name()[:6]); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(plain)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("options", twinOptions)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // libpq's form of a blank
	return u.String()
}

// partition puts a partitioned table in the place of each county table, with its keys, indexes and foreign keys.
func partition(p *sql.DB, tag string) error {
	var stmts, foreign []string
	for _, t := range db.Tables() {
		var is, keys sql.NullString
		if err := p.QueryRow("SELECT to_regclass($1)::text", "t_"+t.Name).Scan(&is); err != nil {
			return err
		}
		if t.Place != db.PlaceCounty || !is.Valid {
			continue
		}
		if err := p.QueryRow(`SELECT string_agg('ALTER TABLE ' || conrelid::regclass || ' ADD ' || pg_get_constraintdef(oid), '; ')
			FROM pg_constraint WHERE contype = 'f' AND conrelid = to_regclass($1)`, "t_"+t.Name).Scan(&keys); err != nil {
			return err
		}
		if keys.Valid {
			foreign = append(foreign, keys.String)
		}
		stmts = append(stmts, fmt.Sprintf("CREATE TABLE tw_%s (LIKE t_%s INCLUDING ALL) PARTITION BY HASH (county_id)", t.Name, t.Name))
		for i := range partitions {
			stmts = append(stmts, fmt.Sprintf("CREATE TABLE t_%s_%s_p%d PARTITION OF tw_%s FOR VALUES WITH (MODULUS %d, REMAINDER %d)",
				t.Name, tag, i, t.Name, partitions, i))
		}
		stmts = append(stmts, fmt.Sprintf("DROP TABLE t_%s CASCADE", t.Name), fmt.Sprintf("ALTER TABLE tw_%s RENAME TO t_%s", t.Name, t.Name))
	}
	for _, s := range slices.Concat(stmts, foreign) {
		if _, err := p.Exec(s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// Strays lists the statements on a twin whose plan touches more than one partition number, and how many were looked at.
func Strays(t *testing.T, o db.Options) (strays []string, looked int) {
	t.Helper()
	p := Raw(t, Twin, o)
	var tag, text string
	err := p.QueryRow(`SELECT substring(min(inhrelid::regclass::text) FROM '_([a-z0-9]+)_p0') FROM pg_inherits WHERE inhparent = 't_journal'::regclass`).Scan(&tag)
	if err == nil {
		err = p.QueryRow("SELECT convert_from(pg_read_binary_file(current_setting('data_directory') || '/../log'), 'UTF8')").Scan(&text)
	}
	if err != nil {
		t.Fatal(err)
	}
	relation := regexp.MustCompile(`"Relation Name": "t_\w+_` + tag + `_p(\d)"`)
	for _, part := range strings.Split(text, "plan:\n")[1:] {
		var plan strings.Builder
		for line := range strings.Lines(part) {
			if !strings.HasPrefix(line, "\t") {
				break
			}
			plan.WriteString(line)
		}
		numbers := map[string]bool{}
		for _, m := range relation.FindAllStringSubmatch(plan.String(), -1) {
			numbers[m[1]] = true
		}
		if len(numbers) > 0 {
			looked++
		}
		var head struct {
			Query string `json:"Query Text"`
		}
		if len(numbers) > 1 && json.Unmarshal([]byte(plan.String()), &head) == nil && !slices.Contains(strays, head.Query) {
			strays = append(strays, head.Query)
		}
	}
	return strays, looked
}
