"""The definitions of a plan, written down a second time, from the words and not from the app's code.

Whole numbers stay whole, quotients and roots are taken with 50 digits, so that nothing here rounds before the end.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction
from statistics import NormalDist, mean as mean_of, variance

getcontext().prec = 50

ROUNDING_NOISE_UNITS = Decimal("1e-9")
REORDER_SOON_DAYS = 7
LONGEST_FREQUENT_INTERVAL_DAYS = Fraction(132, 100)
LARGEST_EVEN_SIZE_VARIATION = Fraction(49, 100)


@dataclass(frozen=True)
class Settings:
    """What the shop has chosen; the defaults are the app's. No item or vendor has terms of its own."""

    window_days: int = 90
    lead_time_days: Decimal = Decimal(14)
    lead_time_std_dev_days: Decimal = Decimal(0)
    review_period_days: Decimal = Decimal(0)
    service_level: Decimal = Decimal("0.95")
    coverage_days: Decimal = Decimal(30)
    overstock_days: Decimal = Decimal(180)
    minimum_order_quantity: int = 0
    pack_size: int = 1


@dataclass(frozen=True)
class Item:
    """The facts about one variant on the day it is planned."""

    tracked: bool
    created: date
    available: int
    incoming: int
    unit_cost: Decimal | None
    empty_days: frozenset = frozenset()
    """Days that it began and ended with nothing available, as far as Shopify tells."""


def window(today, created, settings):
    """The complete days of the window on which the variant existed, ending yesterday; the day of its creation counts."""
    days = max(0, min(settings.window_days, (today - created).days))
    return [today - timedelta(days=age) for age in range(1, days + 1)]


def days_out_of_stock(item, units_by_day, days):
    """The empty days among these on which nothing was sold. Stock that Shopify does not track is never out."""
    return [day for day in days if item.tracked and day in item.empty_days and not units_by_day.get(day)]


def known_empty_days(available, changed, today):
    """Nothing available since a level last changed: the whole days after that one. None: there is no level."""
    days = (today - changed).days if available <= 0 and changed is not None else 0
    return frozenset(today - timedelta(days=age) for age in range(1, days))


def whole_units(units):
    """The whole units that hold these, where rounding noise adds none."""
    return int((units - ROUNDING_NOISE_UNITS).to_integral_value(ROUND_CEILING))


def plan(item, units_by_day, today, settings):
    """The columns of the CSV that are calculated, by name; None where the value does not exist.

    `units_by_day` holds the demand of all days, also of those outside the window.
    """
    days = window(today, item.created, settings)
    n = len(days) - len(days_out_of_stock(item, units_by_day, days))
    demands = [units for units in (units_by_day.get(day, 0) for day in days) if units > 0]
    sold = sum(demands)
    columns = {
        "observed_days": n,
        "units_sold": sold,
        "mean_daily_demand": None,
        "demand_std_dev": None,
        "lead_time_demand": None,
        "safety_stock": None,
        "reorder_point": None,
        "order_up_to_level": None,
        "suggested_order_quantity": None,
        "order_value": None,
        "days_of_cover": None,
        "projected_stockout_date": None,
        "demand_class": demand_class(demands, n, len(days) < settings.window_days),
    }
    if n >= 1:
        columns |= demand_columns(sold, n, settings)
    if n >= 2:
        columns |= level_columns(demands, n, settings)
    if item.tracked:
        columns |= stock_columns(item, columns, today, settings)
    columns["status"] = status(item, columns, settings)
    return columns


def demand_class(sizes, n, created_in_window):
    """Syntetos, Boylan and Croston's class of the units of the selling days, in n observed days; exact, in fractions."""
    if n < 2 or (created_in_window and len(sizes) < 2):
        return "new"
    if not sizes:
        return "no-sales"
    sizes = [Fraction(units) for units in sizes]
    varies = len(sizes) > 1 and variance(sizes) / mean_of(sizes) ** 2 > LARGEST_EVEN_SIZE_VARIATION
    if Fraction(n, len(sizes)) > LONGEST_FREQUENT_INTERVAL_DAYS:
        return "lumpy" if varies else "intermittent"
    return "erratic" if varies else "smooth"


