// What hands do that never leave the keyboard.
import type { Locator, Page } from "@playwright/test";
import { expect } from "../fixtures.ts";

/** As far as anybody would press Tab on one page. */
const MOST_STOPS = 80;

/** Presses Tab until this has the focus. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}`);
}

export async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

/** Opens a folded decision by keyboard. */
export async function unfold(page: Page, verb: string, within: Page | Locator = page): Promise<Locator> {
  const decision = within.getByRole("group").filter({ hasText: verb }).first();
  await press(page, decision.getByText(verb, { exact: true }).locator(".."));
  return decision;
}

export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}
