// How a site's numbers are given: bound when the camera starts, one after the other for a project, and apart for tests.
import { expect, test } from "../fixtures.ts";
import { csv, documents, file } from "../machine.ts";

const list = documents(12);

/** axe itself is a script. */
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("numbers are bound at the start, follow each other, and a neighbour in the way is named", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      await visitor.settings.open();
      await visitor.settings.field("When a number is given, OU").selectOption("bind_at_start");
      await visitor.settings.field("A project’s numbers follow each other, OU").check();
      await visitor.settings.button(/^Put the new version in force/).click();
      await expect(visitor.done(/changed the settings, now version 2/)).toBeVisible();

      const project = await lab.register(list);
      const [one, two] = await lab.plan(project, 30);
      await visitor.roll.open(one);
      await visitor.roll.start();
      await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
      expect(await lab.stateOf("10000001"), "the camera asks for it").toBe("bound");
      await visitor.project.open(project);
      await expect(page.getByText("Kept for it").locator("..")).toContainText("10000002");
      if (javaScriptEnabled) await accessible("a project with its block");
      await visitor.roll.open(one);
      await visitor.roll.finishCounted(one.frames);
      await expect(visitor.heading(/10000001/)).toBeVisible();

      await visitor.roll.open(two);
      await visitor.roll.start();
      await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
      expect(await lab.stateOf("10000002")).toBe("bound");
      await visitor.roll.fail("the film jammed", 1);
      expect(await lab.stateOf("10000002"), "it goes back to the block").toBe("reserved");
      expect(await lab.film(two)).toBe("10000002");

      // A film is rejected for good: the block grows, and its next number is somebody else's.
      await lab.reserve(1, "labels for the archive");
      await lab.reject(one, "scratch");
      await visitor.roll.open(one);
      await visitor.roll.start();
      await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
      expect(await lab.stateOf("10000004")).toBe("bound");
      await visitor.project.open(project);
      await expect(page.getByText(/is in the way: 10000004 follows 10000002 instead/)).toContainText("labels for the archive");
      await page.getByRole("main").getByRole("link", { name: "10000003" }).first().click();
      await expect(visitor.heading("10000003")).toBeVisible();
      expect(await lab.differences()).toBe(0);
    });

    test("films of a test are numbered apart and never handed over", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      await visitor.register.open();
      await visitor.register.field("Test films").selectOption("yes");
      await visitor.register.send(file("list.csv", csv(list)), "RRD123-2025");
      await expect(visitor.heading(/RRD123-2025 Certificates/)).toBeVisible();
      await visitor.alive();
      await expect(page.getByText("A test project: its films carry test numbers and are never handed over.", { exact: true })).toBeVisible();
      await visitor.project.acceptPlan();
      await expect(page.getByRole("heading", { name: /^Plan 1, accepted by/ })).toBeVisible();
      const [project] = await lab.projectsNamed("RRD123-2025");
      const [roll] = await lab.rolls(project);
      await visitor.roll.open(roll);
      await visitor.roll.start();
      await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
      await visitor.roll.finishCounted(roll.frames);
      await expect(visitor.heading(/90000001/)).toBeVisible();
      await visitor.project.open(project);
      await expect(visitor.project.delivery).toContainText("is a test project");
      await expect(visitor.project.delivery.getByRole("link", { name: "CSV" })).toHaveCount(0);
      await visitor.numbers.open("?series=9");
      await expect(page.getByRole("link", { name: "90000001" })).toBeVisible();
      await expect(page.getByText("test films").first()).toBeVisible();
      if (javaScriptEnabled) await accessible("the numbers of test films");
      expect(await lab.stateOf("10000001"), "no site's number was spent").toBe("never handed out");
      expect(await lab.differences()).toBe(0);
    });
  });
}
