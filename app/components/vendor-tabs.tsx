import { UnstyledLink } from "@shopify/polaris";
import { useWords } from "~/words/words-context";
import styles from "./vendor-tabs.module.css";

type VendorTab = "order" | "skus" | "details";

const TABS: readonly { tab: VendorTab; path: string }[] = [
  { tab: "order", path: "" },
  { tab: "skus", path: "/skus" },
  { tab: "details", path: "/details" },
];

const CURRENT = { "aria-current": "page" } as const;

interface VendorTabsProps {
  vendorId: string;
  /** The page that shows them. */
  selected: VendorTab;
}

/** Leads from each of a vendor's pages to the others. */
export function VendorTabs({ vendorId, selected }: VendorTabsProps) {
  const { t } = useWords();
  return (
    <nav aria-label={t("vendors.tabs.label")}>
      <ul className={styles.tabs}>
        {TABS.map(({ tab, path }) => (
          <li key={tab}>
            <UnstyledLink
              url={`/app/vendors/${vendorId}${path}`}
              className={styles.tab}
              {...(tab === selected && CURRENT)}
            >
              {t(`vendors.tabs.${tab}`)}
            </UnstyledLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
