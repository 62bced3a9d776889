import { Badge, Banner, BlockStack, Box, Button, Card, Divider, InlineStack, Modal, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ApiTokenRow } from "~/reports/api-token-report";
import { returnFocus } from "../return-focus";
import { useShopFormats } from "../shop-formats";
import { writeEnd, writeLastUse } from "./token-texts";

interface TokenListCardProps {
  tokens: readonly ApiTokenRow[];
  /** Why the last one was not revoked. */
  failure: string | undefined;
  onRevoke: (tokenId: string) => void;
  revoking: boolean;
}

/** Which tokens there are, and which of them still open anything. */
export function TokenListCard({ tokens, failure, onRevoke, revoking }: TokenListCardProps) {
  const { t } = useShopFormats();
  const [asked, setAsked] = useState<{ token: ApiTokenRow; opener: Element | null }>();
  const close = () => {
    setAsked(undefined);
    returnFocus(asked?.opener ?? null);
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("tokens.list.title")}
        </Text>
        {failure !== undefined && (
          <Banner tone="critical" title={t("tokens.list.nothingChanged")}>
            <Text as="p">{failure}</Text>
          </Banner>
        )}
        {tokens.length === 0 && (
          <Text as="p" tone="subdued">
            {t("tokens.list.none")}
          </Text>
        )}
        {tokens.map((token, index) => (
          <Fragment key={token.tokenId}>
            {index > 0 && <Divider />}
            <TokenRow
              token={token}
              revoking={revoking}
              onRevoke={() => {
                setAsked({ token, opener: document.activeElement });
              }}
            />
          </Fragment>
        ))}
      </BlockStack>
      <Modal
        open={asked !== undefined}
        size="small"
        onClose={close}
        title={t("tokens.revoke.title", { name: asked?.token.name ?? "" })}
        primaryAction={{
          content: t("tokens.revoke.confirm"),
          destructive: true,
          onAction: () => {
            if (asked) onRevoke(asked.token.tokenId);
            close();
          },
        }}
        secondaryActions={[{ content: t("actions.cancel"), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">{t("tokens.revoke.consequence")}</Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}

function TokenRow({ token, revoking, onRevoke }: { token: ApiTokenRow; revoking: boolean; onRevoke: () => void }) {
  const formats = useShopFormats();
  const { t } = formats;
  const created = t("tokens.list.created", { when: formats.instant(token.createdAt) });
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="050">
        <InlineStack gap="200" align="start" blockAlign="center">
          <Text as="h3" fontWeight="medium" breakWord>
            {token.name}
          </Text>
          <Badge {...(token.state === "valid" && { tone: "success" })}>{t(`tokens.list.state.${token.state}`)}</Badge>
        </InlineStack>
        <Text as="p">{t(`tokens.rights.${token.rights}`)}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {[created, writeLastUse(token, formats), writeEnd(token, formats)].join(" · ")}
        </Text>
      </BlockStack>
      {token.state === "valid" && (
        <Box minWidth="fit-content">
          <Button
            tone="critical"
            accessibilityLabel={t("tokens.revoke.openWhich", { name: token.name })}
            onClick={onRevoke}
            disabled={revoking}
          >
            {t("tokens.revoke.open")}
          </Button>
        </Box>
      )}
    </InlineStack>
  );
}
