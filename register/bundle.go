package register

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/tlog"
)

// A bundle is a register as one reader may have it, in one file of JSON lines: the
// first says what it is and holds the signed checkpoint; then comes one line an
// act, in order, with its opening or, where nothing of it is for the reader, with
// the hash of its leaf. It is verified offline.
//
//	{"entente":"bundle/1","origin":"oic.example/iraq","for":"PAK","checkpoint":"oic.example/iraq\n…"}
//	{"seq":0,"act":{"leaf":"…","receipt":{…},"portions":[…]}}
//	{"seq":1,"hash":"…"}
type bundleHead struct {
	Entente    string `json:"entente"`
	Origin     string `json:"origin"`
	For        string `json:"for"`
	Checkpoint string `json:"checkpoint"`
}

type bundleLine struct {
	Seq  int64    `json:"seq"`
	Act  *opening `json:"act,omitempty"`
	Hash []byte   `json:"hash,omitempty"`
}

const (
	bundleForm    = "bundle/1"
	maxBundleLine = 4 << 20
)

// WriteBundle writes the register as a reader may have it. See gives an act as the
// reader may see it, and false where it may see nothing of it.
func (r *Register) WriteBundle(w io.Writer, reader string, see func(*Entry) (*Entry, bool, error), progress func(done int)) error {
	st := r.state.Load()
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(bundleHead{bundleForm, r.origin, reader, string(st.note)}); err != nil {
		return err
	}
	err := r.Entries(Query{To: st.tree.size}, func(e *Entry) error {
		seen, ok, err := see(e)
		if err != nil {
			return err
		}
		line := bundleLine{Seq: e.Seq}
		if ok {
			line.Act = openingOf(seen)
		} else {
			h := leafHash(e.Stub, e.Seal)
			line.Hash = h[:]
		}
		if progress != nil {
			progress(int(e.Seq + 1))
		}
		return enc.Encode(line)
	})
	return errors.Join(err, out.Flush())
}

// VerifyBundle verifies a bundle against a policy, and nothing else. Each, if
// given, is called with every act that is open, verified up to its own content;
// only when VerifyBundle returns no error are they known to be in the tree.
func VerifyBundle(in io.Reader, p *Policy, each func(*Entry) error, progress func(done, total int)) (*Report, error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 1<<16), maxBundleLine)
	if !lines.Scan() {
		return nil, errNotBundle(cmp.Or(lines.Err(), errors.New("it is empty")))
	}
	var head bundleHead
	if err := exactly(lines.Bytes(), &head); err != nil {
		return nil, errNotBundle(err)
	}
	if head.Entente != bundleForm {
		return nil, errNotBundle(fmt.Errorf("its form is %q and not %q", head.Entente, bundleForm))
	}
	base, log, by, err := p.Open([]byte(head.Checkpoint))
	if err != nil {
		return nil, err
	}
	rep := &Report{Origin: log.Name(), Base: base, Witnesses: by}
	if head.Origin != log.Name() {
		return rep, altered("the bundle says it is of %q, its checkpoint is of %s", head.Origin, log.Name())
	}
	v := &bundleReader{rep: rep, rules: newRules(), tree: &tree{}}
	for lines.Scan() {
		e, err := v.line(lines.Bytes())
		if err != nil {
			return rep, err
		}
		if e != nil && each != nil {
			if err := each(e); err != nil {
				return rep, err
			}
		}
		if progress != nil {
			progress(int(v.tree.size), int(base.Size))
		}
	}
	if err := lines.Err(); err != nil {
		return rep, errNotBundle(err)
	}
	rep.Leaves = v.tree.size
	if v.tree.size != base.Size || v.tree.root() != base.Root {
		return rep, altered("the bundle's %d acts have the root %s, but the signed checkpoint says %d acts and %s", v.tree.size, v.tree.root(), base.Size, base.Root)
	}
	return rep, nil
}

func errNotBundle(err error) error {
	return altered("it is not a bundle this program can read (%v)", err)
}

// exactly reads JSON that is in the one form this program writes.
func exactly(text []byte, v any) error {
	if err := strict(text, v); err != nil {
		return err
	}
	var again bytes.Buffer
	enc := json.NewEncoder(&again)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil || !bytes.Equal(bytes.TrimSuffix(again.Bytes(), []byte{'\n'}), text) {
		return errors.New("it is not in its one canonical form")
	}
	return nil
}

// bundleReader folds a bundle's own acts on its way, so that signatures can be
// checked by the keys in force.
type bundleReader struct {
	rep   *Report
	rules *rules
	tree  *tree
}

