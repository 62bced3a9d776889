"""What the recomputation itself has to get right: the definitions by hand, and that it sees what differs.

  python3 -m unittest discover -s tests/recompute
"""

import unittest
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from definitions import Item, Settings, demand_class, known_empty_days, plan, velocity_deciles, whole_units
from invoices import Invoice, compare_with_orders, demand_of
from recompute import compare_rows
from reorder_csv import compare, same_vendor
from shopify_export import Order, Shop, Variant, day_of, numeric

TODAY = date(2026, 3, 10)
OLD = date(2020, 1, 1)


def item(**changes):
    facts = {"tracked": True, "created": OLD, "available": 20, "incoming": 0, "unit_cost": Decimal("2.5")}
    return Item(**(facts | changes))


def one_a_day(days=90):
    return {TODAY - timedelta(days=age): 1 for age in range(1, days + 1)}


class Definitions(unittest.TestCase):
    def test_even_demand_needs_no_safety_stock(self):
        columns = plan(item(available=14), one_a_day(), TODAY, Settings())
        self.assertEqual(columns["mean_daily_demand"], 1)
        self.assertEqual(columns["demand_std_dev"], 0)
        self.assertEqual(columns["reorder_point"], 14)
        self.assertEqual(columns["order_up_to_level"], 44)
        self.assertEqual(columns["suggested_order_quantity"], 30)
        self.assertEqual(columns["order_value"], 75)
        self.assertEqual(columns["days_of_cover"], 14)
        self.assertEqual(columns["projected_stockout_date"], date(2026, 3, 24))
        self.assertEqual(columns["status"], "reorder-now")

    def test_deviation_counts_the_days_without_a_sale(self):
        # 3, 1, 0 and 0 units: mean 1, squared deviations 4 + 0 + 1 + 1 = 6, over n − 1 = 3.
        demand = {date(2026, 3, 6): 3, date(2026, 3, 8): 1}
        columns = plan(item(created=date(2026, 3, 6)), demand, TODAY, Settings())
        self.assertEqual(columns["observed_days"], 4)
        self.assertAlmostEqual(columns["demand_std_dev"], Decimal(2).sqrt(), 40)

    def test_published_reorder_point(self):
        # inventorize: mean 50, deviation 5, lead time 6, service level 0.9. Days of 45 and 55 in turn deviate by 5·√(n/(n−1)).
        demand = {day: 45 if day.toordinal() % 2 else 55 for day in one_a_day()}
        settings = Settings(lead_time_days=Decimal(6), service_level=Decimal("0.9"))
        safety_stock = plan(item(), demand, TODAY, settings)["safety_stock"] * (Decimal(89) / 90).sqrt()
        self.assertAlmostEqual(float(safety_stock), 15.695737073246118, 12)

    def test_window_ends_yesterday_and_begins_with_the_variant(self):
        demand = {TODAY: 100, TODAY - timedelta(days=1): 4, TODAY - timedelta(days=91): 100}
        self.assertEqual(plan(item(), demand, TODAY, Settings())["units_sold"], 4)
        new = plan(item(created=TODAY - timedelta(days=1)), demand, TODAY, Settings())
        self.assertEqual((new["observed_days"], new["mean_daily_demand"], new["reorder_point"]), (1, 4, None))
        self.assertEqual(new["status"], "insufficient-history")
        self.assertEqual(plan(item(created=TODAY), demand, TODAY, Settings())["mean_daily_demand"], None)

    def test_days_out_of_stock_leave_the_window(self):
        # Nothing available since ten days ago: nine whole days, on two of which somebody bought all the same.
        empty_days = known_empty_days(0, TODAY - timedelta(days=10), TODAY)
        self.assertEqual((min(empty_days), max(empty_days)), (TODAY - timedelta(days=9), TODAY - timedelta(days=1)))
        demand = {TODAY - timedelta(days=age): 1 for age in (3, 5, 40)}
        columns = plan(item(available=0, empty_days=empty_days), demand, TODAY, Settings())
        self.assertEqual((columns["observed_days"], columns["units_sold"]), (83, 3))
        untracked = plan(item(tracked=False, empty_days=empty_days), demand, TODAY, Settings())
        self.assertEqual(untracked["observed_days"], 90)
        self.assertEqual(known_empty_days(1, OLD, TODAY), frozenset())
        self.assertEqual(known_empty_days(0, None, TODAY), frozenset())

    def test_statuses(self):
        def status(demand, **facts):
            return plan(item(**facts), demand, TODAY, Settings())["status"]

        self.assertEqual(status(one_a_day(), tracked=False, available=0), "untracked")
        self.assertEqual(status(one_a_day(), available=0, incoming=99), "out-of-stock")
        self.assertEqual(status({}, available=0), "no-sales")
        self.assertEqual(status(one_a_day(), available=21), "reorder-soon")
        self.assertEqual(status(one_a_day(), available=22), "healthy")
        self.assertEqual(status(one_a_day(), available=181), "overstock")

    def test_demand_classes(self):
        # 3 of 1 unit and 6 of 22 vary by exactly 0.49, with 23 by 0.493; 9 of 12 days are an interval of 1.33.
        even, uneven = [1] * 3 + [22] * 6, [1] * 3 + [23] * 6
        self.assertEqual([demand_class(sizes, 9, False) for sizes in (even, uneven)], ["smooth", "erratic"])
        self.assertEqual([demand_class(sizes, 12, False) for sizes in (even, uneven)], ["intermittent", "lumpy"])
        self.assertEqual(demand_class([2] * 25, 33, False), "smooth")
        self.assertEqual([demand_class([5], 60, new) for new in (True, False)], ["new", "intermittent"])
        self.assertEqual([demand_class([], n, False) for n in (1, 2)], ["new", "no-sales"])
        columns = plan(item(created=TODAY - timedelta(days=60)), {TODAY - timedelta(days=1): 5}, TODAY, Settings())
        self.assertEqual(columns["demand_class"], "new")

    def test_noise_adds_no_unit(self):
        self.assertEqual(whole_units(Decimal("42.0000000000001")), 42)
        self.assertEqual(whole_units(Decimal("42.000001")), 43)

    def test_deciles_fill_from_the_fastest(self):
        rows = {number: {"units_sold": 20 - number, "mean_daily_demand": Decimal(20 - number)} for number in range(8, 21)}
        deciles = velocity_deciles(rows)
        self.assertEqual([deciles.get(number) for number in range(8, 21)], [1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, None])


