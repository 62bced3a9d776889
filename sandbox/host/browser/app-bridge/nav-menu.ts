import type { NavigationItem } from "../../messages";
import { onAdminMessage, tellAdmin } from "./admin-channel";
import { whenAppListens } from "./app-listeners";
import { MirroredElement } from "./mirrored-element";

class NavMenuElement extends MirroredElement {
  protected mirror(): void {
    tellAdmin({ type: "nav-menu-changed", items: this.isConnected ? listItems(this) : [] });
  }
}

function listItems(menu: Element): NavigationItem[] {
  return findLinks(menu).map((link) => ({
    label: link.textContent?.trim() ?? "",
    href: link.getAttribute("href") ?? "",
    isHome: link.getAttribute("rel") === "home",
  }));
}

const findLinks = (root: ParentNode): HTMLAnchorElement[] => [...root.querySelectorAll<HTMLAnchorElement>("a[href]")];

/** The event by which Shopify's AppProvider hears of a chosen link, to hand it to the app's router. */
const NAVIGATE_EVENT = "shopify:navigate";

/** `<ui-nav-menu>`: the app's pages in the admin's own navigation. */
export function defineNavMenu(): void {
  const appListens = whenAppListens(NAVIGATE_EVENT);
  customElements.define("ui-nav-menu", NavMenuElement);
  onAdminMessage("nav-item-chosen", ({ href }) => {
    void appListens.then(() => {
      const links = [...document.querySelectorAll("ui-nav-menu")].flatMap(findLinks);
      const chosen = links.find((link) => link.getAttribute("href") === href);
      chosen?.dispatchEvent(new Event(NAVIGATE_EVENT, { bubbles: true }));
    });
  });
}
