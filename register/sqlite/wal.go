package sqlite

import (
	"errors"
	"io"
	"os"
)

const (
	// walPages is how many pages the write-ahead log takes before SQLite copies them
	// into the database and begins anew. Four times SQLite's own number: a page that
	// many acts changed is copied once.
	walPages = 4000
	// walSize is what it then comes to, each page with its frame header, and a little over.
	walSize = (walPages + 200) * (4096 + 24)
	// manyWritten is how many transactions make it worth while to bring the log to its
	// full size. A command that adds a dossier ends before.
	manyWritten = 64
)

// extend brings the write-ahead log to its full size with zeros, once, when there
// have been many transactions. A sync of a file that grows must write its new length
// beside its bytes; one that is overwritten in place need not, and takes little more
// than half the time. SQLite reads a log up to the first frame that does not carry on
// the checksums of those before it, so zeros after the last one are nothing to it:
// https://sqlite.org/walformat.html, "the WAL file format".
func (s *Store) extend() error {
	if s.written++; s.written != manyWritten {
		return nil
	}
	f, err := os.OpenFile(s.path+"-wal", os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	at, err := f.Seek(0, io.SeekEnd)
	for zeros := make([]byte, 64<<10); err == nil && at < walSize; at += int64(len(zeros)) {
		_, err = f.WriteAt(zeros, at)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
