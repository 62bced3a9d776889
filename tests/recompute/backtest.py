#!/usr/bin/env python3
"""Replays the plain formula on a demand file and prints what it achieved, as JSON.

Shares no code with the app: another language, the standard library alone, the protocol written down a second time.
Nothing is kept as a running sum: each window is summed anew, in exact fractions.

  python3 tests/recompute/backtest.py --demand daily.csv.gz --lead-time 14 --service-level 0.95
"""

import argparse
import csv
import gzip
import json
import math
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from statistics import NormalDist

ROUNDING_NOISE_UNITS = 1e-9


def main():
    options = parse_options()
    demand_by_item, origin_days = read_periods(options)
    items = [
        demand
        for demand in demand_by_item.values()
        if sum(units > 0 for units in demand[: options.history]) >= options.min_sales_periods
    ]
    print(json.dumps({"items": len(items), **replay(items, origin_days, options)}))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demand", required=True)
    parser.add_argument("--lead-time", type=int, required=True)
    parser.add_argument("--service-level", type=float, required=True)
    parser.add_argument("--period", choices=["day", "week"], default="day")
    parser.add_argument("--history", type=int, default=180)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--review", type=int, default=1)
    parser.add_argument("--cover", type=Fraction, default=Fraction(14))
    parser.add_argument("--min-sales-periods", type=int, default=0)
    parser.add_argument("--origins-from", type=date.fromisoformat, default=date.min)
    parser.add_argument("--lead-time-std-dev", type=float, default=0)
    return parser.parse_args()


def read_periods(options):
    """The units of every item, period by period, and the last day of each period.

    Weeks that the file does not fill to their last day are cut off; the file is taken to have several days a week.
    """
    with open(options.demand, "rb") as file:
        is_zipped = file.read(2) == b"\x1f\x8b"
    with (gzip.open if is_zipped else open)(options.demand, "rt", encoding="utf-8-sig", newline="") as file:
        rows = [(row["sku"], date.fromisoformat(row["date"]), exact(row["units"])) for row in csv.DictReader(file)]
    first = min(day for _, day, _ in rows)
    days = (max(day for _, day, _ in rows) - first).days + 1
    length = {"day": 1, "week": 7}[options.period]
    periods = days // length
    demand = defaultdict(lambda: [0] * periods)
    for sku, day, units in rows:
        period = (day - first).days // length
        of_item = demand[sku]
        if period < periods:
            of_item[period] += units
    return demand, [first + timedelta(days=length * (period + 1) - 1) for period in range(periods)]


def exact(text):
    """Whole where it is, since fractions are slow."""
    number = Fraction(text)
    return number.numerator if number.denominator == 1 else number


def replay(items, origin_days, options):
    totals = defaultdict(int)
    for demand in items:
        plans = make_plans(demand, options)
        judge_coverage(demand, plans, origin_days, options, totals)
        simulate(demand, plans, options, totals)
    return {
        "origins": int(totals["lead times"]) // len(items),
        "leadTimes": int(totals["lead times"]),
        "methods": {
            "normal": {
                "coverage": share(totals["covered"], totals["lead times"]),
                "cycleService": share(totals["good cycles"], totals["cycles"]),
                "fillRate": share(totals["served"], totals["asked"]),
                "stock": share(totals["on hand"], totals["asked"]),
            }
        },
    }


def share(part, whole):
    return None if whole == 0 else float(Fraction(part) / whole)


def make_plans(demand, options):
    """Rounded reorder point and order quantity by period, from the first origin on."""
    plans = {}
    for period in range(options.history - 1, len(demand)):
        since_plan = (period - (options.history - 1)) % options.step
        if since_plan > 0:
            plans[period] = plans[period - since_plan]
            continue
        window = demand[period - options.history + 1 : period + 1]
        total, squares = sum(window), sum(units * units for units in window)
        mean = Fraction(total) / options.history
        variance = Fraction(options.history * squares - total**2) / (options.history * (options.history - 1))
        cover = options.lead_time + options.review - 1
        deviation = math.sqrt(cover * variance + mean**2 * Fraction(options.lead_time_std_dev) ** 2)
        safety_stock = NormalDist().inv_cdf(options.service_level) * deviation
        plans[period] = (whole_units(float(mean * cover) + safety_stock), max(1, whole_units(mean * options.cover)))
    return plans


def whole_units(units):
    return math.ceil(float(units) - ROUNDING_NOISE_UNITS)


def judge_coverage(demand, plans, origin_days, options, totals):
    cover = options.lead_time + options.review - 1
    for origin in range(options.history - 1, len(demand) - cover, options.step):
        if origin_days[origin] < options.origins_from:
            continue
        totals["lead times"] += 1
        totals["covered"] += sum(demand[origin + 1 : origin + 1 + cover]) <= plans[origin][0]


def simulate(demand, plans, options, totals):
    start = options.history - 1
    on_hand, on_order = sum(plans[start]), []
    in_cycle = missed = False
    for period in range(start + 1, len(demand)):
        counts = period - start > 2 * options.lead_time
        asked = demand[period]
        served = min(on_hand, asked)
        on_hand -= served
        missed = missed or served < asked
        if counts:
            totals["asked"] += asked
            totals["served"] += served
            totals["on hand"] += on_hand
        # An order placed in period t can be sold from t + L + 1 on: it arrives after the sales of t + L.
        arriving = sum(units for due, units in on_order if due == period)
        if arriving > 0:
            on_hand += arriving
            on_order = [order for order in on_order if order[0] != period]
            if counts and in_cycle:
                totals["cycles"] += 1
                totals["good cycles"] += not missed
            in_cycle, missed = True, False
        if (period - start) % options.review > 0:
            continue
        reorder_point, quantity = plans[period]
        position = on_hand + sum(units for _, units in on_order)
        if position <= reorder_point:
            on_order.append((period + options.lead_time, reorder_point + quantity - position))


if __name__ == "__main__":
    main()
