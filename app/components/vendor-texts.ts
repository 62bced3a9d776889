import type { VendorDetails } from "~/reports/vendor-details";
import { writePercent } from "./percent";

/** What is known of a vendor as the fields of its form hold it; empty where nothing is, or the shop's term is to hold. */
export interface VendorTexts {
  name: string;
  email: string;
  /** ISO 4217 code; empty for the shop's. */
  currency: string;
  exchangeRate: string;
  minimumOrderValue: string;
  notes: string;
  leadTimeDays: string;
  leadTimeStdDevDays: string;
  reviewPeriodDays: string;
  serviceLevelPercent: string;
  coverageDays: string;
}

export type VendorField = keyof VendorTexts;

export type VendorErrors = Partial<Record<VendorField, string>>;

export const NO_VENDOR_TEXTS: VendorTexts = {
  name: "",
  email: "",
  currency: "",
  exchangeRate: "",
  minimumOrderValue: "",
  notes: "",
  leadTimeDays: "",
  leadTimeStdDevDays: "",
  reviewPeriodDays: "",
  serviceLevelPercent: "",
  coverageDays: "",
};

export function writeVendorTexts(vendor: VendorDetails): VendorTexts {
  return {
    name: vendor.name,
    email: vendor.email ?? "",
    currency: vendor.currency ?? "",
    exchangeRate: writeNumber(vendor.exchangeRate),
    minimumOrderValue: vendor.minimumOrderValue ?? "",
    notes: vendor.notes ?? "",
    leadTimeDays: writeNumber(vendor.leadTimeDays),
    leadTimeStdDevDays: writeNumber(vendor.leadTimeStdDevDays),
    reviewPeriodDays: writeNumber(vendor.reviewPeriodDays),
    serviceLevelPercent: vendor.serviceLevel === null ? "" : writePercent(vendor.serviceLevel),
    coverageDays: writeNumber(vendor.coverageDays),
  };
}

/** Never in powers of ten, as a rate of a strong currency for a weak one would be written. */
const plainNumber = new Intl.NumberFormat("en", { useGrouping: false, maximumFractionDigits: 20 });

function writeNumber(value: number | null): string {
  return value === null ? "" : plainNumber.format(value);
}
