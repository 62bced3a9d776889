/** Has the browser draw an element over the whole page; browsers from before 2024 draw it where its styles put it. */
export function showOnTop(element: HTMLElement): void {
  if (!("showPopover" in element)) return;
  element.popover = "manual";
  element.showPopover();
}
