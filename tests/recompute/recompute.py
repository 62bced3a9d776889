#!/usr/bin/env python3
"""Recomputes every row of a reorder CSV from the shop's own facts and compares them.

Shares no code with the app: another language, the standard library alone, the definitions written down a second time.
Facts come from Shopify's Admin API (catalogue, stock, orders, by bulk operations). With --invoice-lines, demand comes
from that file instead, after each of its invoices was found among the shop's orders.

Prints the differences, a few rows spelled out, and a summary line. Exits with 1 when anything differs, with 2 when it
could not compare.

  python3 tests/recompute/recompute.py --shopify http://127.0.0.1:4000 --csv reorder.csv
"""

import argparse
import sys
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfoNotFoundError

from definitions import Item, Settings, known_empty_days, plan, velocity_deciles
from invoices import compare_with_orders, demand_of, read_invoices
from reorder_csv import UnusableCsv, compare, planned_day, read_rows, relative_difference, same_vendor
from shopify_export import AdminApi, ShopifyRefusal, read_empty_days, read_shop

SHOWN_DIFFERENCES = 50
SPELLED_OUT = (
    "status available incoming mean_daily_demand demand_std_dev lead_time_demand safety_stock reorder_point "
    "order_up_to_level suggested_order_quantity days_of_cover projected_stockout_date velocity_decile "
    "demand_class"
).split()


def main():
    options = parse_options()
    settings = Settings(
        window_days=options.window_days,
        lead_time_days=options.lead_time_days,
        lead_time_std_dev_days=options.lead_time_std_dev_days,
        review_period_days=options.review_period_days,
        service_level=options.service_level,
        coverage_days=options.coverage_days,
        overstock_days=options.overstock_days,
    )
    rows = read_rows(options.csv)
    api = AdminApi(options.shopify, options.token, options.api_version)
    shop = read_shop(api, set(options.ignore_location))
    today = planned_day(rows, shop.time_zone)
    reported = {}
    if not options.without_reports:
        reported = read_empty_days(api, today - timedelta(days=settings.window_days), today - timedelta(days=1))

    demand, differences = shop.demand(), []
    if options.invoice_lines:
        invoices = read_invoices(options.invoice_lines)
        differences += compare_with_orders(invoices, shop, today)
        demand = demand_of(invoices, shop, today)
        print(f"{len(invoices)} invoices compared with the shop's orders: {len(differences)} differences")

    expected = expect_rows(shop, demand, reported, today, settings)
    found, worst, values = compare_rows(rows, expected)
    differences += found
    spell_out(rows, expected, demand, today, settings.window_days, options.spell_out)
    for difference in differences[:SHOWN_DIFFERENCES]:
        print(f"DIFFERENT  {difference}")
    if len(differences) > SHOWN_DIFFERENCES:
        print(f"… and {len(differences) - SHOWN_DIFFERENCES} more")
    print(
        f"{len(rows)} rows, {values} values recomputed for {today}: {len(differences)} differences; "
        f"worst relative difference of a number that agrees {worst:.1e}"
    )
    return 1 if differences else 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = Settings()
    parser.add_argument("--shopify", required=True, metavar="URL", help="where the Admin API is, without /admin/api/…")
    parser.add_argument("--token", default="shpat_sandbox", help="access token (default: the sandbox's)")
    parser.add_argument("--api-version", default="2026-10", help="Admin API version (default: %(default)s)")
    parser.add_argument("--csv", required=True, metavar="FILE", help="the answer of /api/reorder.csv, all rows")
    parser.add_argument("--invoice-lines", metavar="FILE", help="invoice-lines.csv.gz of the real shop in the sandbox")
    parser.add_argument("--window-days", type=int, default=defaults.window_days)
    parser.add_argument("--lead-time-days", type=Decimal, default=defaults.lead_time_days)
    parser.add_argument("--lead-time-std-dev-days", type=Decimal, default=defaults.lead_time_std_dev_days)
    parser.add_argument("--review-period-days", type=Decimal, default=defaults.review_period_days)
    parser.add_argument("--service-level", type=Decimal, default=defaults.service_level)
    parser.add_argument("--coverage-days", type=Decimal, default=defaults.coverage_days)
    parser.add_argument("--overstock-days", type=Decimal, default=defaults.overstock_days)
    parser.add_argument(
        "--ignore-location", type=int, action="append", default=[], metavar="ID", help="does not count in planning"
    )
    parser.add_argument(
        "--without-reports", action="store_true", help="the app has not been granted read_reports"
    )
    parser.add_argument(
        "--spell-out", action="append", default=[], metavar="SKU", help="rows to spell out (default: one of each status)"
    )
    return parser.parse_args()


