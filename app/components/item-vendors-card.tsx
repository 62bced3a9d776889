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
import type { ItemVendorRow, ItemVendorsReport } from "~/reports/item-vendors";
import { useWords } from "~/words/words-context";
import type { OfferErrors, OfferField, OfferTexts } from "./offer-texts";
import { useFaultFocus } from "./use-fault-focus";

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
  const form = useFaultFocus(props.errors, props.disabled);
  const { vendors } = props;
  const { t } = useWords();

  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("item.vendors.title")}
          </Text>
          <Button onClick={props.onAdd} disabled={props.disabled}>
            {t("item.vendors.add")}
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
  const { t } = useWords();
  return (
    <Text as="p" tone="subdued">
      {t("item.vendors.explanation")}
    </Text>
  );
}

function Unassigned() {
  const { t } = useWords();
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t("item.vendors.unassigned")}
      </Text>
      <Text as="p" tone="subdued">
        {t("item.vendors.unassignedMeaning")}
      </Text>
    </BlockStack>
  );
}

function ShopifyVendor({ shopifyVendor, onPrefer, disabled }: ItemVendorsCardProps) {
  const { t } = useWords();
  if (shopifyVendor === null) return null;
  const { vendorId, name, isArchived } = shopifyVendor;
  const action = {
    content: t("item.vendors.shopifys.use"),
    onAction: () => {
      onPrefer(vendorId);
    },
    disabled,
  };
  return (
    <Banner tone="info" title={t("item.vendors.shopifys.title", { vendor: name })} {...(!isArchived && { action })}>
      <Text as="p">{t(isArchived ? "item.vendors.shopifys.archived" : "item.vendors.shopifys.decided")}</Text>
    </Banner>
  );
}

type VendorProps = ItemVendorsCardProps & { vendor: ItemVendorRow };

function VendorHeading({ vendor, onPrefer, onRemove, disabled }: VendorProps) {
  const { t } = useWords();
  const name = vendor.vendor;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          <Link url={`/app/vendors/${vendor.vendorId}`}>{name}</Link>
        </Text>
        {vendor.preferred && <Badge tone="info">{t("item.vendors.preferred")}</Badge>}
        {vendor.isArchived && <Badge>{t("item.vendors.archived")}</Badge>}
      </InlineStack>
      <InlineStack gap="400">
        {!vendor.preferred && !vendor.isArchived && (
          <Button
            variant="plain"
            accessibilityLabel={t("item.vendors.makePreferredNamed", { vendor: name })}
            onClick={() => {
              onPrefer(vendor.vendorId);
            }}
            disabled={disabled}
          >
            {t("item.vendors.makePreferred")}
          </Button>
        )}
        <Button
          variant="plain"
          tone="critical"
          accessibilityLabel={t("item.vendors.removeNamed", { vendor: name })}
          onClick={() => {
            onRemove(vendor);
          }}
          disabled={disabled}
        >
          {t("item.vendors.remove")}
        </Button>
      </InlineStack>
    </InlineStack>
  );
}

function OfferFields(props: VendorProps) {
  const { t } = useWords();
  const { currency, isConvertible } = props.vendor;
  return (
    <FormLayout>
      <FormLayout.Group>
        <OfferTextField field="vendorSku" {...props} />
        <OfferTextField
          field="unitCost"
          suffix={currency ?? undefined}
          helpText={isConvertible ? undefined : t("item.vendors.noRate", { currency })}
          {...props}
        />
      </FormLayout.Group>
      <FormLayout.Group condensed>
        <OfferTextField field="minimumOrderQuantity" suffix={t("terms.unit.units")} {...props} />
        <OfferTextField field="packSize" suffix={t("terms.unit.units")} {...props} />
        <OfferTextField field="leadTimeDays" suffix={t("terms.unit.days")} {...props} />
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
  const { t } = useWords();
  const name = `${vendor.vendorId}.${field}`;
  const error = errors[name];
  return (
    <TextField
      type="text"
      inputMode={field === "vendorSku" ? "text" : "decimal"}
      name={name}
      label={t(`offers.label.${field}`)}
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
