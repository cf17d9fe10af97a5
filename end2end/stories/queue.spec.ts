// Planning ahead: the machine's queue with the films it will run on, and the variants of a plan. Nothing is booked.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a planner sees what runs when and on which film", async ({ lab, page, visitor, accessible }) => {
      const project = await lab.register(documents(40));
      const [first, second] = await lab.plan(project, 60);
      await visitor.open("/queue");
      const rows = page.getByRole("region", { name: "Queue" }).getByRole("row");
      await expect(rows.nth(1)).toContainText(first.id);
      await expect(rows.nth(1)).toContainText("new reel");
      await expect(rows.nth(2)).toContainText(`rest of ${first.id}`);
      await expect(page.getByRole("img", { name: /^The camera over/ })).toBeVisible();
      if (javaScriptEnabled) await accessible("the queue");

      await lab.film(first);
      await visitor.open("/queue");
      await expect(rows.nth(1)).toContainText(second.id);
      await expect(rows.nth(1).getByRole("link", { name: "T-0001" })).toBeVisible();
      const choices = page.getByRole("region", { name: "The film for the next roll" }).getByRole("row");
      await expect(choices.nth(1)).toContainText("best");
      await expect(choices.nth(2)).toContainText("costs 1 reel more in the end");
    });

    test("a variant of the plan is chosen from the table and accepted", async ({ lab, page, visitor, accessible }) => {
      const project = await lab.register(documents(40));
      await visitor.project.open(project);
      const variants = page.getByRole("region", { name: "Variants" }).getByRole("row");
      const other = variants.filter({ hasText: "2,940" }).first();
      await other.getByRole("link").click();
      await expect(variants.filter({ hasText: "2,940" }).first()).toContainText("shown above");
      if (javaScriptEnabled) await accessible("variants of a plan");
      await visitor.project.acceptPlan();
      await expect.poll(async () => (await lab.rolls(project)).length).toBe(1);
    });
  });
}
