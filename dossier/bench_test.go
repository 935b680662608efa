package dossier

import (
	"os"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	src, err := os.ReadFile("../dossiers/gaza-isf-2025.yaml")
	if err != nil {
		b.Skip(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if d, problems := Read("gaza", src); d == nil {
			b.Fatal(problems)
		}
	}
}
