import type { ReactNode } from "react";
import styles from "./layout-for-width.module.css";

interface LayoutForWidthProps {
  /** For which of the two the children are laid out. */
  narrow: boolean;
  children: ReactNode;
}

/**
 * Keeps what the server laid out for another width than the window has out of sight, in a place as high as the window, until
 * the browser has measured and laid it out anew. Otherwise it would show for a moment and then jump.
 */
export function LayoutForWidth({ narrow, children }: LayoutForWidthProps) {
  return <div className={narrow ? styles.narrow : styles.wide}>{children}</div>;
}
