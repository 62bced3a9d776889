import { Text } from "@shopify/polaris";
import type { ServiceCheck, ServiceStatus } from "~/reports/status-report";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

const CHECK_WORDS: Record<ServiceCheck["name"], string> = {
  database: "Database answers in",
  queue: "Longest wait of a job",
  sync: "Oldest data of any shop",
  webhooks: "Longest wait of news from Shopify",
  inventoryRoutes: "Pages answer within",
};

const STATUS_WORDS: Record<ServiceStatus["status"], StatusWord> = {
  ok: { word: "Working well", tone: "success" },
  degraded: { word: "Slower than it should be", tone: "warning" },
  down: { word: "Not working", tone: "critical" },
};

/** How the app itself is doing, for all shops together: what monitors are told by /healthz. */
export function ServiceCard({ service }: { service: ServiceStatus }) {
  const formats = useShopFormats();
  const amiss = service.checks.filter(({ problem }) => problem !== null);
  return (
    <StatusCard
      title="The app itself"
      status={STATUS_WORDS[service.status]}
      facts={service.checks.map((check) => [CHECK_WORDS[check.name], describe(check, formats)])}
    >
      <Text as="p" tone="subdued">
        {`Version ${service.version}. These figures are of all shops together.`}
      </Text>
      {amiss.map(({ name, problem, since }) => (
        <Text as="p" key={name}>
          {`Since ${formats.instant(since)}: ${problem}. The people who run the app are told by its monitors.`}
        </Text>
      ))}
    </StatusCard>
  );
}

function describe({ observed, target, unit }: ServiceCheck, formats: ShopFormats): string {
  if (observed === null) return "Not known";
  return `${write(observed, unit, formats)}, of ${write(target, unit, formats)} at most`;
}

function write(amount: number, unit: ServiceCheck["unit"], formats: ShopFormats): string {
  return unit === "ms" ? `${Math.round(amount)} ms` : formats.duration(amount * 1_000);
}
