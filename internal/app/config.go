package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
)

// Config is where a server keeps its data and how it listens. What the command line leaves open comes from the environment
// (TOUYAN_ADDR …), then from touyan.toml in the data folder, then from the defaults. A field tagged secret is never printed.
type Config struct {
	Data         string   `koanf:"-"`
	DB           string   `koanf:"db"`                          // postgres://…; empty: SQLite in Data
	Addr         string   `koanf:"addr"`                        // HOST:PORT
	Secure       bool     `koanf:"secure"`                      // reached over HTTPS, through a reverse proxy
	Proxies      []string `koanf:"proxies"`                     // addresses (CIDR) of reverse proxies
	MetricsToken string   `koanf:"metrics_token" secret:"true"` // opens /metrics from elsewhere; empty: from this machine only

	AllowPrivate bool   `koanf:"webhooks.allow_private"`      // webhooks may lead inside the office's own network, and without TLS
	SMTPAddr     string `koanf:"smtp.addr"`                   // HOST:PORT of the mail server; empty: no letters go out
	SMTPUser     string `koanf:"smtp.user"`                   // empty: it asks for none
	SMTPPassword string `koanf:"smtp.password" secret:"true"` // of the user
	SMTPFrom     string `koanf:"smtp.from"`                   // the address under which letters go out
}

// settingsName is the file of settings inside the data folder.
const settingsName = "touyan.toml"

// layers reads the file and the environment.
func (c Config) layers() (fromFile, fromEnv *koanf.Koanf, err error) {
	fromFile, fromEnv = koanf.New("."), koanf.New(".")
	if err := fromFile.Load(file.Provider(filepath.Join(c.Data, settingsName)), toml.Parser()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	err = fromEnv.Load(env.Provider(".", env.Opt{Prefix: "TOUYAN_", TransformFunc: func(key, value string) (string, any) {
		return settingOf(key), value
	}}), nil)
	return fromFile, fromEnv, err
}

// settingOf is the setting that a variable of the environment names: TOUYAN_SMTP_ADDR is addr of [smtp].
func settingOf(variable string) string {
	name := strings.ToLower(strings.TrimPrefix(variable, "TOUYAN_"))
	for _, group := range []string{"webhooks", "smtp"} {
		if rest, in := strings.CutPrefix(name, group+"_"); in {
			return group + "." + rest
		}
	}
	return name
}

// load fills what the command line left open.
func (c Config) load() (Config, error) {
	fromFile, fromEnv, err := c.layers()
	if err != nil {
		return c, err
	}
	if err := fromFile.Merge(fromEnv); err != nil {
		return c, err
	}
	out := Config{Addr: "127.0.0.1:8080"}
	if err := fromFile.UnmarshalWithConf("", &out, koanf.UnmarshalConf{FlatPaths: true}); err != nil {
		return c, err
	}
	out.Data = c.Data
	if c.DB != "" {
		out.DB = c.DB
	}
	if c.Addr != "" {
		out.Addr = c.Addr
	}
	out.Secure = out.Secure || c.Secure
	return out, nil
}

// ConfigCmd groups the verbs about settings.
type ConfigCmd struct {
	Print ConfigPrintCmd `cmd:"" help:"Print the settings in force and where each comes from."`
}

// ConfigPrintCmd prints the settings.
type ConfigPrintCmd struct{ Listening }

// Help has the examples.
func (ConfigPrintCmd) Help() string {
	return "Each setting comes from the command line, else the environment (TOUYAN_…), else touyan.toml in the data folder, else it is the default. Secrets are masked.\n\n" +
		"Examples:\n  touyan config print --data /srv/touyan"
}

// Run prints one setting a line: name, value, origin.
func (c ConfigPrintCmd) Run(_ context.Context, env *Env) error {
	given := Config{Data: c.Data, DB: c.DB, Addr: c.Addr, Secure: c.Secure}
	cfg, err := given.load()
	if err != nil {
		return err
	}
	fromFile, fromEnv, err := given.layers()
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%-22s %-40s %s\n", "data", cfg.Data, say("命令行或默认值", "command line or default"))
	v, said := reflect.ValueOf(cfg), reflect.ValueOf(given)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := f.Tag.Get("koanf")
		if key == "-" {
			continue
		}
		origin := say("默认值", "default")
		switch {
		case !said.Field(i).IsZero():
			origin = say("命令行", "command line")
		case fromEnv.Exists(key):
			origin = say("环境变量 ", "environment ") + "TOUYAN_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
		case fromFile.Exists(key):
			origin = say("文件 ", "file ") + filepath.Join(cfg.Data, settingsName)
		}
		fmt.Fprintf(env.Out, "%-22s %-40s %s\n", key, shown(f, v.Field(i)), origin)
	}
	return nil
}

// shown is a value as it may be printed.
func shown(f reflect.StructField, v reflect.Value) string {
	text := fmt.Sprint(v.Interface())
	if list, ok := v.Interface().([]string); ok {
		text = strings.Join(list, ",")
	}
	switch {
	case text == "":
		return "-"
	case f.Tag.Get("secret") != "":
		return "***"
	case f.Name == "DB":
		return maskURL(text)
	}
	return text
}

// maskURL hides the password of a database address, in either of its forms.
func maskURL(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme == "" {
		words := strings.Fields(dsn)
		for i, w := range words {
			if strings.HasPrefix(strings.ToLower(w), "password") {
				words[i] = "password=***"
			}
		}
		return cmp.Or(strings.Join(words, " "), "***")
	}
	q := u.Query()
	for _, key := range []string{"password", "sslpassword"} {
		if q.Has(key) {
			q.Set(key, "***")
		}
	}
	u.RawQuery = strings.ReplaceAll(q.Encode(), "%2A%2A%2A", "***")
	text := u.String()
	if _, has := u.User.Password(); has {
		text = strings.Replace(text, u.User.String()+"@", url.User(u.User.Username()).String()+":***@", 1)
	}
	return text
}
