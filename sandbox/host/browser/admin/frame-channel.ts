import { MESSAGE_CHANNEL, type FrameMessage, type HostMessage } from "../../messages";

export interface FrameChannel {
  tell: (message: HostMessage) => void;
}

/** Listens to what the app says in its frame, and lets the admin answer. */
export function openFrameChannel(frame: HTMLIFrameElement, receive: (message: FrameMessage) => void): FrameChannel {
  window.addEventListener(
    "message",
    ({ source, origin, data }: MessageEvent<{ channel?: string; message: FrameMessage } | null>) => {
      if (source !== frame.contentWindow || origin !== location.origin || data?.channel !== MESSAGE_CHANNEL) return;
      receive(data.message);
    },
  );
  return {
    tell: (message) => frame.contentWindow?.postMessage({ channel: MESSAGE_CHANNEL, message }, location.origin),
  };
}
