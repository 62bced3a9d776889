import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, Outlet, useLoaderData, useNavigation } from "@remix-run/react";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import "~/components/finger-targets.css";
import "~/components/reduced-motion.css";
import "~/components/steady-polaris.css";
import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { memo, useEffect, useMemo, useState } from "react";
import type { AppContext } from "~/components/app-context";
import { OfflineNotice } from "~/components/connection/offline-notice";
import { UnansweredNotice } from "~/components/connection/unanswered-notice";
import { Hints } from "~/components/hints";
import { MendedPolaris } from "~/components/mended-polaris";
import { RouteProblem } from "~/components/route-problem";
import { ShopFormatsProvider } from "~/components/shop-formats";
import { readShop } from "~/data/shops";
import { environment } from "~/ops/env";
import { authenticatePage } from "~/shopify.server";
import { preferredLocale } from "~/words/request-language.server";
import { useWords } from "~/words/words-context";
import { ListMemory } from "./embedding/last-list";
import { guessPhone } from "./embedding/request-hints.server";
import { SectionTitleBar } from "./embedding/section-title-bar";

export { shopifyHeaders as headers } from "./embedding/shopify-headers.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session } = await authenticatePage({ request, context });
  const shop = await readShop(session.shop);
  return {
    apiKey: environment().shopifyApiKey,
    locale: preferredLocale(request),
    timeZone: shop?.timeZone ?? "UTC",
    isPhone: guessPhone(request),
  };
}

/** Nothing of it changes from page to page; the time zone becomes known while the first pull is being watched. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, formMethod }) =>
  currentUrl.href === nextUrl.href && formMethod === undefined;

export default function AppLayout() {
  const { apiKey, locale: documentLocale, timeZone, isPhone } = useLoaderData<typeof loader>();
  // The admin names its language when it opens the frame, not with every request: what it said first holds.
  const [locale] = useState(documentLocale);
  return <AppFrame apiKey={apiKey} locale={locale} timeZone={timeZone} isPhone={isPhone} />;
}

interface AppFrameProps {
  apiKey: string;
  locale: string;
  timeZone: string;
  isPhone: boolean;
}

/**
 * The frame of every embedded page: App Bridge, Polaris, and the app's entries in the admin's navigation. Polaris has every
 * component follow its provider, which is therefore not rendered again with each step of a navigation.
 */
const AppFrame = memo(function AppFrame({ apiKey, locale, timeZone, isPhone }: AppFrameProps) {
  const context = useMemo((): AppContext => ({ isPhone }), [isPhone]);
  const { t, polaris } = useWords();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} {...(polaris && { i18n: polaris })}>
      <ShopFormatsProvider locale={locale} timeZone={timeZone}>
        <NavMenu>
          <Link to="/app" rel="home">
            {t("navigation.reorderList")}
          </Link>
          <Link to="/app/vendors">{t("navigation.vendors")}</Link>
          <Link to="/app/fast-movers">{t("navigation.fastMovers")}</Link>
          <Link to="/app/settings">{t("navigation.settings")}</Link>
          <Link to="/app/status">{t("navigation.status")}</Link>
          <Link to="/app/help">{t("navigation.help")}</Link>
        </NavMenu>
        <SectionTitleBar />
        <ListMemory />
        <LoadingBar />
        <OfflineNotice />
        <UnansweredNotice />
        <Outlet context={context} />
        <Hints />
        <MendedPolaris />
      </ShopFormatsProvider>
    </AppProvider>
  );
});

/** Shopify's loading bar at the top of the admin, while another page is on its way. */
function LoadingBar() {
  const isLoading = useNavigation().state !== "idle";
  useEffect(() => {
    window.shopify.loading(isLoading);
  }, [isLoading]);
  return null;
}

/** The layout itself failed, so there is no frame: mostly a session that Shopify's library renews by what it threw. */
export function ErrorBoundary() {
  const { polaris } = useWords();
  return (
    <AppProvider isEmbeddedApp={false} apiKey="" {...(polaris && { i18n: polaris })}>
      <RouteProblem />
    </AppProvider>
  );
}