func (v *bundleReader) line(text []byte) (*Entry, error) {
	seq := v.tree.size
	var line bundleLine
	if err := exactly(text, &line); err != nil {
		return nil, altered("line %d of the bundle: %v", seq+2, err)
	}
	if line.Seq != seq || (line.Act == nil) == (len(line.Hash) == 0) {
		return nil, altered("line %d of the bundle is not act %d, with either its opening or its hash", seq+2, seq)
	}
	if line.Act == nil {
		if len(line.Hash) != tlog.HashSize {
			return nil, altered("act %d: its hash is cut short", seq)
		}
		v.rep.Hidden++
		v.tree.grow(tlog.Hash(line.Hash))
		return nil, nil
	}
	e, err := line.Act.entry(seq)
	if err != nil {
		return nil, err
	}
	v.tree.grow(leafHash(e.Stub, e.Seal))
	return e, v.check(e)
}

// check verifies an open act's signature as far as the keys are here, and folds it
// when it is one of the register's own.
func (v *bundleReader) check(e *Entry) error {
	v.rep.count(e)
	if e.Act == nil {
		v.rep.Unsigned++
		return nil
	}
	if e.Seq == 0 {
		if _, err := v.rules.genesisOf(e.Act, e.Receipt.Key); err != nil {
			return altered("act 0: %v", err)
		}
	}
	if _, here := v.rules.keys[e.Receipt.Key]; !here {
		v.rep.Unsigned++
		return nil
	}
	if err := v.rules.verifySigned(e); err != nil {
		return err
	}
	v.rep.Signatures++
	if e.Seq > 0 && House(e.Heading.Kind) && e.Act.Body != nil {
		if err := v.rules.fold(e.Seq, v.rules.keys[e.Receipt.Key], e.Act.Body); err != nil {
			return altered("act %d: %v", e.Seq, err)
		}
	}
	return nil
}

func (r *Report) count(e *Entry) {
	r.Acts++
	for i := range e.Portions {
		if e.Portions[i].State == Present {
			r.Portions++
		}
	}
}

// entry takes an opening apart and verifies it against its own leaf.
func (o *opening) entry(seq int64) (*Entry, error) {
	stub, seal, err := parseLeafData(o.Leaf)
	if err != nil {
		return nil, altered("act %d: %v", seq, err)
	}
	if _, err := ParseStub(stub); err != nil {
		return nil, altered("act %d: %v", seq, err)
	}
	if len(o.Portions) != Portions {
		return nil, altered("act %d: it has not four portions", seq)
	}
	e := &Entry{Seq: seq, Stub: stub, Seal: seal}
	for i, p := range o.Portions {
		switch {
		case p == nil:
			e.Portions[i].State = Withheld
		case p.State == "erased" && len(p.Head)+len(p.Bytes)+len(p.Salt) == 0:
			e.Portions[i].State = Erased
		case p.State == "" && len(p.Salt) == len(Salt{}):
			e.Portions[i] = Portion{Head: p.Head, Bytes: p.Bytes, Salt: Salt(p.Salt)}
		default:
			return nil, altered("act %d: its %s is in no known state", seq, PortionNames[i])
		}
	}
	if err := e.verifyPortions(nil); err != nil {
		return nil, err
	}
	if e.Portions[PortionHeader].State != Present {
		return e, nil
	}
	return e, o.header(e)
}

// header reads what only a reader of the header gets: who signed, and when.
func (o *opening) header(e *Entry) (err error) {
	if o.Receipt == nil || len(o.Receipt.Salt) != len(Salt{}) {
		return altered("act %d: its receipt is missing", e.Seq)
	}
	e.Receipt, err = unpackReceipt(o.Receipt.pack())
	if err != nil || e.Receipt.Seal() != e.Seal {
		return altered("act %d: its receipt is not the one sealed (%v)", e.Seq, err)
	}
	a, h, err := unite(&e.Portions)
	if err != nil {
		return altered("act %d: %v", e.Seq, err)
	}
	a.Place.File = fmt.Sprintf("act %d", e.Seq)
	e.Act, e.Heading = a, *h
	return nil
}

// pack lays the receipt out as it is stored.
func (r *openReceipt) pack() []byte {
	var b []byte
	for _, f := range [][]byte{[]byte(r.Key), []byte(r.Form), r.Sig, []byte(r.Recorded), r.Salt} {
		b = packField(b, f)
	}
	return b
}
