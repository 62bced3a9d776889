import { data } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ItemPage } from "~/components/item-page";
import type { Missing } from "~/components/route-problem";
import { PlanAge, PlanNotices } from "~/components/plan-notices";
import { ItemBacktestCard } from "~/components/item-backtest-card";
import { readItemBacktest } from "~/reports/backtest-report";
import { readItem } from "~/reports/item-report";
import { readItemTerms } from "~/reports/item-terms";
import { readItemVendors } from "~/reports/item-vendors";
import { authenticatePage } from "~/shopify.server";
import { wordsFor } from "~/words/request-language.server";
import type { Words } from "~/words/words";
import { useWords } from "~/words/words-context";
import { ItemTerms } from "./item-policies/item-terms";
import { ItemWhatIf } from "./item-policies/item-what-if";
import { useItemExclusion } from "./item-policies/use-item-exclusion";
import { useTermsForm } from "./item-policies/use-terms-form";
import { ItemSaveBar } from "./item-vendors/item-save-bar";
import { ItemVendors } from "./item-vendors/item-vendors";
import { useOffersForm } from "./item-vendors/use-offers-form";
import { useLastList } from "./embedding/last-list";
import { FirstPullPage } from "./pull/first-pull-page";
import { readPull } from "./pull/read-pull.server";
import { useFollowedPlans } from "./pull/use-followed-plans";
import { useRetry } from "./pull/use-retry";
import { UndoProvider } from "./reorder-list/offer-undo";

export { RouteProblem as ErrorBoundary } from "~/components/route-problem";
export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const variantId = params.id ?? "";
  // All at once: what the page says of its plan's age comes with the plan.
  const [pull, item, terms, vendors, backtest] = await Promise.all([
    readPull(session.shop, request),
    readItem(session.shop, variantId),
    readItemTerms(session.shop, variantId),
    readItemVendors(session.shop, variantId),
    readItemBacktest(session.shop, variantId),
  ]);
  if (pull.stage === "first-pull") return pull;
  if (item === null || terms === null) throw data(nameUnknownSku(wordsFor(request).t), { status: 404 });
  return {
    ...pull,
    // Of the shop's many changes, this page follows those of its own plan.
    freshness: { ...pull.freshness, plans: Date.parse(item.row.plannedAt) },
    notices: { ...pull.notices, plannedAt: item.row.plannedAt },
    item,
    terms,
    vendors,
    backtest,
  };
}

function nameUnknownSku(t: Words["t"]): Missing {
  return { title: t("item.noSuchSku.title"), explanation: t("item.noSuchSku.explanation") };
}

export default function Item() {
  const { t } = useWords();
  const data = useLoaderData<typeof loader>();
  const { title, url } = useLastList();
  const backAction = { content: t(title), url };
  if (data.stage === "ready") {
    return (
      <UndoProvider key={data.item.row.variantId}>
        <PlannedItem {...data} backAction={backAction} />
      </UndoProvider>
    );
  }
  return <FirstPullPage title={t("item.sku")} backAction={backAction} pull={data} />;
}

type ItemData = Awaited<ReturnType<typeof loader>>;

interface PlannedItemProps extends Extract<ItemData, { stage: "ready" }> {
  backAction: { content: string; url: string };
}

function PlannedItem(data: PlannedItemProps) {
  const { item, terms, vendors, backtest, notices, freshness } = data;
  const { variantId } = item.row;
  const termsForm = useTermsForm(variantId, terms);
  const offersForm = useOffersForm(variantId, vendors);
  const exclusion = useItemExclusion(item.row);
  const retry = useRetry();
  const updates = useFollowedPlans(freshness, variantId);
  return (
    <>
      <ItemSaveBar forms={[offersForm, termsForm]} />
      <ItemPage
        {...item}
        backAction={data.backAction}
        actions={[exclusion]}
        notices={<PlanNotices {...notices} {...retry} />}
        planAge={<PlanAge {...notices} {...updates} />}
        whatIf={<ItemWhatIf item={item} seenEntryId={terms.seenEntryId} />}
        backtest={<ItemBacktestCard backtest={backtest} method={item.row.method} currency={item.row.currency} />}
        vendors={<ItemVendors variantId={variantId} report={vendors} form={offersForm} />}
        terms={<ItemTerms terms={terms} form={termsForm} />}
      />
    </>
  );
}
