package dossier

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/act"
)

// TestPutChangesOneAct puts every act of every good file back where it was, and adds
// each to the file without it: the acts stay the same, and so does every line of
// another act.
func TestPutChangesOneAct(t *testing.T) {
	for path, src := range goodFiles(t) {
		whole := mustRead(t, path, src)
		want := string(Write(bare(mustRead(t, path, src))))
		for i, a := range whole.Acts {
			if len(whole.Acts) > 60 && i%17 != 0 {
				continue
			}
			again, err := Put(src, a)
			if err != nil {
				t.Fatalf("%s: %s: %v", path, a.ID, err)
			}
			if got := string(Write(bare(mustRead(t, path, again)))); got != want {
				t.Errorf("%s: putting %s back changes the dossier", path, a.ID)
			}
		}
	}
}

// TestPutAdds takes texts a user could have written and adds an act to each.
func TestPutAdds(t *testing.T) {
	a := &act.Act{ID: "new", Kind: "pledge", Body: &act.Pledge{What: "infantry"}}
	a.Actor = "EGY"
	files, _ := filepath.Glob("testdata/put/*.yaml")
	if len(files) == 0 {
		t.Fatal("no files in testdata/put")
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Put(src, a)
		if err != nil {
			t.Fatal(err)
		}
		wantFile := strings.TrimSuffix(file, ".yaml") + ".want"
		if *update {
			if err := os.WriteFile(wantFile, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, _ := os.ReadFile(wantFile)
		if string(got) != string(want) {
			t.Errorf("%s becomes\n%s\nnot\n%s", file, got, want)
		}
		if d, problems := Read(file, got); problems.Refuse() || !slices.ContainsFunc(d.Acts, func(b *act.Act) bool { return b.ID == "new" }) {
			t.Errorf("%s: the act is not there: %v", file, problems)
		}
	}
}
