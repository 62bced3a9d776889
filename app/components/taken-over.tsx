import { useEffect } from "react";

/** The performance mark of the moment from which on the page hears what is clicked and typed. */
const TAKEN_OVER = "taken-over";

/**
 * Stands after everything else of the page, so that its effect runs when all of it has been taken over by its scripts.
 *
 * Until then a page of the server can be typed into, and nothing listens. React does not ask later what a field holds: the field would
 * show one thing and be saved as another.
 */
export function TakenOver() {
  useEffect(() => {
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
      tellWhatWasEntered(field);
    }
    performance.mark(TAKEN_OVER);
  }, []);
  return null;
}

/**
 * Enters once more what a field was given before anybody listened: its text, or whether it is ticked. Radio buttons and selections
 * need not be asked: React puts them back to what it knows, for all to see.
 */
function tellWhatWasEntered(field: HTMLInputElement | HTMLTextAreaElement): void {
  if (field.disabled || field.type === "file" || field.type === "radio") return;
  if (field instanceof HTMLInputElement && field.type === "checkbox") {
    if (field.checked === field.defaultChecked) return;
    field.checked = field.defaultChecked;
    field.click();
    return;
  }
  const entered = field.value;
  if (entered === field.defaultValue) return;
  // React takes note of what is put into a field through the field itself, not through its class: so it finds the field changed.
  field.value = field.defaultValue;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, entered);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
