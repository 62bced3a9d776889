import { useEffect } from "react";
import { useWords } from "~/words/words-context";

/** Gives Polaris' tables what some people need and Polaris leaves out: one that scrolls sideways can be reached, and so scrolled, by the keyboard. */
export function MendedPolaris() {
  const { t } = useWords();
  const scrollsSideways = t("page.scrollsSideways");
  useEffect(() => {
    const seen = new WeakSet<Element>();
    const mend = () => {
      for (const region of document.querySelectorAll(".Polaris-DataTable__ScrollContainer, [data-scrolls-sideways]")) {
        letKeyboardScroll(region, scrollsSideways);
        // A figure with one digit more makes a table wider without a new element.
        for (const part of [region, ...region.children].filter((part) => !seen.has(part))) {
          seen.add(part);
          sizes.observe(part);
        }
      }
    };
    const sizes = new ResizeObserver(mend);
    mend();
    const observer = new MutationObserver(mend);
    observer.observe(document.body, { subtree: true, childList: true });
    return () => {
      observer.disconnect();
      sizes.disconnect();
    };
  }, [scrollsSideways]);
  return null;
}

function letKeyboardScroll(region: Element, name: string): void {
  if (region.scrollWidth <= region.clientWidth) {
    for (const attribute of ["tabindex", "role", "aria-label"]) region.removeAttribute(attribute);
    return;
  }
  region.setAttribute("tabindex", "0");
  region.setAttribute("role", "group");
  region.setAttribute("aria-label", name);
}
