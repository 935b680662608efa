package web

import (
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"net/http"
	"strings"
	"sync"

	templruntime "github.com/a-h/templ/runtime"
)

// smallest is the size from which a page is worth compressing.
const smallest = 1 << 10

// A sheet is a page as it is sent: stretches laid out for this answer, and others that
// were laid out, and compressed, before. A page is written to it whole.
type sheet struct {
	stretches []stretch
	size      int
}

// stretch is some text of a page. Squeezed is the same as a stretch of a deflate stream
// that leans on nothing before it (RFC 1951, 3.2.3: it ends with an empty block, at the
// end of a byte); it is nil of what is laid out for one answer.
type stretch struct{ text, squeezed []byte }

// Write adds to what is laid out for this answer.
func (s *sheet) Write(p []byte) (int, error) {
	s.size += len(p)
	if last := len(s.stretches) - 1; last >= 0 && s.stretches[last].squeezed == nil {
		s.stretches[last].text = append(s.stretches[last].text, p...)
	} else {
		s.stretches = append(s.stretches, stretch{text: append(make([]byte, 0, 16<<10), p...)})
	}
	return len(p), nil
}

// shown puts a stretch on a page, compressed as it is where the page is a sheet.
func (x stretch) shown(w io.Writer) error {
	if b, buffered := w.(*templruntime.Buffer); buffered {
		if s, ok := b.Underlying.(*sheet); ok {
			if err := b.Flush(); err != nil {
				return err
			}
			s.size += len(x.text)
			s.stretches = append(s.stretches, x)
			return nil
		}
	}
	_, err := w.Write(x.text)
	return err
}

var squeezers = sync.Pool{New: func() any {
	z, err := flate.NewWriter(nil, flate.BestCompression)
	if err != nil {
		panic(err) // of a level that does not exist
	}
	return z
}}

// squeeze compresses a stretch.
func squeeze(w io.Writer, text []byte) error {
	z := squeezers.Get().(*flate.Writer)
	defer squeezers.Put(z)
	z.Reset(w)
	if _, err := z.Write(text); err != nil {
		return err
	}
	return z.Flush()
}

// The ends of a gzip member (RFC 1952, 2.3): no name, no time, system unknown; then the
// last block of the stream, which is empty.
var gzipHead, lastBlock = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}, []byte{3, 0}

// squeezed ends the ETag of an answer that is compressed.
const squeezed = `-gzip"`

// wordy reports whether a type of content becomes smaller; files of offices and prints are
// packed already.
func wordy(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "json")
}

// send writes a page, compressed where the browser takes that. No page holds a secret
// of its reader beside words that somebody else chose, so that its size gives none
// away.
func (s *sheet) send(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if s.size < smallest || !wordy(h.Get("Content-Type")) || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		for _, x := range s.stretches {
			w.Write(x.text)
		}
		return
	}
	h.Set("Content-Encoding", "gzip")
	if tag := h.Get("ETag"); tag != "" { // the tag of these bytes; whoever sends it back means the same
		h.Set("ETag", strings.TrimSuffix(tag, `"`)+squeezed)
	}
	w.WriteHeader(status)
	w.Write(gzipHead)
	var sum uint32
	for _, x := range s.stretches {
		sum = crc32.Update(sum, crc32.IEEETable, x.text)
		if x.squeezed != nil {
			w.Write(x.squeezed)
		} else if squeeze(w, x.text) != nil {
			return // the reader has gone
		}
	}
	w.Write(lastBlock)
	w.Write(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, sum), uint32(s.size)))
}
