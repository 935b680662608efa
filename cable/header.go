package cable

import "strings"

// header reads one line of format lines 1 to 11 into h. It says whether the line
// was one of them; addresses are where lines without a word of their own belong.
func (r *reader) header(h *Head, i int) bool {
	s := r.s(i)
	u := capitals(s)
	switch u[0] {
	case 'V', 'Z':
		if strings.HasPrefix(u, "VZCZ") || strings.HasPrefix(u, "ZCZC") {
			h.Start, r.into = u, nil
			return true
		}
		if strings.HasPrefix(u, "ZNY") || strings.HasPrefix(u, "ZNR") {
			h.Security, r.into = u, nil
			r.at(atSecurity, i, 0, len(u))
			return true
		}
	case 'D':
		if f := parseFiling(u); f != nil && h.Filed == nil {
			h.Filed, r.into = f, nil
			r.at(atFiled, i, 0, len(u))
			return true
		}
	case 'F':
		if rest, glued, ok := labelled(u, "FM"); ok && h.From == "" && rest != "" {
			h.From, r.into = rest, nil
			r.at(atFrom, i, 0, len(u))
			r.glued(glued, i, "FM")
			return true
		}
	case 'T':
		if rest, glued, ok := labelled(u, "TO"); ok && h.To == nil && rest != "" {
			h.To = append(h.To, addressee(rest))
			r.into = &h.To
			r.glued(glued, i, "TO")
			return true
		}
	case 'I':
		if rest, glued, ok := labelled(u, "INFO"); ok && h.Info == nil && (h.From != "" || h.To != nil) && rest != "" {
			h.Info = append(h.Info, addressee(rest))
			r.into = &h.Info
			r.glued(glued, i, "INFO")
			return true
		}
	case 'X':
		if strings.HasPrefix(u, "XMT ") {
			h.Exempt, r.into = append(h.Exempt, after(u, "XMT")), nil
			return true
		}
	case 'A', 'G':
		if rest, ok := strings.CutPrefix(u, "GR "); (ok && digits(rest) || strings.HasPrefix(u, "ACCT ")) && h.Groups == "" {
			h.Groups, r.into = u, nil
			return true
		}
	case 'B':
		if u == "BT" {
			h.Break, r.into = true, nil
			return true
		}
	}
	if r.group(h, u, i) {
		return true
	}
	if p := parseRelay(u); p != nil && h.Relay == nil && h.DTG.IsZero() {
		h.Relay, r.into = p, nil
		r.at(atRelay, i, 0, len(u))
		return true
	}
	if r.into != nil {
		if a := addressee(u); a.Name != "" {
			*r.into = append(*r.into, a)
			return true
		}
	}
	return false
}

// group takes format line 5: precedences, date-time group, operating signals.
func (r *reader) group(h *Head, u string, i int) bool {
	if !h.DTG.IsZero() {
		return false
	}
	g, ok := cutGroup(u)
	if !ok {
		return false
	}
	h.Precedence, h.InfoPrec, h.DTG, h.Signals, r.into = g.action, g.info, g.DTG, trim(u[g.to:]), nil
	r.at(atGroup, i, g.from, g.to-g.from)
	if g.to < len(u) && u[g.to] != ' ' { // O 131810Z AUG 74R
		r.find(finding{code: "glued", line: i, col: g.to, width: len(h.Signals), text: r.words("%s is glued to the date-time group; it was kept as an operating signal", h.Signals),
			hint: "see in another copy whether a precedence or a digit was meant"})
	}
	if g.damaged {
		r.find(finding{code: "damaged-digits", line: i, col: g.from, width: g.to - g.from,
			text: r.words("letters stand where digits belong in the date-time group; it was read as %s", g.DTG),
			hint: "compare with the day of the year in the filing line, or with another copy"})
	}
	return true
}

// group is format line 5 as read, with the place of the date-time group in it.
type group struct {
	DTG
	action, info Precedence
	from, to     int
	damaged      bool
}

