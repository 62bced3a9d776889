interface MoneyAmount {
  amount: string;
  currency_code: string;
}

/** An amount in the shop's currency and in the customer's; the sandbox's customers pay in the shop's. */
export function moneySet(
  amount: string,
  currencyCode: string,
): { shop_money: MoneyAmount; presentment_money: MoneyAmount } {
  const money = { amount, currency_code: currencyCode };
  return { shop_money: money, presentment_money: money };
}

/** So many times a price, both decimals with two places: reckoned in hundredths, so that no cent is lost on the way. */
export function multiplyPrice(price: string, quantity: number): string {
  return formatHundredths(hundredthsOf(price) * quantity);
}

export function sumPrices(prices: readonly { price: string; quantity: number }[]): string {
  return formatHundredths(prices.reduce((sum, { price, quantity }) => sum + hundredthsOf(price) * quantity, 0));
}

function hundredthsOf(price: string): number {
  return Math.round(Number(price) * 100);
}

function formatHundredths(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
