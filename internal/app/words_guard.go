package app

import (
	"fmt"
	"strings"

	"touyan/internal/platform/db"
)

// guardWords are the words about verifying, backing up and restoring: Chinese, English.
var guardWords = map[string][2]string{
	"verify_findings":     {"发现 {n} 处与日志不符:\n{lines}", "{n} things are not as the journal says:\n{lines}"},
	"log_damaged":         {"日志的校验值与日志内容不符,不签署检查点。请运行 touyan verify。", "the journal's hashes do not agree with each other; no checkpoint is signed. Run `touyan verify`"},
	"log_history_differs": {"日志现有 {size} 条,与本机已签署的检查点(第 {signed} 条)不是同一段历史,不再签署。请用备份恢复到新目录:touyan restore", "the journal ({size} entries) does not continue the checkpoint that was signed here at entry {signed}: nothing is signed. Restore a backup into a new folder with `touyan restore`, which goes on under a new name"},
	"log_key_missing":     {"数据目录里没有日志 {name} 的签名密钥(keys.log.*)。密钥只在最初签名的那台服务器上。", "the data folder lacks the key that signs the log {name} (keys.log.*): it lies only on the server that signed first"},
	"wrong_passphrase":    {"口令不对。", "the passphrase is wrong"},
	"passphrase_missing":  {"请用 --passphrase-file 或环境变量 TOUYAN_PASSPHRASE 给出口令。", "give the passphrase with --passphrase-file or in TOUYAN_PASSPHRASE"},
	"passphrase_short":    {"口令至少 {min} 个字节。", "a passphrase has at least {min} bytes"},
	"passphrase_differs":  {"两次输入的口令不一样。", "the two passphrases differ"},
	"not_a_backup":        {"这不是头雁的备份文件。", "this is not a backup of touyan"},
	"backup_cut_off":      {"备份文件不完整:后面的部分缺失。没有恢复任何数据。", "the backup is cut off: its end is missing. Nothing was restored"},
	"backup_damaged":      {"备份文件已损坏。没有恢复任何数据。", "the backup is damaged. Nothing was restored"},
	"backup_newer":        {"备份由更新的程序({program})制作。请使用新版程序。", "the backup was made by a newer program ({program}): use that one"},
	"restore_not_empty":   {"目标目录或数据库里已有数据。恢复只写入空目录、空数据库。", "the folder or database already holds something: a backup is restored into an empty one only"},
	"restore_unsound":     {"备份里的数据有 {n} 处与日志不符,没有恢复。确认后可加 --unsound:\n{lines}", "in the backup {n} things are not as its journal says; nothing was restored. Knowing this, --unsound restores it:\n{lines}"},
	"restore_older":       {"备份只到日志第 {size} 条,原服务器已签署到第 {signed} 条,之间的记录会丢失,没有恢复。请用更新的备份;若原服务器确已无法找回,加 --takes-over,日志会写明这一缺口。", "the backup ends at entry {size}, but the former server has signed up to entry {signed}: what lies between would be lost, so nothing was restored. Use a newer backup; if the former server is gone for good, --takes-over goes on and the journal states the loss"},
}

