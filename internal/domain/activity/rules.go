package activity

import "touyan/internal/kernel"

// The first days of the month, the quarter and the year in which a day lies.
func monthOf(d kernel.Day) kernel.Day { return d[:8] + "01" }

func yearOf(d kernel.Day) kernel.Day { return d[:5] + "01-01" }

func quarterOf(d kernel.Day) kernel.Day {
	first := map[kernel.Day]kernel.Day{
		"01": "01", "02": "01", "03": "01", "04": "04", "05": "04", "06": "04", "07": "07", "08": "07", "09": "07", "10": "10", "11": "10", "12": "10",
	}
	return d[:5] + first[d[5:7]] + "-01"
}
