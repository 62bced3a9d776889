import { onAdminMessage, tellAdmin } from "./admin-channel";
import { MirroredElement } from "./mirrored-element";

class TitleBarElement extends MirroredElement {
  protected mirror(): void {
    // A modal's title bar belongs to the modal.
    if (this.closest("ui-modal")) return;
    tellAdmin({
      type: "title-bar-changed",
      title: this.isConnected ? this.getAttribute("title") : null,
      actions: this.isConnected
        ? findActions(this).map((action) => ({
            label: action.textContent?.trim() ?? "",
            isPrimary: action.getAttribute("variant") === "primary",
          }))
        : [],
    });
  }
}

export const findActions = (titleBar: Element): HTMLElement[] => [
  ...titleBar.querySelectorAll<HTMLElement>("button, a[href]"),
];

/** `<ui-title-bar>`: the page's title and actions in the admin's bar above the frame. */
export function defineTitleBar(): void {
  customElements.define("ui-title-bar", TitleBarElement);
  onAdminMessage("title-bar-action-chosen", ({ index }) => {
    const titleBar = [...document.querySelectorAll("ui-title-bar")].find((element) => !element.closest("ui-modal"));
    if (titleBar) findActions(titleBar)[index]?.click();
  });
}
