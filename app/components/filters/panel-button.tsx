import { isEqual } from "es-toolkit";
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from "react";
import { showOnTop } from "../show-on-top";
import { useSteadyCallback } from "../use-steady-callback";
import styles from "./panel-button.module.css";

interface PanelButtonProps extends Pick<ComponentPropsWithoutRef<"button">, "className" | "aria-label"> {
  /** What the panel is about: read out when the focus comes into it. */
  title: string;
  /** What is on the button. */
  content: ReactNode;
  /** What the mouse that rests on the button is told; see `hint`. */
  "data-hint"?: string;
  /** What is in the panel; rendered only while it is open. */
  children: (close: () => void) => ReactNode;
}

/**
 * A button that opens a panel beside itself, over the page. The panel comes right after its button, so that the Tab key leads into it and
 * on from it, and is drawn in the browser's top layer, so that no card cuts it off.
 */
export function PanelButton({ title, content, children, ...attributes }: PanelButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<CSSProperties>();
  const isOpen = place !== undefined;
  const findPlace = useSteadyCallback(() => {
    if (!button.current) return;
    const found = findPlaceBeside(button.current);
    setPlace((kept) => (isEqual(kept, found) ? kept : found));
  });
  const close = useSteadyCallback(() => {
    setPlace(undefined);
    button.current?.focus();
  });
  return (
    <div
      className={styles.together}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) setPlace(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key !== (isOpen ? "Escape" : "ArrowDown") || event.nativeEvent.isComposing) return;
        event.preventDefault();
        if (isOpen) close();
        else findPlace();
      }}
    >
      <button
        {...attributes}
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        // Measured before the panel is there, while what the page looks like is known.
        onClick={isOpen ? close : findPlace}
      >
        {content}
      </button>
      {isOpen && (
        <Panel id={id} title={title} place={place} button={button} onPageChange={findPlace} onClickOutside={close}>
          {children(close)}
        </Panel>
      )}
    </div>
  );
}

interface PanelProps {
  id: string;
  title: string;
  place: CSSProperties;
  button: RefObject<HTMLButtonElement>;
  /** The button may be somewhere else now. */
  onPageChange: () => void;
  onClickOutside: () => void;
  children: ReactNode;
}

function Panel({ id, title, place, button, onPageChange, onClickOutside, children }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!panel.current) return;
    showOnTop(panel.current);
    findFirstControl(panel.current)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    // What is clicked and takes the focus has closed the panel before.
    const followClick = ({ target }: MouseEvent) => {
      const isOutside = target instanceof Node && ![button, panel].some(({ current }) => current?.contains(target));
      if (isOutside) onClickOutside();
    };
    document.addEventListener("click", followClick, true);
    const sizes = new ResizeObserver(onPageChange);
    for (const element of [button.current, document.documentElement]) if (element) sizes.observe(element);
    // A finger moves the line of pills; with the page the panel moves by itself, and what scrolls in it leaves it where it is.
    const followButton = ({ target }: Event) => {
      if (target instanceof Element && target.contains(button.current)) onPageChange();
    };
    document.addEventListener("scroll", followButton, OF_ANYTHING);
    return () => {
      document.removeEventListener("scroll", followButton, OF_ANYTHING);
      document.removeEventListener("click", followClick, true);
      sizes.disconnect();
    };
  }, [button, onPageChange, onClickOutside]);
  return (
    <div
      ref={panel}
      id={id}
      role="dialog"
      aria-label={title}
      // A click between the choices leaves the focus in the panel, whose keys are heard then.
      tabIndex={-1}
      className={styles.panel}
      style={place}
    >
      {children}
    </div>
  );
}

/** Listens also to what is heard by nobody around it. */
const OF_ANYTHING = { capture: true, passive: true };

/** Of radio buttons the chosen one, since the Tab key goes to that. */
function findFirstControl(panel: HTMLElement): HTMLElement | null {
  const first = panel.querySelector<HTMLElement>("input, button");
  if (!(first instanceof HTMLInputElement) || first.type !== "radio") return first;
  return panel.querySelector<HTMLElement>(`input[name="${first.name}"]:checked`) ?? first;
}

const GAP_PX = 5;
const MARGIN_PX = 8;
const WIDEST_PX = 300;
const HIGHEST_PX = 500;
/** With less room below it, a panel opens where there is more. */
const LEAST_ROOM_PX = 250;

/** Where in the page a panel is to be, and how high at most, so that as much of it as possible is in the window. */
function findPlaceBeside(button: HTMLElement): CSSProperties {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const above = top - GAP_PX - MARGIN_PX;
  const below = clientHeight - bottom - GAP_PX - MARGIN_PX;
  const opensAbove = below < LEAST_ROOM_PX && above > below;
  return {
    ...(opensAbove
      ? { bottom: clientHeight - top - window.scrollY + GAP_PX }
      : { top: bottom + window.scrollY + GAP_PX }),
    ...(left + WIDEST_PX + MARGIN_PX <= clientWidth
      ? { left }
      : { right: right - WIDEST_PX >= MARGIN_PX ? clientWidth - right : MARGIN_PX }),
    maxBlockSize: Math.min(HIGHEST_PX, Math.max(opensAbove ? above : below, LEAST_ROOM_PX)),
  };
}
