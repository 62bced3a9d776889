"""A real shop's invoice lines, compared with the orders that the sandbox made of them."""

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass
class Invoice:
    day: date
    units: dict = field(default_factory=lambda: defaultdict(int))
    """By SKU."""


def read_invoices(file_name):
    """Invoices by number, without those of the last day, which the export cut off. An invoice's day is its first line's."""
    invoices = {}
    with gzip.open(file_name, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, strict=True):
            day = date.fromisoformat(line["invoiced_at"][:10])
            invoice = invoices.setdefault(line["invoice"], Invoice(day))
            invoice.day = min(invoice.day, day)
            invoice.units[line["sku"].strip()] += int(line["quantity"])
    last_day = max(invoice.day for invoice in invoices.values())
    return {number: invoice for number, invoice in invoices.items() if invoice.day < last_day}


def compare_with_orders(invoices, shop, today):
    """What differs between the file and the shop's counting orders before today, in words; empty when they agree.

    Each invoice has to be the order of its number, with the same units of every SKU, its day moved by the same number of
    days as every other; the last day of the file becomes yesterday; no other order may count.
    """
    sku_of = {variant_id: variant.sku for variant_id, variant in shop.variants.items()}
    orders = {order.name.removeprefix("#"): order for order in shop.orders if order.counts and order.day < today}
    differences = [f"invoice {number} is no order" for number in invoices.keys() - orders.keys()]
    differences += [f"order {number} is no invoice" for number in orders.keys() - invoices.keys()]

    moved_days = (today - max(invoice.day for invoice in invoices.values())).days - 1
    for number in sorted(invoices.keys() & orders.keys()):
        invoice, order = invoices[number], orders[number]
        if (order.day - invoice.day).days != moved_days:
            differences.append(f"invoice {number} of {invoice.day} is an order of {order.day}, not {moved_days} days later")
        units = defaultdict(int)
        for variant_id, count in order.units.items():
            units[sku_of[variant_id]] += count
        if units != invoice.units:
            wrong = {sku for sku in units.keys() | invoice.units.keys() if units.get(sku) != invoice.units.get(sku)}
            differences.append(f"invoice {number} and its order differ in the units of {', '.join(sorted(wrong))}")
    return differences


def demand_of(invoices, shop, today):
    """Units by variant id and day, from the file alone but for the variant ids; the file's last day is yesterday."""
    variant_of = {variant.sku: variant_id for variant_id, variant in shop.variants.items()}
    moved = today - max(invoice.day for invoice in invoices.values()) - timedelta(days=1)
    demand = defaultdict(lambda: defaultdict(int))
    for invoice in invoices.values():
        for sku, units in invoice.units.items():
            demand[variant_of[sku]][invoice.day + moved] += units
    return demand
