import { vi } from "vitest";

// Many rules stand beside the data that they protect. No unit test asks the database.
vi.mock("~/db.server", () => ({}));
