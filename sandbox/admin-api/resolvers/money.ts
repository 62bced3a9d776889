export interface Money {
  amount: string;
  currencyCode: string;
}

export function money(amount: string, currencyCode: string): Money {
  return { amount, currencyCode };
}

/** The sandbox's customers pay in the shop's currency. */
export function moneyBag(amount: string, currencyCode: string): { shopMoney: Money; presentmentMoney: Money } {
  return { shopMoney: money(amount, currencyCode), presentmentMoney: money(amount, currencyCode) };
}
