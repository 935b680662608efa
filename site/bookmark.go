package site

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
)

// bookmarks say to the site, and to nobody else, how far the record had come when a
// page was made of it, so that its reader is told of everything since. Two of one moment
// are different, and so are two of which nothing came between: neither how long the
// register is, nor that it grew by what a reader may not see, can be read off them. They
// hold until the site is closed.
type bookmarks struct{ cipher.AEAD }

func newBookmarks() bookmarks {
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // of the length of the key
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return bookmarks{aead}
}

func (b bookmarks) seal(size int64) string {
	return base64.RawURLEncoding.EncodeToString(b.Seal(nil, nil, binary.BigEndian.AppendUint64(nil, uint64(size)), nil))
}

func (b bookmarks) open(text string) (size int64, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return 0, false
	}
	plain, err := b.Open(nil, nil, raw, nil)
	if err != nil || len(plain) != 8 {
		return 0, false
	}
	return int64(binary.BigEndian.Uint64(plain)), true
}

// Bookmark is where the record is now.
func (r *Reader) Bookmark() string { return r.s.bookmarks.seal(r.s.w.Head().Size) }
