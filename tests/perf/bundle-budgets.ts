/**
 * The most that a page has a browser without a cache download, gzipped, in kB; what grows beyond has to say why. Of each, 13 kB are
 * i18next's, and 5 more where a sentence holds a link (docs/decisions/037); one is what keeps a page whose
 * change got no answer (040), two are the names of all styles' classes (044), half of one, with lists, what finds "Señorita" by
 * "senorita", and two what searches vendors where all were in the page before (045); the words are a file of 26 kB besides.
 */
export const SCRIPT_BUDGETS: Readonly<Record<string, number>> = {
  "routes/app._index": 220,
  "routes/app.fast-movers": 214,
  "routes/app.items.$id": 220,
  "routes/app.vendors._index": 198,
  "routes/app.vendors.$id": 216,
  "routes/app.vendors.$id_.skus": 209,
  "routes/app.vendors.$id_.details": 184,
  "routes/app.vendors.$id_.print": 160,
  "routes/app.vendors.mapping": 187,
  "routes/app.vendors.new": 170,
  "routes/app.settings": 184,
  "routes/app.settings_.tokens": 180,
  "routes/app.alerts": 184,
  "routes/app.status": 168,
  "routes/app.help": 167,
  "routes/app.$": 159,
};

/** One file for all pages. What is used of Polaris is 25 (044), the app's own styles 7. */
export const STYLE_BUDGET = 33;
