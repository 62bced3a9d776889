import { TextField } from "@shopify/polaris";
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import styles from "./list.module.css";

interface TermFieldProps {
  label: string;
  /** What the field holds at first, all of it selected. */
  initialText: string;
  error: string | undefined;
  saving: boolean;
  /** Called with Enter, or when the focus goes elsewhere, if the text is another one. */
  onSave: (text: string) => void;
  /** Called with Escape, or when the focus goes elsewhere, if nothing was changed since it was opened or refused. */
  onLeave: () => void;
}

/** A field in the cell of a table. */
export function TermField({ label, initialText, error, saving, onSave, onLeave }: TermFieldProps) {
  const [text, setText] = useState(initialText);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    field.current?.querySelector("input")?.select();
  }, []);
  // The field loses the focus by being left, too.
  const isLeft = useRef(false);
  const leave = () => {
    isLeft.current = true;
    onLeave();
  };
  const sentText = useRef<string>();
  const finish = () => {
    if (text.trim() === initialText) {
      leave();
      return;
    }
    sentText.current = text;
    onSave(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Else the press that closes the field also clicks what has the focus then.
    if (event.key === "Enter") event.preventDefault();
    if (saving || event.repeat) return;
    if (event.key === "Enter") finish();
    if (event.key === "Escape") leave();
  };
  const onBlur = (event?: FocusEvent) => {
    const hasOnlyWindowLostFocus = event?.target === document.activeElement;
    if (saving || isLeft.current || hasOnlyWindowLostFocus) return;
    const isRefused = error !== undefined && text === sentText.current;
    if (isRefused) leave();
    else finish();
  };
  return (
    <div ref={field} className={error === undefined ? styles.termField : styles.faultyTermField} onKeyDown={onKeyDown}>
      <TextField
        type="text"
        inputMode="decimal"
        size="slim"
        label={label}
        labelHidden
        autoComplete="off"
        autoFocus
        value={text}
        onChange={setText}
        onBlur={onBlur}
        readOnly={saving}
        loading={saving}
        {...(error !== undefined && { error })}
      />
    </div>
  );
}
