/** Stands for one of the admin's own pages: says which one Shopify would show. */
export function showResource(content: HTMLElement): void {
  const { storePath = "" } = document.body.dataset;
  const [section = "", ...rest] = location.pathname.slice(storePath.length).split("/").filter(Boolean);
  const heading = document.createElement("h1");
  heading.textContent = [section ? section[0]?.toUpperCase() + section.slice(1) : "Home", ...rest].join(" / ");
  const explanation = document.createElement("p");
  explanation.textContent = `In Shopify this is the admin's own page ${location.pathname.slice(storePath.length) || "/"}${location.search}. The sandbox has no such page; go back, or choose the app.`;
  const page = document.createElement("div");
  page.className = "resource-page";
  page.append(heading, explanation);
  content.replaceChildren(page);
}
