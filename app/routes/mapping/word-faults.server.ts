import type { MappingReport } from "~/reports/mapping-report";
import { wordFault } from "~/words/fault-words.server";
import type { Words } from "~/words/words";

/** The report with what is wrong with a file in the merchant's language: it is kept, and downloaded, in English. */
export function wordMappingFaults(report: MappingReport, t: Words["t"]): MappingReport {
  const { uploaded } = report;
  if (uploaded === null) return report;
  const { refusal, faults } = uploaded;
  return {
    ...report,
    uploaded: {
      ...uploaded,
      refusal: refusal && wordFault(refusal, t),
      faults: faults && {
        ...faults,
        rows: faults.rows.map((fault) => ({ ...fault, reason: wordFault(fault.reason, t) })),
      },
    },
  };
}
