import type { NavigationItem } from "../../messages";
import { addressOf } from "./app-address";

/** On a narrow screen the navigation hides behind the menu button. */
export function setUpMenuButton(): void {
  const button = document.querySelector<HTMLButtonElement>(".menu-button");
  button?.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(document.body.classList.toggle("menu-open")));
  });
}

function closeMenu(): void {
  document.body.classList.remove("menu-open");
  document.querySelector(".menu-button")?.setAttribute("aria-expanded", "false");
}

export interface AppNavigation {
  showItems(items: NavigationItem[]): void;
  /** Marks the item of the page that shows, which may be a page under it. */
  markCurrent(appPath: string): void;
}

/** The app's pages under its name; choosing one navigates inside the frame. */
export function showAppNavigation(choose: (href: string) => void): AppNavigation {
  const appLink = document.querySelector<HTMLAnchorElement>("[data-app-link]");
  const list = document.querySelector<HTMLUListElement>("[data-app-items]");
  let home: NavigationItem | undefined;

  appLink?.addEventListener("click", (event) => {
    if (home) follow(event, home.href);
  });

  function follow(event: MouseEvent, href: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    closeMenu();
    choose(href);
  }

  function createItem({ label, href }: NavigationItem): HTMLLIElement {
    const link = document.createElement("a");
    link.href = addressOf(href);
    link.dataset.appPath = href;
    link.textContent = label;
    link.addEventListener("click", (event) => follow(event, href));
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  return {
    showItems(items) {
      home = items.find(({ isHome }) => isHome);
      list?.replaceChildren(...items.filter(({ isHome }) => !isHome).map(createItem));
    },
    markCurrent(appPath) {
      const pathname = appPath.split(/[?#]/)[0] ?? "";
      const links = [...(list?.querySelectorAll<HTMLAnchorElement>("a[data-app-path]") ?? [])];
      const current = links
        .filter(({ dataset }) => pathname === dataset.appPath || pathname.startsWith(`${dataset.appPath}/`))
        .sort((a, b) => (b.dataset.appPath?.length ?? 0) - (a.dataset.appPath?.length ?? 0))[0];
      for (const link of links) link.removeAttribute("aria-current");
      current?.setAttribute("aria-current", "page");
      appLink?.setAttribute("aria-current", current ? "true" : "page");
    },
  };
}
