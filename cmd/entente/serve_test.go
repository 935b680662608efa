package main

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A demonstration says where it is, answers there, and stops when it is told to.
func TestDemoIsServed(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	code := make(chan int, 1)
	dir := filepath.Join(t.TempDir(), "demo")
	go func() {
		code <- run(ctx, []string{"demo", "--dir", dir, "--addr", "127.0.0.1:0"}, in, io.Discard)
		in.Close()
	}()
	said := make([]byte, 4096)
	n, err := out.Read(said)
	if err != nil {
		t.Fatal(err)
	}
	url := regexp.MustCompile(`http://[0-9.:]+`).FindString(string(said[:n]))
	go io.Copy(io.Discard, out)
	resp, err := http.Get(url + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || strings.TrimSpace(string(body)) != "ok" {
		t.Errorf("the site says %q (%v)", body, err)
	}
	stop()
	select {
	case c := <-code:
		if c != 0 {
			t.Errorf("stopped with %d", c)
		}
	case <-time.After(15 * time.Second):
		t.Error("it does not stop")
	}
}
