"""The app's reorder CSV: read as a spreadsheet would, and compared cell by cell."""

import csv
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

COLUMNS = (
    "sku product_title variant_title barcode vendor vendor_sku status available on_hand committed incoming "
    "mean_daily_demand demand_std_dev observed_days units_sold lead_time_days service_level method lead_time_demand "
    "safety_stock reorder_point order_up_to_level suggested_order_quantity pack_size minimum_order_quantity unit_cost "
    "order_value currency days_of_cover projected_stockout_date velocity_decile variant_id inventory_item_id planned_at "
    "demand_class"
).split()

MAXIMUM_RELATIVE_DIFFERENCE = Decimal("1e-9")
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class UnusableCsv(Exception):
    """The file is not a whole reorder CSV; the message says why."""


def read_rows(file_name):
    with open(file_name, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if (reader.fieldnames or [])[: len(COLUMNS)] != COLUMNS:
            raise UnusableCsv(f"{file_name} has the columns {reader.fieldnames}, not {COLUMNS}")
        rows = list(reader)
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise UnusableCsv(f"{file_name}: row {number} has not as many cells as the header")
    if not rows:
        raise UnusableCsv(f"{file_name} has no rows")
    return rows


def planned_day(rows, time_zone):
    """The day on which the rows were planned, for the shop; they must agree on it."""
    days = {datetime.fromisoformat(row["planned_at"]).astimezone(time_zone).date() for row in rows}
    if len(days) != 1:
        raise UnusableCsv(f"The rows were planned on different days: {sorted(map(str, days))}")
    return days.pop()


def compare(cell, expected):
    """None when the cell says what is expected; else, in words, what it should say. Numbers agree to 1e-9, relative."""
    if expected is None:
        return None if cell == "" else "an empty cell"
    if isinstance(expected, str):
        return None if unescape(cell) == expected else repr(expected)
    if isinstance(expected, date):
        return None if cell == expected.isoformat() else expected.isoformat()
    if isinstance(expected, int):
        return None if cell == str(expected) else str(expected)
    return None if relative_difference(cell, expected) <= MAXIMUM_RELATIVE_DIFFERENCE else repr(float(expected))


def relative_difference(cell, expected):
    try:
        found = Decimal(cell)
    except InvalidOperation:
        return Decimal("Infinity")
    if not found.is_finite():
        return Decimal("Infinity")
    if found == expected:
        return Decimal(0)
    return abs(found - expected) / abs(expected) if expected != 0 else Decimal("Infinity")


def unescape(cell):
    """Takes away the apostrophe that keeps a spreadsheet from running a text as a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_BEGINS) else cell


def same_vendor(one, other):
    """Names that differ by letter case, spaces or Unicode form alone are one vendor."""
    return normalized(one) == normalized(other)


def normalized(name):
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
