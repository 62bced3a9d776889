import { useSettled } from "./use-settled";

/** What comes within this time takes the place of what was there without a word. */
const WORTH_A_WORD_MS = 300;

/** Whether something has been on its way for so long that it has to be said. */
export function useLongWait(isOnItsWay: boolean): boolean {
  return useSettled(isOnItsWay, WORTH_A_WORD_MS) && isOnItsWay;
}
