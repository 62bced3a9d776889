"""A shop's catalogue, stock and orders, read through Shopify's Admin API by bulk operations."""

import json
import re
import time
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 600

SHOP = """
query RecomputeShop($after: String) {
  shop { ianaTimezone currencyCode }
  locations(first: 50, after: $after, includeInactive: true) {
    nodes { id isActive }
    pageInfo { hasNextPage endCursor }
  }
}
"""

CATALOGUE = """
{
  productVariants {
    edges { node {
      id title sku barcode createdAt
      product { id title vendor }
      inventoryItem {
        id tracked unitCost { amount }
        inventoryLevels { edges { node {
          id updatedAt item { id } location { id }
          quantities(names: ["available", "on_hand", "committed", "incoming"]) { name quantity }
        } } }
      }
    } }
  }
}
"""

ORDERS = """
{
  orders {
    edges { node {
      id name createdAt cancelledAt test
      lineItems { edges { node { id quantity variant { id } } } }
    } }
  }
}
"""

START = """
mutation Start($query: String!) {
  bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { code message } }
}
"""

STOCK_REPORT = """
query RecomputeStock($query: String!) {
  shopifyqlQuery(query: $query) { parseErrors tableData { columns { name } rows } }
}
"""

STOCK_REPORT_ROWS = 1000

PROGRESS = "query Progress($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount url } }"


class ShopifyRefusal(Exception):
    """Shopify did not answer as needed; the message says what was asked and what came back."""


@dataclass
class Variant:
    variant_id: int
    inventory_item_id: int
    sku: str
    barcode: str
    title: str
    product_title: str
    vendor: str
    created: date
    tracked: bool
    unit_cost: Decimal | None
    stock: dict = field(default_factory=lambda: defaultdict(int))
    stock_changed: date | None = None
    """When a level that counts last changed."""


@dataclass
class Order:
    name: str
    day: date
    counts: bool
    """Neither cancelled nor a test."""
    units: dict = field(default_factory=lambda: defaultdict(int))
    """By numeric variant id; lines of deleted variants are left out."""


@dataclass
class Shop:
    time_zone: ZoneInfo
    currency: str
    variants: dict
    orders: list

    def demand(self):
        """Units by variant id and day."""
        demand = defaultdict(lambda: defaultdict(int))
        for order in self.orders:
            if order.counts:
                for variant_id, units in order.units.items():
                    demand[variant_id][order.day] += units
        return demand


