import type { StatusReport } from "~/reports/status-report";
import { wordFault } from "~/words/fault-words.server";
import type { Words } from "~/words/words";

/** The report with what went wrong said in the merchant's language. */
export function wordStatus(report: StatusReport, t: Words["t"]): StatusReport {
  const { state, failures, service } = report;
  return {
    ...report,
    state: state.kind === "failing" ? { ...state, message: wordFault(state.message, t) } : state,
    failures: failures.map((failure) => ({ ...failure, message: wordFault(failure.message, t) })),
    service: {
      ...service,
      checks: service.checks.map((check) => ({
        ...check,
        problem: check.problem === null ? null : wordFault(check.problem, t),
      })),
    },
  };
}
