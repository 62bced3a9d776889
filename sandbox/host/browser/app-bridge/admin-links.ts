import { tellAdmin } from "./admin-channel";

/**
 * Path under the store's admin that an address leads to, such as /products/123 for shopify://admin/products/123; null
 * for an address elsewhere.
 */
function findAdminPath(address: string): string | null {
  const match =
    /^shopify:\/*admin(\/.*)$/i.exec(address) ?? /^https:\/\/admin\.shopify\.com\/store\/[^/]+(\/.*)?$/i.exec(address);
  return match ? (match[1] ?? "/") : null;
}

/** Opens an address in the place of the whole admin; one of the admin's own pages through the admin. */
export function openTopLevel(address: string): void {
  const path = findAdminPath(address);
  if (path === null) window.top?.location.assign(address);
  else tellAdmin({ type: "admin-page-opened", path, inNewTab: false });
}

/** Lets `open('shopify://admin/…')` and links to such addresses lead to the admin around the frame. */
export function followAdminLinks(): void {
  const openWithoutAdmin = window.open.bind(window);
  window.open = (url, target, features) => {
    const path = findAdminPath(String(url ?? ""));
    if (path === null) return openWithoutAdmin(url, target, features);
    tellAdmin({ type: "admin-page-opened", path, inNewTab: target === "_blank" });
    return null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const path = findAdminPath(link?.getAttribute("href") ?? "");
    if (!link || path === null) return;
    event.preventDefault();
    tellAdmin({ type: "admin-page-opened", path, inNewTab: link.getAttribute("target") === "_blank" });
  });
}
