package register_test

import (
	"context"
	"path/filepath"
	"testing"

	"entente/dossier"
	"entente/register"
	"entente/register/sqlite"
)

func TestThin(t *testing.T) {
	dir := t.TempDir()
	store, err := sqlite.Create(filepath.Join(dir, "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	secret, _, err := register.NewLogKey("oic.example/iraq")
	if err != nil {
		t.Fatal(err)
	}
	guard, err := register.CreateGuard(filepath.Join(dir, "guard"), "oic.example/iraq")
	if err != nil {
		t.Fatal(err)
	}
	key := register.NewKey()
	r, err := register.Create(store, register.Options{LogKey: secret, Guard: guard}, key, "SECRETARIAT", "registry")
	if err != nil {
		t.Fatal(err)
	}
	d, problems := dossier.ReadFile("../dossiers/gaza-isf-2025.yaml")
	if problems.Refuse() {
		t.Fatal(problems)
	}
	var drafts []*register.Draft
	for _, a := range d.Acts {
		as := register.Own
		if a.Actor != "" && a.Actor != "SECRETARIAT" {
			as = register.Reported
		}
		dr, err := r.Draft(a, as, key)
		if err != nil {
			t.Fatal(err)
		}
		drafts = append(drafts, dr)
	}
	for range 2 {
		rs, err := r.AppendAll(context.Background(), drafts, nil)
		if err != nil {
			t.Fatal(err)
		}
		fresh := 0
		for _, x := range rs {
			if x.Err != nil {
				t.Error(x.Err)
			}
			if x.Fresh {
				fresh++
			}
		}
		t.Log(len(rs), fresh, r.Head())
	}
	n := 0
	err = r.Entries(register.Query{}, func(e *register.Entry) error { n++; return nil })
	t.Log(n, err)
	if _, _, _, err := r.Prove(5); err != nil {
		t.Error(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
