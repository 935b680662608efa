package register_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/act"
	"entente/dossier"
	"entente/register"
	"entente/register/sqlite"
)

// TestRefusals names, for each draft that must not come in, the reason it gets.
func TestRefusals(t *testing.T) {
	s := newSite(t)
	pak, sau := s.introduce("PAK"), s.introduce("SAU")
	old := s.introduce("TUR")
	must(t, s.house(&register.KeyAct{Event: "revoke", Replaces: old.Public.Fingerprint()}, old))
	_, err := s.add(position("by-sau", "SAU"), register.Own, sau)
	must(t, err)
	draft := func(a *act.Act, as register.As, key *register.Key, signer string) *register.Draft {
		d, err := register.NewDraft(a, as, key, signer, s.Origin(), s.Head())
		must(t, err)
		return d
	}
	bent := func(change func(*register.Draft)) *register.Draft {
		d := draft(position("bent", "PAK"), register.Own, pak, "PAK")
		change(d)
		return d
	}
	withBase := func(b register.Base) *register.Draft {
		d, err := register.NewDraft(position("base", "PAK"), register.Own, pak, "PAK", s.Origin(), b)
		must(t, err)
		return d
	}
	elsewhere, err := register.NewDraft(position("elsewhere", "PAK"), register.Own, pak, "PAK", "other.example/log", s.Head())
	must(t, err)
	correction := &act.Act{ID: "c", Kind: "correction", Initiative: "case", Body: &act.Correction{Of: "by-sau"}}
	nothing := &act.Act{ID: "w", Kind: "withdrawal", Initiative: "case", Body: &act.Withdrawal{Of: "never-was"}}
	head := s.Head()
	forked := head
	forked.Root[3] ^= 1
	ahead := head
	ahead.Size++
	for _, c := range []struct {
		name, why string
		draft     *register.Draft
	}{
		{"another actor's key", "signed with a key of SAU; only a key of PAK", draft(position("x", "PAK"), register.Own, sau, "SAU")},
		{"claimed signer", "signed for PAK with a key of SAU", draft(position("x", "PAK"), register.Own, sau, "PAK")},
		{"revoked key", "was revoked by act", draft(position("x", "TUR"), register.Own, old, "TUR")},
		{"unknown key", "is not on this register", draft(position("x", "IDN"), register.Own, register.NewKey(), "IDN")},
		{"report of oneself", "it does not report it, it does it", draft(position("x", "PAK"), register.Reported, pak, "PAK")},
		{"deposit with another", "only the custodian", draft(position("x", "SAU"), register.Deposited, pak, "PAK")},
		{"no such quality", "not \"whispered\"", draft(position("x", "PAK"), "whispered", pak, "PAK")},
		{"another history", "stands on another history", withBase(forked)},
		{"a future", "its author saw another register", withBase(ahead)},
		{"another register", "signed for the register other.example/log", elsewhere},
		{"correction of another's act", "put on record by SAU; only it can correct", draft(correction, register.Own, pak, "PAK")},
		{"withdrawal of nothing", "no act \"never-was\"", draft(nothing, register.Own, pak, "PAK")},
		{"body changed", "body is not the one that was signed", bent(func(d *register.Draft) { d.Portions[1].Bytes = []byte(`{"says":"no"}`) })},
		{"marking changed", "header is not the one that was signed", bent(func(d *register.Draft) { d.Portions[0].Head[20] ^= 1 })},
		{"signature changed", "not of this key over this act", bent(func(d *register.Draft) { d.Signature.Bytes[7] ^= 1 })},
		{"stub spaced out", "not in its canonical form", bent(func(d *register.Draft) { d.Stub = append(d.Stub, ' ') })},
	} {
		_, err := s.Append(context.Background(), c.draft)
		if !errors.Is(err, register.ErrRefused) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, want %q", c.name, err, c.why)
		}
	}
	if s.Head() != head {
		t.Error("a refused act moved the head")
	}
}

