import type { Words } from "~/words/words";
import type { action } from "../app.item-vendors";

type Result = Awaited<ReturnType<typeof action>>;

/** Why a change of vendors was refused, in words; undefined for one that was not, or whose fields say why. */
export function describeRefusal(result: Result | undefined, t: Words["t"]): string | undefined {
  switch (result?.kind) {
    case "unknown-variants":
    case "unknown-vendor":
      return t(`item.vendors.refused.${result.kind}`);
    case "archived-vendor":
    case "not-supplied":
      return t(`item.vendors.refused.${result.kind}`, { vendor: result.vendor });
    case "stale":
    case "invalid":
    case "changed":
    case undefined:
      return undefined;
  }
}
