package app

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/knadh/koanf/parsers/toml/v2"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
)

// Config is where a server keeps its data and how it listens. What the command line leaves open comes from the environment
// (TOUYAN_ADDR …), then from touyan.toml in the data folder, then from the defaults.
type Config struct {
	Data    string   `koanf:"-"`
	DB      string   `koanf:"db"`      // postgres://…; empty: SQLite in Data
	Addr    string   `koanf:"addr"`    // HOST:PORT
	Secure  bool     `koanf:"secure"`  // reached over HTTPS, through a reverse proxy
	Proxies []string `koanf:"proxies"` // addresses (CIDR) of reverse proxies
}

// load fills what the command line left open.
func (c Config) load() (Config, error) {
	k := koanf.New(".")
	if err := k.Load(file.Provider(filepath.Join(c.Data, "touyan.toml")), toml.Parser()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	err := k.Load(env.Provider(".", env.Opt{Prefix: "TOUYAN_", TransformFunc: func(key, value string) (string, any) {
		return strings.ToLower(strings.TrimPrefix(key, "TOUYAN_")), value
	}}), nil)
	if err != nil {
		return c, err
	}
	out := Config{Addr: "127.0.0.1:8080"}
	if err := k.Unmarshal("", &out); err != nil {
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