// TestKeys walks a key's life: introduced, rotated, revoked, and who may do it.
func TestKeys(t *testing.T) {
	s := newSite(t)
	pak := s.introduce("PAK")
	refused := func(b *register.KeyAct, key *register.Key, why string) {
		t.Helper()
		if err := s.house(b, key); !errors.Is(err, register.ErrRefused) || !strings.Contains(err.Error(), why) {
			t.Errorf("%+v: %v, want %q", b, err, why)
		}
	}
	fresh := register.NewKey()
	line := fresh.Public.String()
	refused(&register.KeyAct{Event: "introduce", For: "SAU", Key: line}, pak, "PAK cannot introduce a key for SAU")
	refused(&register.KeyAct{Event: "revoke", Replaces: s.key.Public.Fingerprint()}, pak, "cannot be revoked or rotated by PAK")
	refused(&register.KeyAct{Event: "revoke", Replaces: s.key.Public.Fingerprint()}, nil, "last key of the custodian")
	refused(&register.KeyAct{Event: "rotate", For: "SAU", Replaces: pak.Public.Fingerprint(), Key: line}, nil, "cannot take over")
	refused(&register.KeyAct{Event: "introduce", For: "PAK", Key: pak.Public.String()}, nil, "already on this register")
	refused(&register.KeyAct{Event: "lend", For: "PAK", Key: line}, nil, "not on this register")
	refused(&register.KeyAct{Event: "introduce", For: "PAK", Key: "not a key"}, nil, "not an OpenSSH public key")

	_, err := s.add(position("before", "PAK"), register.Own, pak)
	must(t, err)
	must(t, s.house(&register.KeyAct{Event: "rotate", For: "PAK", Replaces: pak.Public.Fingerprint(), Key: line}, pak))
	if _, err := s.add(position("after", "PAK"), register.Own, pak); !errors.Is(err, register.ErrRefused) || !strings.Contains(err.Error(), "rotated out by act") {
		t.Errorf("the old key still signs: %v", err)
	}
	_, err = s.add(position("after", "PAK"), register.Own, fresh)
	must(t, err)
	s.reopen()
	if _, err := s.Audit(context.Background(), nil); err != nil {
		t.Errorf("what a key signed while in force does not stand: %v", err)
	}
	if k := s.Keys(); len(k) != 3 || k[2].Until == 0 || k[1].Key.Fingerprint() != fresh.Public.Fingerprint() {
		t.Errorf("keys after reopening: %v", k)
	}
}

// TestOpenSSH signs as officers do, with ssh-keygen, and has ssh-keygen verify what
// we sign.
func TestOpenSSH(t *testing.T) {
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("NOT RUN: ssh-keygen is not installed")
	}
	s := newSite(t)
	dir := t.TempDir()
	for _, kind := range []string{"ed25519", "ecdsa", "rsa"} {
		path := filepath.Join(dir, kind)
		if out, err := exec.Command("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", path).CombinedOutput(); err != nil {
			t.Fatal(err, string(out))
		}
		key, err := register.ReadKey(path)
		must(t, err)
		actor := strings.ToUpper(kind)
		must(t, s.house(&register.KeyAct{Event: "introduce", For: act.ActorRef(actor), Key: key.Public.String()}, nil))
		_, err = s.add(position("from-"+kind, actor), register.Own, key)
		must(t, err)
	}
	key := register.NewKey()
	must(t, key.Write(filepath.Join(dir, "own"), "officer"))
	ours := s.introduceKey("PAK", key).SSH()
	d, err := s.Draft(position("as-ssh", "PAK"), register.Own, ours)
	must(t, err)
	_, err = s.Append(context.Background(), d)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "signers"), []byte("PAK "+key.Public.String()+"\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "sig"), register.ArmorSSH(d.Signature), 0o644))
	check := exec.Command("ssh-keygen", "-Y", "verify", "-f", filepath.Join(dir, "signers"), "-I", "PAK", "-n", register.Namespace, "-s", filepath.Join(dir, "sig"))
	check.Stdin = strings.NewReader(string(register.Signed(d.Stub)))
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("ssh-keygen rejects our signature: %s", out)
	}
	// And the other way round: ssh-keygen signs, the register takes it.
	d, err = s.Draft(position("by-keygen", "PAK"), register.Own, key)
	must(t, err)
	sign := exec.Command("ssh-keygen", "-q", "-Y", "sign", "-f", filepath.Join(dir, "own"), "-n", register.Namespace)
	sign.Stdin = strings.NewReader(string(register.Signed(d.Stub)))
	armored, err := sign.Output()
	must(t, err)
	d.Signature.Form = register.SSHSIG
	d.Signature.Bytes, err = register.UnarmorSSH(armored)
	must(t, err)
	if _, err = s.Append(context.Background(), d); err != nil {
		t.Errorf("ssh-keygen's signature is refused: %v", err)
	}
	s.reopen()
	if _, err := s.Audit(context.Background(), nil); err != nil {
		t.Error(err)
	}
}

