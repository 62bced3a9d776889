export const HELP = `Replays reorder points on a demand history and shows whether they kept their promise, and what stock that took.

Usage:
  npm run backtest -- --demand FILE.csv --lead-time 14 --service-level 0.95 [options]

What is replayed:
  --demand FILE            CSV with the columns sku, date (2011-03-31) and units, in any order; further columns are
                           ignored. Plain or gzipped, UTF-8, commas between the cells. Days without a row are zero,
                           rows of the same SKU and day add up. It is taken from its first day to its last.
  --lead-time N            periods from an order to the goods on the shelf; whole, 1 or more
  --service-level P        promised share of lead times without a stockout: 0.5 or more, less than 1
  --method NAME            normal or calibrated; without it, both

Options:
  --period NAME            day, week or month (default day): what one period is. Weeks are blocks of seven days from
                           the file's first day on, months those of the calendar. Lead time, history, review and cover
                           are in periods. Where the file has several days a period, an incomplete last period (or
                           first month) is left out.
  --history N              periods before each origin that make its plan (default 180 days, 26 weeks, 12 months)
  --step N                 periods from one origin to the next (default 1); in between the last plan holds
  --review N               periods from one look at the stock to the next (default 1). The days to cover are then the
                           lead time + N - 1, in the plan as in the lead times that judge it.
  --cover N                periods of mean demand that an order lasts beyond the reorder point (default 14)
  --min-sales-periods N    takes only SKUs with sales in at least N periods of the first history (default 0: all)
  --origins-from DAY       judges coverage at origins from this day on alone, to look at a season (default: all). An
                           origin is the last day of its period. The simulation runs over everything as before.
  --lead-time-std-dev N    how much the lead time varies, in periods (default 0): plans hold stock for it, while the
                           simulation delivers on time
  --json                   prints JSON alone on standard output; call it with npm run -s, since npm prints lines of its own
  --help                   shows this text

How it is judged:
  Every period from the end of the first history on is an origin. Its plan is made from the history before it and
  nothing later; reorder points are rounded up to whole units.
  coverage       share of lead times, over SKUs and origins, whose demand was at most the reorder point
  cycle service  share of cycles, from delivery to delivery, without unmet demand
  fill rate      share of the units asked for that were served from stock
  stock          mean units on hand, in periods of mean demand
  The last three are from a simulation of each SKU. It begins with the reorder point and one order quantity (the mean
  demand of the cover, at least 1) on hand. In each period demand is served and what is unmet is lost; then a delivery
  that is due arrives; then, if on hand and on order are at most the reorder point, it orders up to the reorder point
  and the order quantity, usable from the period after the lead time on. The first two lead times are not counted.

  normal takes a period's demand as normal, calibrated takes its real shape and what the history before each origin
  teaches. Where that is too thin it plans as normal; the notes say how often, and why.

Output:
  A table of the methods, one by class of demand in the first history, and the curve of service and stock by target.
  With --json: { items, origins, methods: { normal: { coverage, cycleService, fillRate, stock }, calibrated: { … } },
  curve: [{ target, normal: { … }, calibrated: { … } }], … }. origins is the number of periods whose plans were judged,
  leadTimes that of the lead times, over SKUs and origins. A figure is null (in the table: a dash) where nothing was
  there to be measured, such as the fill rate when nobody asked.

Exit codes: 0 when it was computed; 2 for options or a file that cannot be used, with all faults on standard error.`;
