import { useState } from "react";

/**
 * What is typed over the stored terms; it ends when it was saved. A refused form keeps it, to be saved again.
 *
 * @param result what came of the latest saving; null where it got no answer
 * @param savedKind the kind of result that says that it was saved
 */
export function useEditsUntilSaved<Texts>(result: { kind: string } | null | undefined, savedKind = "changed") {
  const [edits, setEdits] = useState<Partial<Texts>>({});
  const [seenResult, setSeenResult] = useState(result);
  if (result !== undefined && result !== seenResult) {
    setSeenResult(result);
    if (result?.kind === savedKind) setEdits({});
  }
  return { edits, setEdits };
}
