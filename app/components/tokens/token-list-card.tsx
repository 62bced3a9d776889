import { Badge, Banner, BlockStack, Box, Button, Card, Divider, InlineStack, Modal, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ApiTokenRow } from "~/reports/api-token-report";
import { returnFocus } from "../return-focus";
import { useShopFormats } from "../shop-formats";
import { RIGHTS_WORDS, writeEnd, writeLastUse } from "./token-texts";

interface TokenListCardProps {
  tokens: readonly ApiTokenRow[];
  /** Why the last one was not revoked. */
  failure: string | undefined;
  onRevoke: (tokenId: string) => void;
  revoking: boolean;
}

/** Which tokens there are, and which of them still open anything. */
export function TokenListCard({ tokens, failure, onRevoke, revoking }: TokenListCardProps) {
  const [asked, setAsked] = useState<{ token: ApiTokenRow; opener: Element | null }>();
  const close = () => {
    setAsked(undefined);
    returnFocus(asked?.opener ?? null);
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Tokens
        </Text>
        {failure !== undefined && (
          <Banner tone="critical" title="Nothing was changed">
            <Text as="p">{failure}</Text>
          </Banner>
        )}
        {tokens.length === 0 && (
          <Text as="p" tone="subdued">
            No token has been made yet: nothing but this app in your admin can read your plans.
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
        title={`Revoke “${asked?.token.name ?? ""}”?`}
        primaryAction={{
          content: "Revoke token",
          destructive: true,
          onAction: () => {
            if (asked) onRevoke(asked.token.tokenId);
            close();
          },
        }}
        secondaryActions={[{ content: "Cancel", onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">Whatever uses it is refused from this moment on. This can’t be undone.</Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}

const STATE_BADGES = {
  valid: { tone: "success", words: "Valid" },
  expired: { words: "Expired" },
  revoked: { words: "Revoked" },
} as const;

function TokenRow({ token, revoking, onRevoke }: { token: ApiTokenRow; revoking: boolean; onRevoke: () => void }) {
  const formats = useShopFormats();
  const { words, ...badge } = STATE_BADGES[token.state];
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="050">
        <InlineStack gap="200" align="start" blockAlign="center">
          <Text as="h3" fontWeight="medium" breakWord>
            {token.name}
          </Text>
          <Badge {...badge}>{words}</Badge>
        </InlineStack>
        <Text as="p">{RIGHTS_WORDS[token.rights]}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {[`Created ${formats.instant(token.createdAt)}`, writeLastUse(token, formats), writeEnd(token, formats)].join(
            " · ",
          )}
        </Text>
      </BlockStack>
      {token.state === "valid" && (
        <Box minWidth="fit-content">
          <Button tone="critical" accessibilityLabel={`Revoke ${token.name}`} onClick={onRevoke} disabled={revoking}>
            Revoke…
          </Button>
        </Box>
      )}
    </InlineStack>
  );
}
