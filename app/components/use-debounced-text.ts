import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

interface Typing {
  /** True while a letter is still being put together, as by the input methods of Chinese and Japanese: no pause then is the end. */
  isUnfinished: boolean;
}

/**
 * Text of a field that is handed on once the typing pauses. `value` is what holds outside: when it changes by something
 * other than this field, such as the back button, the field follows.
 */
export function useDebouncedText(value: string, onSettle: (text: string) => void, typing?: Typing) {
  const [text, setText] = useState(value);
  const lastSettled = useRef(value);
  const settle = useRef(onSettle);
  const isUnfinished = typing?.isUnfinished ?? false;

  useEffect(() => {
    settle.current = onSettle;
  }, [onSettle]);

  useEffect(() => {
    if (value === lastSettled.current) return;
    lastSettled.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    if (isUnfinished || text === lastSettled.current) return;
    const timer = setTimeout(() => {
      if (text === lastSettled.current) return;
      lastSettled.current = text;
      settle.current(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, isUnfinished]);

  return [text, setText] as const;
}
