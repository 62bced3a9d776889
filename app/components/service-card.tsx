import { Text } from "@shopify/polaris";
import type { ServiceCheck, ServiceStatus } from "~/reports/status-report";
import { useShopFormats, type ShopFormats } from "./shop-formats";
import { StatusCard, type StatusWord } from "./status-card";

const TONES: Record<ServiceStatus["status"], StatusWord["tone"]> = {
  ok: "success",
  degraded: "warning",
  down: "critical",
};

/** How the app itself is doing, for all shops together: what monitors are told by /healthz. */
export function ServiceCard({ service }: { service: ServiceStatus }) {
  const formats = useShopFormats();
  const { t, instant } = formats;
  const amiss = service.checks.filter(({ problem }) => problem !== null);
  return (
    <StatusCard
      title={t("statusPage.service.title")}
      status={{ word: t(`statusPage.service.status.${service.status}`), tone: TONES[service.status] }}
      facts={service.checks.map((check) => [t(`statusPage.service.check.${check.name}`), describe(check, formats)])}
    >
      <Text as="p" tone="subdued">
        {t("statusPage.service.version", { version: service.version })}
      </Text>
      {amiss.map(({ name, problem, since }) => (
        <Text as="p" key={name}>
          {t("statusPage.service.amiss", { since: instant(since), problem })}
        </Text>
      ))}
    </StatusCard>
  );
}

function describe({ observed, target, unit }: ServiceCheck, formats: ShopFormats): string {
  if (observed === null) return formats.t("statusPage.service.notKnown");
  return formats.t("statusPage.service.observed", {
    observed: write(observed, unit, formats),
    target: write(target, unit, formats),
  });
}

function write(amount: number, unit: ServiceCheck["unit"], { t, quantity, duration }: ShopFormats): string {
  return unit === "ms" ? t("statusPage.service.milliseconds", { written: quantity(amount) }) : duration(amount * 1_000);
}
