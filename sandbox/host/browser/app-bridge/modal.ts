import type { ShopifyGlobal } from "@shopify/app-bridge-types";
import { findActions } from "./title-bar";

/**
 * `<ui-modal>`: a dialog over the page. Shopify shows it over the whole admin; here it covers the app's frame, which
 * keeps its content within reach of the app's own scripts.
 */
class ModalElement extends HTMLElement {
  readonly #dialog = document.createElement("dialog");
  /** Filled by the app, or from the element's own children when it is shown. */
  readonly content = document.createElement("div");

  constructor() {
    super();
    this.#dialog.addEventListener("close", () => {
      this.#dialog.remove();
      this.dispatchEvent(new Event("hide"));
    });
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  show(): Promise<void> {
    if (!this.#dialog.open) {
      this.#fillDialog();
      document.body.append(this.#dialog);
      this.#dialog.showModal();
      this.dispatchEvent(new Event("show"));
    }
    return Promise.resolve();
  }

  hide(): Promise<void> {
    this.#dialog.close();
    return Promise.resolve();
  }

  toggle(): Promise<void> {
    return this.#dialog.open ? this.hide() : this.show();
  }

  #fillDialog(): void {
    const titleBar = this.querySelector("ui-title-bar");
    if (!this.content.hasChildNodes()) {
      const ownContent = [...this.children].find((child) => child !== titleBar);
      if (ownContent) this.content.append(ownContent.cloneNode(true));
    }
    const heading = document.createElement("h2");
    heading.textContent = titleBar?.getAttribute("title") ?? "";
    const buttons = document.createElement("footer");
    for (const action of titleBar ? findActions(titleBar) : []) {
      const button = document.createElement("button");
      button.textContent = action.textContent;
      button.addEventListener("click", () => action.click());
      buttons.append(button);
    }
    this.#dialog.replaceChildren(heading, this.content, buttons);
  }
}

/** Defines the element and makes `shopify.modal`, which drives it by its id. */
export function createModalApi(): ShopifyGlobal["modal"] {
  customElements.define("ui-modal", ModalElement);
  const findModal = (id: string): ModalElement => {
    const element = document.getElementById(id);
    if (element instanceof ModalElement) return element;
    throw new Error(`There is no <ui-modal id="${id}"> on this page`);
  };
  return {
    show: (id) => findModal(id).show(),
    hide: (id) => findModal(id).hide(),
    toggle: (id) => findModal(id).toggle(),
  };
}
