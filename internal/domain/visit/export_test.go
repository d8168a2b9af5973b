package visit

// The counters are compared in steps: small ones here, so that each test takes several.
func init() { countStep = 3 }
