import { useFetcher, useSubmit } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import type { ListLook } from "~/components/list-look";
import { useSteadyCallback } from "~/components/use-steady-callback";
import type { ReorderView } from "~/reports/reorder-query";
import type { action } from "../app.views";

type Fields = Record<string, string>;

interface Look {
  look: ListLook;
  onLookChange: (look: ListLook) => void;
  /** What came of a choice. */
  result: ReturnType<typeof useFetcher<typeof action>>["data"];
}

/**
 * What a list looks like, as it was chosen last. Choices are sent one after the other, since of two at the same time the former
 * could be stored last; of those made meanwhile the latest is sent.
 *
 * @param viewId the view whose look it is; null for the list as it opens
 */
export function useLook(list: ReorderView, viewId: string | null, stored: ListLook): Look {
  const { data: result, state, submit } = useFetcher<typeof action>();
  const [chosen, setChosen] = useState<{ viewId: string | null; look: ListLook }>();
  const isUnanswered = useRef(false);
  const waiting = useRef(new Map<string | null, Fields>());

  const sendNext = useCallback(() => {
    const [next] = waiting.current;
    if (next === undefined || isUnanswered.current) return;
    const [view, fields] = next;
    waiting.current.delete(view);
    isUnanswered.current = true;
    submit(fields, { method: "POST", action: "/app/views" });
  }, [submit]);
  const isIdle = state === "idle";
  // Also when one got no answer, as while the connection is away.
  useEffect(() => {
    if (!isIdle) return;
    isUnanswered.current = false;
    sendNext();
  }, [result, isIdle, sendNext]);

  useSendOnLeaving(waiting);

  const onLookChange = useCallback(
    (look: ListLook) => {
      setChosen({ viewId, look });
      const target: Fields = viewId === null ? { intent: "look", list } : { intent: "look-of-view", viewId };
      waiting.current.set(viewId, { ...target, columns: look.columns.join(","), density: look.density });
      sendNext();
    },
    [list, viewId, sendNext],
  );
  // A choice shows before it is stored.
  const isOnItsWay = state !== "idle" && chosen?.viewId === viewId;
  return { look: isOnItsWay ? chosen.look : stored, onLookChange, result };
}

/** Hands on what is still waiting when the list is left; the route's client action sends it after the answer to the former. */
function useSendOnLeaving(waiting: RefObject<Map<string | null, Fields>>): void {
  const submit = useSubmit();
  const send = useSteadyCallback(() => {
    for (const [viewId, fields] of waiting.current ?? []) {
      submit(fields, {
        method: "POST",
        action: "/app/views",
        navigate: false,
        fetcherKey: `look of ${viewId ?? "the list"}`,
      });
    }
  });
  useEffect(() => send, [send]);
}
