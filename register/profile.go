package register

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"
)

// The JSON profile of everything that is signed: RFC 8785 canonical form, whole
// numbers of at most 2^53-1, text in Unicode normal form C, at most 32 levels.
// It is checked once, when an act is admitted. Verification reads bytes and never
// writes JSON anew.
const (
	maxDepth  = 32
	maxNumber = 1<<53 - 1
)

// canonical writes a value in the profile's form. Text is brought into normal
// form C.
func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	out, err := jcs.Transform(norm.NFC.Bytes(b.Bytes()))
	if err != nil {
		return nil, err
	}
	return out, checkProfile(out)
}

// checkProfile reports in what the text departs from the profile.
func checkProfile(text []byte) error {
	if !norm.NFC.IsNormal(text) {
		return errors.New("its text is not in Unicode normal form C")
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	for depth := 0; ; {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("it is not JSON: %w", err)
		}
		switch tok := tok.(type) {
		case json.Delim:
			if tok == '{' || tok == '[' {
				depth++
			} else {
				depth--
			}
			if depth > maxDepth {
				return fmt.Errorf("it is nested deeper than %d levels", maxDepth)
			}
		case json.Number:
			if err := wholeNumber(string(tok)); err != nil {
				return err
			}
		}
	}
	same, err := jcs.Transform(text)
	if err != nil {
		return fmt.Errorf("it is not JSON: %w", err)
	}
	if !bytes.Equal(same, text) {
		return errors.New("it is not in the canonical form of RFC 8785")
	}
	return nil
}

func wholeNumber(s string) error {
	if strings.ContainsAny(s, ".eE") || s == "-0" {
		return fmt.Errorf("the number %.40s is not whole; write amounts and decimals as text", s)
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > maxNumber || n < -maxNumber {
		return fmt.Errorf("the number %.40s is beyond 2^53-1", s)
	}
	return nil
}

// strict reads a JSON object into v and refuses keys v does not have.
func strict(text []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("something follows the JSON object")
	}
	return nil
}
