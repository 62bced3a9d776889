import { Tooltip } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { followHints, type ShownHint } from "./hint";

/** Neither focus nor screen readers go there. React 18 knows the attribute only as text. */
const INERT = { inert: "" };

/**
 * Shows the hints of every page, one at a time. A table has hundreds of places with a hint: with a Polaris tooltip each, all
 * of them are rendered twice before the page can be used, and once more whenever any of them opens.
 */
export function Hints() {
  const [shown, setShown] = useState<ShownHint>();
  useEffect(() => followHints(setShown), []);
  if (!shown) return null;
  const { left, top, width, height } = shown.place;
  return (
    <div {...INERT}>
      <Tooltip key={`${shown.words} ${left} ${top}`} active content={shown.words} dismissOnMouseOut>
        <span style={{ position: "fixed", pointerEvents: "none", left, top, width, height }} />
      </Tooltip>
    </div>
  );
}
