import type { FrameMessage } from "../../messages";

interface ToastListeners {
  onAction: (toastId: string) => void;
  onDismiss: (toastId: string) => void;
}

export interface Toasts {
  show(toast: Extract<FrameMessage, { type: "toast-shown" }>): void;
  hide(toastId: string): void;
}

/** Short messages at the foot of the page, each for its own time. */
export function createToasts({ onAction, onDismiss }: ToastListeners): Toasts {
  const region = document.querySelector<HTMLElement>(".toasts");
  const shown = new Map<string, HTMLElement>();

  function hide(toastId: string): void {
    shown.get(toastId)?.remove();
    if (shown.delete(toastId)) onDismiss(toastId);
  }

  function createButton(label: string, press: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", press);
    return button;
  }

  return {
    show({ toastId, message, isError, durationMs, action }) {
      const toast = document.createElement("div");
      toast.className = isError ? "toast error" : "toast";
      const text = document.createElement("span");
      text.textContent = message;
      toast.append(text);
      if (action !== null) toast.append(createButton(action, () => onAction(toastId)));
      const dismiss = createButton("×", () => hide(toastId));
      dismiss.setAttribute("aria-label", "Dismiss");
      toast.append(dismiss);
      shown.set(toastId, toast);
      region?.append(toast);
      setTimeout(() => hide(toastId), durationMs);
    },
    hide,
  };
}
