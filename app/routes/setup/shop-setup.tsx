import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { SetupGuide, type SetupStepName } from "~/components/home/setup-guide";
import type { HomeReport } from "~/reports/home-report";
import type { action } from "../app.setup";

interface ShopSetupProps {
  home: HomeReport;
  /** Whether the shop has been read, or else whether reading it has stopped. */
  isPulled: boolean;
  isPullStopped: boolean;
}

/** The set-up, until it is done or left. */
export function ShopSetup({ home, isPulled, isPullStopped }: ShopSetupProps) {
  const fetcher = useFetcher<typeof action>();
  const { setup, figures } = home;
  // Whoever leaves it does not wait for the app.
  const isLeft = setup?.isLeft === true || fetcher.formData?.get("step") === "leave";
  const [wasLeft, setWasLeft] = useState(isLeft);
  if (isLeft && !wasLeft) setWasLeft(true);
  if (setup === null || isLeft) return null;
  const send = (step: string, text = "") => {
    fetcher.submit({ step, text }, { method: "POST", action: "/app/setup" });
  };
  return (
    <SetupGuide
      {...setup}
      done={isPulled ? ["pull", ...setup.done] : setup.done}
      isResumed={wasLeft}
      vendors={figures.vendors}
      skusWithoutVendor={figures.skusWithoutVendor}
      error={fetcher.data?.error == null ? null : { step: fetcher.data.step, text: fetcher.data.error }}
      isPulled={isPulled}
      isPullStopped={isPullStopped}
      saving={(fetcher.formData?.get("step") as SetupStepName | undefined) ?? null}
      onDone={send}
      onLeave={() => {
        send("leave");
      }}
    />
  );
}

/** Takes a set-up that was left up again; null where there is none. */
export function useSetupResumption(home: HomeReport | null): (() => void) | null {
  const fetcher = useFetcher();
  if (home?.setup?.isLeft !== true) return null;
  return () => {
    fetcher.submit({ step: "resume" }, { method: "POST", action: "/app/setup" });
  };
}
