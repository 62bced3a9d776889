export interface TitleBar {
  element: HTMLElement;
  show(title: string | null, actions: { label: string; isPrimary: boolean }[]): void;
}

/** The bar above the frame: the app's name, or the title and actions that the app gives it. */
export function createTitleBar(choose: (actionIndex: number) => void): TitleBar {
  const element = document.createElement("div");
  element.className = "title-bar";
  const title = document.createElement("span");
  const buttons = document.createElement("span");
  element.append(title, buttons);

  const show: TitleBar["show"] = (text, actions) => {
    title.textContent = text ?? document.body.dataset.appName ?? "";
    buttons.replaceChildren(
      ...actions.map(({ label, isPrimary }, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.classList.toggle("primary", isPrimary);
        button.addEventListener("click", () => choose(index));
        return button;
      }),
    );
  };
  show(null, []);
  return { element, show };
}
