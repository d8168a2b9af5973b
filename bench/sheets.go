package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"touyan/internal/domain/place"
)

// The register of households as the program gives it out: its key, its sheet and its columns.
const (
	householdsKey   = "households"
	householdsSheet = "户籍花名册"
)

var householdColumns = []string{
	"户编号", "所在网格", "姓名", "与户主关系", "性别", "出生日期", "公民身份号码", "手机号", "民族", "文化程度", "政治面貌", "婚姻状况", "户籍在本户",
	"住在本户", "居住状况", "户类型", "住址", "入户日期", "入户原因", "集体成员自",
}

// sheetPart measures a county's first day: its households come in from one workbook, and go out again. The program does it
// as a command of its own, so that time and memory are all there is to it. Beside the import stand excelize reading the
// same file and the bare engine loading the same rows into one table.
func sheetPart(ctx context.Context, s *settings, t *table) error {
	rows := 100_000
	if s.quick {
		rows = 5_000
	}
	dir := filepath.Join(s.dir, "sheets")
	c, err := makeCounty(ctx, dir, "")
	if err != nil {
		return err
	}
	file, back := filepath.Join(s.dir, "households.xlsx"), filepath.Join(s.dir, "back.xlsx")
	if err := writeHouseholds(file, c.micros, rows); err != nil {
		return err
	}
	raw, err := rawImport(ctx, file, filepath.Join(s.dir, "sheet.db"))
	if err != nil {
		return err
	}
	in, err := command(ctx, s, "import", householdsKey, file, "--data", dir)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%d households, 20 columns: ", rows)
	t.add(row{work: what + "import", ours: in.took.Seconds(), raw: raw.Seconds(), unit: "s", aim: aim{ratioBelow, 1.5}})
	t.add(row{work: what + "memory of the import", ours: in.memory, unit: "MB", aim: aim{atMost, 200}})
	out, err := command(ctx, s, "export", householdsKey, back, "--data", dir)
	if err != nil {
		return err
	}
	t.add(row{work: what + "export", ours: out.took.Seconds(), unit: "s", aim: aim{atMost, 15}})
	t.add(row{work: what + "memory of the export", ours: out.memory, unit: "MB", aim: aim{atMost, 150}})
	return nil
}

// ran is what a command took.
type ran struct {
	took   time.Duration
	memory float64 // MB at most
}

// command runs one of the program; with a folder for profiles this binary stands in for it.
func command(ctx context.Context, s *settings, args ...string) (ran, error) {
	bin := s.bin
	if s.profile != "" {
		self, err := os.Executable()
		if err != nil {
			return ran{}, err
		}
		bin, args = self, append([]string{commandWord, filepath.Join(s.profile, args[0]+".cpu.prof")}, args...)
	}
	cmd := exec.CommandContext(ctx, bin, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return ran{}, err
	}
	peak := watchPeak(cmd.Process.Pid)
	err := cmd.Wait()
	r := ran{took: time.Since(start), memory: peak()}
	if err != nil {
		return r, fmt.Errorf("%s %s: %w\n%s", bin, strings.Join(args, " "), err, &out)
	}
	return r, nil
}

// watchPeak reads the peak of a process's memory until it is asked for it. What the system tells of a process that has ended
// will not do: its peak begins with that of the parent, whose memory it shares until it becomes another program.
func watchPeak(pid int) func() float64 {
	stop, done := make(chan struct{}), make(chan float64)
	go func() {
		peak := 0.0
		for {
			peak = max(peak, memoryOf(pid, "VmHWM"))
			select {
			case <-stop:
				done <- peak
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	return func() float64 { close(stop); return <-done }
}

// writeHouseholds makes a workbook of households of one invented person each, spread over micro-grids.
func writeHouseholds(file string, grids []place.Place, rows int) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", householdsSheet); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(householdsSheet)
	if err != nil {
		return err
	}
	if err := w.SetRow("A1", anys(householdColumns)); err != nil {
		return err
	}
	for i := range rows {
		if err := w.SetRow("A"+strconv.Itoa(i+2), anys(household(grids[i%len(grids)].Code, i))); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.SaveAs(file)
}

func household(grid string, i int) []string {
	born := time.Date(1940, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%20_000)
	return []string{
		"", grid, "测试" + string(rune(0x4e00+i%5000)), "户主", []string{"女", "男"}[i%2], born.Format(time.DateOnly),
		citizenNumber(born, i), fmt.Sprintf("139%08d", i), "汉族", "", "", "", "是", "是", "", "", "村西路" + strconv.Itoa(i%900+1) + "号", "", "", "",
	}
}

// citizenNumber is a number that does not belong to anybody, with the check digit of GB 11643-1999.
func citizenNumber(born time.Time, i int) string {
	body := "141029" + born.Format("20060102") + fmt.Sprintf("%03d", (i/20_000*2+i%2)%1000)
	sum, weight := 0, 1
	for k := len(body) - 1; k >= 0; k-- {
		weight = weight * 2 % 11
		sum += int(body[k]-'0') * weight
	}
	return body + string("10X98765432"[sum%11])
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// rawImport reads the workbook with excelize and loads its rows by one prepared statement in one transaction.
func rawImport(ctx context.Context, file, database string) (took time.Duration, err error) {
	start := time.Now()
	f, err := excelize.OpenFile(file)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	d, err := sql.Open("sqlite", "file:"+database+rawPragmas)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, d.Close(), os.Remove(database)) }()
	d.SetMaxOpenConns(1)
	cols := make([]string, len(householdColumns))
	for i := range cols {
		cols[i] = "c" + strconv.Itoa(i)
	}
	if _, err := d.ExecContext(ctx, "CREATE TABLE sheet (id INTEGER PRIMARY KEY, "+strings.Join(cols, " TEXT, ")+" TEXT)"); err != nil {
		return 0, err
	}
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	if err := load(ctx, tx, f, cols); err != nil {
		return 0, errors.Join(err, tx.Rollback())
	}
	return time.Since(start), tx.Commit()
}

func load(ctx context.Context, tx *sql.Tx, f *excelize.File, cols []string) (err error) {
	st, err := tx.PrepareContext(ctx, "INSERT INTO sheet ("+strings.Join(cols, ", ")+") VALUES ("+strings.TrimSuffix(strings.Repeat("?, ", len(cols)), ", ")+")")
	if err != nil {
		return err
	}
	rows, err := f.Rows(householdsSheet)
	if err != nil {
		return errors.Join(err, st.Close())
	}
	defer func() { err = errors.Join(err, rows.Close(), st.Close()) }()
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		args := make([]any, len(cols))
		for i := range args {
			if args[i] = ""; i < len(cells) {
				args[i] = cells[i]
			}
		}
		if _, err := st.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}
