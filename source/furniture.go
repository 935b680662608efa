package source

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// What of a web page is no part of its article: menus, forms, footers, lists of
// links, what stands outside <main> or <article> where the page has them. It errs
// on the side of the body: what is taken for furniture is greyed and can be coded
// all the same, and what is not can be skipped.

// htmlLine is what is known of one block.
type htmlLine struct {
	length  int
	linked  int // bytes of it that are links
	heading bool
	outside bool // in an element that says so
	article bool // within <main> or <article>
}

// setting is an element around a text that says what it is for.
type setting struct {
	tag     atom.Atom
	outside bool
	article bool
}

// settings are the elements whose end is looked for: only these are balanced, so
// that a page which forgets to close others is read all the same.
var settings = []atom.Atom{atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Header, atom.Main, atom.Article, atom.Div, atom.Section, atom.Ul, atom.Figure, atom.Button}

func (p *htmlPage) set(tag atom.Atom, by int) {
	switch {
	case !slices.Contains(settings, tag):
	case by > 0:
		s := setting{tag: tag}
		if n := len(p.around); n > 0 {
			s.outside, s.article = p.around[n-1].outside, p.around[n-1].article
		}
		switch tag {
		case atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Button:
			s.outside = true
		case atom.Header:
			s.outside = s.outside || !s.article
		case atom.Main, atom.Article:
			s.article = true
		}
		if len(p.around) < 512 {
			p.around = append(p.around, s)
		}
	case by < 0:
		for i := len(p.around) - 1; i >= 0; i-- {
			if p.around[i].tag == tag {
				p.around = p.around[:i]
				break
			}
		}
	}
}

// furnitureWords name parts of pages in the attributes class, id and role.
var furnitureWords = set("nav navbar navigation menu breadcrumb breadcrumbs sidebar footer banner contentinfo complementary cookie cookies comment comments respond share sharing social related newsletter subscribe subscription promo advert ads advertisement pagination skip-link toolbar search")

func (p *htmlPage) attribute(tag atom.Atom, key, value string) {
	if key != "class" && key != "id" && key != "role" || !slices.Contains(settings, tag) || len(p.around) == 0 {
		return
	}
	for word := range strings.FieldsFuncSeq(strings.ToLower(value), func(r rune) bool { return r == ' ' || r == '_' || r == '-' }) {
		if furnitureWords[word] {
			p.around[len(p.around)-1].outside = true
		}
	}
}

// shown counts words as part of the line they are on.
func (p *htmlPage) shown(bytes int) {
	if p.inLink {
		p.now.linked += bytes
	}
	p.now.heading = p.heading
	if n := len(p.around); n > 0 {
		p.now.outside = p.now.outside || p.around[n-1].outside
		p.now.article = p.now.article || p.around[n-1].article
	}
}

// furniture says of each line whether it is furniture. When that would leave next
// to nothing, nothing is.
func (p *htmlPage) furniture() []bool {
	inside, all := 0, 0
	for _, l := range p.lines {
		if l.article && !l.outside {
			inside += l.length
		}
		all += l.length
	}
	out := make([]bool, len(p.lines))
	body := 0
	for i, l := range p.lines {
		out[i] = l.outside || l.linked*2 > l.length || inside*5 > all && !l.article
		if !out[i] {
			body += l.length
		}
	}
	if body*20 < all {
		clear(out)
	}
	return out
}
