import { ShopChange } from "../../../../sandbox/changes/shop-change";
import { ShopData } from "../../../../sandbox/shop-data";
import type { SandboxInventoryLevel, SandboxStore } from "../../../../sandbox/store/types";
import { writeJson } from "../../../../sandbox/webhook-payloads/wire-format";
import { NOW, smallStore } from "../small-store";

/** The instant of the changes, as objects and as webhooks in Berlin are dated. */
export const CHANGED_AT = "2026-07-15T12:00:00Z";
export const CHANGED_AT_IN_BERLIN = "2026-07-15T14:00:00+02:00";

export interface Told {
  topic: string;
  about: string;
  /** The JSON text that is sent. */
  body: string;
}

export interface OpenShop {
  data: ShopData;
  store: SandboxStore;
  /** Does one change. @returns its result, and what subscribers are told */
  change: <Result>(command: (change: ShopChange) => Result) => { result: Result; told: Told[]; topics: string[] };
  level: (itemId: string, locationId?: string) => SandboxInventoryLevel;
}

/** The small store, open for changes. */
export function openShop(): OpenShop {
  const data = new ShopData(smallStore());
  return {
    data,
    store: data.store,
    change: (command) => {
      const change = new ShopChange(data, NOW);
      const result = command(change);
      const told = change.notices.map(({ topic, about, payload }) => ({ topic, about, body: writeJson(payload()) }));
      return { result, told, topics: told.map(({ topic }) => topic) };
    },
    level: (itemId, locationId = "11") => {
      const found = data.level(itemId, locationId);
      if (!found) throw new Error(`No level of ${itemId} at ${locationId}`);
      return found.level;
    },
  };
}
