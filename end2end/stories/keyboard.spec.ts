// The whole way from list to number without a mouse.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { csv, documents, file, pagesOf } from "../machine.ts";

const list = documents(12);

/** As far as anybody would press Tab on one page. */
const MOST_STOPS = 80;

/** Presses Tab until this has the focus. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${target}`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

test("a project is registered, planned and filmed by keyboard alone", async ({ lab, page, visitor }) => {
  await visitor.projects.open();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await press(page, visitor.projects.link("Register a project").first());
  await expect(visitor.heading("Register a project")).toBeVisible();

  await reach(page, visitor.register.field("List of documents"));
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(file("RRD123-2025_OU_Certificates.csv", csv(list)));
  await reach(page, visitor.register.field("Archive id"));
  await page.keyboard.type("RRD123-2025");
  await reach(page, visitor.register.field("Site"));
  await page.keyboard.type("OU");
  await reach(page, visitor.register.field("Document type"));
  await page.keyboard.type("Certificates");
  await press(page, visitor.register.button(/^Register/));
  await expect(visitor.heading(/RRD123-2025 Certificates/)).toBeVisible();
  await visitor.alive();

  await press(page, visitor.project.button(/^Accept plan/));
  await expect(page.getByRole("heading", { name: /^Plan 1, accepted by/ })).toBeVisible();
  await press(page, visitor.project.link(/^Film 16_01/));
  await press(page, visitor.roll.button(/^Start filming/));
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
  await reach(page, page.getByRole("group").filter({ hasText: "Frames counted…" }).getByText("Frames counted…").locator(".."));
  await page.keyboard.press("Enter");
  await reach(page, page.getByRole("spinbutton", { name: "Frames counted" }));
  await page.keyboard.type(String(pagesOf(list)));
  await page.keyboard.press("Enter");
  await expect(visitor.heading(/10000001/)).toBeVisible();
  expect(await lab.differences()).toBe(0);
});

test("the search is one key away", async ({ page, visitor }) => {
  await visitor.today.open();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
});
