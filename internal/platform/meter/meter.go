// Package meter counts what whoever runs the server watches, in the form that Prometheus reads: requests by operation and
// class of status, writes, the journal, the queue of jobs, the Go runtime. No label carries anything about a person, a
// place or a record. It is the home of the Prometheus library.
package meter

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// scrapeTimeout bounds the queries of one scrape.
const scrapeTimeout = 2 * time.Second

// seconds are the bounds of durations: from a cached page to an import.
var seconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// State is what is counted when somebody asks.
type State struct {
	Entries, Pending int64            // of the journal
	Jobs             map[string]int64 // by state of the queue
}

// Meter holds the counters of one server.
type Meter struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	writes   *prometheus.HistogramVec
	groups   prometheus.Histogram
}

// New makes the counters. state is asked at each scrape.
func New(version string, state func(context.Context) (State, error)) *Meter {
	m := &Meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "touyan_request_seconds", Help: "Requests by operation and class of status.", Buckets: seconds,
		}, []string{"op", "status"}),
		writes: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "touyan_write_seconds", Help: "Writes to the database, from the call to the answer.", Buckets: seconds,
		}, []string{"result"}),
		groups: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "touyan_write_group_size", Help: "Writes that reached the disk together.", Buckets: []float64{1, 2, 4, 8, 16, 32, 64, 128, 256},
		}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "touyan_build_info", Help: "Always 1; the label is the version.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.writes, m.groups, build, stateCollector{state},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts an answered request; without an operation (a file, an unknown page) op is empty.
func (m *Meter) Request(op string, status int, took time.Duration) {
	if op == "" {
		op = "none"
	}
	m.requests.WithLabelValues(op, strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}

// Wrote is part of db.Watcher.
func (m *Meter) Wrote(took time.Duration, err error) {
	result := "ok"
	if err != nil {
		result = "failed"
	}
	m.writes.WithLabelValues(result).Observe(took.Seconds())
}

// Grouped is part of db.Watcher.
func (m *Meter) Grouped(writes int) { m.groups.Observe(float64(writes)) }

// Handler answers a scrape. Who may ask is decided by the door.
func (m *Meter) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

var (
	entriesDesc = prometheus.NewDesc("touyan_journal_entries", "Numbered entries of the journal.", nil, nil)
	pendingDesc = prometheus.NewDesc("touyan_journal_pending", "Entries of the journal without a number yet.", nil, nil)
	jobsDesc    = prometheus.NewDesc("touyan_jobs", "Jobs of the queue by state.", []string{"state"}, nil)
)

// stateCollector asks at each scrape; while the database is away the figures are missing, not zero.
type stateCollector struct {
	state func(context.Context) (State, error)
}

// Describe is part of prometheus.Collector.
func (c stateCollector) Describe(out chan<- *prometheus.Desc) {
	out <- entriesDesc
	out <- pendingDesc
	out <- jobsDesc
}

// Collect is part of prometheus.Collector.
func (c stateCollector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	s, err := c.state(ctx)
	if err != nil {
		return
	}
	out <- prometheus.MustNewConstMetric(entriesDesc, prometheus.GaugeValue, float64(s.Entries))
	out <- prometheus.MustNewConstMetric(pendingDesc, prometheus.GaugeValue, float64(s.Pending))
	for state, n := range s.Jobs {
		out <- prometheus.MustNewConstMetric(jobsDesc, prometheus.GaugeValue, float64(n), state)
	}
}
