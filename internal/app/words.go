package app

import (
	"errors"
	"os"
	"strings"

	"touyan/internal/kernel"
)

// words say on the command line what went wrong: Chinese, English. {x} is a fact of the error.
var words = map[string][2]string{
	"folder_in_use":          {"数据目录 {dir} 正由另一个 touyan 使用。请在浏览器里操作,或先停掉它再试。", "the data folder {dir} is in use by a running touyan: do it in the browser, or stop the server first"},
	"schema_stale":           {"数据库结构是旧版({has},程序需要 {wants})。请先运行:{command} --data DIR", "the schema is old ({has}; this program wants {wants}): run `{command} --data DIR` first"},
	"schema_newer":           {"数据库结构比本程序新({has},程序为 {wants})。请使用新版程序。", "the schema is newer ({has}) than this program ({wants}): use the newer program"},
	"database_away":          {"连不上数据库。", "the database cannot be reached"},
	"database_busy":          {"数据库正忙,什么都没有保存,请稍后再试。", "the database is busy; nothing was saved: try again in a moment"},
	"disk_full":              {"磁盘已满,什么都没有保存。请腾出空间后再试。", "the disk is full; nothing was saved: make room and try again"},
	"outcome_unknown":        {"保存时与数据库的连接断了,不能确定是否已保存。请先查看再重做。", "the connection broke while saving; it is not certain whether it was saved: look before you repeat it"},
	"id_lease_lost":          {"未能在数据库里取得服务器编号,什么都没有保存,请稍后再试。", "no server number could be had from the database; nothing was saved: try again in a moment"},
	"too_many_servers":       {"已有 16 个服务器在用这个数据库。刚停掉的,40 秒后让出位置。", "16 servers use this database already; one that was stopped just now makes room after 40 seconds"},
	"bad_db_url":             {"--db 应为 postgres://… 地址。", "--db must be a postgres://… address"},
	"no_county":              {"库里还没有县。请先导入区划:touyan import divisions FILE.csv --data DIR", "there is no county yet: run `touyan import divisions FILE.csv --data DIR` first"},
	"county_exists":          {"这个库里已有别的县:{name}。", "this database already holds another county: {name}"},
	"faults":                 {"文件有 {n} 处错误,什么都没有保存:\n{lines_zh}", "the file has {n} errors; nothing was saved:\n{lines}"},
	"demo_on_real_data":      {"{dir} 里已有非演示数据,演示不会动它。请换一个目录。", "{dir} holds data that is not a demo; choose another folder"},
	"demo_of_another_county": {"{dir} 里是 {county} 的演示。请换一个目录。", "{dir} holds the demo of {county}; choose another folder"},
	"no_such_demo":           {"没有 {county} 的演示,可以选:{counties}。", "there is no demo of {county}: choose one of {counties}"},
	"demo_not_full":          {"只有 {full} 有全县的演示,{county} 没有。", "only {full} has a demo of the whole county, {county} has none"},
	"login_taken":            {"登录名 {login} 已被使用。", "the login {login} is taken"},
	"file_exists":            {"文件 {file} 已存在。", "the file {file} exists"},
	"no_county_line":         {"文件里没有县(区)这一行(level 为 county)。", "the file has no line for the county itself (level county)"},
	"no_data":                {"{dir} 里没有头雁的数据。请用 --data 指定数据目录,或先导入区划:touyan import divisions FILE.csv --data DIR", "there are no data of touyan in {dir}: name the folder with --data, or begin with `touyan import divisions FILE.csv --data DIR`"},
	"not_a_folder":           {"请用 --data 指定数据目录。", "name the data folder with --data"},
	"one_server_already":     {"服务端口已被占用。", "the address is in use"},
}

// Words is what an error says to whoever sits at the terminal, in the language of the terminal.
func Words(err error) string {
	var e *kernel.Error
	if !errors.As(err, &e) {
		return "touyan: " + err.Error()
	}
	lang := "en"
	if say("zh", "en") == "zh" {
		lang = "zh"
	}
	w, ok := words[e.Code]
	if !ok {
		w, ok = guardWords[e.Code]
	}
	if !ok {
		w, ok = packWords[e.Code]
	}
	text := say(w[0], w[1])
	if !ok {
		fronts, _ := faultWords() // those that are not of the command line alone
		text = fronts[lang][e.Code]
	}
	if text == "" {
		return "touyan: " + err.Error()
	}
	for k, v := range e.Args {
		text = strings.ReplaceAll(text, "{"+k+"}", v)
	}
	return "touyan: " + text
}

// say chooses by the language of the terminal.
func say(zh, en string) string {
	if strings.HasPrefix(os.Getenv("LC_ALL")+os.Getenv("LANG"), "zh") {
		return zh
	}
	return en
}