func (s *site) introduceKey(actor string, key *register.Key) *register.Key {
	s.t.Helper()
	must(s.t, s.house(&register.KeyAct{Event: "introduce", For: act.ActorRef(actor), Key: key.Public.String()}, nil))
	return key
}

// TestIdempotent adds the same acts again, alone and in one batch, and an act
// under a taken id.
func TestIdempotent(t *testing.T) {
	s := newSite(t)
	first, err := s.add(position("x", "PAK"), register.Reported, nil)
	must(t, err)
	again, err := s.add(position("x", "PAK"), register.Reported, nil)
	if err != nil || again.Fresh || again.Seq != first.Seq {
		t.Errorf("again: %+v, %v", again, err)
	}
	other := position("x", "PAK")
	other.Says = "They are not ready."
	if _, err := s.add(other, register.Reported, nil); !errors.Is(err, register.ErrConflict) || !strings.Contains(err.Error(), "its body differs") {
		t.Errorf("another act under the id: %v", err)
	}
	pak := s.introduce("PAK")
	if r, err := s.add(position("x", "PAK"), register.Own, pak); err != nil || !r.Fresh {
		t.Errorf("the actor's own act beside a report of it: %+v %v", r, err)
	}
	var drafts []*register.Draft
	for range 3 {
		d, err := s.Draft(position("y", "PAK"), register.Own, pak)
		must(t, err)
		drafts = append(drafts, d)
	}
	rs, err := s.AppendAll(context.Background(), append(drafts, drafts[0]), nil)
	must(t, err)
	if !rs[0].Fresh || rs[1].Fresh || rs[3].Fresh || rs[3].Seq != rs[0].Seq {
		t.Errorf("one batch: %+v", rs)
	}
}

// TestStanding: the actor's own act counts before a report of it; a report moves
// nothing.
func TestStanding(t *testing.T) {
	s := newSite(t)
	pak := s.introduce("PAK")
	for _, c := range []struct {
		id, actor string
		as        register.As
		key       *register.Key
	}{{"x", "PAK", register.Reported, nil}, {"x", "PAK", register.Own, pak}, {"y", "SAU", register.Reported, pak}, {"z", "IDN", register.Deposited, nil}} {
		_, err := s.add(position(c.id, c.actor), c.as, c.key)
		must(t, err)
	}
	var entries []*register.Entry
	must(t, s.Entries(register.Query{Initiative: "case"}, func(e *register.Entry) error { entries = append(entries, e); return nil }))
	acts, bodiless := register.Standing(entries)
	got := map[string]bool{}
	for _, a := range acts {
		got[a.ID], _ = a.Counts()
		if a.Recorded.String() != "2026-11-22" {
			t.Errorf("%s was recorded %s", a.ID, a.Recorded)
		}
	}
	if want := map[string]bool{"x": true, "y": false, "z": true}; !reflect.DeepEqual(got, want) || bodiless != 0 {
		t.Errorf("counts: %v (%d bodiless), want %v", got, bodiless, want)
	}
}

// TestTwoTimes: --known looks at the instant an act came on record here.
func TestTwoTimes(t *testing.T) {
	s := newSite(t)
	_, err := s.add(position("early", "PAK"), register.Reported, nil)
	must(t, err)
	s.now = s.now.Add(48 * time.Hour)
	late := position("late", "PAK")
	late.On = act.MustDate("2020-01-01")
	_, err = s.add(late, register.Reported, nil)
	must(t, err)
	var ids []string
	known := s.now.Add(-time.Hour).UnixMilli()
	must(t, s.Entries(register.Query{Initiative: "case", Known: known}, func(e *register.Entry) error { ids = append(ids, e.Heading.ID); return nil }))
	if !reflect.DeepEqual(ids, []string{"early"}) {
		t.Errorf("on record a day before: %v", ids)
	}
}

