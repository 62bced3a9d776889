import type { action } from "../app.item-vendors";

type Result = Awaited<ReturnType<typeof action>>;

/** Why a change of vendors was refused, in words; undefined for one that was not, or whose fields say why. */
export function describeRefusal(result: Result | undefined): string | undefined {
  switch (result?.kind) {
    case "unknown-variants":
      return "Some of this was deleted in Shopify meanwhile. Reload the page, and choose again.";
    case "unknown-vendor":
      return "This vendor does not exist any more: it was deleted, or merged with another one. Choose again.";
    case "archived-vendor":
      return `${result.vendor} is archived. Restore it to assign SKUs to it.`;
    case "not-supplied":
      return `${result.vendor} does not supply this SKU any more.`;
    case "stale":
    case "invalid":
    case "changed":
    case undefined:
      return undefined;
  }
}
