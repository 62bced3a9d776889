import { MESSAGE_CHANNEL, type FrameMessage, type HostMessage } from "../../messages";

type HostMessageOf<Type extends HostMessage["type"]> = Extract<HostMessage, { type: Type }>;

export function tellAdmin(message: FrameMessage): void {
  window.parent.postMessage({ channel: MESSAGE_CHANNEL, message }, location.origin);
}

/** Calls the listener for every message of that type; ends when the returned function is called. */
export function onAdminMessage<Type extends HostMessage["type"]>(
  type: Type,
  listener: (message: HostMessageOf<Type>) => void,
): () => void {
  const receive = ({ source, origin, data }: MessageEvent<{ channel?: string; message: HostMessage } | null>) => {
    if (source !== window.parent || origin !== location.origin || data?.channel !== MESSAGE_CHANNEL) return;
    if (data.message.type === type) listener(data.message as HostMessageOf<Type>);
  };
  window.addEventListener("message", receive);
  return () => window.removeEventListener("message", receive);
}
