export interface SaveBar {
  show(isShown: boolean, asksBeforeDiscarding: boolean): void;
  /** Whether nothing is unsaved, or the merchant gives it up. */
  allowsLeaving(): boolean;
}

/** The bar that takes the place of the top bar's middle while a page has unsaved changes. */
export function createSaveBar(choose: (action: "save" | "discard") => void): SaveBar {
  const bar = document.querySelector<HTMLElement>(".save-bar");
  let asksFirst = false;

  bar?.addEventListener("click", ({ target }) => {
    const action = target instanceof HTMLElement ? target.dataset.action : undefined;
    if (action === "save") choose("save");
    if (action === "discard" && (!asksFirst || window.confirm("Discard all unsaved changes?"))) choose("discard");
  });

  return {
    show(isShown, asksBeforeDiscarding) {
      asksFirst = asksBeforeDiscarding;
      bar?.toggleAttribute("hidden", !isShown);
    },
    allowsLeaving: () => bar?.hidden !== false || window.confirm("Leave page with unsaved changes?"),
  };
}