class AdminApi:
    def __init__(self, address, token, version):
        self.address = f"{address.rstrip('/')}/admin/api/{version}/graphql.json"
        self.token = token

    def ask(self, query, variables=None):
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        headers = {"Content-Type": "application/json", "X-Shopify-Access-Token": self.token}
        request = urllib.request.Request(self.address, body, headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.load(response)
        if answer.get("errors"):
            raise ShopifyRefusal(f"{self.address} answered {json.dumps(answer['errors'])}")
        return answer["data"]

    def export(self, query):
        """Runs a bulk operation to its end and yields its objects."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        operation_id = self.start(query, deadline)
        while True:
            operation = self.ask(PROGRESS, {"id": operation_id})["bulkOperation"]
            if operation["status"] == "COMPLETED":
                break
            if operation["status"] not in ("CREATED", "RUNNING"):
                raise ShopifyRefusal(f"{operation_id} ended as {operation['status']}: {operation['errorCode']}")
            wait(deadline, operation_id)
        if operation["url"] is None:
            return
        with urllib.request.urlopen(operation["url"], timeout=60) as lines:
            count = 0
            for line in lines:
                count += 1
                yield json.loads(line)
        if count != int(operation["objectCount"]):
            raise ShopifyRefusal(f"{operation_id} has {operation['objectCount']} objects, its file {count}")

    def start(self, query, deadline):
        while True:
            outcome = self.ask(START, {"query": query})["bulkOperationRunQuery"]
            if not outcome["userErrors"]:
                return outcome["bulkOperation"]["id"]
            if any(error["code"] != "OPERATION_IN_PROGRESS" for error in outcome["userErrors"]):
                raise ShopifyRefusal(f"The bulk operation was refused: {outcome['userErrors']}")
            wait(deadline, "The bulk operations of others")


def wait(deadline, what):
    if time.monotonic() > deadline:
        raise ShopifyRefusal(f"{what} took longer than {PATIENCE_SECONDS} seconds")
    time.sleep(POLL_SECONDS)


def read_shop(api, ignored_locations):
    """Everything a plan derives from. Stock counts at active locations other than those ignored (numeric ids)."""
    facts, locations = read_locations(api)
    time_zone = ZoneInfo(facts["ianaTimezone"])
    variants, levels = read_catalogue(api, time_zone)
    for level in levels:
        location = numeric(level["location"]["id"])
        if location in locations - ignored_locations:
            stock = variants[numeric(level["item"]["id"])].stock
            for quantity in level["quantities"]:
                stock[quantity["name"]] += quantity["quantity"]
            variant = variants[numeric(level["item"]["id"])]
            changed = day_of(level["updatedAt"], time_zone)
            variant.stock_changed = max(variant.stock_changed or changed, changed)
    by_id = {variant.variant_id: variant for variant in variants.values()}
    return Shop(time_zone, facts["currencyCode"], by_id, read_orders(api, time_zone))


def read_empty_days(api, first_day, last_day):
    """Days that variants began and ended with nothing in stock, by numeric variant id, from the report on inventory."""
    empty_days, offset = defaultdict(set), 0
    while True:
        query = (
            "FROM inventory SHOW ending_inventory_units, starting_inventory_units "
            f"SINCE {first_day} UNTIL {last_day} GROUP BY product_variant_id, day HAVING starting_inventory_units <= 0 "
            f"ORDER BY product_variant_id, day LIMIT {STOCK_REPORT_ROWS} OFFSET {offset}"
        )
        report = api.ask(STOCK_REPORT, {"query": query})["shopifyqlQuery"]
        if report["tableData"] is None:
            raise ShopifyRefusal(f"The report on inventory was refused: {report['parseErrors']}")
        rows = report["tableData"]["rows"]
        for row in rows:
            if int(row["ending_inventory_units"]) <= 0:
                empty_days[int(row["product_variant_id"])].add(date.fromisoformat(row["day"]))
        if len(rows) < STOCK_REPORT_ROWS:
            return empty_days
        offset += STOCK_REPORT_ROWS


def read_locations(api):
    after, locations = None, set()
    while True:
        data = api.ask(SHOP, {"after": after})
        locations |= {numeric(node["id"]) for node in data["locations"]["nodes"] if node["isActive"]}
        if not data["locations"]["pageInfo"]["hasNextPage"]:
            return data["shop"], locations
        after = data["locations"]["pageInfo"]["endCursor"]


def read_catalogue(api, time_zone):
    """Variants by numeric id of their inventory item, and the levels of all of them."""
    variants, levels = {}, []
    for node in api.export(CATALOGUE):
        if "quantities" in node:
            levels.append(node)
            continue
        item = node["inventoryItem"]
        cost = item["unitCost"]
        variants[numeric(item["id"])] = Variant(
            variant_id=numeric(node["id"]),
            inventory_item_id=numeric(item["id"]),
            sku=node["sku"] or "",
            barcode=node["barcode"] or "",
            title="" if node["title"] == "Default Title" else node["title"],
            product_title=node["product"]["title"],
            vendor=node["product"]["vendor"] or "",
            created=day_of(node["createdAt"], time_zone),
            tracked=item["tracked"],
            unit_cost=None if cost is None else Decimal(cost["amount"]),
        )
    return variants, levels


def read_orders(api, time_zone):
    orders, lines = {}, []
    for node in api.export(ORDERS):
        if "__parentId" in node:
            lines.append(node)
            continue
        counts = node["cancelledAt"] is None and not node["test"]
        orders[node["id"]] = Order(node["name"], day_of(node["createdAt"], time_zone), counts)
    for line in lines:
        if line["variant"] is not None:
            orders[line["__parentId"]].units[numeric(line["variant"]["id"])] += line["quantity"]
    return list(orders.values())


def numeric(global_id):
    """7 of gid://shopify/InventoryItem/7, and of gid://shopify/InventoryLevel/7?inventory_item_id=1."""
    return int(re.search(r"/(\d+)(?:\?|$)", global_id).group(1))


def day_of(instant, time_zone):
    """The calendar day of an ISO 8601 instant for people in the shop's time zone."""
    return datetime.fromisoformat(instant).astimezone(time_zone).date()
