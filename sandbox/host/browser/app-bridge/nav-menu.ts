import type { NavigationItem } from "../../messages";
import { onAdminMessage, tellAdmin } from "./admin-channel";
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

/** `<ui-nav-menu>`: the app's pages in the admin's own navigation. */
export function defineNavMenu(): void {
  customElements.define("ui-nav-menu", NavMenuElement);
  onAdminMessage("nav-item-chosen", ({ href }) => {
    const links = [...document.querySelectorAll("ui-nav-menu")].flatMap(findLinks);
    // AppProvider listens for this event and hands the link to the app's router.
    const chosen = links.find((link) => link.getAttribute("href") === href);
    chosen?.dispatchEvent(new Event("shopify:navigate", { bubbles: true }));
  });
}
