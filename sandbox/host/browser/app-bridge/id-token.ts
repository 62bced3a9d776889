import { onAdminMessage, tellAdmin } from "./admin-channel";

const ANSWER_TIMEOUT_MS = 10_000;

let lastRequestId = 0;

/** A session token for the merchant, fresh enough to be sent now (Shopify's live one minute). */
export function requestIdToken(): Promise<string> {
  const requestId = ++lastRequestId;
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      stopListening.forEach((stop) => stop());
      clearTimeout(timeout);
      finish();
    };
    const stopListening = [
      onAdminMessage("id-token", (answer) => {
        if (answer.requestId === requestId) settle(() => resolve(answer.idToken));
      }),
      onAdminMessage("id-token-failed", (answer) => {
        if (answer.requestId === requestId) settle(() => reject(new Error(answer.reason)));
      }),
    ];
    const timeout = setTimeout(
      () =>
        settle(() => reject(new Error("The admin gave no session token within 10 seconds; is the app in its frame?"))),
      ANSWER_TIMEOUT_MS,
    );
    tellAdmin({ type: "id-token-wanted", requestId });
  });
}
