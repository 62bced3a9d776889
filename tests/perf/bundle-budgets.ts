/** The most that a page has a browser without a cache download, gzipped, in kB; what grows beyond has to say why. */
export const SCRIPT_BUDGETS: Readonly<Record<string, number>> = {
  "routes/app._index": 205,
  "routes/app.fast-movers": 205,
  "routes/app.items.$id": 205,
  "routes/app.vendors._index": 208,
  "routes/app.vendors.$id": 213,
  "routes/app.vendors.$id_.skus": 205,
  "routes/app.vendors.$id_.details": 166,
  "routes/app.vendors.$id_.print": 140,
  "routes/app.vendors.mapping": 172,
  "routes/app.vendors.new": 152,
  "routes/app.settings": 169,
  "routes/app.settings_.tokens": 160,
  "routes/app.alerts": 170,
  "routes/app.status": 152,
  "routes/app.help": 160,
  "routes/app.$": 140,
};

export const STYLE_BUDGET = 56;
