import { useEffect } from "react";
import { useWords } from "~/words/words-context";

/**
 * Gives Polaris' elements what some people need and Polaris leaves out: a table that scrolls sideways can be reached, and so
 * scrolled, by the keyboard; and a checkbox that stands for rows of which some are selected says so to a screen reader, which
 * believes the element before its attribute.
 */
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
      for (const box of document.querySelectorAll<HTMLInputElement>("input[type=checkbox][aria-checked]")) {
        box.indeterminate = box.getAttribute("aria-checked") === "mixed";
      }
    };
    const sizes = new ResizeObserver(mend);
    mend();
    const observer = new MutationObserver(mend);
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-checked"] });
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
