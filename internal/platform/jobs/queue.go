package jobs

import "context"

// Queue counts the jobs by River's state: available, running, retryable, completed …
func (s *Service) Queue(ctx context.Context) (map[string]int64, error) {
	rows, err := s.d.Pool().QueryContext(ctx, "SELECT CAST(state AS TEXT), count(*) FROM river_job GROUP BY state")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var state string
		var n int64
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		out[state] = n
	}
	return out, rows.Err()
}
