package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"entente/act"
	"entente/register"
)

// The fault tests run this test binary again as a program that does nothing but
// append acts and tell, one line on standard output an act, what was acknowledged.
const appenderDir = "ENTENTE_TEST_APPENDER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(appenderDir); dir != "" {
		if os.Getenv("ENTENTE_TEST_SYNCHRONOUS") == "NORMAL" {
			synchronous, synchronousIs = "NORMAL", "1"
		}
		if err := runAppender(dir); err != nil {
			fmt.Println("stopped:", err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// sized gives the size of a fault test: small every day; full, or so many percent
// of it as ENTENTE_SOAK says, in make soak.
func sized(small, full int) int {
	percent, err := strconv.Atoi(os.Getenv("ENTENTE_SOAK"))
	if err != nil {
		return small
	}
	return max(small, full*percent/100)
}

const faultOrigin = "faults.example/log"

// prepare makes a register with its keys in a folder.
func prepare(t *testing.T, dir string) {
	t.Helper()
	secret, _, err := register.NewLogKey(faultOrigin)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "log.key"), []byte(secret), 0o600))
	key := register.NewKey()
	must(t, key.Write(filepath.Join(dir, "own.key"), "test"))
	store, err := Create(filepath.Join(dir, "r.db"))
	must(t, err)
	guard, err := register.CreateGuard(filepath.Join(dir, "guard"), faultOrigin)
	must(t, err)
	r, err := register.Create(store, register.Options{LogKey: secret, Guard: guard}, key, "SITE", "")
	must(t, err)
	must(t, r.Close())
}

// opened is the register in a folder, the key to sign with, and its store.
func opened(t *testing.T, dir string) (*register.Register, *register.Key, *Store) {
	t.Helper()
	r, key, s, err := openForWriting(dir)
	must(t, err)
	return r, key, s
}

func openForWriting(dir string) (*register.Register, *register.Key, *Store, error) {
	secret, err := os.ReadFile(filepath.Join(dir, "log.key"))
	if err != nil {
		return nil, nil, nil, err
	}
	key, err := register.ReadKey(filepath.Join(dir, "own.key"))
	if err != nil {
		return nil, nil, nil, err
	}
	guard, err := register.OpenGuard(filepath.Join(dir, "guard"), faultOrigin)
	if err != nil {
		return nil, nil, nil, err
	}
	store, err := Open(filepath.Join(dir, "r.db"))
	if err != nil {
		return nil, nil, nil, err
	}
	r, err := register.Open(store, register.Options{LogKey: string(secret), Guard: guard})
	return r, key, store, err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// runAppender appends acts from several goroutines until it fails, has written as
// many as ENTENTE_TEST_ACTS says, or is killed.
func runAppender(dir string) error {
	r, key, _, err := openForWriting(dir)
	if err != nil {
		return err
	}
	if r.ReadOnly() != nil {
		return r.ReadOnly()
	}
	limit, _ := strconv.Atoi(os.Getenv("ENTENTE_TEST_ACTS"))
	if limit == 0 {
		limit = 1 << 30
	}
	appenders, err := strconv.Atoi(os.Getenv("ENTENTE_TEST_APPENDERS"))
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	errs := make(chan error, appenders)
	start := r.Head().Size
	for g := range appenders {
		wg.Go(func() {
			for i := 0; i < limit/appenders; i++ {
				name := fmt.Sprintf("a%d-%d-%d", start, g, i)
				if err := appendOne(r, key, name); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	select {
	case err := <-errs:
		return err
	default:
		return r.Close()
	}
}

func position(name string) *act.Act {
	a := &act.Act{ID: name, Kind: "position", Initiative: "case", Body: &act.Position{Stance: "supports"}}
	a.Actor, a.Marking, a.Says = "PAK", "UNCLASSIFIED", strings.Repeat("They are ready. ", 12)
	return a
}

func appendOne(r *register.Register, key *register.Key, name string) error {
	d, err := r.Draft(position(name), register.Reported, key)
	if err != nil {
		return err
	}
	res, err := r.Append(context.Background(), d)
	if err != nil {
		return err
	}
	_, err = os.Stdout.WriteString(fmt.Sprintf("ack %d %s\n", res.Seq, name))
	return err
}

// acks reads what the appender acknowledged, whole lines only.
func acks(out string) map[int64]string {
	got := map[int64]string{}
	for _, line := range strings.SplitAfter(out, "\n") {
		var seq int64
		var name string
		if n, _ := fmt.Sscanf(line, "ack %d %s\n", &seq, &name); n == 2 && strings.HasSuffix(line, "\n") {
			got[seq] = name
		}
	}
	return got
}

// audited opens the store in a folder, audits it whole, and reports acknowledged
// acts that are not there.
func audited(dir string, want map[int64]string) (size int64, err error) {
	store, err := Open(filepath.Join(dir, "r.db"))
	if err != nil {
		return 0, err
	}
	defer store.Close()
	var ok string
	if err := store.rdb.QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
		return 0, fmt.Errorf("integrity_check: %s, %v", ok, err)
	}
	r, err := register.Open(store, register.Options{})
	if err != nil {
		return 0, err
	}
	if _, err := r.AuditLog(context.Background()); err != nil {
		return 0, err
	}
	found := 0
	err = r.Entries(register.Query{}, func(e *register.Entry) error {
		if name, ok := want[e.Seq]; ok {
			if name != e.Heading.ID {
				return fmt.Errorf("act %d was acknowledged as %s and is %s", e.Seq, name, e.Heading.ID)
			}
			found++
		}
		return nil
	})
	if err == nil && found != len(want) {
		err = fmt.Errorf("%d acts were acknowledged, %d of them are there", len(want), found)
	}
	return r.Head().Size, err
}
