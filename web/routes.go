package web

import "net/http"

// access says who may ask for a route.
type access int

const (
	anyone  access = iota // also who has not signed in
	person                // who has signed in
	officer               // who looks after the site
)

// A route is one thing to ask for. It has a page, or a raw answer that is no page.
type route struct {
	pattern string
	access  access
	page    func(*visit) (*page, error)
	raw     func(*visit, http.ResponseWriter) error
	most    int64 // bytes of the largest body it reads; [largestForm] when 0
}

// routes is everything the site answers, in the order people meet it.
var routes = []route{
	{pattern: "GET /{$}", access: person, page: start},
	{pattern: "GET /case/{case}", access: person, page: picture},
	{pattern: "GET /case/{case}/actors", access: person, page: actors},
	{pattern: "GET /case/{case}/charter", access: person, page: charterPage},
	{pattern: "GET /case/{case}/decisions", access: person, page: decisions},
	{pattern: "GET /case/{case}/forces", access: person, page: forcesPage},
	{pattern: "GET /case/{case}/what-if", access: person, page: whatIfPage},
	{pattern: "GET /case/{case}/compare", access: person, page: comparePage},
	{pattern: "GET /case/{case}/timeline", access: person, page: timeline},
	{pattern: "GET /case/{case}/sources", access: person, page: sourcesPage},
	{pattern: "POST /case/{case}/sources", access: person, page: addSource, most: largestDocument},
	{pattern: "GET /case/{case}/source/{source}", access: person, page: sourcePage},
	{pattern: "GET /case/{case}/source/{source}/bytes", access: person, raw: sourceBytes},
	{pattern: "GET /case/{case}/source/{source}/{place}", access: person, page: sentencePage},
	{pattern: "POST /case/{case}/source/{source}/{place}", access: person, page: postCoding},
	{pattern: "GET /case/{case}/act/{act}/carry", access: person, page: carryPage},
	{pattern: "POST /case/{case}/act/{act}/carry", access: person, page: carryOver},
	{pattern: "GET /inbox", access: person, page: inboxPage},
	{pattern: "GET /case/{case}/inbox", access: person, page: inboxPage},
	{pattern: "GET /case/{case}/telegram/{act}", access: person, page: telegramPage},
	{pattern: "POST /case/{case}/telegram/{act}", access: person, page: noteTelegram},
	{pattern: "GET /case/{case}/act/{act}", access: person, page: actPage},
	{pattern: "GET /case/{case}/act/{act}/history", access: person, page: historyPage},
	{pattern: "GET /case/{case}/act/{act}/verify", access: person, page: verifyPage},
	{pattern: "GET /case/{case}/act/{act}/proof", access: person, raw: proof},
	{pattern: "GET /case/{case}/list/{file}", access: person, raw: caseExport},
	{pattern: "GET /case/{case}/brief/{file}", access: person, raw: caseBrief},
	{pattern: "GET /list/{file}", access: person, raw: siteExport},
	{pattern: "GET /import", access: person, page: importPage},
	{pattern: "POST /import", access: person, page: handIn, most: largestImport},
	{pattern: "GET /import/{id}", access: person, page: planned},
	{pattern: "POST /import/{id}", access: person, page: carryOut},
	{pattern: "GET /search", access: person, page: searchPage},
	{pattern: "POST /bulk", access: person, page: choose},
	{pattern: "GET /bulk", access: person, page: bulkHeld},
	{pattern: "POST /bulk/undo", access: person, page: undoBulk},
	{pattern: "GET /views", access: person, page: viewsPage},
	{pattern: "POST /views", access: person, page: keepView},
	{pattern: "POST /views/change", access: person, page: changeView},
	{pattern: "GET /recent", access: person, page: recentPage},
	{pattern: "POST /first-steps", access: person, page: guide},
	{pattern: "GET /calendar", access: person, page: calendarPage},
	{pattern: "POST /calendar", access: person, page: openFeed},
	{pattern: "POST /calendar/end", access: person, page: closeFeed},
	{pattern: "GET /calendar/{secret}", access: anyone, raw: feed},
	{pattern: "GET /help", access: anyone, page: helpPage},
	{pattern: "GET /events", access: person, raw: events},

	{pattern: "GET /new", access: person, page: newCase},
	{pattern: "GET /case/{case}/file", access: person, page: filePage},
	{pattern: "GET /case/{case}/file/{kind}", access: person, page: fileForm},
	{pattern: "POST /case/{case}/file/{kind}", access: person, page: postFiling},
	{pattern: "GET /case/{case}/condition", access: person, page: conditionPart},
	{pattern: "GET /case/{case}/decide/{ballot}", access: person, page: sittingPage},
	{pattern: "POST /case/{case}/decide/{ballot}", access: person, page: castVote},
	{pattern: "GET /case/{case}/decide/{ballot}/paper", access: person, page: outcomePaper},
	{pattern: "GET /draft/{draft}", access: person, page: draftPage},
	{pattern: "POST /draft/{draft}/delete", access: person, page: dropDraft},
	{pattern: "GET /draft/{draft}/file", access: person, page: reviewPage},
	{pattern: "POST /draft/{draft}/file", access: person, page: fileDraft},
	{pattern: "POST /draft/{draft}/undo", access: person, page: undoDraft},
	{pattern: "GET /draft/{draft}/sign", access: person, page: signPage},
	{pattern: "GET /draft/{draft}/bytes/{n}", access: person, raw: bytesToSign},
	{pattern: "POST /draft/{draft}/sign", access: person, page: signDraft},

	{pattern: "GET /sign-in", access: anyone, page: signInPage},
	{pattern: "POST /sign-in", access: anyone, page: signIn},
	{pattern: "POST /sign-out", access: person, page: signOut},
	{pattern: "GET /welcome/{secret}", access: anyone, page: welcomePage},
	{pattern: "POST /welcome/{secret}", access: anyone, page: welcome},
	{pattern: "GET /sessions", access: person, page: sessionsPage},
	{pattern: "POST /sessions/end", access: person, page: endSession},
	{pattern: "GET /tokens", access: person, page: tokensPage},
	{pattern: "POST /tokens", access: person, page: issueTokenPage},
	{pattern: "POST /tokens/end", access: person, page: endTokenPage},
	{pattern: "POST /sessions/end-others", access: person, page: endOthers},
	{pattern: "POST /settings", access: anyone, page: settings},

	{pattern: "POST /sign-in/passkey/options", access: anyone, raw: askPasskey},
	{pattern: "POST /sign-in/passkey", access: anyone, raw: usePasskey},
	{pattern: "GET /sign-in/with/{provider}", access: anyone, page: signInWith},
	{pattern: "GET /sign-in/back", access: anyone, page: backFromProvider},
	{pattern: "POST /welcome/{secret}/with", access: anyone, page: welcomeWith},
	{pattern: "GET /account", access: person, page: accountPage},
	{pattern: "POST /account/password", access: person, page: changePassword},
	{pattern: "POST /account/passkey/options", access: person, raw: offerPasskey},
	{pattern: "POST /account/passkey", access: person, raw: keepPasskey},
	{pattern: "POST /account/passkey/end", access: person, page: endPasskey},
	{pattern: "POST /account/connect", access: person, page: connect},
	{pattern: "POST /account/disconnect", access: person, page: disconnect},
	{pattern: "POST /account/vouch", access: person, page: vouch},
	{pattern: "GET /people", access: officer, page: peoplePage},
	{pattern: "POST /people", access: officer, page: letIn},
	{pattern: "GET /people/{person}", access: officer, page: personPage},
	{pattern: "POST /people/{person}", access: officer, page: changePerson},
	{pattern: "POST /people/{person}/link", access: officer, page: relink},
	{pattern: "POST /people/{person}/end", access: officer, page: endPerson},

	{pattern: "GET /assets/{file}", access: anyone, raw: asset},
	{pattern: "GET /sheets.css", access: anyone, raw: sheets},
	{pattern: "GET /healthz", access: anyone, raw: healthz},
}

// part is one page of a case, in its menu.
type part struct{ path, word string }

// parts is the menu of a case.
var parts = []part{
	{"", "case.picture"}, {"/actors", "case.actors"}, {"/charter", "case.charter"},
	{"/decisions", "case.decisions"}, {"/forces", "case.forces"}, {"/what-if", "case.whatif"}, {"/timeline", "case.timeline"}, {"/sources", "case.sources"}, {"/inbox", "mail.title"}, {"/file", "case.file"},
}
