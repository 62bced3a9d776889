import type { ShouldRevalidateFunction } from "@remix-run/react";

/** Making a download link changes nothing that a list shows. */
export const revalidateUnlessExporting: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === "/app/export" ? false : defaultShouldRevalidate;
