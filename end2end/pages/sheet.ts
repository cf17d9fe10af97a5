// What all pages have in common.
import type { Locator, Page } from "@playwright/test";
import type { Visitor } from "./visitor.ts";

export class Sheet {
  protected readonly page: Page;

  constructor(protected readonly visitor: Visitor) {
    this.page = visitor.page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name });
  }

  /** A field by its whole label, or by a pattern of it. */
  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** A part of the page under its heading. */
  part(name: string | RegExp): Locator {
    return this.page.getByRole("region", { name });
  }

  /** The rows of a table, without its head. */
  rows(table: string | RegExp): Locator {
    return this.part(table).getByRole("row").filter({ hasNot: this.page.getByRole("columnheader") });
  }

  /** A decision folds its form away until it is wanted; a refused one comes back open. */
  protected async unfold(verb: string, within: Locator | Page = this.page): Promise<Locator> {
    const decision = within.getByRole("group").filter({ hasText: verb });
    if ((await decision.getAttribute("open")) === null) await decision.getByText(verb, { exact: true }).click();
    return decision;
  }
}
