# make soak runs the fault tests of the register at their full size; docs/register.md
# keeps the last figures. Each part may be run alone; PERCENT and FUZZ make it shorter.
PERCENT ?= 100
FUZZ ?= 1h

.PHONY: soak soak-faults soak-views soak-fuzz

soak: soak-faults soak-views soak-fuzz

soak-faults:
	ENTENTE_SOAK=$(PERCENT) go test -count=1 -timeout 12h -v -run 'Tree|Vectors|Flips|Mutations|Kill|IOErrors|PowerCut|Torn' ./register ./register/sqlite

soak-views:
	go test -count=1 -timeout 12h -v -run NonInterference ./disclosure -rapid.checks=2000

soak-fuzz:
	for f in FuzzStub FuzzProfile FuzzPacked FuzzPolicy FuzzOpen FuzzBody; do \
		go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZ) -fuzzminimizetime 2s ./register || exit 1; done
	go test -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZ) -fuzzminimizetime 2s ./marking
