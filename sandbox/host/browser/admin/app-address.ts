const { adminPath = "" } = document.body.dataset;

/** Whether the admin's address is one of the app's pages. */
export function isAppAddress(): boolean {
  return location.pathname === adminPath || location.pathname.startsWith(`${adminPath}/`);
}

/** The path in the app that the admin's address stands for: /store/…/apps/…/app/vendors is /app/vendors. */
export function readAppPath(): string {
  const path = location.pathname.slice(adminPath.length) || "/";
  return path + location.search + location.hash;
}

/** The admin's address for a path in the app. */
export function addressOf(appPath: string): string {
  return adminPath + appPath;
}
