package brief

import "time"

// sample is a brief with one of everything, as an exercise cell could have asked
// for it. The positions in it are made up.
func sample() Document {
	d := func(s string) time.Time {
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			panic(err)
		}
		return t
	}
	return Document{
		Title:    "Stabilisation force for Gaza: who is in, and on what terms",
		Subtitle: "Assessment of the coalition as commitments stood on 30 November 2025",
		Marking:  "EXERCISE // UNCLASSIFIED",
		Meta: []Pair{
			{"As of", "30 November 2025, on record by 2 December 2025"},
			{"Dossier", "exercise-stabilisation.yaml, revision 14 (9 actors, 41 acts, 5 sources)"},
			{"Question", "Who takes part, what blocks the others, and which steps would bring them in?"},
		},
		Blocks: []Block{
			Callout{Kind: Answer, Mark: "U", Text: "The force is not viable as commitments stand: three of the five contributors it needs are in. Two steps would make it viable: a mandate of the Security Council, and settling disarmament as a task of the Palestinian police."},
			Heading{Level: 1, ID: "standing", Text: "Who is in"},
			Paragraph{Mark: "U", Text: "Three actors are in without conditions. Four have set terms of which at least one is open, and Israel’s objection bars Türkiye as long as it stands. Only an actor’s own official act moves its standing; what was said by unnamed officials is shown beside it and not counted."},
			Figure{ID: "map", Mark: "U", Caption: "Contributors in, contingent and out", Picture: Map{Places: []Place{
				{Code: "PSE", Label: "Gaza", Theatre: true},
				{Code: "IDN", Label: "Indonesia", Standing: In},
				{Code: "AZE", Label: "Azerbaijan", Standing: In},
				{Code: "EGY", Label: "Egypt", Standing: In},
				{Code: "PAK", Label: "Pakistan", Standing: Contingent, Note: "if there is a UN mandate"},
				{Code: "QAT", Label: "Qatar", Standing: Contingent, Note: "if Saudi Arabia joins"},
				{Code: "SAU", Label: "Saudi Arabia", Standing: Contingent, Note: "if Qatar joins"},
				{Code: "BHR", Label: "Bahrain", Standing: Contingent, Note: "if disarmament is left to the police"},
				{Code: "TUR", Label: "Türkiye", Standing: Out, Note: "barred by Israel"},
				{Code: "COM", Label: "Comoros", Standing: Out, Note: "declined"},
			}}},
			Table{ID: "table", Mark: "U", Caption: "Standing of each actor", Columns: []Column{{Head: "Actor"}, {Head: "Standing"}, {Head: "Troops", Align: End}, {Head: "Because"}}, Rows: [][]Cell{
				{{Text: "Indonesia", Strong: true}, {Standing: In}, {Text: "up to 20,000"}, {Text: "Offered on record; no condition set."}},
				{{Text: "Pakistan", Strong: true, To: "pakistan"}, {Standing: Contingent}, {Text: "thousands"}, {Text: "There is no UN mandate, and parliament has not been informed."}},
				{{Text: "Saudi Arabia", Strong: true}, {Standing: Contingent}, {}, {Text: "Joins if Qatar joins, which joins if Saudi Arabia does: the two would have to sign together."}},
				{{Text: "Türkiye", Strong: true}, {Standing: Out}, {Text: "2,000"}, {Text: "Israel, whose consent is needed, objects."}},
			}},
			Heading{Level: 2, ID: "pakistan", Text: "Why Pakistan is contingent"},
			ReasonTree{ID: "why", Reasons: []Reason{{
				Statement: "Pakistan is contingent on two things that are open",
				Because: []Reason{
					{Statement: "it asks for a UN mandate (requirement)", Finding: Open, Because: []Reason{
						{Statement: "an official said that the deployment should be under a UN mandate", Cites: []Cite{{Act: "pak-2", Place: "exercise-stabilisation.yaml:43", Source: "seed-3 ¶10", Quote: "Ideally, this deployment would be carried out under a UN mandate"}}},
						{Statement: "no mandate of the Security Council is registered by 30 November 2025"},
					}},
					{Statement: "its parliament has been informed (gate)", Finding: Open, Because: []Reason{
						{Statement: "the minister of defence said parliament would be involved; no session is on record", Cites: []Cite{{Act: "pak-3", Place: "exercise-stabilisation.yaml:51", Source: "seed-3 ¶6"}}},
					}},
					{Statement: "disarming is not among the tasks of the force", Finding: Contested, Cites: []Cite{{Act: "charter-4", Place: "exercise-stabilisation.yaml:88"}, {Act: "isr-1", Place: "exercise-stabilisation.yaml:97"}}},
					{Statement: "the force is made up mainly of Muslim countries", Finding: Holds, Cites: []Cite{{Act: "usa-1", Place: "exercise-stabilisation.yaml:20", Source: "seed-3 ¶2"}}},
				},
			}}},
			Heading{Level: 1, Text: "What they ask for"},
			Figure{ID: "matrix", Mark: "U", Caption: "Actors and conditions", Picture: Matrix{
				Rows: []Row{{Label: "Indonesia", Standing: In}, {Label: "Azerbaijan", Standing: In}, {Label: "Egypt", Standing: In}, {Label: "Pakistan", Standing: Contingent, To: "pakistan"}, {Label: "Qatar", Standing: Contingent}, {Label: "Saudi Arabia", Standing: Contingent}, {Label: "Bahrain", Standing: Contingent}, {Label: "Türkiye", Standing: Out}, {Label: "Comoros", Standing: Out}},
				Cols: []Col{{Label: "there is a mandate of the Security Council", Finding: Open}, {Label: "the ceasefire holds", Finding: Holds}, {Label: "disarmament is a task of the Palestinian police", Finding: Contested}, {Label: "at least two of Saudi Arabia, Türkiye and Egypt join", Finding: Fails}, {Label: "Qatar joins"}, {Label: "Saudi Arabia joins"}, {Label: "Israel does not object", Finding: Fails}},
				Cells: [][]Tick{
					{{}, {Finding: Holds}},
					{{}, {Finding: Holds}},
					{{}, {Finding: Holds}},
					{{Finding: Open, Note: "no mandate registered by 30 November 2025"}, {}, {Finding: Contested, Note: "charter draft and Israel’s statement differ"}},
					{{Finding: Open}, {}, {}, {}, {}, {Finding: Open}},
					{{Finding: Open}, {}, {}, {}, {Finding: Open}},
					{{}, {Finding: Holds}, {Finding: Contested}},
					{{}, {}, {}, {}, {}, {}, {Finding: Fails, Note: "objection of 26 October stands"}},
					{{}, {}, {}, {Finding: Fails}},
				},
			}},
			Heading{Level: 1, Text: "What would unlock it"},
			Paragraph{Mark: "U", Text: "Two ways are open. Each step names who can take it; a step stands after those it needs."},
			Figure{ID: "unlock", Mark: "U", Caption: "Ways to a viable force", Picture: Graph{
				Nodes: []Node{
					{ID: "draft", Label: "Table a draft resolution", Note: "United States", Kind: Step, Finding: Holds},
					{ID: "mandate", Label: "Adopt a mandate", Note: "Security Council", Kind: Step, Finding: Open},
					{ID: "informed", Label: "Inform parliament", Note: "Pakistan", Kind: Step, Finding: Open},
					{ID: "police", Label: "Settle disarmament as a task of the Palestinian police", Note: "drafting group", Kind: Step, Finding: Contested},
					{ID: "together", Label: "Sign on the same day", Note: "Qatar and Saudi Arabia", Kind: Step, Finding: Open},
					{ID: "lift", Label: "Lift the objection to Türkiye", Note: "Israel", Kind: Step, Finding: Fails},
					{ID: "w1", Label: "First way: five contributors", Kind: All},
					{ID: "w2", Label: "Second way: five contributors", Kind: All},
					{ID: "viable", Label: "The force is viable", Kind: Any},
					{ID: "deploy", Label: "Deployment can be ordered", Kind: Goal},
				},
				Edges: []Edge{{From: "draft", To: "mandate"}, {From: "mandate", To: "informed"}, {From: "informed", To: "w1"}, {From: "police", To: "w1"}, {From: "mandate", To: "together"}, {From: "together", To: "w2"}, {From: "w1", To: "viable"}, {From: "lift", To: "w2"}, {From: "w2", To: "viable"}, {From: "viable", To: "deploy"}, {From: "mandate", To: "viable", Label: "legal basis"}},
			}},
			List{Ordered: true, Items: []Item{
				{Mark: "U", Text: "Adopt a mandate of the Security Council: opens the way for Pakistan, Qatar and Saudi Arabia.", Items: []Item{{Text: "needs nine votes and no veto"}, {Text: "is critical in both ways"}}},
				{Mark: "U", Text: "Settle disarmament as a task of the Palestinian police: opens the way for Pakistan and Bahrain."},
			}},
			Figure{ID: "votes", Mark: "U", Caption: "Votes on the draft resolution, as announced", Picture: Bars{
				Unit:      "votes",
				Parts:     []Part{{Label: "in favour", Tone: Solid}, {Label: "not announced", Tone: Hatched}, {Label: "abstained", Tone: Dotted}, {Label: "against", Tone: Pale}},
				Full:      15,
				Threshold: &Threshold{Value: 9, Label: "votes needed"},
				Bars:      []Bar{{Label: "Draft A", Values: []float64{7, 4, 2, 2}}, {Label: "Draft B, without disarmament", Values: []float64{10, 3, 2, 0}, Note: "no veto announced"}},
			}},
			Figure{ID: "cover", Mark: "U", Caption: "What is pledged against what is required", Picture: Bars{
				Unit:  "troops",
				Parts: []Part{{Label: "in", Tone: Solid}, {Label: "contingent", Tone: Hatched}},
				Bars:  []Bar{{Label: "Infantry", Values: []float64{5200, 2400}, Need: 8000}, {Label: "Engineers", Values: []float64{350, 0}, Need: 600}, {Label: "Military police", Values: []float64{0, 900}, Need: 750}},
			}},
			Heading{Level: 1, Text: "How it came about"},
			Figure{ID: "acts", Mark: "U", Caption: "Acts on record", Picture: Timeline{
				Now: d("2025-11-30"),
				Events: []Event{
					{d("2025-09-29"), "United States", "proposal", "twenty-point plan made public", ""},
					{d("2025-10-10"), "Israel", "statement", "ceasefire in force", ""},
					{d("2025-10-13"), "Egypt", "meeting", "summit at Sharm el-Sheikh", ""},
					{d("2025-10-21"), "Indonesia", "offer", "up to 20,000 troops", ""},
					{d("2025-10-26"), "Israel", "objection", "no Turkish troops", ""},
					{d("2025-10-28"), "Pakistan", "statement", "decision in process", ""},
					{d("2025-10-29"), "Azerbaijan", "offer", "a battalion, once fighting has ended", ""},
					{d("2025-11-03"), "Türkiye", "meeting", "seven ministers in Istanbul", ""},
					{d("2025-11-05"), "United States", "proposal", "draft resolution tabled", ""},
					{d("2025-11-17"), "Security Council", "decision", "vote set down", ""},
				},
			}},
			Heading{Level: 1, Text: "What this rests on"},
			Callout{Kind: Warning, Mark: "U", Text: "One act was not understood and may be a withdrawal: act qat-7 of kind “recall”, exercise-stabilisation.yaml:131."},
			Callout{Kind: Note, Text: "Boundaries on the map imply no position on the status of any territory."},
		},
	}
}