def demand_columns(sold, n, settings):
    mean = Decimal(sold) / n
    return {"mean_daily_demand": mean, "lead_time_demand": mean * days_to_cover(settings)}


def level_columns(demands, n, settings):
    mean = Decimal(sum(demands)) / n
    # Sample variance: each selling day's squared deviation, and for each day without a sale the mean's square.
    squares = sum((units - mean) ** 2 for units in demands) + (n - len(demands)) * mean**2
    variance = squares / (n - 1)
    days = days_to_cover(settings)
    z = Decimal(NormalDist().inv_cdf(float(settings.service_level)))
    lead_time_variance = days * variance + (mean * settings.lead_time_std_dev_days) ** 2
    safety_stock = z * lead_time_variance.sqrt()
    reorder_point = mean * days + safety_stock
    return {
        "demand_std_dev": variance.sqrt(),
        "safety_stock": safety_stock,
        "reorder_point": whole_units(reorder_point),
        "order_up_to_level": whole_units(reorder_point + mean * settings.coverage_days),
    }


def days_to_cover(settings):
    return settings.lead_time_days + settings.review_period_days


def stock_columns(item, columns, today, settings):
    """What depends on the stock, which means something for tracked variants alone."""
    found = {}
    if columns["reorder_point"] is not None:
        quantity = suggested_order_quantity(item.available + item.incoming, columns, settings)
        found["suggested_order_quantity"] = quantity
        if item.unit_cost is not None:
            found["order_value"] = (quantity * item.unit_cost).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    if columns["units_sold"] > 0:
        # One division, of whole numbers: available / (sold / n), so that whole days come out whole.
        cover = Decimal(item.available * columns["observed_days"]) / columns["units_sold"]
        found["days_of_cover"] = cover
        found["projected_stockout_date"] = stockout_date(today, cover)
    return found


def suggested_order_quantity(position, columns, settings):
    if position > columns["reorder_point"]:
        return 0
    missing = columns["order_up_to_level"] - position
    if missing == 0 and columns["units_sold"] == 0:
        return 0  # nothing sells and nobody waits: a minimum order is no reason to buy
    packs = -(-max(missing, settings.minimum_order_quantity) // settings.pack_size)
    return packs * settings.pack_size


def stockout_date(today, cover):
    days = max(0, int(cover.to_integral_value(ROUND_FLOOR)))
    return today + timedelta(days=days) if days <= (date.max - today).days else None


def status(item, columns, settings):
    """The first that holds."""
    if not item.tracked:
        return "untracked"
    if item.available <= 0 and columns["units_sold"] > 0:
        return "out-of-stock"
    if columns["observed_days"] < 2:
        return "insufficient-history"
    if columns["units_sold"] == 0:
        return "no-sales"
    above = item.available + item.incoming - columns["reorder_point"]
    if above <= 0:
        return "reorder-now"
    if above * columns["observed_days"] <= REORDER_SOON_DAYS * columns["units_sold"]:
        return "reorder-soon"
    if columns["days_of_cover"] > settings.overstock_days:
        return "overstock"
    return "healthy"


def velocity_deciles(columns_by_variant):
    """NTILE(10) OVER (ORDER BY mean DESC, units DESC, variant id), of the variants with sales; by numeric variant id."""
    selling = [
        (-columns["mean_daily_demand"], -columns["units_sold"], variant_id)
        for variant_id, columns in columns_by_variant.items()
        if columns["units_sold"] > 0
    ]
    selling.sort()
    tiles = [len(selling) // 10 + (1 if tile < len(selling) % 10 else 0) for tile in range(10)]
    numbers = (tile + 1 for tile, size in enumerate(tiles) for _ in range(size))
    return {variant_id: decile for (_, _, variant_id), decile in zip(selling, numbers, strict=True)}