class Cells(unittest.TestCase):
    def test_numbers_agree_to_the_ninth_digit(self):
        self.assertIsNone(compare("0.3333333333333333", Decimal(1) / 3))
        self.assertIsNotNone(compare("0.333333332", Decimal(1) / 3))
        self.assertIsNotNone(compare("", Decimal(1) / 3))
        self.assertIsNotNone(compare("NaN", Decimal(1) / 3))
        self.assertIsNotNone(compare("1e-12", Decimal(0)))

    def test_absent_is_empty_and_nothing_else(self):
        self.assertIsNone(compare("", None))
        self.assertIsNotNone(compare("0", None))
        self.assertIsNotNone(compare("", 0))

    def test_texts_lose_the_apostrophe_that_guards_a_formula(self):
        self.assertIsNone(compare("'=1+1", "=1+1"))
        self.assertIsNotNone(compare("'quoted", "quoted"))

    def test_vendors_differ_by_more_than_case_and_spaces(self):
        self.assertTrue(same_vendor("ACME  Ltd", "Acme ltd"))
        self.assertFalse(same_vendor("Acme", "Acme Ltd"))


class Rows(unittest.TestCase):
    expected = {7: {"variant_id": 7, "reorder_point": 14}, 8: {"variant_id": 8, "reorder_point": None}}
    right = [
        {"variant_id": "7", "sku": "A", "reorder_point": "14"},
        {"variant_id": "8", "sku": "B", "reorder_point": ""},
    ]

    def differences(self, rows):
        return compare_rows(rows, self.expected)[0]

    def test_equal_rows_do_not_differ(self):
        self.assertEqual(self.differences(self.right), [])

    def test_every_kind_of_difference_is_seen(self):
        first, second = self.right
        self.assertIn("reorder_point is 15, recomputed 14", self.differences([first | {"reorder_point": "15"}, second])[0])
        self.assertEqual(self.differences([first]), ["variant 8 has no row"])
        self.assertIn("twice", self.differences([first, first, second])[0])
        self.assertIn("no variant", self.differences([*self.right, first | {"variant_id": "9"}])[0])


class Invoices(unittest.TestCase):
    zone = ZoneInfo("Europe/London")

    def shop(self, **changes):
        variant = Variant(7, 8, "A", "", "", "Mug", "", OLD, True, None)
        order = Order(**({"name": "#1", "day": TODAY - timedelta(days=1), "counts": True, "units": {7: 3}} | changes))
        return Shop(self.zone, "GBP", {7: variant}, [order])

    invoices = {"1": Invoice(date(2011, 12, 8), {"A": 3})}

    def test_an_invoice_is_the_order_of_its_number(self):
        self.assertEqual(compare_with_orders(self.invoices, self.shop(), TODAY), [])
        self.assertEqual(demand_of(self.invoices, self.shop(), TODAY), {7: {TODAY - timedelta(days=1): 3}})

    def test_other_units_another_day_or_none_at_all_differ(self):
        self.assertIn("units of A", compare_with_orders(self.invoices, self.shop(units={7: 2}), TODAY)[0])
        earlier = self.shop(day=TODAY - timedelta(days=2))
        self.assertIn("not", compare_with_orders(self.invoices, earlier, TODAY)[0])
        self.assertEqual(compare_with_orders(self.invoices, self.shop(counts=False), TODAY), ["invoice 1 is no order"])
        other = compare_with_orders(self.invoices, self.shop(name="#2"), TODAY)
        self.assertEqual(other, ["invoice 1 is no order", "order 2 is no invoice"])

    def test_ids_and_days(self):
        self.assertEqual(numeric("gid://shopify/InventoryLevel/7?inventory_item_id=1"), 7)
        self.assertEqual(day_of("2026-06-30T23:30:00Z", self.zone), date(2026, 7, 1))
        self.assertEqual(day_of("2026-12-31T23:30:00Z", self.zone), date(2026, 12, 31))


if __name__ == "__main__":
    unittest.main()
