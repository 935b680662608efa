// Prints, for ISO 3166-1 alpha-2 codes given as arguments, CSV-ready JSON:
// {"cldr": "48.0", "names": {"PK": {"en": "Pakistan", …}}}.
const languages = ["en", "ar", "fr", "ur", "tr", "ru", "zh", "es", "id", "fa"];
const displays = languages.map((l) => [l, new Intl.DisplayNames([l], { type: "region", fallback: "none" })]);
const names = {};
for (const code of process.argv.slice(2)) {
  names[code] = {};
  for (const [l, d] of displays) names[code][l] = d.of(code) ?? "";
}
console.log(JSON.stringify({ cldr: process.versions.cldr, names }));
