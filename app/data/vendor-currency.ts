/**
 * SQL for what one unit of a vendor's currency is worth in the shop's: 1 where they are the same, NULL where the merchant
 * has entered no rate. Nothing tells the app today's rate, and it guesses none.
 *
 * @param vendor name of a row of `vendors` in the query
 * @param shop name of the shop's row of `shops` in the query
 */
export function exchangeRate(vendor: string, shop: string): string {
  return `(CASE WHEN coalesce(${vendor}.currency, ${shop}.currency) = ${shop}.currency THEN 1
    ELSE ${vendor}.exchange_rate END)::numeric`;
}
