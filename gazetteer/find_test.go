package gazetteer

import (
	"fmt"
	"strings"
	"testing"
)

// naming writes matches as "words=CODE(how)", one after another.
func naming(ms []Match) string {
	var out []string
	for _, m := range ms {
		s := fmt.Sprintf("%s=%s(%s)", m.Text, m.Code, m.How)
		if m.Ambiguous {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Islamabad’s ties with Washington", "Islamabad=PAK(capital) Washington=USA(capital)"},
		{"the U.S.-led war; American envoys; he told us", "U.S=USA(alias) American=USA(demonym)"},
		{"IS hideouts in Syria using bases in Turkey; that is all", "IS=ISIL(alias) Syria=SYR(name) Turkey=TUR(alias)"},
		{"57-member Organization of Islamic Conference (OIC)", "Organization of Islamic Conference=OIC(alias) OIC=OIC(alias)"},
		{"a roast turkey and the male voter, polish it", ""},
		{"in Malé, the Maldivians; Poles and Polish troops", "Malé=MDV(capital) Maldivians=MDV(demonym) Poles=POL(demonym) Polish=POL(demonym)"},
		{"Cote d'Ivoire, Côte d’Ivoire, COTE D IVOIRE", "Cote d'Ivoire=CIV(name) Côte d’Ivoire=CIV(name) COTE D IVOIRE=CIV(name)"},
		{"Congolese and Koreans", "Congolese=COD(demonym)? Congolese=COG(demonym)? Koreans=KOR(demonym)? Koreans=PRK(demonym)?"},
		{"Guinea-Bissau, Equatorial Guinea, Papua New Guinea, Guinea", "Guinea-Bissau=GNB(name) Equatorial Guinea=GNQ(name) Papua New Guinea=PNG(name) Guinea=GIN(name)"},
		{"South Sudan and Sudan; South Sudanese", "South Sudan=SSD(name) Sudan=SDN(name) South Sudanese=SSD(demonym)"},
		{"Democratic Republic of the Congo", "Democratic Republic of the Congo=COD(name)"},
		{"the National Security Council and the UN Security Council", "UN Security Council=UNSC(alias)"},
		{"Latin America, the Indian Ocean and India", "India=IND(name)"},
		{"THE PAKISTANI POSITION IS CLEAR. TURKEY AGREES", "PAKISTANI=PAK(demonym) TURKEY=TUR(alias)"},
		{"قالت باكستان", "باكستان=PAK(name)"},
		{"巴基斯坦和土耳其", "巴基斯坦=PAK(name) 土耳其=TUR(name)"},
		{"Frenchmen, a Frenchwoman, Ni-Vanuatu", "Frenchmen=FRA(demonym) Frenchwoman=FRA(demonym) Ni-Vanuatu=VUT(demonym)"},
		{"Dominique and Maurice", ""},
		{"", ""},
	} {
		if got := naming(Find(c.text)); got != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
