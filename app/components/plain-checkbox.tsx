import type { ChangeEventHandler } from "react";
import styles from "./plain-checkbox.module.css";

interface PlainCheckboxProps {
  /** What is read out; undefined where a label around it says it. */
  label?: string | undefined;
  checked: boolean;
  /** True while it stands for things of which some are chosen. */
  indeterminate?: boolean;
  onChange: ChangeEventHandler<HTMLInputElement>;
}

/** Looks like Polaris's checkbox, which is eleven elements and tells no screen reader that it is indeterminate. */
export function PlainCheckbox({ label, indeterminate = false, ...props }: PlainCheckboxProps) {
  return (
    <input
      {...props}
      type="checkbox"
      className={styles.checkbox}
      aria-label={label}
      ref={(box) => {
        if (box) box.indeterminate = indeterminate;
      }}
    />
  );
}
