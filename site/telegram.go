package site

import (
	"cmp"
	"crypto/rand"
	"strings"

	"entente/act"
	"entente/cable"
	"entente/source"
)

// Sources is where the documents of a register's folder are kept.
func Sources(dir string) source.Folder { return source.Folder(DocumentsPath(dir)) }

// Telegrams are the telegrams of one file as acts of a case: the document, the posts
// that are not on record yet, the message, and each paragraph by its own marking.
type Telegrams struct {
	Acts     []*act.Act
	Problems act.Problems // what is wrong with the file, or doubtful in a telegram
	document *source.Document
	bytes    []byte
}

// ReadTelegrams reads a file that holds telegrams, for a case whose acts are known; the
// book says whose the posts are.
func ReadTelegrams(name string, src []byte, of string, known []*act.Act, book *cable.Book) *Telegrams {
	x := &Telegrams{document: source.Read(name, src), bytes: src}
	ts, problems := cable.Read(name, src)
	x.Problems = problems
	for _, t := range ts {
		x.Problems = append(x.Problems, t.Findings...)
	}
	if x.document.Reading == nil { // what cannot be kept as a document rests on nothing
		x.Problems = append(x.Problems, x.document.Findings...)
		return x
	}
	on, ids := map[string]*act.Act{}, map[act.SourceRef]string{}
	for _, a := range known {
		on[a.ID] = a
		if _, ok := a.Body.(*act.Paragraph); ok && len(a.Source) == 1 {
			ids[a.Source[0]] = a.ID
		}
	}
	for _, a := range cable.Acts(ts, book) {
		a.Initiative = of
		switch b := a.Body.(type) {
		case *act.Actor:
			if on[a.ID] != nil {
				continue
			}
		case *act.Source:
			x.fill(b, on[a.ID], len(ts) == 1)
		case *act.Paragraph:
			// Its id tells nothing of the telegram; the same paragraph again has the same.
			a.ID = cmp.Or(ids[a.Source[0]], "paragraph-"+strings.ToLower(rand.Text()[:12]))
		}
		x.Acts = append(x.Acts, a)
	}
	return x
}

// fill says of a document where it is kept. A file of several telegrams has no text of
// its own that is numbered: who may read one of them need not be told of the others.
func (x *Telegrams) fill(b *act.Source, before *act.Act, alone bool) {
	if alone {
		b.Text = x.document.Reading.Hash()
	}
	if before == nil {
		return
	}
	if old, ok := before.Body.(*act.Source); ok && old.SHA256 == b.SHA256 { // the same bytes under another name
		b.File = old.File
	}
}

// Keep keeps the file beside the register. It comes before its acts: an act never names
// what is not there.
func (x *Telegrams) Keep(in source.Folder) error {
	_, err := in.Put(x.document, x.bytes)
	return err
}
