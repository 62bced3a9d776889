/** Gives the focus back to what opened a dialog, once the dialog is gone: until then it keeps the focus to itself. */
export function returnFocus(opener: Element | null): void {
  requestAnimationFrame(() => {
    if (opener instanceof HTMLElement) opener.focus();
  });
}
