package gazetteer_test

import (
	"fmt"
	"time"

	"entente/gazetteer"
)

func ExampleFind() {
	for _, m := range gazetteer.Find("Islamabad’s ties with Washington; the Turks and the OIC") {
		fmt.Println(m.Text, m.Code, m.How)
	}
	// Output:
	// Islamabad PAK capital
	// Washington USA capital
	// Turks TUR demonym
	// OIC OIC alias
}

func ExampleMember() {
	for _, year := range []int{2010, 2014, 2026} {
		status, _ := gazetteer.Member("LAS", "SYR", time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC))
		fmt.Println(year, status)
	}
	// Output:
	// 2010 member
	// 2014 suspended
	// 2026 member
}

func ExampleName() {
	fmt.Println(gazetteer.Name("TUR", "en"), gazetteer.Name("TUR", "ar"), gazetteer.Name("TUR", "de"))
	// Output: Türkiye تركيا Türkiye
}