// findingOf are the words of each kind of finding: Chinese, English.
var findingOf = map[string][2]string{
	"verify_no_county":           {"表 {table}:有 {detail} 行属于不存在的县 {county}", "table {table}: {detail} rows of a county {county} that is not there"},
	"verify_never_numbered":      {"日志条目 {row} 一直没有编号", "entry with id {row} never gets a number"},
	"verify_missing":             {"第 {no} 条不见了", "entry {no} is missing"},
	"verify_missing_range":       {"第 {no} 条到第 {detail} 条不见了", "entries {no} to {detail} are missing"},
	"verify_beyond":              {"第 {no} 条超出日志末尾(共 {detail} 条)", "entry {no} lies beyond the end of the log, which has {detail}"},
	"verify_stray":               {"表 {table}:多出一行,编号 {row}", "table {table}: a row that does not belong there, id {row}"},
	"verify_stray_line":          {"日志明细 {row} 所属的条目 {detail} 不存在", "line with id {row} belongs to an entry {detail} that is not there"},
	"verify_changed":             {"第 {no} 条:列 {column} 被改动(表 {table})", "entry {no}: the column {column} of {table} was changed"},
	"verify_entry_changed":       {"第 {no} 条({detail} 行明细):条目被改动({column} 之一),或明细被增删", "entry {no} ({detail} lines): one of its columns was changed ({column}), or lines were taken away or added"},
	"verify_line_changed":        {"第 {no} 条第 {line} 行:被改动({column})", "entry {no}, line {line}: changed ({column})"},
	"verify_line_missing":        {"第 {no} 条第 {line} 行不见了", "entry {no}, line {line} is missing"},
	"verify_line_added":          {"第 {no} 条第 {line} 行是后加的", "entry {no}, line {line} was added later"},
	"verify_moved":               {"第 {no} 条原是第 {detail} 条", "entry {no} was logged as entry {detail}"},
	"verify_not_logged":          {"第 {no} 条不是当初记下的那一条", "entry {no} is not the one that was logged"},
	"verify_hash_missing":        {"第 {no} 条的校验值 {row} 不见了", "the stored hash {row} of entry {no} is missing"},
	"verify_hash_changed":        {"第 {no} 条的校验值 {row} 被改动 {detail}", "the stored hash {row} of entry {no} was changed {detail}"},
	"verify_head":                {"日志末尾({detail} 条)与内容不符:{column}", "the head of the log ({detail} entries) does not agree with the entries: {column}"},
	"verify_record_changed":      {"{table} {row}:列 {column} 与日志不符(最后一次记录在第 {no} 条)", "{table} {row}: the column {column} is not as the journal says (last changed in entry {no})"},
	"verify_record_missing":      {"{table} {row}:日志里有(第 {no} 条),表里没有", "{table} {row}: the journal has it (entry {no}), the table lacks it"},
	"verify_record_unknown":      {"{table} {row}:日志里没有这条记录", "{table} {row}: a record that no entry of the journal speaks of"},
	"verify_record_deleted":      {"{table} {row}:第 {no} 条已删除,表里却还有", "{table} {row}: deleted in entry {no}, and there again"},
	"verify_record_unreadable":   {"{table} {row}:日志明细读不出(第 {no} 条)", "{table} {row}: its lines cannot be read (entry {no})"},
	"verify_checkpoint_unsigned": {"检查点文件里第 {detail} 个:不是本日志签署的,或被改动", "checkpoint {detail} of the file: not signed by this log, or changed"},
	"verify_checkpoint_lost":     {"检查点(第 {no} 条)属于恢复前的另一段历史:{detail}", "the checkpoint at entry {no} is of another history, after this log went on elsewhere: {detail}"},
	"verify_cut_off":             {"曾签署到第 {no} 条,现在只有 {detail} 条:末尾被截去", "a checkpoint of {no} entries was signed, and there are {detail}: the newest were cut off"},
	"verify_other_history":       {"前 {no} 条与签署过的检查点不是同一段历史({detail})", "the first {no} entries are not the history that was signed ({detail})"},
}

func findingWords(f db.Finding) string {
	code := f.Code
	if code == "verify_missing" && f.Detail != "" {
		code = "verify_missing_range"
	}
	w, ok := findingOf[code]
	if !ok {
		return fmt.Sprintf("%+v", f)
	}
	return strings.TrimSpace(strings.NewReplacer("{county}", f.County.String(), "{no}", fmt.Sprint(f.No), "{line}", fmt.Sprint(f.Line),
		"{table}", f.Table, "{row}", f.Row.String(), "{column}", f.Column, "{detail}", f.Detail).Replace(say(w[0], w[1])))
}
