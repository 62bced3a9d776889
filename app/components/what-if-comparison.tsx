import { DataTable } from "@shopify/polaris";
import type { VariantPlan } from "~/planning/plan";
import { useWords } from "~/words/words-context";
import { Figure } from "./figure";
import type { WhatIfOutcome } from "./what-if";
import { isSameFigure, type WhatIfFigure } from "./what-if-figures";

interface WhatIfComparisonProps {
  stored: VariantPlan;
  outcome: WhatIfOutcome;
  figures: readonly WhatIfFigure[];
}

/** What holds beside what would; what would be other is set in bold. Terms that can't be have no figures. */
export function WhatIfComparison({ stored, outcome, figures }: WhatIfComparisonProps) {
  const { t } = useWords();
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric"]}
      headings={[t("whatIf.figure"), t("whatIf.now"), t("whatIf.title")]}
      rows={figures.map(({ label, write }) => [
        label,
        <Figure key="now" written={write(stored)} alignment="end" />,
        <FigureOfOutcome key="what-if" stored={stored} outcome={outcome} write={write} />,
      ])}
      increasedTableDensity
      hoverable={false}
    />
  );
}

type FigureOfOutcomeProps = Pick<WhatIfComparisonProps, "stored" | "outcome"> & Pick<WhatIfFigure, "write">;

function FigureOfOutcome({ stored, outcome, write }: FigureOfOutcomeProps) {
  const { t } = useWords();
  if (outcome.kind === "rejected") return <Figure written={{ absence: t("whatIf.noFigure") }} alignment="end" />;
  const written = write(outcome.plan);
  const isSame = isSameFigure(write(stored), written);
  return <Figure written={written} alignment="end" fontWeight={isSame ? undefined : "bold"} />;
}
