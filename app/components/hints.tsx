import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { followHints, type ShownHint } from "./hint";
import styles from "./hints.module.css";
import { showOnTop } from "./show-on-top";

/** Neither focus nor screen readers go there. React 18 knows the attribute only as text. */
const INERT = { inert: "" };

/**
 * Shows the hints of every page, one at a time. A table has hundreds of places with a hint: with a tooltip each, all of them are
 * rendered before the page can be used. It is a plain element, which comes and goes in the middle of clicks; Polaris's own is
 * rendered, measured and rendered again each time.
 */
export function Hints() {
  const [shown, setShown] = useState<ShownHint>();
  useEffect(() => followHints(setShown), []);
  return shown && <Bubble key={`${shown.words} ${shown.place.left} ${shown.place.top}`} {...shown} />;
}

function Bubble({ words, place }: ShownHint) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bubble.current) showOnTop(bubble.current);
  }, []);
  useLayoutEffect(() => {
    if (bubble.current) putBeside(bubble.current, place);
  }, [place]);
  return (
    <div {...INERT} ref={bubble} role="tooltip" className={styles.bubble}>
      {words}
      <div className={styles.tail} />
    </div>
  );
}

/** The tail's height, and a little. */
const GAP_PX = 10;
const MARGIN_PX = 4;

/** Over the middle of a place in the window, or under it where there is no room, and never out of the window. */
function putBeside(bubble: HTMLElement, place: DOMRect): void {
  const { offsetWidth, offsetHeight, style } = bubble;
  const middle = place.left + place.width / 2;
  const rightmost = document.documentElement.clientWidth - offsetWidth - MARGIN_PX;
  const left = Math.max(MARGIN_PX, Math.min(middle - offsetWidth / 2, rightmost));
  const isUnder = place.top - GAP_PX - offsetHeight < MARGIN_PX;
  bubble.toggleAttribute("data-under", isUnder);
  style.left = `${left}px`;
  style.top = `${isUnder ? place.bottom + GAP_PX : place.top - GAP_PX - offsetHeight}px`;
  style.setProperty("--tail", `${middle - left}px`);
}
