/**
 * An element that the app renders in its frame and the admin shows outside it. Its `mirror` method runs when it appears,
 * changes or goes.
 */
export abstract class MirroredElement extends HTMLElement {
  readonly #changes = new MutationObserver(() => this.mirror());

  connectedCallback(): void {
    this.#changes.observe(this, { attributes: true, childList: true, characterData: true, subtree: true });
    this.mirror();
  }

  disconnectedCallback(): void {
    this.#changes.disconnect();
    this.mirror();
  }

  protected abstract mirror(): void;
}
