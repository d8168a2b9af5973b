package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// machine describes where the figures come from. Its load tells whether it was quiet.
func machine() string {
	return fmt.Sprintf("%d × %s, %s MB, Linux %s, %s, load %s, %s", runtime.NumCPU(), valueOf("/proc/cpuinfo", "model name"),
		megabytes(valueOf("/proc/meminfo", "MemTotal")), firstLine("/proc/sys/kernel/osrelease"),
		runtime.Version(), firstWord(firstLine("/proc/loadavg")), time.Now().Format(time.DateOnly))
}

// valueOf is the text behind `name:` in a file of /proc; empty where there is none.
func valueOf(file, name string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == name {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func firstLine(file string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return line
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// tick is the unit of CPU time in /proc: fixed at a hundredth of a second on Linux.
const tick = 10 * time.Millisecond

// cpuOf is the CPU time that a process has used.
func cpuOf(pid int) time.Duration {
	b, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * tick
}

// ownCPU is the CPU time of this process.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memoryOf is a figure of a process in MB: VmRSS is what it holds now, VmHWM the most it ever held.
func memoryOf(pid int, what string) float64 {
	kb, err := strconv.ParseFloat(strings.TrimSuffix(valueOf(filepath.Join("/proc", strconv.Itoa(pid), "status"), what), " kB"), 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}

// megabytes turns "1234 kB" into megabytes.
func megabytes(kb string) string {
	n, _ := strconv.Atoi(strings.TrimSuffix(kb, " kB"))
	return strconv.Itoa(n >> 10)
}
