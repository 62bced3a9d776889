import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  Divider,
  Form,
  FormLayout,
  InlineStack,
  Link,
  Text,
  TextField,
} from "@shopify/polaris";
import { useEffect, useRef } from "react";
import type { ItemVendorRow, ItemVendorsReport } from "~/reports/item-vendors";
import type { OfferErrors, OfferField, OfferTexts } from "./offer-texts";
import { OFFER_LABELS } from "./offer-words";
import { useShopFormats } from "./shop-formats";

export interface ItemVendorsCardProps extends Pick<ItemVendorsReport, "vendors" | "shopifyVendor"> {
  /** What is typed, by vendor; empty where the vendor's or the shop's term, or Shopify's cost, is to hold. */
  texts: ReadonlyMap<string, OfferTexts>;
  errors: OfferErrors;
  onChange: (vendorId: string, changes: Partial<OfferTexts>) => void;
  onSubmit: () => void;
  onAdd: () => void;
  /** Also for whom Shopify names, who may not be among the vendors yet. */
  onPrefer: (vendorId: string) => void;
  onRemove: (vendor: ItemVendorRow) => void;
  disabled: boolean;
}

/** Who supplies an item and on which terms; the preferred vendor, from whom it is ordered, comes first. */
export function ItemVendorsCard(props: ItemVendorsCardProps) {
  const form = useRef<HTMLDivElement>(null);
  const { vendors, errors } = props;

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Vendors
          </Text>
          <Button onClick={props.onAdd} disabled={props.disabled}>
            Add vendor
          </Button>
        </InlineStack>
        {vendors.length === 0 ? <Unassigned /> : <Explanation />}
        <ShopifyVendor {...props} />
        {vendors.length > 0 && (
          <div ref={form}>
            <Form onSubmit={props.onSubmit} noValidate>
              <BlockStack gap="400">
                {vendors.map((vendor, index) => (
                  <BlockStack key={vendor.vendorId} gap="400">
                    {index > 0 && <Divider />}
                    <VendorHeading vendor={vendor} {...props} />
                    <OfferFields vendor={vendor} {...props} />
                  </BlockStack>
                ))}
              </BlockStack>
            </Form>
          </div>
        )}
      </BlockStack>
    </Card>
  );
}

function Explanation() {
  return (
    <Text as="p" tone="subdued">
      The preferred vendor is the one that this SKU is ordered from. An empty field takes the vendor’s term, or else the
      shop’s; an empty unit cost takes Shopify’s.
    </Text>
  );
}

function Unassigned() {
  const { t } = useShopFormats();
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {`${t("list.unassigned")}: nobody supplies this SKU`}
      </Text>
      <Text as="p" tone="subdued">
        It is planned on the shop’s terms and Shopify’s cost, and no vendor’s order includes it.
      </Text>
    </BlockStack>
  );
}

function ShopifyVendor({ shopifyVendor, onPrefer, disabled }: ItemVendorsCardProps) {
  if (shopifyVendor === null) return null;
  const { vendorId, name, isArchived } = shopifyVendor;
  const action = {
    content: "Use Shopify’s vendor",
    onAction: () => {
      onPrefer(vendorId);
    },
    disabled,
  };
  return (
    <Banner tone="info" title={`Shopify names ${name} as the vendor`} {...(!isArchived && { action })}>
      <Text as="p">
        {isArchived
          ? "That vendor is archived. What was decided here holds."
          : "What was decided here holds, until you use Shopify’s vendor; the SKU follows Shopify from then on."}
      </Text>
    </Banner>
  );
}

type VendorProps = ItemVendorsCardProps & { vendor: ItemVendorRow };

function VendorHeading({ vendor, onPrefer, onRemove, disabled }: VendorProps) {
  const name = vendor.vendor;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          <Link url={`/app/vendors/${vendor.vendorId}`}>{name}</Link>
        </Text>
        {vendor.preferred && <Badge tone="info">Preferred</Badge>}
        {vendor.isArchived && <Badge>Archived</Badge>}
      </InlineStack>
      <InlineStack gap="400">
        {!vendor.preferred && !vendor.isArchived && (
          <Button
            variant="plain"
            accessibilityLabel={`Make ${name} the preferred vendor`}
            onClick={() => {
              onPrefer(vendor.vendorId);
            }}
            disabled={disabled}
          >
            Make preferred
          </Button>
        )}
        <Button
          variant="plain"
          tone="critical"
          accessibilityLabel={`Remove ${name}`}
          onClick={() => {
            onRemove(vendor);
          }}
          disabled={disabled}
        >
          Remove
        </Button>
      </InlineStack>
    </InlineStack>
  );
}

function OfferFields(props: VendorProps) {
  const { currency, isConvertible } = props.vendor;
  return (
    <FormLayout>
      <FormLayout.Group>
        <OfferTextField field="vendorSku" {...props} />
        <OfferTextField
          field="unitCost"
          suffix={currency ?? undefined}
          helpText={isConvertible ? undefined : `Plans keep Shopify’s cost: there is no exchange rate for ${currency}.`}
          {...props}
        />
      </FormLayout.Group>
      <FormLayout.Group condensed>
        <OfferTextField field="minimumOrderQuantity" suffix="units" {...props} />
        <OfferTextField field="packSize" suffix="units" {...props} />
        <OfferTextField field="leadTimeDays" suffix="days" {...props} />
      </FormLayout.Group>
    </FormLayout>
  );
}

interface OfferTextFieldProps extends VendorProps {
  field: OfferField;
  suffix?: string | undefined;
  helpText?: string | undefined;
}

function OfferTextField({ field, suffix, helpText, vendor, texts, errors, onChange, disabled }: OfferTextFieldProps) {
  const name = `${vendor.vendorId}.${field}`;
  const error = errors[name];
  return (
    <TextField
      type="text"
      inputMode={field === "vendorSku" ? "text" : "decimal"}
      name={name}
      label={OFFER_LABELS[field]}
      autoComplete="off"
      value={texts.get(vendor.vendorId)?.[field] ?? ""}
      onChange={(text) => {
        onChange(vendor.vendorId, { [field]: text });
      }}
      disabled={disabled}
      {...(suffix !== undefined && { suffix })}
      {...(helpText !== undefined && { helpText })}
      {...(error !== undefined && { error })}
    />
  );
}
