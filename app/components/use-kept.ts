import { useState } from "react";

/** The same object for as long as it says the same, so that what shows it need not be rendered again. */
export function useKept<Value>(value: Value): Value {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(value) === JSON.stringify(kept)) return kept;
  setKept(value);
  return value;
}
