import type { Figure } from "./figure";
import type { MeasuredShop } from "./shops/measured-shop";
import type { EmptyDatabase } from "./shops/databases";

/** How much is measured. */
export interface Scale {
  /** Of each page and each database. */
  requests: number;
  /** Of what takes seconds. */
  repetitions: number;
  /** Rows of what is measured without a shop, in relation to a whole run. */
  share: number;
}

interface NamedWork {
  /** As `--only` takes it. */
  name: string;
  /** What is measured beside what, for `--help`. */
  about: string;
}

/** Measured on running shops of all sizes on one database, in turns. */
export interface ShopWork extends NamedWork {
  on: "shops";
  measure: (shops: readonly MeasuredShop[], scale: Scale) => Promise<Figure[]>;
}

/** Measured on an empty database. */
export interface DatabaseWork extends NamedWork {
  on: "an empty database";
  measure: (database: EmptyDatabase, scale: Scale) => Promise<Figure[]>;
}

/** Measured without a database. */
export interface LoneWork extends NamedWork {
  on: "nothing";
  measure: (scale: Scale) => Promise<Figure[]>;
}

export type Work = ShopWork | DatabaseWork | LoneWork;
