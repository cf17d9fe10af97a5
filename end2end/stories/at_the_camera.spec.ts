// The operator's screen at the camera: what to load, how far it is, the calls, and finishing, without leaving it.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { documents, file, log, pagesOf } from "../machine.ts";

const list = documents(120);
const call = (page: Page) => page.getByText(/^No more than \d+ frames left\.$|^Nearly done|^Done by the clock/);

test.describe("on a phone in the darkroom", () => {
  test.use({ theme: "darkroom", viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a shift from Today to a confirmed film", async ({ lab, page, visitor, accessible }) => {
    test.setTimeout(120_000);
    const project = await lab.register(list);
    const [one, two] = await lab.plan(project, 400);
    await visitor.today.open();
    await visitor.today.link(/^Film this roll/).tap();
    await expect(visitor.heading("Filming")).toBeVisible();
    await expect(page.getByText("New reel", { exact: true }).first()).toBeVisible();
    await expect(page.getByText(project.folder, { exact: true })).toBeVisible();
    await visitor.alive();
    await accessible("what to load");
    await visitor.roll.button(/^Start filming/).tap();

    const running = visitor.today.running;
    await expect(running).toContainText(one.id);
    await expect(running).toContainText("estimated by the clock, 0.65 frames/s");
    await visitor.alive();
    await accessible("a roll at the camera");

    await test.step("the counter is typed, and stays after a reload", async () => {
      const counter = visitor.roll.field("Counter");
      await counter.fill(String(one.frames - 25));
      await counter.press("Enter");
      await expect(running).toContainText(`counter ${one.frames - 25} at`);
      await expect(call(page)).toHaveText("Nearly done: lay out the next film.");
      await page.reload();
      await visitor.alive();
      await expect(running).toContainText(`counter ${one.frames - 25} at`);
    });

    await test.step("the last frames are called, each once", async () => {
      await visitor.roll.button("+10").tap();
      await expect(call(page)).toHaveText("No more than 20 frames left.");
      await expect(page).toHaveTitle(/^20 left – Filming/);
      await visitor.roll.button("+10").tap();
      await expect(call(page)).toHaveText("No more than 5 frames left.");
      await expect(call(page), "at once, to whoever cannot look").toHaveAttribute("aria-live", "assertive");
      await accessible("a roll that is nearly done");
      await visitor.roll.button("+10").tap();
      await expect(call(page)).toHaveText(/^Done by the clock/);
    });

    await test.step("a count that is no count is refused with a sentence", async () => {
      await visitor.roll.field("Counter").fill("401000");
      await visitor.roll.button("Set").tap();
      await expect(visitor.refusal).toContainText("frames are more than the roll has");
      await expect(visitor.roll.field("Counter")).toHaveValue("401000");
    });

    await visitor.alive();
    const passes = [{ folder: project.folder, list: list.slice(0, one.documents) }];
    await visitor.roll.finishWith(file("10000001.LOG", log("10000001", passes)));
    await expect(page.getByRole("heading", { name: "10000001" })).toBeVisible();
    await expect(page, "still at the camera").toHaveURL(/\/rolls\/\d+\/film$/);
    await visitor.alive();
    await accessible("a roll that is done");
    await visitor.roll.link(/^Next roll/).tap();
    await expect(page.getByText(two.id).first()).toBeVisible();
    expect(await lab.stateOf("10000001")).toBe("issued");
    expect(await lab.differences()).toBe(0);
  });
});

test("the screen stays full while a roll is started, fails and is started again", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await visitor.open(`/rolls/${roll.roll}/film`);
  await visitor.roll.button("Full screen").click();
  const full = () => page.evaluate(() => document.fullscreenElement !== null);
  await expect.poll(full).toBe(true);
  await visitor.roll.button(/^Start filming/).click();
  await expect(visitor.today.running).toContainText(roll.id);
  await visitor.roll.fail("the film tore", 20);
  await expect(page.getByText("Attempt 1 failed: the film tore, 20 frames exposed.")).toBeVisible();
  expect(await full()).toBe(true);
  await visitor.roll.button(/^Start filming/).click();
  await visitor.roll.finishCounted(roll.frames - 1);
  await expect(visitor.refusal).toContainText("frames were counted");
  await visitor.roll.finishCounted(roll.frames);
  await expect(page.getByRole("heading", { name: "10000001" })).toBeVisible();
  expect(await full()).toBe(true);
  expect(await lab.differences()).toBe(0);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the counter is a form, too", async ({ lab, page, visitor }) => {
    const [roll] = await lab.plan(await lab.register(list));
    await visitor.open(`/rolls/${roll.roll}/film`);
    await visitor.roll.button(/^Start filming/).click();
    await visitor.roll.field("Counter").fill("100");
    await visitor.roll.button("Set").click();
    await expect(visitor.today.running).toContainText("counter 100 at");
    await visitor.roll.button("+10").click();
    await expect(visitor.today.running).toContainText(/counter 11\d at/);
    await visitor.roll.field("Counter").fill("many");
    await visitor.roll.button("Set").click();
    await expect(visitor.refusal).toContainText("is no number of frames");
    await visitor.roll.fail("the film tore", 20);
    await expect(page.getByText("Attempt 1 failed: the film tore, 20 frames exposed.")).toBeVisible();
    expect(await lab.differences()).toBe(0);
  });
});
