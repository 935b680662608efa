package brief

import (
	"bytes"
	"os"
	"testing"
)

func TestOut(t *testing.T) {
	var b bytes.Buffer
	HTML(&b, sample())
	os.WriteFile("/tmp/x.html", b.Bytes(), 0o644)
	t.Log(b.Len())
}
