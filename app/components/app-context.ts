/** What the app's layout hands to its pages. */
export interface AppContext {
  /** Whether the page is likely to be shown on a phone, as far as the server could tell. */
  isPhone: boolean;
}
