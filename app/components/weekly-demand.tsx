import type { ListRow } from "~/reports/reorder-row";
import { Figure } from "./figure";
import { hint } from "./hint";
import styles from "./list.module.css";
import type { WrittenFigure } from "./reorder-columns";
import { drawSparkline, sizeOfSparkline } from "./sparkline-path";

interface WeeklyDemandProps {
  row: ListRow;
  written: WrittenFigure;
}

/** The demand of a row's weeks as a line of the size of a word; its words are for who does not see it, and for who points at it. */
export function WeeklyDemand({ row: { weeklyDemand }, written }: WeeklyDemandProps) {
  if (weeklyDemand === undefined || typeof written !== "string") return <Figure written={written} />;
  return (
    <svg
      className={styles.sparkline}
      {...sizeOfSparkline(weeklyDemand.length)}
      role="img"
      aria-label={written}
      {...hint(written)}
    >
      <path d={drawSparkline(weeklyDemand)} />
    </svg>
  );
}
