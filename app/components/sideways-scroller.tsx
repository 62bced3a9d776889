import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { useWords } from "~/words/words-context";
import styles from "./sideways-scroller.module.css";

/**
 * Scrolls a table sideways that is wider than its place. What scrolls can be reached by the keyboard, and has its scroll bar at the
 * lower edge of the window while its own end is below that.
 */
export function SidewaysScroller({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const couple = useCoupledScrolling();
  const share = useShownShare(scroller);
  const overflows = share < 1;
  return (
    <>
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={({ currentTarget: moved }) => {
          moved.toggleAttribute("data-scrolled", moved.scrollLeft !== 0);
          couple(moved, bar.current);
        }}
        {...(overflows && { tabIndex: 0, role: "group", "aria-label": t("page.scrollsSideways") })}
      >
        {children}
      </div>
      {overflows && (
        <div
          ref={bar}
          className={styles.bar}
          aria-hidden
          tabIndex={-1}
          onScroll={({ currentTarget: moved }) => {
            couple(moved, scroller.current);
          }}
        >
          <div style={{ inlineSize: `${100 / share}%` }} />
        </div>
      )}
    </>
  );
}

/** Has one of two scroll as the other does. What was moved by this does not move the other in its turn, which may be further already. */
function useCoupledScrolling() {
  const moves = useRef(new Map<Element, number>());
  return useCallback((moved: Element, other: Element | null) => {
    if (!other || moves.current.get(moved) === moved.scrollLeft) return;
    moves.current.delete(moved);
    other.scrollLeft = (moved.scrollLeft / rangeOf(moved)) * rangeOf(other);
    moves.current.set(other, other.scrollLeft);
  }, []);
}

function rangeOf({ scrollWidth, clientWidth }: Element): number {
  return scrollWidth - clientWidth;
}

const EACH_HUNDREDTH = Array.from({ length: 101 }, (_, hundredths) => hundredths / 100);

/** How much of the table shows at once. The browser tells it by the way, where to ask for a width would have it lay out the page first. */
function useShownShare(scroller: RefObject<HTMLElement>): number {
  const [share, setShare] = useState(1);
  useEffect(() => {
    const table = scroller.current?.firstElementChild;
    if (!table) return;
    const observer = new IntersectionObserver(
      (entries) => {
        // Nothing shows of what is not laid out.
        setShare(entries.at(-1)?.intersectionRatio || 1);
      },
      { root: scroller.current, threshold: EACH_HUNDREDTH },
    );
    observer.observe(table);
    return () => {
      observer.disconnect();
    };
  }, [scroller]);
  return share;
}
