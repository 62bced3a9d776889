import { useNavigate, useNavigation, useLocation } from "@remix-run/react";
import { useCallback } from "react";

/** Shows another list by another address, so that going back, reloading and bookmarks show what was seen. */
export function useListNavigation() {
  const navigate = useNavigate();
  const navigation = useNavigation();
  const { pathname } = useLocation();
  return {
    /** True while another list of this page is on its way. */
    loading: navigation.state === "loading" && navigation.location.pathname === pathname,
    show: useCallback(
      (search: string, options: { replace: boolean; keepScroll: boolean }) => {
        afterNextFrame(() => {
          navigate(search === "" ? pathname : `${pathname}?${search}`, {
            replace: options.replace,
            preventScrollReset: options.keepScroll,
          });
        });
      },
      [navigate, pathname],
    ),
  };
}

/** What the click itself changed, such as the arrow of a column, shows before the work for another list begins. */
function afterNextFrame(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
