// Quality: how many rolls took one pass, and the reasons of the others, each with the rows behind it.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

/** Three rolls: one jammed first, one rejected twice over, one right at once; a customer complains of it. */
async function months(lab: import("../lab.ts").Lab) {
  const rolls = await lab.plan(await lab.register(documents(12)), 20);
  const [jammed, rejected, right] = rolls;
  await lab.start(jammed);
  await lab.finish(jammed, { failed: "jam", frames: 5 });
  await lab.film(jammed);
  for (const cause of ["wrong-label", "scratch"]) {
    await lab.film(rejected);
    await lab.reject(rejected, cause);
  }
  const number = await lab.film(right);
  for (const other of rolls.slice(3)) await lab.film(other);
  await lab.complain(number, "unreadable", "frame 3 is blurred");
  return { rolls, rejected };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("first-pass yield and its reasons lead to their rolls", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      await visitor.open("/quality");
      await expect(page.getByText("No roll is filmed yet.")).toBeVisible();
      const { rolls, rejected } = await months(lab);
      await visitor.open("/quality");
      await expect(page.getByRole("main")).toContainText(`${rolls.length - 2} of ${rolls.length} rolls`);
      if (javaScriptEnabled) await accessible("quality");
      for (const reason of [/film jam/, /wrong label/, /scratch/, /unreadable/]) {
        await expect(page.getByRole("link", { name: reason })).toContainText("1");
      }
      await page.getByRole("link", { name: /wrong label/ }).click();
      const table = page.getByRole("region", { name: "wrong label" });
      await expect(table.getByRole("link", { name: rejected.id })).toBeVisible();
      await expect(page.getByRole("link", { name: /wrong label/ }).first()).toHaveAttribute("aria-current", "true");
      await table.getByRole("link", { name: rejected.id }).click();
      await expect(visitor.heading(rejected.id)).toBeVisible();
      await visitor.open("/quality?of=complaint&reason=unreadable");
      await expect(page.getByRole("region", { name: "unreadable" })).toContainText("frame 3 is blurred");
    });
  });
}

test("who looks at Today sees what is not settled, and is led there", async ({ lab, page, visitor, another, context }) => {
  await months(lab);
  await visitor.today.open();
  await visitor.today.part("Quality").getByRole("link", { name: "1 open complaint" }).click();
  await expect(visitor.heading("Complaints")).toBeVisible();
  await lab.takeOn(context, "Mia Brandt", ["manager"]);
  const manager = await another({ name: "Mia Brandt" });
  await manager.today.open();
  const work = manager.today.part("How the work stands");
  await expect(work.getByRole("link", { name: /open complaints/ })).toContainText("1");
  await expect(work.getByRole("link", { name: /open findings/ })).toContainText("0");
  await work.getByRole("link", { name: /open complaints/ }).click();
  await expect(manager.page.getByRole("row", { name: /K-0001/ })).toBeVisible();
  expect(page.url()).toContain("/complaints");
});
