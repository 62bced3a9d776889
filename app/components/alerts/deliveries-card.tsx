import { Badge, BlockStack, Card, InlineStack, List, Text } from "@shopify/polaris";
import type { AlertDeliveryRow } from "~/reports/alerts-report";
import { useWords } from "~/words/words-context";
import { useShopFormats, type ShopFormats } from "../shop-formats";

const TONES = { sent: "success", pending: "attention", failed: "critical" } as const;

/** What was sent to whom lately, and what became of it. */
export function DeliveriesCard({ deliveries }: { deliveries: readonly AlertDeliveryRow[] }) {
  const { t } = useWords();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("alerts.deliveries.title")}
        </Text>
        {deliveries.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("alerts.deliveries.empty")}
          </Text>
        ) : (
          <List>
            {deliveries.map((delivery) => (
              <List.Item key={delivery.deliveryId}>
                <Delivery delivery={delivery} />
              </List.Item>
            ))}
          </List>
        )}
      </BlockStack>
    </Card>
  );
}

function Delivery({ delivery }: { delivery: AlertDeliveryRow }) {
  const formats = useShopFormats();
  const { t, instant, quantity } = formats;
  const { recipient, status, isTest, skus, madeAt } = delivery;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" breakWord>
          {recipient ?? t("alerts.deliveries.webhook")}
        </Text>
        <Badge tone={TONES[status]}>{t(`alerts.deliveries.${status}`)}</Badge>
        {isTest && <Badge>{t("alerts.deliveries.test")}</Badge>}
        <Text as="span" variant="bodySm" tone="subdued">
          {`${instant(madeAt)} · ${t("counts.skus", { count: skus, written: quantity(skus) })}`}
        </Text>
      </InlineStack>
      {status !== "sent" && <Fault delivery={delivery} formats={formats} />}
    </BlockStack>
  );
}

function Fault({ delivery, formats }: { delivery: AlertDeliveryRow; formats: ShopFormats }) {
  const { t, instant, quantity } = formats;
  const { status, fault, faultDetail, attempts, dueAt } = delivery;
  if (fault === null) return null;
  const sentences = [
    t(`alerts.faults.${fault}`),
    ...(status === "pending"
      ? [t("alerts.deliveries.tryAgain", { count: attempts, written: quantity(attempts), when: instant(dueAt) })]
      : []),
    ...(faultDetail === null ? [] : [t("alerts.answer", { detail: faultDetail })]),
  ];
  return (
    <Text as="p" variant="bodySm" breakWord>
      {sentences.join(" ")}
    </Text>
  );
}
