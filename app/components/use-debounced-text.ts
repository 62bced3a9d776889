import { useEffect, useRef, useState } from "react";

/**
 * Text of a field that is handed on once the typing pauses. `value` is what holds outside: when it changes by something
 * other than this field, such as the back button, the field follows.
 */
export function useDebouncedText(value: string, onSettle: (text: string) => void, delayMs = 300) {
  const [text, setText] = useState(value);
  const lastSettled = useRef(value);
  const settle = useRef(onSettle);

  useEffect(() => {
    settle.current = onSettle;
  }, [onSettle]);

  useEffect(() => {
    if (value === lastSettled.current) return;
    lastSettled.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (text === lastSettled.current) return;
    const timer = setTimeout(() => {
      if (text === lastSettled.current) return;
      lastSettled.current = text;
      settle.current(text);
    }, delayMs);
    return () => {
      clearTimeout(timer);
    };
  }, [text, delayMs]);

  return [text, setText] as const;
}