def expect_rows(shop, demand, reported_empty_days, today, settings):
    """Every cell that can be known, by numeric variant id and column."""
    rows = {}
    for variant_id, variant in shop.variants.items():
        stock = variant.stock
        item = Item(
            tracked=variant.tracked,
            created=variant.created,
            available=stock["available"],
            incoming=stock["incoming"],
            unit_cost=variant.unit_cost,
            empty_days=known_empty_days(stock["available"], variant.stock_changed, today)
            | frozenset(reported_empty_days.get(variant_id, ())),
        )
        rows[variant_id] = plan(item, demand.get(variant_id, {}), today, settings) | {
            "sku": variant.sku,
            "product_title": variant.product_title,
            "variant_title": variant.title,
            "barcode": variant.barcode,
            "vendor": variant.vendor,
            "vendor_sku": "",
            "available": stock["available"],
            "on_hand": stock["on_hand"],
            "committed": stock["committed"],
            "incoming": stock["incoming"],
            "lead_time_days": settings.lead_time_days,
            "service_level": settings.service_level,
            "method": "normal",
            "pack_size": settings.pack_size,
            "minimum_order_quantity": settings.minimum_order_quantity,
            "unit_cost": variant.unit_cost,
            "currency": shop.currency,
            "variant_id": variant_id,
            "inventory_item_id": variant.inventory_item_id,
        }
    deciles = velocity_deciles(rows)
    for variant_id, columns in rows.items():
        columns["velocity_decile"] = deciles.get(variant_id)
    return rows


def compare_rows(rows, expected):
    """What differs, in words; the worst relative difference of the numbers that agree; how many values were compared."""
    differences, worst, values, seen = [], Decimal(0), 0, set()
    for row in rows:
        variant_id = int(row["variant_id"])
        name = f"variant {variant_id} (SKU {row['sku']})"
        if variant_id in seen:
            differences.append(f"{name} stands in the CSV twice")
        seen.add(variant_id)
        if variant_id not in expected:
            differences.append(f"{name} is no variant of the shop")
            continue
        for column, value in expected[variant_id].items():
            values += 1
            if column == "vendor" and same_vendor(row["vendor"], value):
                continue
            wanted = compare(row[column], value)
            if wanted is not None:
                differences.append(f"{name}: {column} is {row[column] or 'empty'}, recomputed {wanted}")
            elif isinstance(value, Decimal):
                worst = max(worst, relative_difference(row[column], value))
    differences += [f"variant {variant_id} has no row" for variant_id in expected.keys() - seen]
    return differences, worst, values


def spell_out(rows, expected, demand, today, window_days, skus):
    """Prints the arithmetic of some rows: those with these SKUs, or the first of each status."""
    statuses = set()
    for row in rows:
        columns = expected.get(int(row["variant_id"]))
        if columns is None or (row["sku"] not in skus if skus else columns["status"] in statuses):
            continue
        statuses.add(columns["status"])
        n = columns["observed_days"]
        units_by_day = demand.get(int(row["variant_id"]), {})
        selling_days = sum(units_by_day.get(today - timedelta(days=age), 0) > 0 for age in range(1, window_days + 1))
        print(f"\nSKU {row['sku']}, {row['product_title']}")
        print(f"  sold {columns['units_sold']} units on {selling_days} of {n} observed days")
        for column in SPELLED_OUT:
            value = columns[column]
            recomputed = repr(float(value)) if isinstance(value, Decimal) else "–" if value is None else value
            print(f"  {column:26} CSV {row[column] or '–':24} recomputed {recomputed}")
    print()


def run():
    """`main`, with every failure that is no difference told in one line."""
    try:
        return main()
    except ZoneInfoNotFoundError as failure:
        print(f"Cannot compare: {failure}; install the package tzdata", file=sys.stderr)
    except (OSError, ShopifyRefusal, UnusableCsv) as failure:
        print(f"Cannot compare: {failure}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(run())
