import { useEffect, useRef } from "react";

/**
 * Puts the focus on the first field of a form with an error, whenever an answer has brought some. Fields take no focus while they are
 * disabled, as they are until the answer is there and the page's data are read anew.
 *
 * @returns for the element around the fields
 */
export function useFaultFocus(errors: object, disabled: boolean) {
  const form = useRef<HTMLDivElement>(null);
  const hasErrors = Object.keys(errors).length > 0;
  // By whether there are any: whoever mends one of several goes on typing there.
  useEffect(() => {
    if (hasErrors && !disabled) findFaultyField(form.current)?.focus();
  }, [hasErrors, disabled]);
  return form;
}

/** Of a group of choices, which takes no focus itself, the first choice. */
function findFaultyField(form: HTMLElement | null): HTMLElement | null {
  const faulty = form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;
  return faulty instanceof HTMLFieldSetElement ? faulty.querySelector("input") : faulty;
}
