import { useFetcher, useOutletContext, useRevalidator, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import type { AppContext } from "~/components/app-context";
import { MappingCheckCard } from "~/components/mapping/mapping-check-card";
import { MappingColumnsCard } from "~/components/mapping/mapping-columns-card";
import { MappingImportsCard } from "~/components/mapping/mapping-imports-card";
import { MappingProgressCard } from "~/components/mapping/mapping-progress-card";
import { MappingUploadCard } from "~/components/mapping/mapping-upload-card";
import { usePolling } from "~/components/use-polling";
import type { MappingReport, UploadedMapping } from "~/reports/mapping-report";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import type { action } from "../app.vendors.mapping";
import { useCsvExport } from "../reorder-list/use-csv-export";

const PATH = "/app/vendors/mapping";

interface MappingPageProps {
  report: MappingReport;
  mostMegabytes: number;
  mostRows: number;
}

/** Who supplies what as a file: download, upload, what it would change, apply, undo. */
export function MappingPage({ report, mostMegabytes, mostRows }: MappingPageProps) {
  const { t } = useWords();
  const { isPhone } = useOutletContext<AppContext>();
  const { uploaded, progress, imports } = report;
  const upload = useUpload();
  const { command, busyWith, isOutdated } = useCommands();
  const mapping = useCsvExport({ mapping: "all" });
  const faults = useCsvExport({ mappingFaults: uploaded?.importId ?? "" });
  const showPage = usePages();
  useFollow(upload.uploading || uploaded?.status === "reading" || (progress !== null && progress.stage !== "standing"));
  const isBusy = progress !== null && progress.stage !== "standing";
  return (
    <Page title={t("mapping.title")} backAction={{ content: t("navigation.vendors"), url: "/app/vendors" }}>
      <BlockStack gap="400">
        {isOutdated && !isBusy && (
          <Banner tone="warning" title={t("mapping.outdated")}>
            <Text as="p">{t("mapping.outdatedExplained")}</Text>
          </Banner>
        )}
        {progress && (
          <MappingProgressCard
            progress={progress}
            onRetry={() => {
              command({ command: progress.doing === "undoing" ? "undo" : "apply", importId: progress.importId });
            }}
            retrying={busyWith !== null}
          />
        )}
        {uploaded?.status === "checked" && !upload.uploading && (
          <MappingCheckCard
            uploaded={uploaded}
            isPhone={isPhone}
            busyWith={busyWith === "undo" ? null : busyWith}
            onApply={() => {
              command({ command: "apply", importId: uploaded.importId });
            }}
            onDiscard={() => {
              command({ command: "discard" });
            }}
            onDownloadFaults={faults.exportCsv}
            downloading={faults.exporting}
            onFaultsPage={(page) => {
              showPage("faults", page);
            }}
            onChangesPage={(page) => {
              showPage("changes", page);
            }}
          />
        )}
        <MappingUploadCard
          mostMegabytes={mostMegabytes}
          mostRows={mostRows}
          rowsRead={upload.uploading || uploaded?.status === "reading" ? readSoFar(uploaded) : null}
          blocked={isBusy ? t("mapping.blocked") : null}
          refusal={upload.refusal ?? describeRefusal(uploaded, t)}
          onUpload={upload.upload}
        />
        <MappingColumnsCard isPhone={isPhone} onDownload={mapping.exportCsv} downloading={mapping.exporting} />
        <MappingImportsCard
          imports={imports}
          onUndo={(importId) => {
            command({ command: "undo", importId });
          }}
          undoing={busyWith === "undo"}
        />
      </BlockStack>
    </Page>
  );
}

function readSoFar(uploaded: UploadedMapping | null): number {
  return uploaded?.status === "reading" ? uploaded.rowsRead : 0;
}

function describeRefusal(uploaded: UploadedMapping | null, t: Words["t"]) {
  if (uploaded?.status === "refused") {
    return { title: t("mapping.unreadable", { file: uploaded.fileName }), reason: uploaded.refusal ?? "" };
  }
  if (uploaded?.status !== "broken-off") return null;
  return { title: t("mapping.brokenOff", { file: uploaded.fileName }), reason: t("mapping.uploadAgain") };
}

function describeNotReceived(kind: "busy" | "incomplete", t: Words["t"]) {
  return kind === "busy"
    ? { title: t("mapping.busy"), reason: t("mapping.busyExplained") }
    : { title: t("mapping.incomplete"), reason: t("mapping.uploadAgain") };
}

function useUpload() {
  const { t } = useWords();
  const fetcher = useFetcher<typeof action>();
  const kind = fetcher.data?.kind;
  return {
    uploading: fetcher.state !== "idle",
    refusal: kind === "busy" || kind === "incomplete" ? describeNotReceived(kind, t) : null,
    upload: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      fetcher.submit(form, { method: "POST", action: PATH, encType: "multipart/form-data" });
    },
  };
}

const COMMANDS = ["apply", "undo", "discard"] as const;
type Command = { command: "apply" | "undo"; importId: string } | { command: "discard" };

function useCommands() {
  const fetcher = useFetcher<typeof action>();
  const sent = fetcher.formData?.get("command");
  return {
    busyWith: COMMANDS.find((command) => command === sent) ?? null,
    isOutdated: fetcher.data?.kind === "outdated",
    command: (command: Command) => {
      fetcher.submit({ ...command }, { method: "POST", action: PATH });
    },
  };
}

/** Turns the pages of either table; the other one stays where it is, and so does the page. */
function usePages() {
  const [, setParams] = useSearchParams();
  return (table: "faults" | "changes", page: number) => {
    setParams(
      (params) => {
        params.set(table, String(page));
        return params;
      },
      { preventScrollReset: true, replace: true },
    );
  };
}

function useFollow(active: boolean): void {
  const { revalidate, state } = useRevalidator();
  usePolling(
    () => {
      if (state === "idle") revalidate();
    },
    { active, intervalMs: 1_500 },
  );
}
