/**
 * The most that a page has a browser without a cache download, gzipped, in kB; what grows beyond has to say why. Of each, 13 kB are
 * i18next's, and 5 more where a sentence holds a link (docs/decisions/037); the words themselves are a file of 26 kB besides.
 */
export const SCRIPT_BUDGETS: Readonly<Record<string, number>> = {
  "routes/app._index": 225,
  "routes/app.fast-movers": 220,
  "routes/app.items.$id": 219,
  "routes/app.vendors._index": 221,
  "routes/app.vendors.$id": 222,
  "routes/app.vendors.$id_.skus": 215,
  "routes/app.vendors.$id_.details": 179,
  "routes/app.vendors.$id_.print": 155,
  "routes/app.vendors.mapping": 183,
  "routes/app.vendors.new": 165,
  "routes/app.settings": 182,
  "routes/app.settings_.tokens": 175,
  "routes/app.alerts": 178,
  "routes/app.status": 166,
  "routes/app.help": 162,
  "routes/app.$": 154,
};

export const STYLE_BUDGET = 57;
