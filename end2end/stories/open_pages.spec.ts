// Pages that stay open: they follow the lab, and say so when they cannot.
import type { Page } from "@playwright/test";
import { PASSWORD, PERSON } from "../lab.ts";
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";
import { Visitor } from "../pages/visitor.ts";

const TABS = 8;

const badge = (page: Page) => page.getByRole("banner").getByRole("link", { name: /In sync|No connection/ });
const note = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });

test("eight tabs of one browser share one stream, and each follows the lab", async ({ context, lab }) => {
  const [first, second] = await lab.plan(await lab.register(documents(24)), 60);
  const tabs: Visitor[] = [];
  for (let tab = 0; tab < TABS; tab++) {
    const visitor = new Visitor(await context.newPage());
    await visitor.today.open();
    tabs.push(visitor);
  }
  await expect.poll(() => lab.listeners(), "streams for all tabs").toBe(1);
  await lab.start(first);
  for (const { today } of tabs) await expect(today.running).toContainText(first.id);
  expect(await lab.listeners()).toBe(1);

  // The tab that listened is closed; what happens before another has taken over is missed by none.
  await tabs.shift()!.page.close();
  await lab.finish(first, { frames: first.frames });
  await lab.start(second);
  for (const { today } of tabs) await expect(today.running).toContainText(second.id);
  await expect.poll(() => lab.listeners(), "streams after the change of hands").toBe(1);
});

test("every tab says that the server is out of reach, and follows again once it is back", async ({ context, lab, page, visitor, watch }) => {
  watch.expecting(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await visitor.roll.open(roll);
  const other = new Visitor(await context.newPage());
  await other.today.open();
  await visitor.roll.field("Machine").fill("Camera 2");
  await lab.goDown();
  for (const tab of [page, other.page]) await expect(badge(tab)).toContainText(/^No connection since \d\d:\d\d$/);

  await visitor.roll.start();
  await expect(note(page, "No connection to the server: nothing was sent")).toBeVisible();
  await expect(visitor.roll.field("Machine")).toHaveValue("Camera 2");
  await lab.comeBack();
  for (const tab of [page, other.page]) await expect(badge(tab)).toContainText("In sync");
  await expect(note(page, "No connection")).toHaveCount(0);
  await visitor.roll.start();
  await expect(visitor.roll.attempts).toContainText("Camera 2");
  await expect(other.today.running).toContainText(roll.id);
});

test("a stream that is refused is asked for again, at growing intervals", async ({ lab, page, visitor, watch }) => {
  watch.expecting(/\/live/);
  const asked: number[] = [];
  await page.route(/\/live\?/, async (route) => {
    asked.push(Date.now());
    await route.fulfill({ status: 503, body: "busy" });
  });
  await visitor.today.open();
  await expect(badge(page)).toContainText("No connection since");
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBe(4);
  const pauses = asked.slice(1).map((time, before) => time - asked[before]);
  expect(pauses[1]).toBeGreaterThan(1.5 * pauses[0]);
  expect(pauses[2]).toBeGreaterThan(1.5 * pauses[1]);
  await page.unroute(/\/live\?/);
  await expect(badge(page)).toContainText("In sync", { timeout: 15_000 });
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await expect(visitor.today.next).toContainText(roll.id);
});

test("who was signed out elsewhere signs in again and finds what was typed", async ({ context, lab, page, visitor, watch }) => {
  watch.expecting(/: 401/);
  await visitor.settings.open();
  await visitor.settings.field("Name of the lab").fill("Filmlabor Süd");
  const elsewhere = new Visitor(await context.newPage());
  await elsewhere.today.open();
  await elsewhere.signIn.out();
  await expect(note(page, "Your sign-in has ended; what you typed stays here.")).toBeVisible();
  await expect(visitor.settings.field("Name of the lab")).toHaveValue("Filmlabor Süd");

  await page.getByRole("link", { name: "Sign in again" }).click();
  await visitor.signIn.as(PERSON, PASSWORD);
  await expect(visitor.heading("Settings")).toBeVisible();
  await expect(visitor.settings.field("Name of the lab")).toHaveValue("Filmlabor Süd");
  await expect(note(page, "what you had typed is back")).toBeVisible();
  await expect.poll(() => lab.listeners()).toBe(1);
});

test("a page in use is told who did what", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  const [elsewhere] = await lab.plan(await lab.register(documents(6)));
  await visitor.roll.open(roll);
  await visitor.roll.field("Machine").fill("Camera 2");
  await lab.start(roll);
  await lab.start(elsewhere);
  await lab.finish(roll, { failed: "jam", frames: 3 });
  await expect(visitor.roll.changed.getByRole("listitem")).toHaveText([
    new RegExp(`^Bernd Vogt .*${roll.id}.*, \\d+ s ago\\.$`),
    new RegExp(`^Bernd Vogt started filming ${roll.id}.*, \\d+ s ago\\.$`),
  ]);
  await lab.start(roll);
  await lab.finish(roll, { failed: "jam", frames: 3 });
  await expect(visitor.roll.changed.getByRole("listitem")).toHaveCount(4);
  await expect(visitor.roll.changed.getByRole("listitem").last()).toHaveText("and more entries in the ledger");
  await expect(visitor.roll.field("Machine")).toHaveValue("Camera 2");
});

test("the age of the check stays true while nothing happens, and is asked for only where somebody looks", async ({ page, visitor }) => {
  await page.clock.install();
  await visitor.today.open();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/read_badge") && asked.push(request.url()));
  // The server checks every ten seconds, and the page asks every fifteen.
  const age = async () => Number(/checked (\d+) s ago/.exec(await badge(page).innerText())?.[1] ?? Infinity);
  await page.clock.fastForward("10:00");
  await expect.poll(age).toBeLessThan(27);
  expect(asked).toHaveLength(1);

  await hide(page, true);
  await page.clock.fastForward("10:00");
  await expect(badge(page)).toContainText("checked 10 min ago");
  expect(asked, "nobody looks").toHaveLength(1);
  await hide(page, false);
  await expect.poll(age, "at once").toBeLessThan(27);
});

/** As if another tab or window lay over this one. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
