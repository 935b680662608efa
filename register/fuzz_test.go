package register

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"entente/act"
)

func FuzzStub(f *testing.F) {
	s := Stub{Log: "test.example/log"}
	f.Add(s.Marshal())
	f.Add([]byte(`{"base":[1,""],"c":[],"id":"","log":"","v":1,"x":[]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := ParseStub(text)
		if err != nil {
			return
		}
		if !bytes.Equal(s.Marshal(), text) {
			t.Errorf("%q is written as %q", text, s.Marshal())
		}
		id, cs, err := commitmentsIn(text)
		if err != nil || id != s.ID || cs != s.Commitments {
			t.Errorf("%q: the quick reader differs: %v", text, err)
		}
		if stub, _, err := parseLeafData(LeafData(text, [32]byte{1})); err != nil || !bytes.Equal(stub, text) {
			t.Errorf("leaf data of %q: %v", text, err)
		}
	})
}

// FuzzProfile: what passes the profile means the same to the standard library, and
// writing it again changes nothing.
func FuzzProfile(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":1,"b":[true,null,"é"]}`, `{"a":9007199254740993}`, `{"a":1e3}`, `{"a":-0}`, `{"b":1,"a":2}`, `"\u0001"`, `{"a":1,"a":2}`, "{\"é\":1}", `"\ud800"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if checkProfile(text) != nil {
			return
		}
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.UseNumber()
		var v any
		if err := dec.Decode(&v); err != nil {
			t.Fatalf("%q passed the profile: %v", text, err)
		}
		again, err := canonical(v)
		if err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q is written as %q (%v)", text, again, err)
		}
	})
}

func FuzzPacked(f *testing.F) {
	ps := [Portions]Portion{{Head: []byte("h"), Bytes: []byte("b")}, {State: Erased}}
	f.Add(packPortions(&ps))
	r := Receipt{Signature: Signature{Key: "k", Form: Ed25519, Bytes: []byte("s")}}
	f.Add(r.packAt([]byte(r.Recorded.UTC().Format(timeForm))))
	f.Fuzz(func(t *testing.T, b []byte) {
		if ps, err := unpackPortions(b); err == nil && !bytes.Equal(packPortions(&ps), b) {
			t.Errorf("%x: portions are packed as %x", b, packPortions(&ps))
		}
		if r, err := unpackReceipt(b); err == nil {
			again, err := unpackReceipt(r.packAt([]byte(r.Recorded.UTC().Format(timeForm))))
			if err != nil || !reflect.DeepEqual(again, r) {
				t.Errorf("%x: the receipt comes back as %+v (%v)", b, again, err)
			}
		}
	})
}

func FuzzPolicy(f *testing.F) {
	_, public, _ := NewLogKey("test.example/log")
	f.Add([]byte("log " + public + "\nquorum none\n"))
	f.Add([]byte("log " + public + "\nwitness a " + public + "\ngroup g any a\nquorum g\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if p, err := ParsePolicy(text); err == nil && (len(p.logs) == 0 || p.quorum == "") {
			t.Errorf("%q: a policy without log or quorum", text)
		}
	})
}

// FuzzOpen reads hostile proofs, bundles, checkpoints and SSH signatures: none may
// pass, for none is signed by the log.
func FuzzOpen(f *testing.F) {
	_, public, _ := NewLogKey("test.example/log")
	policy, err := ParsePolicy([]byte("log " + public + "\nquorum none\n"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("c2sp.org/tlog-proof@v1\nextra e30=\nindex 0\n\ntest.example/log\n1\nAAAA\n\n— test.example/log AAAA\n"))
	f.Add([]byte(`{"entente":"bundle/1","origin":"test.example/log","for":"PAK","checkpoint":"test.example/log\n1\nAAAA\n\n— x AAAA\n"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, _, err := VerifyProof(text, policy); err == nil {
			t.Errorf("a proof nobody signed passed: %q", text)
		}
		if _, err := VerifyBundle(bytes.NewReader(text), policy, nil, nil); err == nil {
			t.Errorf("a bundle nobody signed passed: %q", text)
		}
		if _, err := OpenCheckpoint(text, policy.logs["test.example/log"]); err == nil {
			t.Errorf("a checkpoint nobody signed passed: %q", text)
		}
		k := NewKey()
		if k.Public.verify([]byte("message"), Signature{Form: SSHSIG, Bytes: text}) == nil {
			t.Errorf("a signature nobody made passed: %q", text)
		}
	})
}

// FuzzBody: whatever JSON a body has, it is read as an act of its kind or kept word
// for word; what was read as an act is written back the same.
func FuzzBody(f *testing.F) {
	f.Add("position", []byte(`{"stance":"supports","terms":[{"if":"joins.SAU","strength":"preference"}]}`))
	f.Add("statement", []byte(`{"amount":{"words":"thousands","low":2000,"high":9999},"about":["PAK"]}`))
	f.Add("fleet", []byte(`{"ships":[1,{"name":"x"}]}`))
	f.Add("decision", []byte(`{"settles":{"command":"joint"},"title":"x","outcome":"adopted"}`))
	f.Fuzz(func(t *testing.T, kind string, text []byte) {
		if checkProfile(text) != nil {
			return
		}
		m, err := object(text)
		if err != nil || m == nil {
			return
		}
		body := readBody(act.Kind(kind), m)
		if u, ok := body.(*act.Unknown); ok {
			if again, err := canonical(u.Fields); err != nil || len(m) > 0 && len(again) < 3 {
				t.Errorf("%q is kept as %q (%v)", text, again, err)
			}
			return
		}
		once, err := canonical(bodyOf(&act.Act{Body: body}))
		if err != nil {
			t.Fatal(err)
		}
		m, _ = object(once)
		twice, err := canonical(bodyOf(&act.Act{Body: readBody(act.Kind(kind), m)}))
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%q becomes %q and then %q", text, once, twice)
		}
	})
}
