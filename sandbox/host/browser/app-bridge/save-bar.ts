import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { onAdminMessage, tellAdmin } from "./admin-channel";

/** `<ui-save-bar>`: the admin's bar over a page with unsaved changes; its buttons press those inside the element. */
class SaveBarElement extends HTMLElement {
  #isShowing = false;

  disconnectedCallback(): void {
    void this.hide();
  }

  get showing(): boolean {
    return this.#isShowing;
  }

  get discardConfirmation(): boolean {
    return this.hasAttribute("discardconfirmation");
  }

  set discardConfirmation(asks: boolean) {
    this.toggleAttribute("discardconfirmation", asks);
  }

  show(): Promise<void> {
    return this.#change(true);
  }

  hide(): Promise<void> {
    return this.#change(false);
  }

  toggle(): Promise<void> {
    return this.#change(!this.#isShowing);
  }

  press(action: "save" | "discard"): void {
    const selector = action === "save" ? 'button[variant="primary"]' : 'button:not([variant="primary"])';
    this.querySelector<HTMLButtonElement>(selector)?.click();
  }

  #change(isShown: boolean): Promise<void> {
    if (isShown !== this.#isShowing) {
      this.#isShowing = isShown;
      tellAdmin({ type: "save-bar-changed", isShown, asksBeforeDiscarding: this.discardConfirmation });
      this.dispatchEvent(new Event(isShown ? "show" : "hide"));
    }
    return Promise.resolve();
  }
}

/** Defines the element and makes `shopify.saveBar`, which drives it by its id. */
export function createSaveBarApi(): ShopifyGlobal["saveBar"] {
  customElements.define("ui-save-bar", SaveBarElement);
  onAdminMessage("save-bar-action-chosen", ({ action }) => findShownSaveBar()?.press(action));
  return {
    show: (id) => findSaveBar(id).show(),
    hide: (id) => findSaveBar(id).hide(),
    toggle: (id) => findSaveBar(id).toggle(),
    leaveConfirmation: () => {
      if (findShownSaveBar() && !window.confirm("Leave page with unsaved changes?"))
        return new Promise(() => undefined);
      return Promise.resolve();
    },
  };
}

function findSaveBar(id: string): SaveBarElement {
  const element = document.getElementById(id);
  if (element instanceof SaveBarElement) return element;
  throw new Error(`There is no <ui-save-bar id="${id}"> on this page`);
}

function findShownSaveBar(): SaveBarElement | undefined {
  return [...document.querySelectorAll<SaveBarElement>("ui-save-bar")].find(({ showing }) => showing);
}
