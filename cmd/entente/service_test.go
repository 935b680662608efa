package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The unit leaves the service next to nothing it could harm.
func TestUnitIsConfined(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("SKIPPED: systemd-analyze is absent: install the Debian package systemd to measure the unit")
	}
	out, err := exec.Command("systemd-analyze", "security", "--offline=true", "entente.service").CombinedOutput()
	m := regexp.MustCompile(`exposure level for entente.service: ([0-9.]+)`).FindSubmatch(out)
	if m == nil {
		t.Fatalf("no exposure is named (%v): %s", err, out)
	}
	if level, _ := strconv.ParseFloat(string(m[1]), 64); level > 1.5 {
		t.Errorf("the exposure is %s, want at most 1.5", m[1])
	}
}

// A served site tells systemd that it is ready, is backed up while it serves, answers
// Prometheus, and ends in order on SIGTERM.
func TestService(t *testing.T) {
	dir := t.TempDir()
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "notify"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	demo := filepath.Join(dir, "demo")
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"entente", "demo", "--dir", demo, "--addr", "127.0.0.1:0", "--metrics", "127.0.0.1:0"}
	cmd.Env = append(os.Environ(), "NOTIFY_SOCKET="+filepath.Join(dir, "notify"))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	told := func(want string) {
		t.Helper()
		buf := make([]byte, 64)
		socket.SetReadDeadline(time.Now().Add(60 * time.Second))
		n, err := socket.Read(buf)
		if string(buf[:n]) != want {
			t.Fatalf("systemd is told %q (%v), want %s: %s", buf[:n], err, want, log.String())
		}
	}
	told("READY=1")
	lines := bufio.NewReader(stdout)
	site, aside := "", ""
	for site == "" || aside == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("the addresses are not said: %v", err)
		}
		if url := regexp.MustCompile(`http://[0-9.:]+`).FindString(line); strings.Contains(line, "metrics") {
			aside = url
		} else if site == "" {
			site = url
		}
	}
	get := func(url string) string {
		t.Helper()
		r, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		return string(b)
	}
	if got := get(site + "/healthz"); got != "ok\n" {
		t.Errorf("/healthz says %q", got)
	}
	if got := get(aside + "/metrics"); !strings.Contains(got, `entente_requests_total{route="GET /healthz",status="200"} 1`) || !strings.Contains(got, "go_goroutines") {
		t.Errorf("Prometheus is told %.600s", got)
	}
	if strings.Contains(get(site+"/metrics"), "entente_requests_total") {
		t.Error("anybody can read the metrics")
	}

	copied := filepath.Join(dir, "copy.db")
	var out strings.Builder
	if code := run(t.Context(), []string{"backup", demo, copied}, &out, &out); code != 0 {
		t.Fatalf("backup while serving: %d %s", code, out.String())
	}
	restored := filepath.Join(dir, "restored")
	if code := run(t.Context(), []string{"restore", copied, restored}, &out, &out); code != 0 {
		t.Fatalf("restore: %d %s", code, out.String())
	}
	if code := run(t.Context(), []string{"verify", restored}, &out, &out); code != 0 || !strings.Contains(out.String(), "verified") {
		t.Errorf("the copy is not verified: %d %s", code, out.String())
	}
	if people, err := os.ReadFile(copied + ".site"); err != nil || !strings.Contains(string(people), "Secretary of the exercise") {
		t.Errorf("the people are not in the copy: %v", err)
	}

	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	told("STOPPING=1")
	rest, _ := io.ReadAll(lines)
	if err := cmd.Wait(); err != nil || !strings.Contains(string(rest), "stopped") {
		t.Errorf("it ends with %v: %s%s", err, rest, log.String())
	}
}
