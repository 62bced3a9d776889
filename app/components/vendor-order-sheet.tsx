import type { ReactNode } from "react";
import type { VendorOrder, VendorOrderLine } from "~/reports/vendor-order";
import { useShopFormats } from "./shop-formats";
import styles from "./vendor-order-sheet.module.css";

export interface VendorOrderSheetProps extends VendorOrder {
  lines: readonly VendorOrderLine[];
  /** What can be done with it; not printed. */
  toolbar: ReactNode;
}

/** An order as it is put on paper: everything the vendor needs, and nothing of the app. */
export function VendorOrderSheet({ toolbar, lines, ...order }: VendorOrderSheetProps) {
  const { t } = useShopFormats();
  return (
    <>
      <div className={styles.toolbar}>{toolbar}</div>
      <article className={styles.sheet} data-scrolls-sideways>
        <SheetHead {...order} />
        {lines.length === 0 ? <p>{t("vendorOrder.sheet.nothing")}</p> : <SheetLines lines={lines} {...order} />}
      </article>
    </>
  );
}

function SheetHead({ vendor, shop, day }: VendorOrder) {
  const { t, day: writeDay } = useShopFormats();
  return (
    <header className={styles.head}>
      <div>
        <h1>{t("vendorOrder.sheet.title")}</h1>
        <p>{shop.name}</p>
      </div>
      <dl>
        <div>
          <dt>{t("vendorOrder.sheet.to")}</dt>
          <dd>
            {vendor.name}
            {vendor.email !== null && (
              <>
                <br />
                {vendor.email}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("vendorOrder.sheet.date")}</dt>
          <dd>{writeDay(day)}</dd>
        </div>
      </dl>
    </header>
  );
}

function SheetLines({ lines, vendor, totals }: VendorOrder & { lines: readonly VendorOrderLine[] }) {
  const { t, quantity, money, decimal } = useShopFormats();
  const { currency } = vendor;
  const write = (amount: number | null) => {
    if (amount === null) return "–";
    return currency === null ? decimal(amount) : money(amount, currency);
  };
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t("vendorOrder.sheet.yourSku")}</th>
          <th scope="col">{t("vendorOrder.sheet.ourSku")}</th>
          <th scope="col">{t("vendorOrder.sheet.product")}</th>
          <th scope="col" className={styles.number}>
            {t("vendorOrder.sheet.quantity")}
          </th>
          <th scope="col" className={styles.number}>
            {t("vendorOrder.sheet.unitCost")}
          </th>
          <th scope="col" className={styles.number}>
            {t("vendorOrder.sheet.value")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.variantId}>
            <td>{line.vendorSku ?? "–"}</td>
            <td>{line.sku ?? "–"}</td>
            <td>{[line.productTitle, line.variantTitle].filter((text) => text !== null).join(", ")}</td>
            <td className={styles.number}>{quantity(line.quantity)}</td>
            <td className={styles.number}>{write(line.unitCost)}</td>
            <td className={styles.number}>{write(line.lineValue)}</td>
          </tr>
        ))}
        {/* In the body: a browser repeats the foot of a table on each page. */}
        <tr className={styles.total}>
          <th scope="row" colSpan={3}>
            {t("vendorOrder.sheet.total")}
          </th>
          <td className={styles.number}>{quantity(totals.units)}</td>
          <td />
          <td className={styles.number}>{totals.linesWithoutCost === totals.lines ? "–" : write(totals.value)}</td>
        </tr>
        {totals.linesWithoutCost > 0 && (
          <tr className={styles.remark}>
            <td colSpan={6}>
              <span>{t("vendorOrder.sheet.noCost")}</span>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
