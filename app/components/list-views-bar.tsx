import { Tabs, type TabProps } from "@shopify/polaris";
import { memo, type ReactNode } from "react";
import styles from "./list.module.css";
import { useShopFormats } from "./shop-formats";

/** A view that the shop's merchants have named. */
export interface NamedView {
  viewId: string;
  name: string;
}

export interface ViewChanges {
  /** Shows a view; null for the list as it opens. */
  onSelect: (viewId: string | null) => void;
  /** Saves what is shown now as another view. */
  onCreate: (name: string) => void;
  onRename: (viewId: string, name: string) => void;
  onDelete: (viewId: string) => void;
}

interface ListViewsBarProps {
  views: readonly NamedView[];
  /** Null for the list as it opens. */
  selected: string | null;
  changes: ViewChanges;
  /** What stands beside the views. */
  children: ReactNode;
}

/** The views of a list as tabs above it. */
export const ListViewsBar = memo(function ListViewsBar({ views, selected, changes, children }: ListViewsBarProps) {
  const { t } = useShopFormats();
  const tabs: TabProps[] = [
    { id: "view-all", content: t("views.all"), isLocked: true },
    ...views.map(({ viewId, name }) => ({ id: `view-${viewId}`, content: name, actions: actionsOf(viewId, changes) })),
  ];
  return (
    <div className={styles.viewsBar}>
      <div className={styles.viewTabs}>
        <Tabs
          tabs={tabs}
          selected={1 + views.findIndex(({ viewId }) => viewId === selected)}
          onSelect={(index) => {
            changes.onSelect(views[index - 1]?.viewId ?? null);
          }}
          canCreateNewView
          onCreateNewView={(name) => {
            changes.onCreate(name);
            return Promise.resolve(true);
          }}
        />
      </div>
      {children}
    </div>
  );
});

function actionsOf(viewId: string, { onRename, onDelete }: ViewChanges): NonNullable<TabProps["actions"]> {
  return [
    {
      type: "rename",
      onPrimaryAction: (name) => {
        onRename(viewId, name);
      },
    },
    {
      type: "delete",
      onPrimaryAction: () => {
        onDelete(viewId);
      },
    },
  ];
}
