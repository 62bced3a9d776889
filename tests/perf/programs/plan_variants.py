"""The arithmetic of app/planning/plan.ts over whole columns at once, in numpy.

Arguments: a file of float64 columns, one after the other in the order of COLUMNS, and the number of rows. Says "ready", then
for each line on standard input plans all rows and prints, as JSON, the seconds that it took and the units to order.
"""

import json
import sys
import time
from statistics import NormalDist

import numpy as np

COLUMNS = [
    "tracked", "observed_days", "units", "sum_of_squares", "available", "incoming", "lead_time", "lead_time_std_dev",
    "review_period", "service_level", "coverage", "overstock", "minimum", "pack", "unit_cost",
]
OUT_OF_STOCK, REORDER_NOW, REORDER_SOON, HEALTHY, OVERSTOCK, NO_SALES, INSUFFICIENT_HISTORY, UNTRACKED = range(8)
REORDER_SOON_DAYS = 7
TODAY = np.datetime64("2026-11-25")


def plan(c):
    """All that planVariant finds by the normal method; NaN and NaT for what does not exist."""
    n = c["observed_days"]
    known = n >= 2
    tracked = c["tracked"] == 1
    mean = np.where(n >= 1, c["units"] / n, np.nan)
    deviation = np.sqrt((n * c["sum_of_squares"] - c["units"] ** 2) / (n * (n - 1)))
    days_to_cover = c["lead_time"] + c["review_period"]
    levels, positions = np.unique(c["service_level"], return_inverse=True)
    z = np.array([NormalDist().inv_cdf(level) for level in levels])[positions]
    lead_time_demand = mean * days_to_cover
    safety_stock = z * np.sqrt(days_to_cover * deviation**2 + (mean * c["lead_time_std_dev"]) ** 2)
    exact_reorder_point = np.where(known, lead_time_demand + safety_stock, np.nan)
    reorder_point = np.ceil(exact_reorder_point - 1e-9)
    order_up_to_level = np.ceil(exact_reorder_point + mean * c["coverage"] - 1e-9)
    position = c["available"] + c["incoming"]
    missing = order_up_to_level - position
    wanted = np.maximum(missing, np.minimum(c["minimum"], 1))
    packs = np.ceil(np.maximum(wanted, c["minimum"]) / c["pack"]) * c["pack"]
    nothing = (position > reorder_point) | (wanted == 0) | ((order_up_to_level == 0) & (missing == 0))
    quantity = np.where(nothing, 0, packs)
    quantity = np.where(tracked & known, quantity, np.nan)
    value = np.round(quantity * c["unit_cost"] * 10_000) / 10_000
    cover = np.where(tracked & (c["units"] > 0), c["available"] * n / c["units"], np.nan)
    stockout = TODAY + np.maximum(0, np.floor(np.nan_to_num(cover))).astype("timedelta64[D]")
    stockout = np.where(np.isnan(cover), np.datetime64("NaT"), stockout)
    days_above = (position - reorder_point) * n / c["units"]
    status = np.select(
        [
            ~tracked,
            (c["available"] <= 0) & (c["units"] > 0),
            ~known,
            c["units"] == 0,
            position <= reorder_point,
            days_above <= REORDER_SOON_DAYS,
            cover > c["overstock"],
        ],
        [UNTRACKED, OUT_OF_STOCK, INSUFFICIENT_HISTORY, NO_SALES, REORDER_NOW, REORDER_SOON, OVERSTOCK],
        HEALTHY,
    )
    return mean, deviation, lead_time_demand, safety_stock, reorder_point, order_up_to_level, quantity, value, stockout, status


def main():
    file, rows = sys.argv[1], int(sys.argv[2])
    columns = dict(zip(COLUMNS, np.fromfile(file, dtype=np.float64).reshape(len(COLUMNS), rows)))
    print("ready", flush=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in sys.stdin:
            begin = time.perf_counter()
            quantity = plan(columns)[6]
            seconds = time.perf_counter() - begin
            print(json.dumps({"seconds": seconds, "unitsToOrder": float(np.nansum(quantity))}), flush=True)


main()
