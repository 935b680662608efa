package demo

import (
	"embed"
	"io/fs"
	"strings"

	"entente/act"
	"entente/cable"
	"entente/site"
)

// telegrams are those of the exercise. All of them are invented; a file's name begins
// with the case it belongs to.
//
//go:embed telegrams
var telegrams embed.FS

// mail keeps the telegrams of the exercise beside the register, and gives their acts.
func mail(dir string) (all []*act.Act, err error) {
	src, err := telegrams.ReadFile("telegrams/stations.csv")
	if err != nil {
		return nil, err
	}
	book, problems := cable.ReadBook("stations.csv", src)
	if problems.Refuse() {
		return nil, problems
	}
	names, err := fs.Glob(telegrams, "telegrams/*.txt")
	if err != nil {
		return nil, err
	}
	known := map[string][]*act.Act{} // of each case, as it goes on record
	for _, path := range names {
		name := strings.TrimPrefix(path, "telegrams/")
		of, _, _ := strings.Cut(name, ".")
		if known[of] == nil {
			known[of] = posts(of, book)
			all = append(all, known[of]...)
		}
		src, err := telegrams.ReadFile(path)
		if err != nil {
			return nil, err
		}
		x := site.ReadTelegrams(name, src, of, known[of], book)
		if err := x.Keep(site.Sources(dir)); err != nil {
			return nil, err
		}
		for _, a := range x.Acts {
			a.Marking = exercise(a.Marking)
		}
		all, known[of] = append(all, x.Acts...), append(known[of], x.Acts...)
	}
	return all, nil
}

// posts introduces the posts of the exercise in a case, and the secretariat, whose post is
// one of them.
func posts(of string, book *cable.Book) (all []*act.Act) {
	keeper := &act.Actor{Name: "Secretariat of the exercise", Type: "organisation"}
	all = append(all, &act.Act{ID: secretariat, Kind: keeper.Kind(), Initiative: of, Header: act.Header{Marking: exercise("UNCLASSIFIED")}, Body: keeper})
	for _, s := range book.Stations() {
		a := cable.Post(s)
		a.Initiative, a.Marking = of, exercise("UNCLASSIFIED")
		all = append(all, a)
	}
	return all
}
