// The program registry: which numbers are free, who has a number and who had it, and what a range table would do.
import { expect, test } from "../fixtures.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("the next free numbers of a round size are reserved and read out", async ({ page, visitor, accessible }) => {
      await visitor.freeNumbers.open();
      await expect(visitor.freeNumbers.rows("By round size").first()).toContainText("O50000");
      if (javaScriptEnabled) await accessible("free numbers");
      await visitor.freeNumbers.reserve("6.25″", 3, "a series");
      await expect(page.getByRole("region", { name: "Reserved: 3" })).toContainText("O62500–62502");
      await visitor.freeNumbers.link("6.25″").click();
      await expect(visitor.heading("Free numbers")).toBeVisible();
      await expect(page.getByRole("link", { name: "O62503–64999" })).toBeVisible();
      if (javaScriptEnabled) await accessible("the free numbers of a range");
      await visitor.freeNumbers.open();
      await visitor.freeNumbers.reserve("13.0″", 1000, "all there are");
      await expect(page.getByRole("region", { name: "Reserved: 1,000" })).toContainText("O13000–13999");
      await visitor.freeNumbers.reserve("13.0″", 1, "one more");
      await expect(visitor.refusal).toContainText("The range 13.0 has 0 free numbers");
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "a shop, with scripts" : "a shop, without scripts", () => {
    test.use({ javaScriptEnabled, example: true });

    test("a program is found, moved to its range, deleted and restored", async ({ page, visitor, accessible }) => {
      await visitor.programs.open();
      await expect(page.getByText("30 of 30")).toBeVisible();
      if (javaScriptEnabled) await accessible("the programs");
      await visitor.programs.open("?judged=out&size=6.25");
      await expect(page.getByText("1 of 30")).toBeVisible();
      await visitor.programs.link("O00306").click();
      await expect(page.getByRole("region", { name: "Version 1" })).toContainText("O00306 (6.25IN DIA 60MM");
      if (javaScriptEnabled) await accessible("a program");
      await visitor.program.renumber("its own range");
      await expect(visitor.done("renumbered O00306 to O62511")).toBeVisible();
      await expect(page.getByRole("region", { name: "From version 1 to 2" }).first()).toContainText("− O00306");
      await visitor.program.open("O00306");
      await expect(page.getByText("cooling", { exact: true })).toBeVisible();
      await expect(page.getByRole("region", { name: "Had this number before" }).getByRole("link")).toHaveText("O62511");
      await visitor.program.open("O62511");
      await visitor.program.button(/^Take entry/).click();
      await expect(visitor.done(/took entry/)).toBeVisible();
      await expect(visitor.heading("O00306")).toBeVisible();
      await visitor.program.delete("no longer turned");
      await expect(visitor.done("deleted O00306")).toBeVisible();
      await visitor.program.restore();
      await expect(visitor.heading("O00306")).toBeVisible();
    });

    test("another table says what it does before it counts", async ({ page, visitor, accessible }) => {
      await visitor.ranges.open();
      await expect(page.getByText("98,001")).toBeVisible();
      await expect(page.getByText("1,999")).toBeVisible();
      await visitor.ranges.link("Look at table B").click();
      const preview = page.getByRole("region", { name: "What table B would change" });
      await expect(preview).toContainText("15 ranges with 85,000 numbers, 15,000 outside.");
      await expect(preview).toContainText("O10000–10001");
      if (javaScriptEnabled) await accessible("a table that is looked at");
      await preview.getByRole("button", { name: /^Put table B into force/ }).click();
      await expect(visitor.done("put the table of ranges B into force")).toBeVisible();
      await expect(page.getByText("85,000")).toBeVisible();
    });
  });
}
