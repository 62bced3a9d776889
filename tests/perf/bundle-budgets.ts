/**
 * The most that a page has a browser without a cache download, gzipped, in kB; what grows beyond has to say why. Of each, 13 kB are
 * i18next's, and 5 more where a sentence holds a link (docs/decisions/037); one is what keeps a page whose
 * change got no answer (040), and half of one, with lists, what finds "Señorita" by "senorita"; the words are a file of 26 kB besides.
 */
export const SCRIPT_BUDGETS: Readonly<Record<string, number>> = {
  "routes/app._index": 219,
  "routes/app.fast-movers": 213,
  "routes/app.items.$id": 217,
  "routes/app.vendors._index": 214,
  "routes/app.vendors.$id": 215,
  "routes/app.vendors.$id_.skus": 208,
  "routes/app.vendors.$id_.details": 179,
  "routes/app.vendors.$id_.print": 157,
  "routes/app.vendors.mapping": 184,
  "routes/app.vendors.new": 166,
  "routes/app.settings": 182,
  "routes/app.settings_.tokens": 175,
  "routes/app.alerts": 178,
  "routes/app.status": 166,
  "routes/app.help": 164,
  "routes/app.$": 156,
};

/** Of Polaris, whose style sheet comes as a whole, 53; of lists, 4 to 5 are the frame and rows of their tables, filters and notices. */
export const STYLE_BUDGET = 59;
