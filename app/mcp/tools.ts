import { assignVendor } from "./tools/assign-vendor";
import { getBacktest } from "./tools/get-backtest";
import { getHealth } from "./tools/get-health";
import { getItemPlan } from "./tools/get-item-plan";
import { getVendorOrder } from "./tools/get-vendor-order";
import { listFastMovers } from "./tools/list-fast-movers";
import { listReorderSuggestions } from "./tools/list-reorder-suggestions";
import { listVendors } from "./tools/list-vendors";
import { removeVendor } from "./tools/remove-vendor";
import { setItemPolicy } from "./tools/set-item-policy";
import { whatIf } from "./tools/what-if";
import type { Tool } from "./tool";

/** All that an assistant can call; those that change something are for tokens that may write. */
export const TOOLS: readonly Tool[] = [
  listReorderSuggestions,
  getItemPlan,
  listFastMovers,
  listVendors,
  getVendorOrder,
  whatIf,
  getBacktest,
  getHealth,
  setItemPolicy,
  assignVendor,
  removeVendor,
];
