import { UnstyledLink } from "@shopify/polaris";
import styles from "./vendor-tabs.module.css";

type VendorTab = "order" | "skus" | "details";

const TABS: readonly { tab: VendorTab; label: string; path: string }[] = [
  { tab: "order", label: "Order", path: "" },
  { tab: "skus", label: "SKUs", path: "/skus" },
  { tab: "details", label: "Details", path: "/details" },
];

interface VendorTabsProps {
  vendorId: string;
  /** The page that shows them. */
  selected: VendorTab;
}

/** Leads from each of a vendor's pages to the others. */
export function VendorTabs({ vendorId, selected }: VendorTabsProps) {
  return (
    <nav aria-label="Pages of this vendor">
      <ul className={styles.tabs}>
        {TABS.map(({ tab, label, path }) => (
          <li key={tab}>
            <UnstyledLink
              url={`/app/vendors/${vendorId}${path}`}
              className={styles.tab}
              {...(tab === selected && { "aria-current": "page" as const })}
            >
              {label}
            </UnstyledLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