// TestErasureAndOpening erases evidence and opens a body; the tree stays valid.
func TestErasureAndOpening(t *testing.T) {
	s := newSite(t)
	pak := s.introduce("PAK")
	r, err := s.add(position("x", "PAK"), register.Own, pak)
	must(t, err)
	erase := &register.ErasureAct{Initiative: "case", Of: "x", Seq: r.Seq, Portions: []string{"evidence"}, Ground: "court order"}
	sau := s.introduce("SAU")
	if err := s.house(erase, sau); !errors.Is(err, register.ErrRefused) {
		t.Errorf("SAU erased an act of PAK: %v", err)
	}
	// What says who may sign is read whenever the register is opened: gone, nothing would be.
	for _, portion := range []string{"body", "evidence", "comment"} {
		if err := s.house(&register.ErasureAct{Of: "key-0", Portions: []string{portion}, Ground: "g"}, nil); !errors.Is(err, register.ErrRefused) || !strings.Contains(err.Error(), "own acts") {
			t.Errorf("%s of one of the register's own acts: %v", portion, err)
		}
	}
	if err := s.house(&register.ErasureAct{Initiative: "case", Of: "x", Seq: r.Seq, Portions: []string{"header"}, Ground: "g"}, nil); !errors.Is(err, register.ErrRefused) {
		t.Errorf("a header was erased: %v", err)
	}
	must(t, s.house(erase, nil))
	if err := s.house(&register.OpeningAct{Initiative: "case", Of: "x", Seq: r.Seq, Portions: []string{"body"}}, nil); !errors.Is(err, register.ErrRefused) {
		t.Errorf("the custodian opened what is PAK's: %v", err)
	}
	must(t, s.house(&register.OpeningAct{Initiative: "case", Of: "x", Seq: r.Seq, Portions: []string{"body"}}, pak))
	s.reopen()
	e, err := s.Entry(r.Seq)
	must(t, err)
	if e.Portions[register.PortionEvidence].State != register.Erased || len(e.Act.Source) != 0 || e.Act.Says == "" {
		t.Errorf("after erasure: %+v", e.Act)
	}
	if !s.Published(r.Seq, register.PortionBody) || s.Published(r.Seq, register.PortionComment) {
		t.Error("published portions are not those opened")
	}
	if _, err := s.Audit(context.Background(), nil); err != nil {
		t.Errorf("after erasure: %v", err)
	}
	for _, file := range []string{s.file(), s.file() + "-wal"} {
		if text, err := os.ReadFile(file); err == nil && strings.Contains(string(text), "seed-2#3") {
			t.Errorf("%s still holds what was erased", filepath.Base(file))
		}
	}
}

// TestDossiersRoundTrip puts every act of the worked cases on record and reads the
// same acts back (read(write(x)) = x), places apart.
func TestDossiersRoundTrip(t *testing.T) {
	files, err := filepath.Glob("../dossiers/*.yaml")
	must(t, err)
	good, err := filepath.Glob("../dossier/testdata/good/*.yaml")
	must(t, err)
	s := newSite(t)
	n := 0
	for _, file := range append(files, good...) {
		d, problems := dossier.ReadFile(file)
		if problems.Refuse() {
			t.Fatal(problems)
		}
		var drafts []*register.Draft
		for _, a := range d.Acts {
			as := register.Reported
			if a.Actor == "" {
				as = register.Own
			}
			dr, err := s.Draft(a, as, s.key)
			must(t, err)
			drafts = append(drafts, dr)
		}
		rs, err := s.AppendAll(context.Background(), drafts, nil)
		must(t, err)
		for i, r := range rs {
			if r.Err != nil {
				t.Errorf("%s: %v", d.Acts[i].ID, r.Err)
				continue
			}
			e, err := s.Entry(r.Seq)
			must(t, err)
			want, got := plainAct(d.Acts[i]), plainAct(e.Act)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s of %s came back as\n%+v %+v, was\n%+v %+v", want.ID, file, got.Header, got.Body, want.Header, want.Body)
			}
			n++
		}
	}
	t.Logf("%d acts of %d dossiers", n, len(files)+len(good))
}

