import { useShopFormats } from "./shop-formats";

/** A moment, in the shop's time zone. */
export function Instant({ at }: { at: string }) {
  const { instant } = useShopFormats();
  return <time dateTime={at}>{instant(at)}</time>;
}
