import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { action } from "../app.export";

/** What to export, as the form that asks for its link. */
type ExportForm = { query: string } | { vendorOrder: string } | { mappingFaults: string } | { mapping: "all" };

/** Downloads something as CSV: asks for a link that needs no session, since a download carries none, and follows it. */
export function useCsvExport(form: ExportForm): { exportCsv: () => void; exporting: boolean } {
  const fetcher = useFetcher<typeof action>();
  const url = fetcher.data?.url;

  useEffect(() => {
    if (url !== undefined) followDownload(url);
  }, [url]);

  return {
    exportCsv: () => {
      fetcher.submit(form, { method: "POST", action: "/app/export" });
    },
    exporting: fetcher.state !== "idle",
  };
}

/** An answer that is an attachment leaves the page where it is. */
function followDownload(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
