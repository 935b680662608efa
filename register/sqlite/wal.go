package sqlite

import (
	"errors"
	"os"
)

// walSize is what the write-ahead log comes to before SQLite empties it by itself
// (a thousand pages of 4 KiB, each with its frame header), and a little over.
const walSize = 1100 * (4096 + 24)

// extend brings the write-ahead log to its full size with zeros, once, before the
// first transaction. A sync of a file that grows must write its new length beside
// its bytes; one that is overwritten in place need not, and takes little more than
// half the time. SQLite reads a log up to the first frame that does not carry on
// the checksums of those before it, so zeros after the last one are nothing to it:
// https://sqlite.org/walformat.html, "the WAL file format".
func (s *Store) extend() error {
	f, err := os.OpenFile(s.path+"-wal", os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	at, err := f.Seek(0, 2)
	if err == nil && at < walSize {
		_, err = f.Write(make([]byte, walSize-at))
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
