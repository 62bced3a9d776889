/** The attribute by which an element says what it has to explain. */
const HINT = "data-hint";

/** Has these words show while the mouse rests on an element or the keyboard's focus is on it; `Hints` shows them. */
export function hint(words: string): { "data-hint": string } {
  return { [HINT]: words };
}

/** The mouse passes over many places on its way. */
const REST_MS = 100;

export interface ShownHint {
  words: string;
  /** Where the element is in the window. */
  place: DOMRect;
}

/**
 * Tells of the hint that is to show, or of none, as mouse and focus move over the page. A press, a scroll and Escape send it
 * away.
 *
 * @returns what ends it
 */
export function followHints(show: (shown: ShownHint | undefined) => void): () => void {
  let pointed: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const point = (element: Element | null, delayMs: number) => {
    if (element === pointed) return;
    pointed = element;
    hide();
    if (element) timer = setTimeout(() => show(read(element)), delayMs);
  };
  const hide = () => {
    clearTimeout(timer);
    show(undefined);
  };

  const listening = new AbortController();
  const listen = <Type extends keyof DocumentEventMap>(type: Type, react: (event: DocumentEventMap[Type]) => void) => {
    document.addEventListener(type, react, { capture: true, passive: true, signal: listening.signal });
  };
  listen("mouseover", ({ target }) => point(findHinted(target), REST_MS));
  listen("focusin", ({ target }) => {
    if (!(target instanceof Element) || !target.matches(":focus-visible")) return;
    const hinted = findHinted(target);
    if (hinted && hinted !== target) target.setAttribute("aria-description", read(hinted).words);
    point(hinted, 0);
  });
  listen("focusout", () => point(null, 0));
  listen("pointerdown", hide);
  listen("scroll", hide);
  listen("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  return () => {
    listening.abort();
    clearTimeout(timer);
  };
}

/** The element itself, what it is part of, or, of a button, what it is made of. */
function findHinted(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  const around = target.closest(`[${HINT}]`);
  return around ?? (target instanceof HTMLButtonElement ? target.querySelector(`[${HINT}]`) : null);
}

function read(element: Element): ShownHint {
  return { words: element.getAttribute(HINT) ?? "", place: element.getBoundingClientRect() };
}