// cutGroup reads format line 5 at the beginning of u, which is in capitals.
func cutGroup(u string) (g group, ok bool) {
	rest := u
	for n := 0; ; n++ {
		d, tail, damaged, found := cutDTG(rest)
		if found {
			g.DTG, g.damaged, g.from, g.to = d, damaged, len(u)-len(rest), len(u)-len(tail)
			return g, g.action != "" || !damaged
		}
		if n == 2 || rest == "" {
			return g, false
		}
		p := precedenceLetter(rest[0])
		if p == "" {
			return g, false
		}
		if n == 0 {
			g.action = p
		} else {
			g.info = p
		}
		rest = strings.TrimLeft(strings.TrimPrefix(rest[1:], string(p)), " ") // PP says the same as P
	}
}

// labelled cuts a word of a format line off, also where it is glued to a routing
// indicator or to the name of a post.
func labelled(u, word string) (rest string, glued, ok bool) {
	rest, ok = strings.CutPrefix(u, word)
	switch {
	case !ok || rest == "":
		return "", false, false
	case rest[0] == ' ' || rest[0] == ':':
		return strings.TrimLeft(rest, " :"), false, true
	}
	ind, _, slash := strings.Cut(rest, "/")
	if slash && isIndicator(ind) || strings.HasPrefix(rest, "AMEMBASSY") || strings.HasPrefix(rest, "AMCONSUL") || strings.HasPrefix(rest, "SECSTATE") {
		return rest, true, true
	}
	return "", false, false
}

// isIndicator reports whether s has the form of a routing indicator (ACP 117): a
// letter for its net, R mostly, then three to seven more.
func isIndicator(s string) bool {
	if len(s) < 4 || len(s) > 8 || s[0] != 'R' && s[0] != 'U' && s[0] != 'Y' {
		return false
	}
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// addressee reads one address: indicator, name, precedence and serial.
func addressee(u string) Addressee {
	var a Addressee
	if ind, name, ok := strings.Cut(u, "/"); ok && isIndicator(ind) {
		a.Indicator, u = ind, strings.TrimLeft(name, " ")
	}
	u = strings.TrimRight(u, "/# ")
	if sp := strings.LastIndexByte(u, ' '); sp > 0 && digits(u[sp+1:]) && len(u)-sp <= 7 {
		a.Serial, u = u[sp+1:], strings.TrimRight(u[:sp], " ")
	}
	a.Name, a.Precedence = cutPrecedence(u)
	if a.Name == "" && a.Indicator == "" {
		return Addressee{}
	}
	return a
}

// parseRelay reads format line 2; nil when u is none.
func parseRelay(u string) *Relay {
	digraph, rest, ok := strings.Cut(u, " ")
	if !ok || len(digraph) != 2 || digraph[0] != digraph[1] || precedenceLetter(digraph[0]) == "" {
		return nil
	}
	stations := strings.Fields(rest)
	for _, s := range stations {
		if !isIndicator(s) {
			return nil
		}
	}
	return &Relay{digraph, stations}
}

// parseFiling reads format line 3; nil when u is none.
func parseFiling(u string) *Filing {
	rest, ok := strings.CutPrefix(u, "DE ")
	if !ok {
		return nil
	}
	words := strings.Fields(rest)
	if len(words) < 2 || !isIndicator(words[0]) {
		return nil
	}
	f := &Filing{Station: words[0]}
	for _, w := range words[1:] {
		switch n, isNumber := strings.CutPrefix(w, "#"); {
		case isNumber && f.Serial == "":
			f.Serial, f.Section, _ = strings.Cut(n, "/")
		case len(w) >= 7 && digits(w[:7]) && f.Day == "":
			f.Day, f.Time = w[:3], w[3:7]
		}
	}
	if f.Serial == "" && f.Day == "" {
		return nil
	}
	return f
}