// plainAct is an act without its places.
func plainAct(a *act.Act) *act.Act {
	b := *a
	b.Place = act.Place{}
	v := reflect.New(reflect.TypeOf(a.Body).Elem())
	v.Elem().Set(reflect.ValueOf(a.Body).Elem())
	b.Body = v.Interface().(act.Body)
	forgetPlaces(v.Elem())
	return &b
}

func forgetPlaces(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if c, ok := v.Addr().Interface().(*act.Condition); ok {
			*c = act.Condition{Text: c.Text}
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				forgetPlaces(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		for i := range v.Len() {
			forgetPlaces(v.Index(i))
		}
	}
}

// TestRollback (L7): a restored backup signs nothing until it has caught up; two
// writers are refused; a clock set back is refused; the head never falls.
func TestRollback(t *testing.T) {
	s := newSite(t)
	s.fill(300)
	backup := filepath.Join(s.dir, "backup.db")
	must(t, s.Backup(backup))
	s.fill(40)
	newest := s.Head()

	// Two writers: the guard is taken, and so would be the folder's lock.
	if _, err := s.open(s.file()); !errors.Is(err, register.ErrInUse) {
		t.Errorf("a second writer: %v", err)
	}
	release, err := register.Lock(s.dir)
	must(t, err)
	if _, err := register.Lock(s.dir); !errors.Is(err, register.ErrInUse) {
		t.Errorf("a second lock: %v", err)
	}
	must(t, release())
	must(t, s.Close())

	// The old backup in its place.
	r, err := s.open(backup)
	must(t, err)
	if !errors.Is(r.ReadOnly(), register.ErrBehind) || r.Head().Size != 301 {
		t.Errorf("a restored backup of %d acts: %v", r.Head().Size, r.ReadOnly())
	}
	d, err := r.Draft(position("fork", "PAK"), register.Reported, s.key)
	must(t, err)
	if _, err := r.Append(context.Background(), d); !errors.Is(err, register.ErrBehind) {
		t.Errorf("a restored backup signed: %v", err)
	}
	must(t, r.Close())

	// It catches up from the newer copy, and then signs.
	into, err := sqlite.Open(backup)
	must(t, err)
	from, err := sqlite.Open(s.file())
	must(t, err)
	added, base, err := register.CatchUp(into, from, nil)
	if err != nil || added != 40 || base != newest {
		t.Errorf("caught up by %d to %v: %v", added, base, err)
	}
	must(t, errors.Join(into.Close(), from.Close()))
	r, err = s.open(backup)
	must(t, err)
	s.Register = r
	if r.ReadOnly() != nil {
		t.Fatal(r.ReadOnly())
	}
	s.fill(1)

	// A clock set back by hours; by seconds; the head never falls.
	before := s.Head()
	s.now = s.now.Add(-3 * time.Hour)
	if _, err := s.add(position("late", "PAK"), register.Reported, nil); !errors.Is(err, register.ErrRefused) || !strings.Contains(err.Error(), "set the clock right") {
		t.Errorf("with the clock set back: %v", err)
	}
	if s.Head() != before {
		t.Error("the head moved")
	}
	s.now = s.now.Add(3*time.Hour - 10*time.Second)
	res, err := s.add(position("late", "PAK"), register.Reported, nil)
	must(t, err)
	e, err := s.Entry(res.Seq)
	must(t, err)
	last, err := s.Entry(res.Seq - 1)
	must(t, err)
	if e.Receipt.Recorded.Before(last.Receipt.Recorded) {
		t.Errorf("recorded %v after %v", e.Receipt.Recorded, last.Receipt.Recorded)
	}
	must(t, s.Close())

	// The first file never saw the last acts: it has forked from what the guard knows.
	r, err = s.open(s.file())
	must(t, err)
	defer r.Close()
	if !errors.Is(r.ReadOnly(), register.ErrBehind) {
		t.Errorf("the older file: %v", r.ReadOnly())
	}
}

// TestUnknownKinds: an act of a kind, or with a key, that this program does not know
// is kept word for word, listed and read back.
func TestUnknownKinds(t *testing.T) {
	s := newSite(t)
	fleet := &act.Act{ID: "fleet", Kind: "fleet_review", Initiative: "case", Body: &act.Unknown{Name: "fleet_review", Fields: map[string]any{"ships": []any{"a", map[string]any{"b": "c"}}}}}
	fleet.Marking = "UNCLASSIFIED"
	later := &act.Act{ID: "later", Kind: "position", Initiative: "case", Body: &act.Unknown{Name: "position", Fields: map[string]any{"stance": "supports", "from_a_later_version": "7"}}}
	later.Marking = "UNCLASSIFIED"
	for _, a := range []*act.Act{fleet, later} {
		r, err := s.add(a, register.Own, nil)
		must(t, err)
		e, err := s.Entry(r.Seq)
		must(t, err)
		if !reflect.DeepEqual(e.Act.Body, a.Body) || e.Act.Kind != a.Kind {
			t.Errorf("%s came back as %+v", a.ID, e.Act.Body)
		}
	}
	house := &act.Act{ID: "h", Kind: "register_amnesty", Body: &act.Unknown{Name: "register_amnesty"}}
	house.Actor = "SECRETARIAT"
	if _, err := s.add(house, register.Own, nil); !errors.Is(err, register.ErrRefused) {
		t.Errorf("a register's own act nobody understands came in: %v", err)
	}
}

// TestStopped: Ctrl-C while many acts are being added leaves those that were
// committed, in order, and a register that verifies.
func TestStopped(t *testing.T) {
	s := newSite(t)
	var drafts []*register.Draft
	for i := range 1200 {
		d, err := s.Draft(position(fmt.Sprintf("act-%d", i), "PAK"), register.Reported, s.key)
		must(t, err)
		drafts = append(drafts, d)
	}
	ctx, stop := context.WithCancel(context.Background())
	rs, err := s.AppendAll(ctx, drafts, func(int) { stop() })
	if !errors.Is(err, context.Canceled) || len(rs) == 0 || len(rs) == len(drafts) {
		t.Fatalf("%d of %d done, %v", len(rs), len(drafts), err)
	}
	s.reopen()
	rep, err := s.Audit(context.Background(), nil)
	if err != nil || rep.Acts != int64(len(rs))+1 {
		t.Errorf("after Ctrl-C: %d acts, %d acknowledged, %v", rep.Acts, len(rs), err)
	}
	rs, err = s.AppendAll(context.Background(), drafts, nil)
	must(t, err)
	if s.Head().Size != 1201 || rs[0].Fresh || !rs[1199].Fresh {
		t.Errorf("added again: %d acts", s.Head().Size)
	}
}

// TestConcurrent appends from many goroutines: every act has a number of its own,
// numbers follow the real order of each goroutine, and the register verifies.
func TestConcurrent(t *testing.T) {
	s := newSite(t)
	const goroutines, each = 16, 20
	seqs := make([][]int64, goroutines)
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for i := range each {
				r, err := s.add(position(fmt.Sprintf("g%d-%d", g, i), "PAK"), register.Reported, nil)
				if err != nil || !r.Fresh {
					t.Errorf("%d, %d: %+v %v", g, i, r, err)
					return
				}
				seqs[g] = append(seqs[g], r.Seq)
			}
		})
	}
	wg.Wait()
	seen := map[int64]bool{}
	for _, list := range seqs {
		for i, seq := range list {
			if seen[seq] || i > 0 && seq <= list[i-1] {
				t.Errorf("number %d after %v", seq, list[:i])
			}
			seen[seq] = true
		}
	}
	if _, err := s.Audit(context.Background(), nil); err != nil || s.Head().Size != goroutines*each+1 {
		t.Errorf("%d acts: %v", s.Head().Size, err)
	}
}
