import { ArrowDownIcon, ArrowUpIcon, SortIcon } from "@shopify/polaris-icons";
import { useId } from "react";
import { useWords } from "~/words/words-context";
import { hint } from "../hint";
import { OneChoice, type Choice } from "./choices";
import { PanelButton } from "./panel-button";
import styles from "./sort-menu.module.css";

type Direction = "asc" | "desc";

export interface SortColumn<Column extends string> extends Choice<Column> {
  /** Texts are sorted from A to Z, figures from the lowest to the highest. */
  isText: boolean;
}

export interface Order<Column extends string> {
  sort: Column;
  direction: Direction;
}

interface SortMenuProps<Column extends string> extends Order<Column> {
  /** What can be chosen. A list may be sorted by another column, at its heading: a figure. */
  columns: readonly SortColumn<Column>[];
  onChange: (order: Order<Column>) => void;
}

const DIRECTIONS = [
  { direction: "asc", Arrow: ArrowUpIcon, ofTexts: "sorting.aToZ", ofFigures: "sorting.lowestFirst" },
  { direction: "desc", Arrow: ArrowDownIcon, ofTexts: "sorting.zToA", ofFigures: "sorting.highestFirst" },
] as const;

/** A button that opens what a list can be sorted by, and in which direction. */
export function SortMenu<Column extends string>({ columns, sort, direction, onChange }: SortMenuProps<Column>) {
  const { t } = useWords();
  const isText = columns.some(({ value, isText }) => isText && value === sort);
  const name = useId();
  return (
    <PanelButton
      title={t("sorting.title")}
      className={BUTTON}
      aria-label={t("sorting.open")}
      {...hint(t("sorting.sort"))}
      content={
        <span className="Polaris-Button__Icon">
          <span className="Polaris-Icon">
            <SortIcon className="Polaris-Icon__Svg" aria-hidden />
          </span>
        </span>
      }
    >
      {() => (
        <>
          <div className={styles.columns}>
            <p className={styles.title}>{t("sorting.title")}</p>
            <OneChoice
              title={t("sorting.title")}
              choices={columns}
              selected={sort}
              onSelect={(column) => {
                onChange({ sort: column, direction });
              }}
            />
          </div>
          <fieldset className={styles.directions} aria-label={t("sorting.direction")}>
            {DIRECTIONS.map((one) => (
              <label key={one.direction} className={styles.direction}>
                <input
                  type="radio"
                  name={name}
                  checked={one.direction === direction}
                  onChange={() => {
                    onChange({ sort, direction: one.direction });
                  }}
                />
                <one.Arrow className={styles.arrow} aria-hidden />
                {t(isText ? one.ofTexts : one.ofFigures)}
              </label>
            ))}
          </fieldset>
        </>
      )}
    </PanelButton>
  );
}

/** The classes of a small button with an icon, as of Polaris's `Button`. */
const BUTTON = [
  "Polaris-Button",
  "Polaris-Button--pressable",
  "Polaris-Button--variantSecondary",
  "Polaris-Button--sizeSlim",
  "Polaris-Button--textAlignCenter",
  "Polaris-Button--iconOnly",
].join(" ");
