import { useState } from "react";

/** What the merchant has typed over stored values; it ends when other values are stored, as after saving. */
export function useEdits<Values>(stored: Values) {
  const [edits, setEdits] = useState<{ over: string; values: Values }>();
  const key = JSON.stringify(stored);
  return {
    values: edits?.over === key ? edits.values : stored,
    setValues: (values: Values) => {
      setEdits({ over: key, values });
    },
    discard: () => {
      setEdits(undefined);
    },
  };
}
